"""Why booking for others is refused, in sentences for the screen."""

from django.utils.translation import gettext_lazy as _

from campus.kit.errors import DomainError


class PreviewOutdated(DomainError):
    """Something has changed between looking and confirming."""

    code = "preview_outdated"
    message = _(
        "Something has changed since you looked: staff, seats or the price. Nothing was booked. "
        "Please look at the new preview and confirm that one."
    )


class NobodyGetsASeat(DomainError):
    """Everybody has a seat, or may not have one."""

    code = "nobody_gets_a_seat"
    message = _("Nobody would get a seat. Please choose other people or another course.")


class TooLateToUndo(DomainError):
    """Ten minutes are over, or a seat has been handed over."""

    code = "too_late_to_undo"
    message = _(
        "This can no longer be undone as a whole: ten minutes are over, or somebody has been told. "
        "Give single seats back on their pages."
    )
