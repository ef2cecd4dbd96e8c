"""Why this room says no: to people in whole sentences, to units by the number they break."""

from django.utils.translation import gettext_lazy as _

from campus.kit.errors import DomainError
from courses.xapi.errors import StatementRefused


class RequirementBroken(StatementRefused):
    """A unit has sent what cmi5 forbids; the store answers with 403."""

    code = "cmi5_requirement"
    message = _("The statement was not stored: it is against requirement %(requirement)s of cmi5.")


class PreferencesRefused(DomainError):
    """A unit would store preferences that other units could not read."""

    code = "cmi5_preferences"
    message = _("The document was not stored: it is against requirement %(requirement)s of cmi5.")
    status = 403


class SessionOver(DomainError):
    """The unit has ended, or was started anew elsewhere."""

    code = "cmi5_session_over"
    message = _("This session has ended. Start the unit again.")
    status = 403


class NoContentHost(DomainError):
    """A unit inside a package needs a host of its own."""

    code = "no_content_host"
    message = _("This unit cannot be played here at present. Please tell your provider.")


class NotWaivable(DomainError):
    """A unit is waived once for a learner."""

    code = "not_waivable"
    message = _("This unit has been waived already.")


class AlreadyDone(DomainError):
    """Nobody needs to be spared what is done."""

    code = "already_done"
    message = _("This unit is done already. It need not be waived.")


class BadReason(DomainError):
    """cmi5 names the reasons for which a unit may be waived."""

    code = "bad_reason"
    message = _("Choose a reason.")
    status = 400
