"""Who is how far in a cmi5 course, and which sessions there have been."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campus.kit import dates
from courses.cmi5.core import vocabulary as words

PLACE_LENGTH = 240


class Run(models.Model):
    """One learner's way through one cmi5 course.

    It belongs to a seat and to an item of its version, or else is a trial of whoever works on the
    package: under a registration and an account of its own, so that it counts nowhere.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # What learners have is kept by the item that protects its package; trials go with it.
    package = models.ForeignKey(
        "course_packages.Package", on_delete=models.CASCADE, related_name="cmi5_runs"
    )
    enrolment = models.ForeignKey(
        "enrolment.Enrolment", on_delete=models.CASCADE, null=True, related_name="cmi5_runs"
    )
    item_key = models.UUIDField(null=True)
    tried_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+"
    )
    # The xAPI registration; that of the seat, if there is one.
    registration = models.UUIDField(default=uuid.uuid4, db_index=True)
    # The account under which a trial is recorded; that of a seat is asked for each time.
    account = models.UUIDField(default=uuid.uuid4)
    # Places of blocks and of the course about which it was stated that they are satisfied.
    satisfied = models.JSONField(default=list, blank=True)
    started_at = models.DateTimeField(default=dates.now)

    class Meta:
        verbose_name = _("way through a cmi5 course")
        verbose_name_plural = _("ways through cmi5 courses")
        ordering = ["-started_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "item_key"],
                condition=Q(enrolment__isnull=False),
                name="course_cmi5_run_once_per_item",
            ),
            models.CheckConstraint(
                condition=Q(enrolment__isnull=False, item_key__isnull=False, tried_by__isnull=True)
                | Q(enrolment__isnull=True, item_key__isnull=True, tried_by__isnull=False),
                name="course_cmi5_run_seat_or_trial",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.package} ({self.registration})"

    @property
    def is_trial(self) -> bool:
        """Tell whether it counts for nobody."""
        return self.tried_by_id is not None


class UnitProgress(models.Model):
    """What somebody has achieved in one unit; no row: nothing yet."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="units")
    # Where the unit stands in the course, as `reading.cmi5` numbers it.
    place = models.CharField(max_length=PLACE_LENGTH)
    completed_at = models.DateTimeField(null=True)
    passed_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    # The best share of the points that the unit has told.
    scaled = models.DecimalField(max_digits=5, decimal_places=4, null=True)
    waived_at = models.DateTimeField(null=True)
    waived_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    reason = models.CharField(
        _("reason"), max_length=40, blank=True, choices=[(one, one) for one in words.REASONS]
    )

    class Meta:
        verbose_name = _("progress in a unit")
        verbose_name_plural = _("progress in units")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["run", "place"], name="course_cmi5_unit_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.run_id} {self.place}"


class Session(models.Model):
    """A launched unit, from launched to terminated or abandoned; its key is cmi5's session id."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="sessions")
    place = models.CharField(max_length=PLACE_LENGTH)
    # The unit as the course described it at the launch.
    unit = models.JSONField(default=dict)
    # Where its page is, without the parameters of the launch.
    address = models.TextField()
    mode = models.CharField(
        max_length=6, choices=[(one, one) for one in words.MODES], default=words.NORMAL
    )
    # The credential of the record store that was handed out; empty until it is fetched.
    client_key = models.CharField(max_length=64, blank=True, default="", db_index=True)
    launched_at = models.DateTimeField(default=dates.now)
    fetched_at = models.DateTimeField(null=True)
    preferences_read_at = models.DateTimeField(null=True)
    last_at = models.DateTimeField(null=True)
    terminated_at = models.DateTimeField(null=True)
    abandoned_at = models.DateTimeField(null=True)
    # Verbs of cmi5 that were stated, and the identifiers of these statements.
    used = models.JSONField(default=list)
    stated = models.JSONField(default=list)

    class Meta:
        verbose_name = _("session of a unit")
        verbose_name_plural = _("sessions of units")
        ordering = ["-launched_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["run"],
                condition=Q(terminated_at__isnull=True, abandoned_at__isnull=True),
                name="course_cmi5_one_open_session",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit.get('id', '')} ({self.pk})"

    @property
    def is_open(self) -> bool:
        """Tell whether it still takes statements."""
        return self.terminated_at is None and self.abandoned_at is None
