"""The lists and forms of the studio: modules with their chapters, lessons, media."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic.detail import SingleObjectMixin
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    extract_panel_definitions_from_model_class,
)
from wagtail.admin.ui.tables import Column, LiveStatusTagColumn, UpdatedAtColumn
from wagtail.snippets.views.snippets import (
    CopyView,
    CreateView,
    DeleteView,
    EditView,
    RevisionsCompareView,
)

from courses.modules.models import Lesson, Media, Module
from courses.modules.selectors import modules_of_author, next_position, own_chapter, with_reviews
from courses.modules.studio.forms import LessonForm, MediaForm, ModuleForm
from courses.modules.studio.neighbours import BesidePanel
from courses.modules.studio.panels import (
    AccessibilityPanel,
    CaptionsPanel,
    LessonsPanel,
    ModuleAccessibilityPanel,
)
from courses.modules.studio.review import ReviewView
from courses.modules.studio.scoping import OwnViewSet
from courses.modules.studio.trying import TryOnCreateView, TryOnEditView

FACTS = ("kind", "package", "tool_content", "minutes", "required")
COMPLETION = ("completion", "seen_percent", "by_hand")
GRADING = ("graded", "pass_percent", "max_attempts")


class AddLessonView(CreateView):
    """A new lesson, in the chapter from whose button the author came."""

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        """Let only the author save for the first time.

        Wagtail's own saving in the background may coincide with the button: two lessons instead
        of one. From then on it writes to the same lesson and does no harm.
        """
        super().setup(request, *args, **kwargs)
        self.autosave_enabled = False

    def get_initial_form_instance(self) -> Any:
        """Start with the chapter named in the address, if it is one of the author's own."""
        lesson = super().get_initial_form_instance() or Lesson()
        chapter = own_chapter(self.request.user, self.request.GET.get("chapter", ""))
        if chapter is not None:
            lesson.chapter = chapter
            lesson.position = next_position(chapter)
        return lesson


class CopyLessonView(CopyView):
    """A copy of a lesson: a draft of its own, whichever address its form is sent to."""

    def get_initial_form_instance(self) -> Any:
        """Return the lesson's values without its identity."""
        lesson = super().get_initial_form_instance()
        names = (*("chapter", "title", "position", "body"), *FACTS, *GRADING, *COMPLETION)
        return Lesson(**{name: getattr(lesson, name) for name in names})


class DeleteLessonView(DeleteView):
    """Delete a lesson; Wagtail asks only for the right to delete any."""

    def get_object(self, queryset: Any = None) -> Any:
        """Return the lesson if the user may delete this one."""
        lesson = super().get_object(queryset)
        user = self.request.user
        if not self.permission_policy.user_has_permission_for_instance(user, "delete", lesson):
            raise PermissionDenied
        return lesson


class CompareLessonView(RevisionsCompareView):
    """Two stored states of a lesson, told in words by the review."""

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead to the page of the review; Wagtail's own words for the states mean the same."""
        names = {"von": kwargs["revision_id_a"], "bis": kwargs["revision_id_b"]}
        known = {"live": "veroeffentlicht", "latest": "entwurf"}
        query = {key: known.get(str(name), str(name)) for key, name in names.items()}
        return redirect(reverse("review:compare", args=[self.pk], query=query))


class EditModuleView(EditView):
    """The chapters of a module; after saving, lessons can be added at the same place."""

    def get_success_url(self) -> str:
        """Stay with the module."""
        return str(self.get_edit_url())


