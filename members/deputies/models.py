"""One person stands in for another from a day to a day."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from campus.kit import dates


class Deputyship(models.Model):
    """While it lasts, the deputy decides and releases as the principal does; both may."""

    principal = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="deputyships"
    )
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="stands_in"
    )
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    # The town whose human resources named the deputy; empty where the principal did.
    named_in = models.ForeignKey(
        "organisations.Municipality", on_delete=models.CASCADE, null=True, related_name="+"
    )
    created_at = models.DateTimeField(default=dates.now, editable=False)

    class Meta:
        verbose_name = _("deputyship")
        verbose_name_plural = _("deputyships")
        ordering = ["first_day", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")),
                name="deputies_days_in_order",
                violation_error_message=_("The last day lies before the first day."),
            ),
            models.CheckConstraint(
                condition=~Q(principal=F("deputy")),
                name="deputies_is_somebody_else",
                violation_error_message=_("Nobody stands in for themselves."),
            ),
        ]
        indexes = [models.Index(fields=["deputy", "last_day"])]

    def __str__(self) -> str:
        return f"{self.deputy} for {self.principal}"
