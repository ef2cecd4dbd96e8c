"""The addresses at which identity providers answer, and our own metadata."""

from base64 import b64decode
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.core.internal import httpkit
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from allauth.socialaccount.providers.saml import views as saml
from allauth.socialaccount.sessions import LoginSession
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from onelogin.saml2.errors import OneLogin_Saml2_Error
from requests import RequestException

from campus.kit.errors import DomainError
from members.sign_on.marks import CERTIFICATE
from members.sign_on.models import Connection
from members.sign_on.views.arrivals import connection_or_404, refuse

View = Callable[..., HttpResponse]
# What a malformed answer may lead to in the libraries; none of it is a fault of ours.
UNUSABLE = (KeyError, TypeError, ValueError, AttributeError, PermissionDenied)
UNUSABLE_ELSEWHERE = (RequestException, OneLogin_Saml2_Error, DomainError)


class VerifiedAdapter(OpenIDConnectOAuth2Adapter):
    """Checks the signature of every ID token, also of one that came over a safe line."""

    def _decode_id_token(self, app: Any, id_token: str) -> dict[str, Any]:
        self.did_fetch_access_token = False
        decoded: dict[str, Any] = super()._decode_id_token(app, id_token)
        return decoded


def _of(protocol: str) -> Callable[[View], View]:
    """Let in only where the municipality uses the protocol; answer what is unusable in words."""

    def decorate(view: View) -> View:
        @never_cache
        @wraps(view)
        def guarded(request: HttpRequest, **named: str) -> HttpResponse:
            # allauth names its one argument by protocol.
            (slug,) = named.values()
            if connection_or_404(slug).protocol != protocol:
                raise Http404
            try:
                return view(request, slug)
            except (*UNUSABLE, *UNUSABLE_ELSEWHERE) as problem:
                return refuse(request, slug, "", problem, {})

        return guarded

    return decorate


@require_safe
@_of(Connection.Protocol.OIDC)
def callback(request: HttpRequest, slug: str) -> HttpResponse:
    """Take the answer of an OpenID provider."""
    view = OAuth2CallbackView.adapter_view(VerifiedAdapter(request, slug))
    answer: HttpResponse = view(request)
    return answer


@csrf_exempt
@require_POST
@_of(Connection.Protocol.SAML)
def acs(request: HttpRequest, slug: str) -> HttpResponse:
    """Take the answer of a SAML provider; it comes without our cookies, so come back with them."""
    answer: HttpResponse = saml.acs(request, organization_slug=slug)
    return answer


@require_http_methods(["GET", "HEAD"])
@_of(Connection.Protocol.SAML)
def finish_acs(request: HttpRequest, slug: str) -> HttpResponse:
    """Check the answer of a SAML provider."""
    connection = connection_or_404(slug)
    setattr(request, CERTIFICATE, _certificate_of(request, connection))
    answer: HttpResponse = saml.finish_acs(request, organization_slug=slug)
    return answer


@require_safe
@_of(Connection.Protocol.SAML)
def metadata(request: HttpRequest, slug: str) -> HttpResponse:
    """Hand out our own metadata for the municipality's identity provider."""
    answer: HttpResponse = saml.metadata(request, organization_slug=slug)
    answer["Content-Type"] = "application/samlmetadata+xml"
    return answer


@require_safe
@_of(Connection.Protocol.SAML)
def sls(request: HttpRequest, slug: str) -> HttpResponse:
    """Lead who signs out at the identity provider to our own question: nobody signs others out."""
    return redirect("account_logout")


def _certificate_of(request: HttpRequest, connection: Connection) -> str:
    """Return which of the known certificates the answer names; a provider may be changing them."""
    stored = LoginSession(request, "saml_acs_session", "saml-acs-session").store.get("request")
    if not stored:
        return ""
    posted = httpkit.deserialize_request(stored, HttpRequest()).POST.get("SAMLResponse", "")
    text = "".join(b64decode(posted).decode(errors="replace").split())
    return next((one for one in connection.certificates if one in text), "")
