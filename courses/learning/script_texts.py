"""The words that the player's script shows, in the language of the page."""

from django.utils.translation import gettext as _


def script_texts() -> dict[str, str]:
    """Return the sentences of the script by name."""
    return {
        "kept": _(
            "No connection. What you did is kept on this device and sent as soon as possible."
        ),
        "lost": _("You have been signed out. What you did is kept on this device."),
        "signin": _("Sign in again"),
        "sent": _("Everything has been saved."),
        "refused": _("Something could not be saved:"),
        "resumed": _("You are back where you left off."),
        "resumed_film": _("The recording continues where you left off."),
        "copied": _("Copied."),
        "full": _("Full screen"),
        "leave_full": _("Leave full screen"),
    }
