"""Modules on their way out of the platform, and catalogues of others on their way in."""

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


class Reading(models.TextChoices):
    """How far the reading of another catalogue is."""

    NEVER = "never", _("not read yet")
    RUNNING = "running", _("is being read")
    DONE = "done", _("taken over")
    FAILED = "failed", _("could not be read")


class CatalogueSource(models.Model):
    """A catalogue of another platform, kept by the office, and how far its reading is.

    A run goes from page to page; after each one stands here where it goes on, so that a run which
    was interrupted goes on there, and one that is started twice does nothing twice.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("name of the platform"), max_length=80, unique=True)
    address = models.CharField(_("address of the catalogue"), max_length=500, unique=True)
    licence_note = models.TextField(_("note on the licence"), max_length=600)
    is_on = models.BooleanField(_("its courses are shown here"), default=True)
    state = models.CharField(
        _("state"), max_length=7, choices=Reading.choices, default=Reading.NEVER, editable=False
    )
    run = models.PositiveIntegerField(default=0, editable=False)
    # Where the run goes on; empty when none is under way.
    following = models.CharField(max_length=1000, blank=True, default="", editable=False)
    pages_read = models.PositiveIntegerField(default=0, editable=False)
    changed = models.PositiveIntegerField(_("written in this run"), default=0, editable=False)
    gone = models.PositiveIntegerField(_("taken off in this run"), default=0, editable=False)
    fault = models.CharField(max_length=20, blank=True, default="", editable=False)
    fault_place = models.CharField(max_length=80, blank=True, default="", editable=False)
    started_at = models.DateTimeField(_("begun"), null=True, editable=False)
    touched_at = models.DateTimeField(_("last went on"), null=True, editable=False)
    finished_at = models.DateTimeField(_("last read to the end"), null=True, editable=False)

    class Meta:
        verbose_name = _("catalogue of another platform")
        verbose_name_plural = _("catalogues of other platforms")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(following="") | ~Q(state=Reading.RUNNING),
                name="course_exchange_reading_goes_on_somewhere",
                violation_error_message=_("A run under way has a page to go on with."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CataloguePage(models.Model):
    """A page of another catalogue as it was last read; unchanged, it is not read again."""

    source = models.ForeignKey(CatalogueSource, on_delete=models.CASCADE, related_name="pages")
    address = models.CharField(max_length=1000)
    run = models.PositiveIntegerField()
    number = models.PositiveIntegerField()
    etag = models.CharField(max_length=200, blank=True, default="")
    modified = models.CharField(max_length=60, blank=True, default="")
    following = models.CharField(max_length=1000, blank=True, default="")
    identifiers = models.JSONField(default=list)
    # Entries that could not be taken over: name, code and place of the first fault.
    broken = models.JSONField(default=list)

    class Meta:
        verbose_name = _("page of another catalogue")
        verbose_name_plural = _("pages of other catalogues")
        ordering = ["source", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "address"], name="course_exchange_catalogue_page_unique"
            ),
        ]

    def __str__(self) -> str:
        return self.address
