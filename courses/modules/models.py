"""What is taught. Authors write in Chapter and Lesson; learners read frozen versions.

Module (one per course page)
  working copy:  Chapter → Lesson            edited in Wagtail, with drafts and review
  frozen copies: ModuleVersion → Unit → Item  written once by `services.freeze`, never changed
"""

import uuid
from typing import ClassVar

from django import forms
from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.core.validators import (
    FileExtensionValidator,
    MaxValueValidator,
    MinValueValidator,
)
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import (
    LockableMixin,
    RevisionMixin,
)

from campus.kit import dates
from courses.modules import completion
from courses.modules.accessibility.gated import GatedDraftMixin
from courses.modules.blocks import RICH_TEXT, LessonBlock
from courses.modules.captions import LONGEST, Cue, cues
from courses.modules.collected import CollectedQuestion as CollectedQuestion
from courses.modules.frozen import FrozenModel
from courses.modules.previews import LearnersPreview
from courses.modules.reviewed import ReviewedMixin
from courses.modules.terms import TermsFields
from courses.modules.test_settings import TestSettings


class Kind(models.TextChoices):
    """What an item is; its completion rule follows from it unless the author says otherwise."""

    LESSON = "lesson", _("Lesson")
    QUIZ = "quiz", _("Test")
    PACKAGE = "package", _("Package")
    TOOL = "tool", _("LTI content")


class Completion(models.TextChoices):
    """When a lesson or a package counts as done."""

    BUTTON = completion.BUTTON, _("when the learner says so, by the button at the end")
    OPENED = completion.OPENED, _("as soon as it has been opened")
    SEEN = completion.SEEN, _("when the film or recording has been played")
    CONFIRMED = completion.CONFIRMED, _("when the document in it has been confirmed as read")
    REPORTED = completion.REPORTED, _("when the package or LTI content reports that it is finished")
    SUCCEEDED = completion.SUCCEEDED, _("when the package reports that it was passed")
    SCORED = completion.SCORED, _("when the package or LTI content reports at least the pass mark")


class Change(models.TextChoices):
    """What a published change means for those who are learning."""

    EDITION = "edition", _("New edition: who is learning keeps the present one and may change over")
    CORRECTION = "correction", _("Correction: everybody gets it at once, nobody has to repeat it")


