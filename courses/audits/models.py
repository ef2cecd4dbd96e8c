"""Packages that were asked for; of what was handed out the hashes stay, the files do not."""

import datetime as dt
import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from campus.kit import dates

KEPT_FOR = dt.timedelta(days=14)
# What is not ready by then has failed, and may be asked for again.
PATIENCE = dt.timedelta(minutes=60)


class Package(models.Model):
    """One package: what was asked, how far it is, the file for a while, its hashes for good."""

    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    municipality = models.ForeignKey(
        "organisations.Municipality", on_delete=models.PROTECT, related_name="+"
    )
    day = models.DateField(_("as of"))
    question = models.JSONField()
    # Equal for equal questions, whoever asks.
    question_key = models.TextField(editable=False)
    language = models.CharField(max_length=5, default="de")
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    requested_at = models.DateTimeField(default=dates.now, editable=False)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    ready_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    content = models.BinaryField(default=bytes, editable=False)
    # Whose look is noted at each download; forgotten together with the file.
    people = models.JSONField(default=list, editable=False)
    people_count = models.PositiveIntegerField(default=0)
    line_count = models.PositiveIntegerField(default=0)
    # SHA-256 in small letters: of the whole file, of the manifest, and of what is proven.
    file_hash = models.CharField(max_length=64, blank=True, db_index=True)
    manifest_hash = models.CharField(max_length=64, blank=True, db_index=True)
    content_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("proof package")
        verbose_name_plural = _("proof packages")
        ordering = ["-requested_at", "-pk"]
        indexes = [models.Index(fields=["expires_at"], name="audits_package_expiry")]

    def __str__(self) -> str:
        return f"{self.municipality_id}: {self.day}"

    @property
    def is_ready(self) -> bool:
        """Tell whether it was made."""
        return self.ready_at is not None

    @property
    def is_here(self) -> bool:
        """Tell whether the file can be downloaded."""
        return self.expires_at is not None and self.expires_at > dates.now()

    @property
    def has_failed(self) -> bool:
        """Tell whether it has taken longer than anything takes."""
        return not self.is_ready and self.requested_at + PATIENCE < dates.now()

    @property
    def is_busy(self) -> bool:
        """Tell whether it is being made."""
        return not self.is_ready and not self.has_failed

    @property
    def percent(self) -> int:
        """Return how far it is; all of it only when the file is there."""
        if self.is_ready:
            return 100
        return min(99, 100 * self.done // self.total) if self.total else 0
