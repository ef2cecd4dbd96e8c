"""What happens when the browser comes back from the identity provider."""

import logging
from secrets import compare_digest
from typing import Any

from allauth.account.utils import perform_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from campus.kit.errors import DomainError
from members.accounts.limits import check_attempts, count_attempt
from members.sign_on import services, trials
from members.sign_on.attributes import Arrival, flattened, read
from members.sign_on.errors import NotFromThem
from members.sign_on.marks import CAME_BY
from members.sign_on.models import Connection
from members.sign_on.selectors import connection_at

logger = logging.getLogger(__name__)

PENDING = "sign_on_pending"
# What an ID token says of itself, not of somebody.
ENVELOPE = frozenset(
    {"at_hash", "aud", "auth_time", "azp", "c_hash", "exp", "iat", "iss", "jti", "nonce", "sid"}
)


def receive(request: HttpRequest, sociallogin: Any) -> HttpResponse:
    """Let somebody in, show the outcome of a trial, ask for the code, or say why not."""
    connection = connection_or_404(sociallogin.account.provider)
    noted = sociallogin.state.get("data") or {}
    try:
        raw = _said_by(connection, sociallogin.account.extra_data, noted)
    except DomainError as error:
        return refused(request, connection, error)
    received = flattened(raw)
    if noted.get("trial"):
        trials.keep(request, connection, subject=sociallogin.account.uid, received=received)
        return redirect("sign_on:trial", connection.municipality.slug)
    arrival = read(sociallogin.account.uid, received, connection.attributes)
    return enter(request, connection, arrival, sociallogin.state.get("next") or "")


def enter(
    request: HttpRequest, connection: Connection, arrival: Arrival, next_url: str
) -> HttpResponse:
    """Sign in, or send the code that an existing account asks for."""
    signed_in: Any = request.user if request.user.is_authenticated else None
    try:
        welcome = services.arrive(connection=connection, arrival=arrival, signed_in=signed_in)
        if welcome.to_confirm is not None:
            check_attempts(request, "sign_on_code")
            count_attempt(request, "sign_on_code")
            pending = services.send_code(
                connection=connection,
                person=welcome.to_confirm,
                arrival=arrival,
                next_url=next_url,
            )
            request.session[PENDING] = pending.as_dict()
            return redirect("sign_on:confirm")
    except DomainError as error:
        return refused(request, connection, error)
    return sign_in(request, connection, welcome.user, next_url)


def sign_in(request: HttpRequest, connection: Connection, user: Any, next_url: str) -> HttpResponse:
    """Begin the session by allauth, which asks for the second factor of who has one."""
    setattr(request, CAME_BY, connection.pk)
    answer: HttpResponse = perform_login(
        request, user, email_verification="none", redirect_url=next_url or None
    )
    return answer


def refuse(
    request: HttpRequest,
    slug: str,
    error: str,
    exception: Exception | None,
    details: dict[str, Any],
) -> HttpResponse:
    """Answer an unusable answer of the identity provider."""
    connection = connection_or_404(slug)
    logger.warning("Answer for %s was not accepted: %s %r", slug, error, exception or details)
    if trials.is_under_way(request, connection):
        reason = trials.reason_of(error, exception, details, request.GET)
        trials.keep_problem(request, connection, reason)
        return redirect("sign_on:trial", slug)
    return refused(request, connection, NotFromThem())


def refused(request: HttpRequest, connection: Connection, error: DomainError) -> HttpResponse:
    """Say in a sentence why somebody may not enter."""
    context = {
        "municipality": connection.municipality,
        "problem": str(error),
        "is_trial": trials.is_under_way(request, connection),
    }
    return render(request, "sign_on/refused.html", context, status=error.status)


def connection_or_404(slug: str) -> Connection:
    """Return the connection of the municipality with this part of the address."""
    connection = connection_at(slug)
    if connection is None:
        raise Http404
    return connection


def _said_by(connection: Connection, said: Any, noted: dict[str, Any]) -> dict[str, Any]:
    """Return the attributes; an OpenID provider must answer the very question that was asked."""
    if connection.is_saml:
        return dict(said)
    token, details = said.get("id_token"), said.get("userinfo") or {}
    if not token or token.get("iss") != connection.issuer:
        raise NotFromThem
    if not compare_digest(str(token.get("nonce", "")), str(noted.get("nonce", "no nonce"))):
        raise NotFromThem
    if details.get("sub", token["sub"]) != token["sub"]:
        raise NotFromThem
    claims = {**token, **details}
    return {name: value for name, value in claims.items() if name not in ENVELOPE}
