"""Modules on their way out of the platform."""

import secrets
import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from campus.kit import dates
from courses.exchange.formats.bundles import Format

SECRET_BYTES = 24


def new_folder() -> str:
    """Return a name for a folder that nobody can guess."""
    return secrets.token_urlsafe(SECRET_BYTES)


class State(models.TextChoices):
    """How far an export is."""

    WAITING = "waiting", _("is being made")
    READY = "ready", _("ready")
    FAILED = "failed", _("failed")


class ModuleExport(models.Model):
    """A version of a module in one format. A version never changes, and so neither does this."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(
        "modules.ModuleVersion", on_delete=models.CASCADE, related_name="exports"
    )
    format = models.CharField(
        _("format"), max_length=6, choices=[(one.value, one.value) for one in Format]
    )
    state = models.CharField(_("state"), max_length=7, choices=State.choices, default=State.WAITING)
    folder = models.CharField(max_length=40, default=new_folder, unique=True, editable=False)
    done = models.PositiveIntegerField(_("files written"), default=0)
    total = models.PositiveIntegerField(_("files"), default=0)
    size = models.PositiveBigIntegerField(_("size in bytes"), default=0)
    requested_by = models.ForeignKey(
        "accounts.User", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    requested_at = models.DateTimeField(_("asked for"), default=dates.now)
    ready_at = models.DateTimeField(_("ready since"), null=True, blank=True)

    class Meta:
        verbose_name = _("export of a module")
        verbose_name_plural = _("exports of modules")
        ordering = ["-requested_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "format"], name="course_exchange_export_unique"
            ),
            models.CheckConstraint(
                condition=Q(done__lte=F("total")),
                name="course_exchange_export_at_most_all",
                violation_error_message=_("No more files can be written than there are."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version} ({self.format})"

    @property
    def percent(self) -> int:
        """Return how much of it has been written."""
        return self.done * 100 // self.total if self.total else 0

    @property
    def is_waiting(self) -> bool:
        """Tell whether it is being made."""
        return self.state == State.WAITING

    @property
    def is_ready(self) -> bool:
        """Tell whether it can be downloaded."""
        return self.state == State.READY
