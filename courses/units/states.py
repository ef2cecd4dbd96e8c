"""The way of a unit from one municipality to all; pure but for its words."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class State(StrEnum):
    """Where an offer to all municipalities stands."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"


WORDS: dict[State, tuple[str | Promise, str, str]] = {
    State.OFFERED: (_("offered, the office is looking at it"), "info", "clock"),
    State.ACCEPTED: (_("published for all municipalities"), "success", "check-circle"),
    State.RETURNED: (_("returned with a reason"), "warning", "arrow-left"),
    State.WITHDRAWN: (_("taken back"), "neutral", "circle"),
}
# Licences under which others may use and change a unit.
LICENCES = (
    ("CC-BY-4.0", _("CC BY 4.0: everybody may use and change it and has to name you")),
    ("CC-BY-SA-4.0", _("CC BY-SA 4.0: likewise, and changes stay as free")),
    ("CC0-1.0", _("CC0: everybody may use and change it, without any condition")),
)
CLOSED = frozenset(State) - {State.OFFERED}


def may_move(state: str, target: State) -> bool:
    """Tell whether an offer in this state may reach another: what is decided stays decided."""
    return state == State.OFFERED and target in CLOSED
