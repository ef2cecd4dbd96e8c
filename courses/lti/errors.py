"""Why this room says no: to people in whole sentences."""

from django.utils.translation import gettext_lazy as _

from campus.kit.errors import DomainError


class LaunchOver(DomainError):
    """A launch is good for one person, once, for minutes."""

    code = "launch_over"
    status = 403
    message = _("This way to the other site has been used or is too old. Open the content again.")


class OtherSession(DomainError):
    """The browser does not say who asks, or somebody else asks."""

    code = "other_session"
    status = 403
    message = _(
        "Your browser has not said here who you are. That happens inside frames of other sites. "
        "Open the content in a new window."
    )


class UnknownTool(DomainError):
    """Whoever asks is nobody whom we have registered."""

    code = "unknown_tool"
    status = 400
    message = _(
        "The other site is not registered here, or asks to be led back to an address that is not. "
        "Please tell your provider: “%(address)s”."
    )


class NotChoosable(DomainError):
    """A tool that offers no way to choose content."""

    code = "not_choosable"
    message = _("This tool has no address for choosing content. Enter contents by hand.")


class ToolFault(Exception):
    """The tool has asked for something wrong; it is told, by the rules of OAuth."""

    def __init__(self, redirect_uri: str, state: str, error: str, sentence: str) -> None:
        super().__init__(error)
        self.redirect_uri, self.state = redirect_uri, state
        self.error, self.sentence = error, sentence


class ServiceRefused(Exception):
    """A program's request is refused; the reason is in English, for programs."""

    def __init__(self, status: int, error: str, sentence: str) -> None:
        super().__init__(sentence)
        self.status, self.error, self.sentence = status, error, sentence
