"""Exports of a person's own data, and erasures."""

import datetime as dt
import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campus.kit import dates

KEPT_FOR = dt.timedelta(days=7)
# What is not ready by then has failed, and may be asked for again.
PATIENCE = dt.timedelta(minutes=30)


class Export(models.Model):
    """A copy of everything for its owner alone; in the database, where no address leads to it."""

    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="exports")
    requested_at = models.DateTimeField(default=dates.now, editable=False)
    language = models.CharField(max_length=5, default="de")
    done = models.PositiveSmallIntegerField(default=0)
    total = models.PositiveSmallIntegerField(default=0)
    ready_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    # Packed with zlib.
    json = models.BinaryField(default=bytes, editable=False)
    pdf = models.BinaryField(default=bytes, editable=False)

    class Meta:
        verbose_name = _("data export")
        verbose_name_plural = _("data exports")
        ordering = ["-requested_at", "-pk"]
        indexes = [models.Index(fields=["expires_at"], name="privacy_export_expiry")]

    def __str__(self) -> str:
        return str(self.reference)

    @property
    def is_ready(self) -> bool:
        """Tell whether it can be downloaded."""
        return self.ready_at is not None

    @property
    def has_failed(self) -> bool:
        """Tell whether it has taken longer than anything takes."""
        return not self.is_ready and self.requested_at + PATIENCE < dates.now()

    @property
    def percent(self) -> int:
        """Return how far it is; ready only when the files are there."""
        if self.is_ready:
            return 100
        return min(99, 100 * self.done // self.total) if self.total else 0


class Deletion(models.Model):
    """That somebody was erased: when, and how much. Whom is forgotten when it is done."""

    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(
        "people.Person", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    # What the record store has to erase; needed until the end, also after a crash.
    account = models.UUIDField(null=True, blank=True, editable=False)
    registrations = models.JSONField(default=list, editable=False)
    keep_certificates = models.BooleanField(default=True)
    requested_at = models.DateTimeField(default=dates.now, editable=False)
    done_at = models.DateTimeField(null=True, blank=True)
    # {"<room>": <number of rows>}
    counts = models.JSONField(default=dict, editable=False)

    class Meta:
        verbose_name = _("deletion of an account")
        verbose_name_plural = _("deletions of accounts")
        ordering = ["-requested_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at=None) | Q(person=None, account=None, registrations=[]),
                name="privacy_deletion_forgets_whom",
            ),
            models.UniqueConstraint(fields=["person"], name="privacy_one_deletion_each"),
        ]

    def __str__(self) -> str:
        return str(self.reference)
