"""What a tool has to be told of this platform."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from courses.tools.checking import Platform
from courses.tools.models import Tool


@dataclass(frozen=True, slots=True)
class Fact:
    """A value to be copied into the other system, under the names it may have there."""

    key: str
    name: str | Promise
    other_names: str
    value: str


def issuer() -> str:
    """Return the name of this platform in every token."""
    return str(settings.KC_BASE_URL).rstrip("/")


def address(name: str, *arguments: object) -> str:
    """Return the whole address of a page."""
    return f"{issuer()}{reverse(name, args=arguments)}"


def platform() -> Platform:
    """Return what a connection is tried with."""
    return Platform(issuer=issuer(), authorization=address("lti:authorize"))


def facts_for(tool: Tool) -> list[Fact]:
    """Return what has to be entered in the other system."""
    return [
        Fact("issuer", _("Issuer"), "Platform ID, Issuer, iss", issuer()),
        Fact("client", _("Client ID"), "Client ID", tool.client_id),
        Fact("deployment", _("Deployment ID"), "Deployment ID", tool.deployment_id),
        Fact(
            "authorization",
            _("Address of the authentication request"),
            "Authentication request URL, Authorization endpoint, OIDC Auth URL",
            address("lti:authorize"),
        ),
        Fact(
            "token",
            _("Address for access tokens"),
            "Access token URL, Token endpoint",
            address("lti:token"),
        ),
        Fact(
            "keys",
            _("Address of our keys"),
            "Public keyset URL, JWKS URL, Keyset URL",
            address("lti:keys"),
        ),
    ]
