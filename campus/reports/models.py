"""Monthly figures, rolled up so that no report reads learning data of single people."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from campus.kit import dates


class MonthlyFigure(models.Model):
    """How many seats were taken and courses completed in one month, by municipality and course.

    Raw numbers, small ones included: they are read through `selectors` only, which hide those.
    """

    month = models.DateField(_("month"))
    municipality = models.ForeignKey(
        "organisations.Municipality", on_delete=models.CASCADE, related_name="+"
    )
    course = models.ForeignKey("catalogue.CoursePage", on_delete=models.CASCADE, related_name="+")
    enrolments = models.PositiveIntegerField(_("enrolments"), default=0)
    completions = models.PositiveIntegerField(_("completions"), default=0)
    counted_at = models.DateTimeField(default=dates.now)

    class Meta:
        verbose_name = _("monthly figure")
        verbose_name_plural = _("monthly figures")
        ordering = ["month", "municipality", "course"]
        constraints = [
            models.UniqueConstraint(
                fields=["month", "municipality", "course"], name="reports_figure_unique"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.municipality} {self.course}"
