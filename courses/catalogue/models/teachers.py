"""Who teaches a course, named in public only by their own leave."""

import datetime as dt
from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable


class CourseTeacher(Orderable):
    """One person who teaches a course; shown from the day on which the person has agreed."""

    course = ParentalKey("catalogue.CoursePage", on_delete=models.CASCADE, related_name="teachers")
    name = models.CharField(_("name"), max_length=120)
    position = models.CharField(
        _("function"),
        max_length=160,
        blank=True,
        help_text=_("For example: Professor of administrative informatics."),
    )
    agreed_on = models.DateField(
        _("has agreed to be named on"),
        null=True,
        blank=True,
        help_text=_(
            "Only who has agreed is shown. Ask the person first; without a day here the name stays "
            "hidden. If somebody no longer wants to be named, take the line out and publish again."
        ),
    )

    panels = [FieldRowPanel([FieldPanel("name"), FieldPanel("position")]), FieldPanel("agreed_on")]

    class Meta(Orderable.Meta):
        verbose_name = _("teacher")
        verbose_name_plural = _("teachers")

    def __str__(self) -> str:
        return self.name


def named(teachers: Iterable[CourseTeacher], day: dt.date) -> list[CourseTeacher]:
    """Return those who may be named on that day, in the order given by the authors."""
    return [one for one in teachers if one.agreed_on and one.agreed_on <= day]
