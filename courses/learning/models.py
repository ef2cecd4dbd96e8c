"""What somebody has learnt, folded from the statements, and the answers of running attempts.

Progress and ItemProgress hold nothing of their own: `rebuild_progress` makes the same rows from
the record store. Attempt holds what is not yet a statement: answers that are still being given.
"""

import uuid

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campus.kit import dates


class Progress(models.Model):
    """The progress of one enrolment; the row is also the lock of its projection."""

    enrolment = models.OneToOneField(
        "enrolment.Enrolment", on_delete=models.CASCADE, related_name="progress"
    )
    percent = models.PositiveSmallIntegerField(
        _("per cent"), default=0, validators=[MaxValueValidator(100)]
    )
    done = models.PositiveSmallIntegerField(_("required items done"), default=0)
    total = models.PositiveSmallIntegerField(_("required items"), default=0)
    started_at = models.DateTimeField(_("started"), null=True, blank=True)
    completed_at = models.DateTimeField(_("completed"), null=True, blank=True)
    passed_at = models.DateTimeField(_("passed"), null=True, blank=True)
    score_scaled = models.DecimalField(
        _("score"), max_digits=5, decimal_places=4, null=True, blank=True
    )
    last_item_key = models.UUIDField(_("last item"), null=True, blank=True)
    last_at = models.DateTimeField(_("last opened"), null=True, blank=True)
    last_stored = models.DateTimeField(null=True, blank=True)
    last_statement = models.UUIDField(null=True, blank=True)
    # Guards the signal course_completed: it is sent once, whoever finds the completion.
    announced_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("progress")
        verbose_name_plural = _("progress")
        constraints = [
            models.CheckConstraint(
                condition=Q(percent__lte=100),
                name="learning_progress_at_most_hundred",
                violation_error_message=_("A progress cannot exceed 100 per cent."),
            ),
            models.CheckConstraint(
                condition=Q(completed_at__isnull=True) | Q(percent=100),
                name="learning_progress_completed_is_hundred",
                violation_error_message=_("A completed course stands at 100 per cent."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["completed_at"],
                name="learning_progress_unannounced",
                condition=Q(announced_at__isnull=True, completed_at__isnull=False),
            ),
            # What has happened since some day, for figures about modules.
            models.Index(fields=["last_at"], name="learning_progress_last_at"),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id}: {self.percent} %"


class ItemProgress(models.Model):
    """What is known of one item of one enrolment."""

    progress = models.ForeignKey(Progress, on_delete=models.CASCADE, related_name="items")
    item_key = models.UUIDField()
    first_seen_at = models.DateTimeField(null=True, blank=True)
    completed_at = models.DateTimeField(null=True, blank=True)
    passed_at = models.DateTimeField(null=True, blank=True)
    best_scaled = models.DecimalField(max_digits=5, decimal_places=4, null=True, blank=True)
    best_raw = models.DecimalField(max_digits=11, decimal_places=4, null=True, blank=True)
    best_max = models.DecimalField(max_digits=11, decimal_places=4, null=True, blank=True)
    # Distinct attempts, each as the first digits of its identifier, sorted.
    attempts = models.JSONField(default=list, blank=True)
    # Seconds of the first recording that have been played: [[from, to], …], joined and sorted.
    played = models.JSONField(default=list, blank=True)
    # The block that was read last; together with the second it is the place to return to.
    position_place = models.CharField(max_length=36, blank=True)
    position_seconds = models.DecimalField(max_digits=8, decimal_places=1, null=True, blank=True)
    position_at = models.DateTimeField(null=True, blank=True)
    position_stored = models.DateTimeField(null=True, blank=True)
    position_statement = models.UUIDField(null=True, blank=True)
    # When a test showed that it need not be learnt again.
    waived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("progress of an item")
        verbose_name_plural = _("progress of items")
        constraints = [
            models.UniqueConstraint(
                fields=["progress", "item_key"], name="learning_itemprogress_unique"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.progress_id}: {self.item_key}"


class Attempt(models.Model):
    """One try at a test. Answers are kept on the server, so that another device continues."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    enrolment = models.ForeignKey(
        "enrolment.Enrolment", on_delete=models.CASCADE, related_name="attempts"
    )
    item_key = models.UUIDField()
    number = models.PositiveSmallIntegerField(_("attempt"))
    # An attempt is finished on the version it was begun on, whatever is published meanwhile.
    version = models.ForeignKey(
        "modules.ModuleVersion",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    # The ids of the questions in the order in which they are asked; empty means: all.
    asked = models.JSONField(default=list, blank=True)
    # Those of them that were right last time and are not asked again.
    kept = models.JSONField(default=list, blank=True)
    # {"<question id>": ["<option id>" or "<part>:<value>" or "<what was typed>", …]}
    answers = models.JSONField(default=dict, blank=True)
    started_at = models.DateTimeField(default=dates.now, editable=False)
    saved_at = models.DateTimeField(null=True, blank=True)
    # When the time is up, by the server's clock and with the person's extra time.
    ends_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    timed_out = models.BooleanField(_("closed because the time was up"), default=False)
    points = models.DecimalField(max_digits=11, decimal_places=4, null=True, blank=True)
    max_points = models.DecimalField(max_digits=11, decimal_places=4, null=True, blank=True)
    scaled = models.DecimalField(max_digits=5, decimal_places=4, null=True, blank=True)
    passed = models.BooleanField(null=True, blank=True)

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        ordering = ["enrolment", "item_key", "number"]
        indexes = [
            models.Index(
                fields=["ends_at"],
                name="learning_attempt_running",
                condition=Q(submitted_at__isnull=True, ends_at__isnull=False),
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "item_key", "number"], name="learning_attempt_number_unique"
            ),
            models.UniqueConstraint(
                fields=["enrolment", "item_key"],
                condition=Q(submitted_at__isnull=True),
                name="learning_attempt_one_open",
                violation_error_message=_("You have already begun this test."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id}: {self.item_key} ({self.number})"


class ExtraTime(models.Model):
    """More time for tests on one seat, or more attempts at them.

    Why they were granted is nobody's business and not stored.
    """

    enrolment = models.OneToOneField(
        "enrolment.Enrolment", on_delete=models.CASCADE, related_name="extra_time"
    )
    percent = models.PositiveSmallIntegerField(
        _("more time in per cent"), default=0, validators=[MaxValueValidator(300)]
    )
    minutes = models.PositiveSmallIntegerField(
        _("more time in minutes"), default=0, validators=[MaxValueValidator(480)]
    )
    attempts = models.PositiveSmallIntegerField(
        _("more attempts"), default=0, validators=[MaxValueValidator(10)]
    )
    granted_by = models.ForeignKey(
        "accounts.User", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    granted_at = models.DateTimeField(default=dates.now, editable=False)

    class Meta:
        verbose_name = _("extra time")
        verbose_name_plural = _("extra times")
        constraints = [
            models.CheckConstraint(
                condition=Q(percent__gt=0) | Q(minutes__gt=0) | Q(attempts__gt=0),
                name="learning_extratime_is_more",
                violation_error_message=_("Extra time is more than none."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id}: +{self.percent} %, +{self.minutes} min"