class ItemFields(TestSettings):
    """What a working lesson and its frozen item have in common; abstract."""

    title = models.CharField(_("title"), max_length=160)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.LESSON)
    # Stays the same through all versions: the item's xAPI activity is made from it.
    key = models.UUIDField(_("key"), default=uuid.uuid4, editable=False)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=5)
    required = models.BooleanField(
        _("counts towards the certificate"),
        default=True,
        help_text=_("Only required items count for the progress."),
    )
    graded = models.BooleanField(
        _("graded test"),
        default=False,
        help_text=_("A self-test gives feedback only; a graded test has to be passed."),
    )
    pass_percent = models.PositiveSmallIntegerField(
        _("pass mark in per cent"),
        default=60,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )
    max_attempts = models.PositiveSmallIntegerField(
        _("attempts"), default=0, help_text=_("0 means: as often as you like.")
    )
    completion = models.CharField(
        _("counts as done"),
        max_length=10,
        choices=Completion.choices,
        default=Completion.BUTTON,
        help_text=_(
            "For all but tests. A self-test is done when checked, a graded test when passed."
        ),
    )
    seen_percent = models.PositiveSmallIntegerField(
        _("share to be played in per cent"),
        default=90,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )
    by_hand = models.BooleanField(
        _("learners may mark it as done themselves"),
        default=False,
        help_text=_("For example, because they have read the transcript instead of watching."),
    )
    body = StreamField(LessonBlock(), verbose_name=_("content"), blank=True)
    # Whoever is learning keeps the package of the version: an upload never changes.
    package = models.ForeignKey(
        "course_packages.Package",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("package"),
        help_text=_("For the kind “Package”: one that has been uploaded under “Packages”."),
    )
    tool_content = models.ForeignKey(
        "course_tools.Content",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("LTI content"),
        help_text=_("For the kind “LTI content”: one that was chosen under “Learning tools”."),
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title


class Media(models.Model):
    """A film or recording of one provider, with what people need who cannot hear or see it."""

    class Kind(models.TextChoices):
        VIDEO = "video", _("Film")
        AUDIO = "audio", _("Recording")

    provider = models.ForeignKey(
        "organisations.Provider",
        on_delete=models.PROTECT,
        related_name="media",
        verbose_name=_("provider"),
    )
    title = models.CharField(_("title"), max_length=160)
    kind = models.CharField(_("kind"), max_length=5, choices=Kind.choices, default=Kind.VIDEO)
    file = models.FileField(
        _("file"),
        upload_to="lessons/media",
        validators=[FileExtensionValidator(["mp4", "webm", "mp3", "m4a", "ogg"])],
    )
    captions = models.FileField(
        _("captions"),
        upload_to="lessons/captions",
        blank=True,
        validators=[
            FileExtensionValidator(["vtt", "srt", "sbv", "ttml", "xml", "dfxp", "ssa", "ass"])
        ],
        help_text=_(
            "A film needs captions for everybody who cannot hear it. Any usual kind is taken and "
            "stored as WebVTT: VTT, SRT, SBV, TTML, SSA, ASS."
        ),
    )
    poster = models.ImageField(_("still picture"), upload_to="lessons/posters", blank=True)
    transcript = RichTextField(
        _("transcript"),
        features=RICH_TEXT,
        help_text=_("All that is said, and what can only be seen."),
    )
    seconds = models.PositiveIntegerField(_("length in seconds"), default=0)

    panels = [
        FieldPanel("provider"),
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("seconds")]),
        FieldPanel("file"),
        FieldPanel("captions"),
        FieldPanel("poster"),
        FieldPanel("transcript"),
    ]

    class Meta:
        verbose_name = _("media file")
        verbose_name_plural = _("media files")
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def captions_url(self) -> str:
        """Return the address of the captions, if there are any."""
        return self.captions.url if self.captions else ""

    @property
    def cues(self) -> list[Cue]:
        """Return the captions as cues; none where the file is missing or cannot be read."""
        try:
            with self.captions.open("rb") as stream:
                return cues(stream.read(LONGEST).decode("utf-8-sig", errors="replace"))
        except (OSError, ValueError):
            return []

    @property
    def poster_url(self) -> str:
        """Return the address of the still picture, if there is one."""
        return self.poster.url if self.poster else ""

    def clean(self) -> None:
        """Refuse a film without captions (BITV 2.0, EN 301 549 clause 9.1.2.2)."""
        super().clean()
        if self.kind == self.Kind.VIDEO and not self.captions:
            raise ValidationError({"captions": _("Add captions, so that everybody can follow.")})


class Module(TermsFields, ClusterableModel, models.Model):
    """The teaching behind one course page."""

    course = models.OneToOneField(
        "catalogue.CoursePage", on_delete=models.PROTECT, related_name="module"
    )
    provider = models.ForeignKey(
        "organisations.Provider", on_delete=models.PROTECT, related_name="modules"
    )

    objects: ClassVar["models.Manager[Module]"] = models.Manager()

    class Meta:
        verbose_name = _("module")
        verbose_name_plural = _("modules")

    def __str__(self) -> str:
        return str(self.course.title)


class Chapter(models.Model):
    """A chapter of the working copy."""

    module = ParentalKey(Module, on_delete=models.CASCADE, related_name="chapters")
    title = models.CharField(_("title"), max_length=160)
    position = models.PositiveSmallIntegerField(_("position"), default=0, editable=False)

    # Lets authors drag chapters into order.
    sort_order_field = "position"
    panels = [FieldPanel("title")]

    class Meta:
        verbose_name = _("chapter")
        verbose_name_plural = _("chapters")
        ordering = ["module", "position", "pk"]

    def __str__(self) -> str:
        return self.title


