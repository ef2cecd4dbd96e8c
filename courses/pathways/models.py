"""Learning paths with their frozen versions, prerequisites of courses, evidence of learning."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from campus.kit import dates
from courses.pathways.plans import Group, parse
from courses.pathways.states import EvidenceState, PathState

LONGEST_REASON = 400


def empty_plan() -> dict[str, Any]:
    """Return the plan of a new path."""
    return {"rule": "ordered", "need": 0, "title": "", "items": []}


class LearningPath(models.Model):
    """A path as its editors work on it; what learners see is a version."""

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=120)
    promise = models.CharField(_("promise in one sentence"), max_length=240)
    # Without a provider it belongs to the office of the cooperative.
    provider = models.ForeignKey(
        "organisations.Provider",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="paths",
        verbose_name=_("provider"),
    )
    plan = models.JSONField(default=empty_plan)
    state = models.CharField(
        max_length=10, choices=[(s.value, s.value) for s in PathState], default=PathState.DRAFT
    )
    # Counts the changes, so that two windows do not overwrite each other.
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("learning path")
        verbose_name_plural = _("learning paths")
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def group(self) -> Group:
        """Return the working copy of the plan."""
        return parse(self.plan)


class PathVersion(models.Model):
    """What was published, once and for all: who has begun keeps it."""

    path = models.ForeignKey(LearningPath, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=120)
    promise = models.CharField(max_length=240)
    plan = models.JSONField()
    published_at = models.DateTimeField(default=dates.now, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("version of a learning path")
        verbose_name_plural = _("versions of learning paths")
        ordering = ["path", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["path", "number"], name="pathways_version_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"

    @property
    def group(self) -> Group:
        """Return the plan."""
        return parse(self.plan)


class Journey(models.Model):
    """That a person walks a path, in which version."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="journeys")
    version = models.ForeignKey(PathVersion, on_delete=models.PROTECT, related_name="journeys")
    path = models.ForeignKey(LearningPath, on_delete=models.PROTECT, related_name="journeys")
    begun_at = models.DateTimeField(default=dates.now, editable=False)

    class Meta:
        verbose_name = _("learning path of a person")
        verbose_name_plural = _("learning paths of people")
        ordering = ["-begun_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "path"],
                name="pathways_one_journey",
                violation_error_message=_("You have begun this path already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.version}"


class Prerequisite(models.Model):
    """That one course asks for another first."""

    course = models.ForeignKey(
        "catalogue.CoursePage", on_delete=models.CASCADE, related_name="requirements"
    )
    requires = models.ForeignKey(
        "catalogue.CoursePage", on_delete=models.CASCADE, related_name="required_by"
    )

    class Meta:
        verbose_name = _("prerequisite")
        verbose_name_plural = _("prerequisites")
        ordering = ["course", "requires__title", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["course", "requires"], name="pathways_prerequisite_unique"
            ),
            models.CheckConstraint(
                condition=~Q(course=F("requires")),
                name="pathways_prerequisite_other_course",
                violation_error_message=_("A course cannot ask for itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.course_id} ← {self.requires_id}"


class Evidence(models.Model):
    """What somebody learnt elsewhere, and what has become of it here."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="evidence")
    title = models.CharField(_("what you learnt"), max_length=160)
    issuer = models.CharField(_("where you learnt it"), max_length=160)
    completed_on = models.DateField(_("finished on"))
    # What the learner asks it to count for; what it counts for is said when it is accepted.
    wanted = models.ForeignKey(
        "catalogue.CoursePage",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("counts for"),
    )
    course = models.ForeignKey(
        "catalogue.CoursePage",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    state = models.CharField(
        max_length=10,
        choices=[(s.value, s.value) for s in EvidenceState],
        default=EvidenceState.HANDED_IN,
    )
    reason = models.CharField(max_length=LONGEST_REASON, blank=True)
    handed_in_at = models.DateTimeField(default=dates.now, editable=False)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("evidence of earlier learning")
        verbose_name_plural = _("evidence of earlier learning")
        ordering = ["-handed_in_at", "-pk"]
        indexes = [models.Index(fields=["state", "handed_in_at"])]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(reason=""),
                name="pathways_evidence_refused_with_reason",
                violation_error_message=_("A refusal needs a reason."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class EvidenceFile(models.Model):
    """The file itself, apart so that lists do not load it; gone as soon as it is withdrawn.

    It stands in the database and not among the media, which a web server may hand to anybody.
    """

    evidence = models.OneToOneField(Evidence, on_delete=models.CASCADE, related_name="file")
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=40)
    content = models.BinaryField(editable=False)

    class Meta:
        verbose_name = _("file of evidence")
        verbose_name_plural = _("files of evidence")

    def __str__(self) -> str:
        return self.name
