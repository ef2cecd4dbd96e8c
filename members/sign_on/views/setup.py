"""Set the sign-in up: what to enter where, the trial, switching on and off."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campus.kit.errors import DomainError
from campus.kit.sealing import can_seal
from members.people.selectors import current_municipality
from members.roles import selectors as roles
from members.roles.catalogue import Role
from members.sign_on import rules, selectors, services, trials
from members.sign_on.attributes import Field
from members.sign_on.forms import FIELD_LABELS, ConnectionForm, OnlyWayForm, initial_of
from members.sign_on.models import Connection
from members.sign_on.views.entrance import lead_away

View = Callable[..., HttpResponse]
BOTH = ["GET", "HEAD", "POST"]


def of_municipality(view: View) -> View:
    """Hand the view the municipality; foreign ones do not exist."""

    @never_cache
    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, slug: str) -> HttpResponse:
        if not rules.may_enter(request.user):
            raise PermissionDenied
        return view(request, get_object_or_404(rules.places(request.user), slug=slug))

    return guarded


@never_cache
@require_safe
@login_required
def overview(request: HttpRequest) -> HttpResponse:
    """Lead to the own municipality, or the first one."""
    if not rules.may_enter(request.user):
        raise PermissionDenied
    places = list(rules.places(request.user))
    own = current_municipality(request.user)
    return redirect("sign_on:settings", (own if own in places else places[0]).slug)


@require_safe
@of_municipality
def connection_page(request: HttpRequest, municipality: Any) -> HttpResponse:
    """Show how far the set-up is, and every next step."""
    return render(request, "sign_on/overview.html", _context(request, municipality))


@require_http_methods(BOTH)
@of_municipality
def change(request: HttpRequest, municipality: Any) -> HttpResponse:
    """Take what belongs to the identity provider."""
    connection = selectors.connection_of(municipality)
    form = ConnectionForm(
        request.POST if request.method == "POST" else None,
        request.FILES or None,
        connection=connection,
        initial=initial_of(connection),
    )
    status = 400 if form.is_bound else 200
    if form.is_valid():
        try:
            services.save_connection(
                municipality=municipality,
                details=form.details(),
                changed_by=request.user,  # type: ignore[arg-type]
            )
        except DomainError as error:
            form.add_error(None, str(error))
            status = error.status
        else:
            messages.success(request, _("Saved. Now try the sign-in."))
            return redirect("sign_on:settings", municipality.slug)
    context = {
        "form": form,
        "municipality": municipality,
        "ours": _ours(municipality),
        "can_seal": can_seal(),
        "received": _names_received(request, connection),
    }
    return render(request, "sign_on/change.html", context, status=status)


@require_POST
@of_municipality
def begin_trial(request: HttpRequest, municipality: Any) -> HttpResponse:
    """Lead to the identity provider for a trial."""
    connection = get_object_or_404(selectors.connections(), municipality=municipality)
    trials.begin(request, connection)
    return lead_away(request, connection, next_url="", data={"trial": True})


@require_safe
@of_municipality
def trial(request: HttpRequest, municipality: Any) -> HttpResponse:
    """Show what came in the last trial, and what is wrong with it."""
    connection = get_object_or_404(selectors.connections(), municipality=municipality)
    outcome = trials.kept(request, connection)
    if outcome is None:
        return redirect("sign_on:settings", municipality.slug)
    context: dict[str, Any] = {"connection": connection, "municipality": municipality}
    if "problem" in outcome:
        return render(request, "sign_on/trial.html", {**context, "problem": outcome["problem"]})
    arrival = trials.arrival_of(connection, outcome)
    checks = trials.checks(connection, arrival)
    has_passed = trials.has_passed(checks)
    if has_passed:
        services.note_trial(connection=connection)
    sources = trials.sources(connection, outcome)
    mapped = [
        (FIELD_LABELS[field], sources[field], getattr(arrival, field.value)) for field in Field
    ]
    context |= {"checks": checks, "has_passed": has_passed, "mapped": mapped}
    context |= {"received": sorted(outcome["received"].items()), "subject": outcome["subject"]}
    return render(request, "sign_on/trial.html", context)


@require_POST
@of_municipality
def switch(request: HttpRequest, municipality: Any) -> HttpResponse:
    """Switch the sign-in on or off."""
    connection = get_object_or_404(selectors.connections(), municipality=municipality)
    try:
        if request.POST.get("on") == "yes":
            services.switch_on(connection=connection)
            messages.success(request, _("Your staff can now sign in with their own accounts."))
        else:
            services.switch_off(connection=connection)
            messages.success(
                request, _("The sign-in is switched off. Passwords work for everybody.")
            )
    except DomainError as error:
        context = {**_context(request, municipality), "problem": str(error)}
        return render(request, "sign_on/overview.html", context, status=error.status)
    return redirect("sign_on:settings", municipality.slug)


@require_http_methods(BOTH)
@of_municipality
def only_way(request: HttpRequest, municipality: Any) -> HttpResponse:
    """Refuse passwords of the staff, or allow them again."""
    connection = get_object_or_404(selectors.connections(), municipality=municipality, is_on=True)
    if request.method == "POST" and connection.is_only_way:
        services.set_only_way(connection=connection, is_only_way=False)
        messages.success(request, _("Passwords work again for everybody."))
        return redirect("sign_on:settings", municipality.slug)
    keepers = roles.holders(Role.HR_MANAGER, municipality=municipality)
    form = OnlyWayForm(
        request.POST if request.method == "POST" else None,
        keepers=keepers,
        initial={"spare_key": request.user},
    )
    status = 400 if form.is_bound else 200
    if form.is_valid():
        try:
            services.set_only_way(connection=connection, is_only_way=True, **form.cleaned_data)
        except DomainError as error:
            form.add_error("spare_key", str(error))
            status = error.status
        else:
            messages.success(request, _("From now on your staff sign in with their own accounts."))
            return redirect("sign_on:settings", municipality.slug)
    context = {"form": form, "connection": connection, "municipality": municipality}
    return render(request, "sign_on/only_way.html", context, status=status)


@require_POST
@of_municipality
def refresh(request: HttpRequest, municipality: Any) -> HttpResponse:
    """Fetch the metadata of a SAML provider anew."""
    connection = get_object_or_404(
        selectors.connections().exclude(metadata_url=""), municipality=municipality
    )
    try:
        has_changed = services.refresh_metadata(connection=connection)
    except DomainError as error:
        context = {**_context(request, municipality), "problem": str(error)}
        return render(request, "sign_on/overview.html", context, status=error.status)
    messages.success(
        request,
        _("The metadata have changed and were taken over.")
        if has_changed
        else _("The metadata are the same as before."),
    )
    return redirect("sign_on:settings", municipality.slug)


def _context(request: HttpRequest, municipality: Any) -> dict[str, Any]:
    """Return what the overview shows."""
    connection = selectors.connection_of(municipality)
    return {
        "municipality": municipality,
        "municipalities": rules.places(request.user),
        "connection": connection,
        "domains": selectors.domain_names(connection) if connection else [],
        "people": selectors.number_of_identities(connection) if connection else 0,
        "ours": _ours(municipality),
        "link": settings.KC_BASE_URL + reverse("sign_on:place", args=[municipality.slug]),
        "can_seal": can_seal(),
        "has_outcome": connection is not None and trials.kept(request, connection) is not None,
    }


def _ours(municipality: Any) -> dict[str, str]:
    """Return what has to be entered at the identity provider."""
    paths = {
        "callback": reverse("openid_connect_callback", args=[municipality.slug]),
        "acs": reverse("saml_acs", args=[municipality.slug]),
        "entity": reverse("saml_metadata", args=[municipality.slug]),
    }
    return {name: settings.KC_BASE_URL + path for name, path in paths.items()}


def _names_received(request: HttpRequest, connection: Connection | None) -> list[str]:
    """Return which attributes came in the last trial, as a help for the mapping."""
    outcome = trials.kept(request, connection) if connection else None
    return sorted(outcome.get("received", {})) if outcome else []
