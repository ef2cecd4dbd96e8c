"""The way in for staff: say who you are, or choose your municipality, and be led there."""

from typing import Any
from uuid import uuid4

from allauth.account.utils import get_next_redirect_url
from allauth.socialaccount.adapter import get_adapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from onelogin.saml2.errors import OneLogin_Saml2_Error
from requests import RequestException

from campus.kit.errors import DomainError
from members.accounts.limits import count_attempt
from members.people.selectors import person_by_key
from members.sign_on import selectors, services
from members.sign_on.attributes import Arrival
from members.sign_on.errors import CodeOver, CodeWrong, NotReachable
from members.sign_on.forms import CodeForm, EntranceForm
from members.sign_on.models import Connection
from members.sign_on.views.arrivals import PENDING, refused, sign_in

BOTH = ["GET", "HEAD", "POST"]


@never_cache
@require_http_methods(BOTH)
def entrance(request: HttpRequest) -> HttpResponse:
    """Find the municipality by the address or by name, and lead there."""
    form = EntranceForm(
        request.POST if request.method == "POST" else None, places=selectors.offered()
    )
    next_url = get_next_redirect_url(request) or ""
    if not form.is_valid():
        context = {"form": form, "next_url": next_url, "offered": selectors.offered().exists()}
        status = 400 if form.is_bound else 200
        return render(request, "sign_on/entrance.html", context, status=status)
    try:
        count_attempt(request, "sign_on_entrance")
    except DomainError as error:
        form.add_error(None, str(error))
        context = {"form": form, "next_url": next_url, "offered": True}
        return render(request, "sign_on/entrance.html", context, status=error.status)
    connection = form.cleaned_data["connection"]
    return lead_away(request, connection, next_url=next_url, data={})


@never_cache
@require_http_methods(BOTH)
def place(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the way in of one municipality, for its own links and for who has been led here."""
    connection = get_object_or_404(selectors.offered(), municipality__slug=slug)
    next_url = get_next_redirect_url(request) or ""
    if request.method == "POST":
        return lead_away(request, connection, next_url=next_url, data={})
    context = {"connection": connection, "municipality": connection.municipality}
    return render(request, "sign_on/place.html", {**context, "next_url": next_url})


@never_cache
@require_http_methods(BOTH)
def confirm(request: HttpRequest) -> HttpResponse:
    """Take the code that was sent to the address of an existing account."""
    kept = request.session.get(PENDING)
    if not kept:
        return redirect("sign_on:entrance")
    pending = services.Pending(**kept)
    connection = get_object_or_404(selectors.offered(), pk=pending.connection_id)
    person = person_by_key(pending.person_id)
    if pending.issuer != connection.issuer or person is None:
        return _give_up(request, connection, CodeOver())
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            services.check_code(pending, form.cleaned_data["code"])
            arrival = Arrival(**pending.arrival)
            user = services.confirm(connection=connection, arrival=arrival, person=person)
        except CodeWrong as error:
            request.session[PENDING] = pending.as_dict()
            form.add_error("code", str(error))
        except DomainError as error:
            return _give_up(request, connection, error)
        else:
            del request.session[PENDING]
            return sign_in(request, connection, user, pending.next_url)
    context = {"form": form, "municipality": connection.municipality}
    return render(request, "sign_on/confirm.html", context, status=400 if form.errors else 200)


def lead_away(
    request: HttpRequest, connection: Connection, *, next_url: str, data: dict[str, Any]
) -> HttpResponse:
    """Lead to the identity provider by a page of our own.

    A redirection after a form would be stopped by our content policy at every host on the way.
    """
    nonce = uuid4().hex
    extra = {} if connection.is_saml else {"auth_params": {"nonce": nonce}}
    slug = connection.municipality.slug
    try:
        provider = get_adapter(request).get_provider(
            request,
            connection.protocol if connection.is_saml else slug,
            client_id=_client(connection),
        )
        answer = provider.redirect(
            request, "login", next_url=next_url or None, data={**data, "nonce": nonce}, **extra
        )
    except (RequestException, OneLogin_Saml2_Error, KeyError, ValueError):
        return refused(request, connection, NotReachable(host=connection.issuer))
    except DomainError as error:
        return refused(request, connection, error)
    context = {"municipality": connection.municipality, "address": answer["Location"]}
    return render(request, "sign_on/forward.html", context)


def _client(connection: Connection) -> str | None:
    """Return by what allauth finds the application of a SAML connection."""
    return connection.municipality.slug if connection.is_saml else None


def _give_up(request: HttpRequest, connection: Connection, error: DomainError) -> HttpResponse:
    """Forget the arrival; a new sign-in begins anew."""
    del request.session[PENDING]
    return refused(request, connection, error)
