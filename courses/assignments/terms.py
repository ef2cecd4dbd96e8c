"""Rules of an obligation in words: what contradicts itself, what they mean by example days."""

from django.utils.translation import gettext_lazy as _

from courses.assignments.errors import RuleContradicts
from courses.assignments.turns.expiry import fault_of
from courses.assignments.turns.timeline import Rhythm

FAULTS = {
    "no_time": _("Say for how many months it is valid, at least one."),
    "no_base": _("Name the fixed day, for example 31 December."),
    "minimum_too_long": _(
        "The shortest validity is longer than the distance of the fixed days. Choose fewer months."
    ),
    "window_too_long": _(
        "People may renew so early that a new proof could end before it begins. "
        "Choose fewer days, or a longer validity."
    ),
}


class TermsContradict(RuleContradicts):
    """A rhythm that cannot work, in words."""

    def __init__(self, fault: str) -> None:
        super().__init__()
        self.message = FAULTS[fault]


def check_terms(rhythm: Rhythm) -> None:
    """Refuse rules that contradict themselves."""
    fault = fault_of(rhythm.expiry)
    if fault:
        raise TermsContradict(fault)
