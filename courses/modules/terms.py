"""What has to be reached for the two documents of a module, and how long they are valid.

The author sets the terms on the module; every version keeps those with which it was frozen.
"""

from dataclasses import asdict, dataclass
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Terms:
    """The values of `TermsFields`, to be compared and copied as a whole."""

    participation_percent: int = 50
    achievement_percent: int = 50
    valid_months: int | None = None

    def as_fields(self) -> dict[str, Any]:
        """Return the values by field."""
        return asdict(self)


class TermsFields(models.Model):
    """What a module and its versions have in common; abstract."""

    participation_percent = models.PositiveSmallIntegerField(
        _("steps for the confirmation of participation, in per cent"),
        default=50,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("This share of the counting steps, or more."),
    )
    achievement_percent = models.PositiveSmallIntegerField(
        _("points for the record of achievement, in per cent"),
        default=50,
        validators=[MaxValueValidator(99)],
        help_text=_("More than this share of the points of all graded tests."),
    )
    valid_months = models.PositiveSmallIntegerField(
        _("validity in months"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
        help_text=_("Leave it empty if the certificates do not expire."),
    )

    class Meta:
        abstract = True

    @property
    def terms(self) -> Terms:
        """Return the terms as one value."""
        return Terms(self.participation_percent, self.achievement_percent, self.valid_months)
