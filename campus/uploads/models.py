"""An upload on its way. It lives for a day; what is made of it lies elsewhere."""

import datetime as dt
import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from campus.kit import dates

KEPT = dt.timedelta(days=1)


class UploadQuerySet(models.QuerySet["Upload"]):
    """Uploads in the words of the room."""

    def alive(self) -> "UploadQuerySet":
        """Return those that may still go on or be used."""
        return self.filter(touched_at__gt=dates.now() - KEPT)

    def over(self) -> "UploadQuerySet":
        """Return those that were left behind for a day."""
        return self.filter(touched_at__lte=dates.now() - KEPT)


class Upload(models.Model):
    """A file that comes in pieces. `offset` counts what is safely on the disk."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    purpose = models.CharField(_("purpose"), max_length=20)
    name = models.CharField(_("name of the file"), max_length=255)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    offset = models.PositiveBigIntegerField(_("bytes received"), default=0)
    # When the file was changed last on the person's own machine: tells two of one name apart.
    modified = models.PositiveBigIntegerField(default=0)
    # As it was sent; the protocol wants it back.
    metadata = models.TextField(blank=True)
    started_at = models.DateTimeField(_("started"), default=dates.now)
    touched_at = models.DateTimeField(_("last piece"), default=dates.now)

    objects: ClassVar["models.Manager[Upload]"] = UploadQuerySet.as_manager()

    class Meta:
        verbose_name = _("upload")
        verbose_name_plural = _("uploads")
        ordering = ["-started_at", "pk"]
        indexes = [models.Index(fields=["touched_at"], name="uploads_touched")]
        constraints = [
            models.CheckConstraint(
                condition=Q(offset__lte=F("size")),
                name="uploads_offset_within_size",
                violation_error_message=_("No more can have come than the file holds."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def expires_at(self) -> dt.datetime:
        """Return when it is forgotten if nothing more comes."""
        return self.touched_at + KEPT

    @property
    def is_whole(self) -> bool:
        """Tell whether everything has come."""
        return self.offset == self.size

    @property
    def percent(self) -> int:
        """Return how much has come."""
        return self.offset * 100 // self.size
