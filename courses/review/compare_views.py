"""What is different between two states, in words."""

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET
from wagtail.models import Revision

from campus.kit.access import allowed
from courses.modules import selectors as modules
from courses.review import rules
from courses.review.comparing import changes, states, wording
from courses.review.views import lesson_tabs, module_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from courses.modules.models import Lesson, Module
    from members.accounts.requests import SignedInRequest

PER_PAGE = 20
DRAFT, LIVE = "entwurf", "veroeffentlicht"


@allowed(rules.may_open)
@require_GET
def lesson(request: "SignedInRequest", pk: int) -> HttpResponse:
    """Compare two states of a lesson; by default what is published with the newest draft."""
    row = get_object_or_404(rules.readable_lessons(request.user), pk=pk)
    old_name, new_name = request.GET.get("von", LIVE), request.GET.get("bis", DRAFT)
    old, old_label = _lesson_state(row, old_name)
    new, new_label = _lesson_state(row, new_name)
    if new is None:
        raise Http404
    number = list(_keys_in_order(row)).index(row.pk) + 1
    lines = wording.lines(changes.between_lessons(old, new), number)
    context = {
        "lesson": row,
        "lines": lines,
        "is_new": old is None,
        "old_label": old_label,
        "new_label": new_label,
        "tabs": lesson_tabs(request.user, row, "compare"),
    }
    return render(request, "review/compare_lesson.html", context)


def _keys_in_order(row: "Lesson") -> "QuerySet[Any, int]":
    siblings = modules.all_lessons().filter(chapter__module=row.chapter.module_id)
    ordered = siblings.order_by("chapter__position", "chapter_id", "position", "pk")
    return ordered.values_list("pk", flat=True)


def _lesson_state(row: "Lesson", name: str) -> tuple[states.LessonState | None, str]:
    """Return a state of the lesson by its name in the address, and how it is called."""
    if name == LIVE:
        return states.of_published(row), _("what learners have")
    if name == DRAFT:
        draft = row.get_latest_revision_as_object()
        return states.of_lesson(draft, chapter=draft.chapter.title), _("the newest draft")
    revision = get_object_or_404(_revisions(row), pk=name if name.isdecimal() else 0)
    return states.of_revision(row, revision), _moment(revision)


def _moment(revision: Any) -> str:
    return _("the state of %(moment)s") % {"moment": states.moment_of(revision)}


def _revisions(row: "Lesson") -> "QuerySet[Revision]":
    found: QuerySet[Revision] = Revision.objects.for_instance(row).order_by("-created_at", "-pk")
    return found


@allowed(rules.may_open)
@require_GET
def history(request: "SignedInRequest", pk: int) -> HttpResponse:
    """List the stored states of a lesson, each to be compared with the one before and with now."""
    row = get_object_or_404(rules.readable_lessons(request.user), pk=pk)
    rows = _revisions(row).select_related("user").defer("content")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    held = list(page.object_list)
    pairs = list(zip(held, [*held[1:], None], strict=False))
    context = {
        "lesson": row,
        "page": page,
        "pairs": pairs,
        "tabs": lesson_tabs(request.user, row, "history"),
    }
    return render(request, "review/history.html", context)


@allowed(rules.may_open)
@require_GET
def module(request: "SignedInRequest", pk: int) -> HttpResponse:
    """Compare two frozen versions of a module, or the newest one with what is being written."""
    row = module_of(request, pk)
    versions = list(modules.versions_of(row))
    old_name = request.GET.get("von", "") or (str(versions[0].pk) if versions else "")
    new_name = request.GET.get("bis", DRAFT)
    old = next((one for one in versions if str(one.pk) == old_name), None)
    if old_name and old is None:
        raise Http404
    before = states.of_version(old) if old else states.ModuleState(())
    comparison = changes.between_modules(before, _module_state(row, versions, new_name))
    context = {
        "module": row,
        "versions": versions,
        "old": old_name,
        "new": new_name,
        "draft": DRAFT,
        "parts": wording.parts_of(comparison),
    }
    return render(request, "review/compare_module.html", context)


def _module_state(row: "Module", versions: list[Any], name: str) -> states.ModuleState:
    if name == DRAFT:
        return states.of_drafts(row)
    version = next((one for one in versions if str(one.pk) == name), None)
    if version is None:
        raise Http404
    return states.of_version(version)
