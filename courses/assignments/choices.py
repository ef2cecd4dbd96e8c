"""The rules of an obligation as choices of a form, for this room and those above it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from courses.assignments.turns.due import Start, Unit
from courses.assignments.turns.expiry import Rule

DEFAULT_WINDOW = 60


class DueStart(TextChoices):
    """From what the deadline of the first turn is counted."""

    DAY = Start.DAY.value, _("A fixed day")
    ASSIGNMENT = Start.ASSIGNMENT.value, _("From the assignment on")
    ENTRY = Start.ENTRY.value, _("From the first working day on")
    LAST_COMPLETION = Start.LAST_COMPLETION.value, _("From the last completion on")


class DueUnit(TextChoices):
    """In what the deadline is counted."""

    DAYS = Unit.DAYS.value, _("days")
    WORKING_DAYS = Unit.WORKING_DAYS.value, _("working days")
    MONTHS = Unit.MONTHS.value, _("months")


class ExpiryRule(TextChoices):
    """From what the validity is counted."""

    COMPLETION = Rule.COMPLETION.value, _("From the completion on")
    PREVIOUS = Rule.PREVIOUS.value, _("From the end of the former proof on")
    FIXED = Rule.FIXED.value, _("To a fixed day, such as 31 December")
