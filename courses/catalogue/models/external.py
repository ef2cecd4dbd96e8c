"""Courses of other platforms: shown beside our own, opened there, never booked or learnt here."""

import uuid
from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

LONGEST_TEXT = 4000


class ExternalCourse(models.Model):
    """A course that another catalogue tells about, as plain text; no page, no offer, no module.

    Offers, seats and obligations belong to course pages, of which this is none.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # The catalogue that tells of it belongs to a room above; its name for people is `platform`.
    source = models.UUIDField(_("catalogue it comes from"), editable=False)
    identifier = models.CharField(_("identifier there"), max_length=120)
    # Of what was told; the same again writes nothing.
    digest = models.CharField(max_length=64, editable=False)
    platform = models.CharField(_("platform"), max_length=80)
    title = models.CharField(_("title"), max_length=240)
    text = models.TextField(_("description"), blank=True, max_length=LONGEST_TEXT)
    provider_name = models.CharField(_("provider"), max_length=160)
    provider_url = models.CharField(_("address of the provider"), max_length=1000, blank=True)
    address = models.CharField(_("address of the course"), max_length=1000)
    licence = models.CharField(_("licence"), max_length=120)
    licence_url = models.CharField(_("address of the licence"), max_length=1000, blank=True)
    language = models.CharField(_("language"), max_length=35, blank=True)
    format = models.CharField(_("format"), max_length=10)
    minutes = models.PositiveIntegerField(_("minutes"), default=0)
    access = models.CharField(_("access"), max_length=20, blank=True)
    # Address parts of our own topics.
    topics = models.JSONField(_("topics"), default=list, blank=True)

    class Meta:
        verbose_name = _("external course")
        verbose_name_plural = _("external courses")
        ordering: ClassVar[list[str]] = ["title", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["source", "identifier"], name="catalogue_external_course_unique"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of its page here."""
        return reverse("catalogue:external", args=[self.key])

    @property
    def is_free(self) -> bool:
        """Tell whether it costs nothing there, as far as that is told."""
        return self.access == "free"
