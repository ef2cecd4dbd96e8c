"""allauth at our doors: connections instead of its tables, our rules instead of its sign-up."""

import uuid
from typing import Any

import requests
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _

from members.messages import services as message_services
from members.sign_on import fetching, selectors, services
from members.sign_on.marks import CAME_BY, CERTIFICATE
from members.sign_on.metadata import WELL_KNOWN
from members.sign_on.models import Connection
from members.sign_on.views import arrivals

KIND = "people_account"


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up, people are invited; who may only come one way is led there."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse every sign-up."""
        return False

    def format_email_subject(self, subject: str) -> str:
        """Leave the subject alone instead of putting the host's name before it."""
        return subject

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Let the worker send allauth's mail; each is one of its kind, so the key is random."""
        recipient = context.get("user")
        # Whoever asks for the mail may sit at a browser of another language.
        with translation.override(recipient.language if recipient else translation.get_language()):
            rendered = self.render_mail(template_prefix, email, context)
        message_services.send(
            kind=KIND,
            key=f"{template_prefix}:{uuid.uuid4()}",
            recipient=recipient,
            email=email,
            context={"subject": rendered.subject, "text": rendered.body},
        )

    def pre_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse | None:
        """Refuse every other way where the municipality has agreed on one."""
        answer: HttpResponse | None = super().pre_login(request, user, **kwargs)
        if answer is not None or getattr(request, CAME_BY, None):
            return answer
        connection = selectors.only_door_of(user)
        if connection is None:
            return None
        sentence = _("%(municipality)s has agreed that its staff sign in with its own accounts.")
        messages.info(request, sentence % {"municipality": connection.municipality.name})
        return redirect("sign_on:place", connection.municipality.slug)


class ProviderAdapter(DefaultSocialAccountAdapter):
    """One application per municipality, made from its connection whenever it is asked for."""

    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        """Return the application of the municipality that is named; never all of them."""
        slug = client_id if provider == Connection.Protocol.SAML else provider
        connection = selectors.connection_at(slug or "")
        if connection is None:
            return []
        return [_saml(connection, request) if connection.is_saml else _oidc(connection)]

    def get_requests_session(self) -> requests.Session:
        """Fetch only what may be fetched."""
        return fetching.session()

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Never: who arrives is received by ourselves."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Receive who has been recognised; allauth's own way ends here, whatever the outcome."""
        raise ImmediateHttpResponse(arrivals.receive(request, sociallogin))

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: Any = None,
        exception: Exception | None = None,
        extra_context: dict[str, Any] | None = None,
    ) -> None:
        """Say what went wrong: to everybody in general, in a trial in detail."""
        raise ImmediateHttpResponse(
            arrivals.refuse(
                request, provider.app.provider_id, str(error), exception, extra_context or {}
            )
        )


def _oidc(connection: Connection) -> SocialApp:
    return SocialApp(
        provider=connection.protocol,
        provider_id=connection.municipality.slug,
        name=connection.municipality.short_name[:40],
        client_id=connection.client_id,
        secret=services.secret_of(connection),
        settings={
            "server_url": connection.issuer.rstrip("/") + WELL_KNOWN,
            "oauth_pkce_enabled": True,
            "hidden": True,
        },
    )


def _saml(connection: Connection, request: HttpRequest) -> SocialApp:
    slug = connection.municipality.slug
    certificate = getattr(request, CERTIFICATE, "")
    known = connection.certificates
    return SocialApp(
        provider=connection.protocol,
        provider_id=slug,
        name=connection.municipality.short_name[:40],
        client_id=slug,
        settings={
            "hidden": True,
            "attribute_mapping": {},
            "idp": {
                "entity_id": connection.issuer,
                "sso_url": connection.single_sign_on_url,
                "x509cert": certificate if certificate in known else known[0],
            },
            "advanced": {
                "strict": True,
                "want_assertion_signed": True,
                "want_name_id": True,
                "reject_idp_initiated_sso": True,
                "reject_deprecated_algorithm": True,
                "metadata_valid_until": "2099-01-01T00:00:00Z",
            },
        },
    )