class ModuleViewSet(OwnViewSet):
    """Modules: chapters in order, lessons at a glance. Comes and goes with the course page."""

    model = Module
    edit_view_class = EditModuleView
    icon = "folder-open-inverse"
    menu_label = _("My modules")
    menu_name = "my-modules"
    menu_order = 110
    add_to_admin_menu = True
    copy_view_enabled = False
    list_display = [
        "__str__",
        Column("provider", label=_("Provider")),
        Column("chapter_count", label=_("Chapters")),
        Column("lesson_count", label=_("Lessons")),
        Column("draft_count", label=_("Not yet published")),
        Column("newest_number", label=_("Version")),
    ]
    search_fields = ["course__title"]
    edit_handler = ObjectList(
        [
            BesidePanel(heading=_("Review and upkeep")),
            MultiFieldPanel(
                [InlinePanel("chapters", label=_("Chapter"))], heading=_("Chapters in order")
            ),
            LessonsPanel(heading=_("Lessons")),
            ModuleAccessibilityPanel(heading=_("Accessibility")),
            MultiFieldPanel(
                [
                    HelpPanel(
                        _(
                            "Whoever is learning keeps the terms with which the course began. "
                            "Changed terms go with the next published version."
                        )
                    ),
                    FieldRowPanel(
                        [FieldPanel("participation_percent"), FieldPanel("achievement_percent")]
                    ),
                    FieldPanel("valid_months"),
                ],
                heading=_("Certificates for learners"),
            ),
        ],
        base_form_class=ModuleForm,
    )

    def get_queryset(self, request: Any) -> Any:
        """Return the author's modules with their counts."""
        return modules_of_author(request.user)


class LessonViewSet(OwnViewSet):
    """Lessons and tests: drafts, preview as a learner, review, history."""

    model = Lesson
    icon = "doc-full-inverse"
    menu_label = _("Lessons")
    menu_name = "lessons"
    menu_order = 120
    add_to_admin_menu = True
    add_view_class = AddLessonView
    copy_view_class = CopyLessonView
    delete_view_class = DeleteLessonView
    workflow_action_view_class = ReviewView
    preview_on_add_view_class = TryOnCreateView
    preview_on_edit_view_class = TryOnEditView
    revisions_compare_view_class = CompareLessonView
    list_display = [
        "title",
        Column("chapter__module", label=_("Module"), accessor="chapter.module"),
        Column("chapter", label=_("Chapter")),
        Column("kind", label=_("Kind"), accessor="get_kind_display"),
        LiveStatusTagColumn(),
        UpdatedAtColumn(),
    ]
    search_fields = ["title"]
    list_per_page = 30
    edit_handler = ObjectList(
        [
            BesidePanel(heading=_("Review")),
            *extract_panel_definitions_from_model_class(Lesson),
            AccessibilityPanel(heading=_("Accessibility")),
        ],
        base_form_class=LessonForm,
    )

    def get_queryset(self, request: Any) -> Any:
        """Return the author's lessons with what the list shows."""
        rows = with_reviews(super().get_queryset(request))
        return rows.select_related("chapter__module__course").order_by(
            "chapter__module__course__title", "chapter__position", "position", "pk"
        )


class MediaViewSet(OwnViewSet):
    """Films and recordings."""

    model = Media
    icon = "media"
    menu_label = _("Media")
    menu_name = "lesson-media"
    menu_order = 320
    add_to_admin_menu = True
    copy_view_enabled = False
    list_display = [
        "title",
        Column("kind", label=_("Kind"), accessor="get_kind_display"),
        Column("provider", label=_("Provider")),
    ]
    search_fields = ["title"]
    edit_handler = ObjectList(
        [
            *extract_panel_definitions_from_model_class(Media),
            CaptionsPanel(heading=_("Captions and still picture")),
        ],
        base_form_class=MediaForm,
    )

    def construct_view(self, view_class: Any, **kwargs: Any) -> Any:
        """Keep the row away from the name `media`, which holds the scripts of Wagtail's pages."""
        if issubclass(view_class, SingleObjectMixin):
            kwargs["context_object_name"] = "recording"
        return super().construct_view(view_class, **kwargs)

    def get_queryset(self, request: Any) -> Any:
        """Return the author's media with their provider."""
        return super().get_queryset(request).select_related("provider")
