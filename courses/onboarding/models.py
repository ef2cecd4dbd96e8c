"""Onboarding plans: their versions, what belongs to them, and who got which version."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campus.kit import dates
from courses.assignments.choices import DueStart, DueUnit


class Plan(models.Model):
    """What newcomers of a municipality get, under a name."""

    class State(models.TextChoices):
        RUNNING = "running", _("runs")
        PAUSED = "paused", _("paused")
        ENDED = "ended", pgettext_lazy("onboarding plan", "ended")
        UNDONE = "undone", _("undone")

    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    municipality = models.ForeignKey(
        "organisations.Municipality", on_delete=models.CASCADE, related_name="+"
    )
    name = models.CharField(_("name"), max_length=80)
    state = models.CharField(max_length=7, choices=State.choices, default=State.RUNNING)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(default=dates.now, editable=False)

    class Meta:
        verbose_name = _("onboarding plan")
        verbose_name_plural = _("onboarding plans")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                F("municipality"),
                Lower("name"),
                condition=Q(state__in=["running", "paused"]),
                name="course_onboarding_name_unique",
                violation_error_message=_("There is already an onboarding plan of this name."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        """Tell whether it can still be changed."""
        return self.state in (self.State.RUNNING, self.State.PAUSED)


class Version(models.Model):
    """A plan as it was saved; whoever got it keeps it when the plan changes."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(default=1)
    legal_basis = models.CharField(_("reason"), max_length=240)
    departments = models.ManyToManyField(
        "people.Department", blank=True, related_name="+", verbose_name=_("departments")
    )
    position_words = models.CharField(max_length=200, blank=True)
    groups = models.ManyToManyField(
        "staff_groups.StaffGroup", blank=True, related_name="+", verbose_name=_("groups")
    )
    entered_from = models.DateField(_("first day from"))
    entered_until = models.DateField(_("first day until"), null=True, blank=True)
    follows_moves = models.BooleanField(default=False)
    # Who has got this version, as the obligations know it.
    members = models.ForeignKey(
        "staff_groups.StaffGroup", on_delete=models.PROTECT, related_name="+"
    )
    # What was assigned when it was saved; it can be undone as a whole.
    bundle = models.ForeignKey(
        "course_bundles.Bundle", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(default=dates.now, editable=False)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("version of an onboarding plan")
        verbose_name_plural = _("versions of onboarding plans")
        ordering = ["plan", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "number"], name="course_onboarding_version_unique"
            ),
            models.CheckConstraint(
                condition=Q(entered_until=None) | Q(entered_until__gte=F("entered_from")),
                name="course_onboarding_days_in_order",
                violation_error_message=_("The last day lies before the first day."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan} ({self.number})"


class Item(models.Model):
    """One thing of a version, in the order in which it is learnt, with its deadline."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    # What it is, as joint assignments name it: a course, a path, or a proof.
    key = models.CharField(max_length=180)
    title = models.CharField(max_length=255)
    due_start = models.CharField(max_length=15, choices=DueStart.choices)
    due_amount = models.PositiveSmallIntegerField()
    due_unit = models.CharField(max_length=12, choices=DueUnit.choices)
    obligation = models.ForeignKey(
        "assignments.Obligation", on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("part of an onboarding plan")
        verbose_name_plural = _("parts of onboarding plans")
        ordering = ["version", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "position"], name="course_onboarding_position_unique"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Entry(models.Model):
    """That a plan has met somebody: once, whatever became of it."""

    class State(models.TextChoices):
        MEMBER = "member", _("got it")
        # Was there already when it was saved, and human resources chose newcomers only.
        LEFT_OUT = "left_out", _("was there before")
        TAKEN_OUT = "taken_out", _("taken out")

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="entries")
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="entries")
    employment = models.ForeignKey(
        "people.Employment", on_delete=models.CASCADE, related_name="onboardings"
    )
    state = models.CharField(max_length=9, choices=State.choices, default=State.MEMBER)
    entered_on = models.DateField()

    class Meta:
        verbose_name = _("onboarding of somebody")
        verbose_name_plural = _("onboardings of people")
        ordering = ["plan", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "employment"], name="course_onboarding_met_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id}: {self.employment_id}"
