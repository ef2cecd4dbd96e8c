"""Which steps a municipality does not need."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from campus.kit import dates


class NotNeeded(models.Model):
    """That human resources do without a step; they may think better of it."""

    municipality = models.ForeignKey(
        "organisations.Municipality", on_delete=models.CASCADE, related_name="+"
    )
    step = models.CharField(max_length=20)
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    said_at = models.DateTimeField(default=dates.now, editable=False)

    class Meta:
        verbose_name = _("step that is not needed")
        verbose_name_plural = _("steps that are not needed")
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "step"], name="first_steps_not_needed_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.municipality_id}: {self.step}"
