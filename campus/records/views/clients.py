"""Programs that may talk to the store: list, credentials, renewal, switching off and on."""

from typing import TYPE_CHECKING
from urllib.parse import quote

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from campus.records import selectors, services
from campus.records.client_forms import ClientForm, RotationForm
from campus.records.selectors import Program
from campus.records.views.gate import operators_only

if TYPE_CHECKING:
    from members.accounts.requests import SignedInRequest

reads_and_writes = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@operators_only
def show_clients(request: "SignedInRequest") -> HttpResponse:
    """List the programs."""
    return render(request, "records/clients.html", {"programs": selectors.programs()})


@require_safe
@operators_only
def show_client(request: "SignedInRequest", pk: int) -> HttpResponse:
    """Show all about one program except its secret, which nobody knows."""
    return render(request, "records/client.html", {"program": _program(pk)})


@reads_and_writes
@operators_only
def add_client(request: "SignedInRequest") -> HttpResponse:
    """Give a new program credentials and show them once."""
    form = ClientForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        status = 400 if form.is_bound else 200
        return render(request, "records/client_add.html", {"form": form}, status=status)
    credentials = services.create_program(
        by=request.user,
        name=form.cleaned_data["name"],
        owner=form.chosen_owner,
        scopes=form.cleaned_data["scopes"],
        limits=form.limits,
    )
    return _credentials_page(request, credentials)


@reads_and_writes
@operators_only
def renew_secret(request: "SignedInRequest", pk: int) -> HttpResponse:
    """Give a program a new secret and show it once."""
    program = _program(pk)
    form = RotationForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        status = 400 if form.is_bound else 200
        context = {"program": program, "form": form}
        return render(request, "records/client_renew.html", context, status=status)
    credentials = services.renew_secret(
        by=request.user, client=program.client, keep_for=form.keep_for
    )
    return _credentials_page(request, credentials)


@reads_and_writes
@operators_only
def switch_off(request: "SignedInRequest", pk: int) -> HttpResponse:
    """Withdraw a program's credentials after a question."""
    program = _program(pk)
    if request.method != "POST":
        return render(request, "records/client_off.html", {"program": program})
    services.switch_off(by=request.user, client=program.client)
    messages.success(request, _("%(name)s is switched off.") % {"name": program.client})
    return redirect("records:client", pk)


@reads_and_writes
@operators_only
def switch_on(request: "SignedInRequest", pk: int) -> HttpResponse:
    """Let a program's credentials work again after a question."""
    program = _program(pk)
    if request.method != "POST":
        return render(request, "records/client_on.html", {"program": program})
    services.switch_on(by=request.user, client=program.client)
    messages.success(request, _("%(name)s is switched on again.") % {"name": program.client})
    return redirect("records:client", pk)


def _program(pk: int) -> Program:
    found = selectors.program(pk)
    if found is None:
        raise Http404
    return found


@sensitive_variables("credentials", "text")
def _credentials_page(
    request: "SignedInRequest", credentials: services.Credentials
) -> HttpResponse:
    """Answer with key and secret: they are in this answer and are kept nowhere."""
    endpoint = f"{settings.KC_BASE_URL.rstrip('/')}/xapi/"
    text = _("Program: %(name)s\nAddress: %(endpoint)s\nKey: %(key)s\nSecret: %(secret)s\n") % {
        "name": credentials.name,
        "endpoint": endpoint,
        "key": credentials.key,
        "secret": credentials.secret,
    }
    context = {"credentials": credentials, "endpoint": endpoint, "file": quote(text)}
    return render(request, "records/client_credentials.html", context)
