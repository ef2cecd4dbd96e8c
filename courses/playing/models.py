"""What a learner has stored in a package, and the windows in which it was open."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from campus.kit import dates


class Attempt(models.Model):
    """A part of a package on one seat: what it has committed last, as its standard arranges it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    enrolment = models.ForeignKey(
        "enrolment.Enrolment", on_delete=models.CASCADE, related_name="played"
    )
    item_key = models.UUIDField()
    package = models.ForeignKey(
        "course_packages.Package", on_delete=models.PROTECT, related_name="+"
    )
    part = models.PositiveSmallIntegerField(default=0)
    data = models.JSONField(default=dict, blank=True)
    # Counts changes of `data`; what is stated about one of them is stated once.
    revision = models.PositiveIntegerField(default=0)
    # The window that may commit.
    current = models.UUIDField(null=True, blank=True)
    started_at = models.DateTimeField(_("begun"), default=dates.now)
    changed_at = models.DateTimeField(_("changed"), default=dates.now)

    class Meta:
        verbose_name = _("played part of a package")
        verbose_name_plural = _("played parts of packages")
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "item_key", "package", "part"],
                name="course_playing_attempt_unique",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id}: {self.item_key} ({self.part + 1})"


class Opening(models.Model):
    """One window in which an attempt is played; its key stands in the address of the package."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="openings")
    opened_at = models.DateTimeField(default=dates.now)
    begun_at = models.DateTimeField(null=True, blank=True)
    last_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    # The number of the newest commit: one that comes late or twice changes nothing.
    serial = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("window of a package")
        verbose_name_plural = _("windows of packages")

    def __str__(self) -> str:
        return str(self.pk)
