"""A package that a provider has uploaded, with what its examination found."""

import secrets
import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campus.kit import dates

SECRET_BYTES = 24


def new_folder() -> str:
    """Return a name for a folder that nobody can guess."""
    return secrets.token_urlsafe(SECRET_BYTES)


class State(models.TextChoices):
    """How far a package is."""

    UNPACKING = "unpacking", _("is being unpacked")
    READY = "ready", _("ready")
    FAILED = "failed", _("damaged")


class Package(models.Model):
    """One upload. It never changes: a mended package is uploaded anew."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(
        "organisations.Provider",
        on_delete=models.PROTECT,
        related_name="packages",
        verbose_name=_("provider"),
    )
    title = models.CharField(_("title"), max_length=160)
    kind = models.CharField(_("kind"), max_length=10)
    edition = models.CharField(_("edition"), max_length=120, blank=True)
    tool = models.CharField(_("authoring tool"), max_length=120, blank=True)
    # Where the upload and its files lie; the name is a secret.
    folder = models.CharField(max_length=40, default=new_folder, unique=True, editable=False)
    digest = models.CharField(max_length=64, editable=False)
    size = models.PositiveBigIntegerField(_("size in bytes"), editable=False)
    file_count = models.PositiveIntegerField(_("files"), editable=False)
    # [{"key", "title", "href", "talks", "settings"}, …] and, for cmi5, the tree of the course.
    parts = models.JSONField(default=list, editable=False)
    structure = models.JSONField(default=dict, blank=True, editable=False)
    # What the doctor found; see `doctor.findings`.
    findings = models.JSONField(default=list, blank=True, editable=False)
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.UNPACKING
    )
    unpacked = models.PositiveIntegerField(_("files unpacked"), default=0, editable=False)
    damaged_file = models.CharField(max_length=200, blank=True, editable=False)
    uploaded_by = models.ForeignKey(
        "accounts.User", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    uploaded_at = models.DateTimeField(_("uploaded"), default=dates.now, editable=False)

    class Meta:
        verbose_name = _("package")
        verbose_name_plural = _("packages")
        ordering = ["-uploaded_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(unpacked__lte=models.F("file_count")),
                name="course_packages_unpacked_at_most_all",
                violation_error_message=_("No more files can be unpacked than there are."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def percent(self) -> int:
        """Return how much of it has been unpacked."""
        return self.unpacked * 100 // self.file_count if self.file_count else 100

    @property
    def is_ready(self) -> bool:
        """Tell whether it can be shown."""
        return self.state == State.READY


class Trial(models.Model):
    """A part of a package as its provider tries it out; whoever plays it leaves no name here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    package = models.ForeignKey(Package, on_delete=models.CASCADE, related_name="trials")
    part = models.PositiveSmallIntegerField(default=0)
    starts = models.PositiveIntegerField(default=0)
    commits = models.PositiveIntegerField(default=0)
    # What the package has committed last, as the data model of its standard arranges it.
    data = models.JSONField(default=dict, blank=True)
    # Whether the last start handed over where one had stopped, and whether it answered since.
    handed_over = models.BooleanField(default=False)
    answered = models.BooleanField(default=False)
    # What axe has found on the pages shown; see `barriers`.
    barriers = models.JSONField(default=list, blank=True)
    is_examined = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("trial of a package")
        verbose_name_plural = _("trials of packages")
        constraints = [
            models.UniqueConstraint(
                fields=["package", "part"], name="course_packages_trial_unique"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.package} ({self.part + 1})"