class Lesson(
    LearnersPreview, ReviewedMixin, GatedDraftMixin, LockableMixin, RevisionMixin, ItemFields
):
    """An item of the working copy, edited as a Wagtail snippet with drafts and review."""

    chapter = models.ForeignKey(
        Chapter, on_delete=models.CASCADE, related_name="lessons", verbose_name=_("chapter")
    )
    change = models.CharField(
        _("what is this change?"),
        max_length=10,
        choices=Change.choices,
        default=Change.EDITION,
        help_text=_(
            "Choose “Correction” for typing errors, broken links and clearer words. Where a change "
            "touches what has to be done, it always becomes a new edition."
        ),
    )
    # Lets lists fetch the reviews of all their lessons at once.
    reviews = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        for_concrete_model=False,
    )

    panels = [
        FieldPanel("title"),
        FieldPanel("chapter"),
        FieldRowPanel([FieldPanel("position"), FieldPanel("minutes")]),
        FieldPanel("body"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("kind"), FieldPanel("required")]),
                FieldRowPanel([FieldPanel("package"), FieldPanel("tool_content")]),
                FieldRowPanel(
                    [
                        FieldPanel("graded"),
                        FieldPanel("pass_percent"),
                        FieldPanel("max_attempts"),
                    ]
                ),
                FieldRowPanel([FieldPanel("time_limit"), FieldPanel("solution_shown")]),
                FieldRowPanel([FieldPanel("shuffle_questions"), FieldPanel("shuffle_options")]),
            ],
            heading=_("Kind and grading"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("completion"),
                FieldRowPanel([FieldPanel("seen_percent"), FieldPanel("by_hand")]),
            ],
            heading=_("When it is done"),
        ),
        MultiFieldPanel(
            [FieldPanel("change", widget=forms.RadioSelect)],
            heading=_("For those who are learning already"),
        ),
    ]

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")
        ordering = ["chapter__position", "position", "pk"]

    @property
    def approved_schedule(self) -> bool:
        """Tell whether it is published later: never, for the form offers no date."""
        return False


class ModuleVersion(TermsFields, FrozenModel):
    """A frozen state of a module; a running learner keeps the version enrolled in."""

    module = models.ForeignKey(Module, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    # Corrections of one edition are counted here; the number stays the same.
    correction = models.PositiveIntegerField(_("correction"), default=0)
    created_at = models.DateTimeField(default=dates.now, editable=False)
    content_hash = models.CharField(max_length=64, editable=False)
    # What was known of the content's accessibility when it was frozen; see `accessibility`.
    accessibility = models.JSONField(default=dict, editable=False)

    class Meta:
        verbose_name = _("module version")
        verbose_name_plural = _("module versions")
        ordering = ["module", "-number", "-correction"]
        constraints = [
            models.UniqueConstraint(
                fields=["module", "number", "correction"], name="modules_version_number_unique"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.module} ({self.number})"


class Unit(FrozenModel):
    """A chapter of a frozen version."""

    version = models.ForeignKey(ModuleVersion, on_delete=models.PROTECT, related_name="units")
    title = models.CharField(max_length=160)
    position = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        ordering = ["version", "position"]

    def __str__(self) -> str:
        return self.title


class Item(FrozenModel, ItemFields):
    """A lesson or test of a frozen version."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="items")
    # See `completion.code_of`; empty in what was frozen before rules had a code.
    rule = models.CharField(max_length=60, blank=True, editable=False)

    class Meta:
        verbose_name = _("item")
        verbose_name_plural = _("items")
        ordering = ["unit__position", "position"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "key"], name="modules_item_key_unique"),
        ]
