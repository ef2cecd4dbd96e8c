"""Why this room says no."""

from django.utils.translation import gettext_lazy as _

from campus.kit.errors import DomainError


class BadAddress(DomainError):
    """Only public addresses that nobody can listen to."""

    code = "bad_address"
    status = 400
    message = _(
        "“%(address)s” cannot be used. Enter a whole address that begins with https:// and has no "
        "password and no # in it."
    )


class BadKey(DomainError):
    """What was entered as the key of a tool is none."""

    code = "bad_key"
    status = 400
    message = _(
        "This is no public RSA key of at least 2048 bits. Copy it from your system from "
        "“-----BEGIN PUBLIC KEY-----” to “-----END PUBLIC KEY-----”."
    )


class ToolInUse(DomainError):
    """Learners would come to nothing."""

    code = "tool_in_use"
    message = _("Lessons lead to “%(name)s”. Close it instead: then nobody is led there any more.")


class ToolClosed(DomainError):
    """Nobody is led to a tool that is not approved."""

    code = "tool_closed"
    status = 403
    message = _(
        "The university’s system behind this step cannot be reached from here at present. Please "
        "ask the provider; what you have done is kept."
    )


class TooOften(DomainError):
    """Somebody asks so often that others would suffer."""

    code = "too_often"
    status = 429
    message = _("That was tried too often. Please wait a minute and try again.")


class NotFetched(DomainError):
    """An address of a tool gave nothing that can be used."""

    code = "not_fetched"
    status = 502
    message = _("%(address)s: %(reason)s")


class TokenRefused(DomainError):
    """What a tool has sent is not signed as it should be; `reason` is for programs, in English."""

    code = "token_refused"
    status = 400
    message = _("The other system has sent something that could not be verified: %(reason)s")

    @property
    def reason(self) -> str:
        """Return what is wrong with it."""
        return str(self.values.get("reason", ""))
