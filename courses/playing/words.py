"""What a package has reported, in sentences for the person who plays it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from courses.packages.runtime import Outcome

RESULTS: dict[bool | None, Promise] = {
    True: _("The content has reported that you have passed."),
    False: _("The content has reported that you have not passed yet."),
}
STATES: dict[str, Promise] = {
    "begun": _("Your work is saved as you go."),
    "saving": _("Saving …"),
    "saved": _("Saved."),
    "offline": _(
        "There is no connection at the moment. What you do is kept on this device and sent as soon "
        "as there is one. Please leave this page open."
    ),
    "elsewhere": _(
        "You have opened this content in another window or on another device. What you do here is "
        "no longer saved."
    ),
    "gone": _("This page has been open for too long. Open the content again to go on."),
    "seat_not_confirmed": _("Your seat is no longer confirmed. Nothing is saved any more."),
    "too_large": _("The content wants to store more than can be kept. Please tell the support."),
    "unreadable": _("The content has sent something that cannot be kept. Please tell the support."),
}


def results(outcome: Outcome) -> list[str]:
    """Return what was reported so far."""
    lines = []
    if outcome.completed:
        lines.append(str(_("The content has reported that you have finished.")))
    if outcome.success is not None:
        lines.append(str(RESULTS[outcome.success]))
    if outcome.scaled is not None:
        percent = round(outcome.scaled * 100)
        lines.append(str(_("Result: %(percent)s per cent.")) % {"percent": percent})
    return lines
