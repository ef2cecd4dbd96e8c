"""The agreement: read it, propose the next version, decide about it."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campus.kit import dates
from campus.kit.errors import DomainError
from members.policies import rules, selectors, services
from members.policies.forms import PolicyForm
from members.policies.models import Policy
from members.policies.scope import place_of
from members.policies.sights import MAXIMUM
from members.policies.words import sight_lines

if TYPE_CHECKING:
    from members.accounts.requests import SignedInRequest
    from members.organisations.models import Municipality


@login_required
@require_safe
def index(request: "SignedInRequest") -> HttpResponse:
    """Show what holds, what waits and what was agreed before."""
    return _index(request, place_of(request, rules.readable_places(request.user)))


def _index(
    request: "SignedInRequest", place: "Municipality", error: DomainError | None = None
) -> HttpResponse:
    current = selectors.in_force(place, dates.today())
    waiting = selectors.waiting(place)
    context = {
        "municipality": place,
        "municipalities": rules.readable_places(request.user),
        "current": current,
        "lines": sight_lines(current.shown if current else MAXIMUM),
        "waiting": waiting,
        "waiting_lines": sight_lines(waiting.shown) if waiting else [],
        "versions": selectors.versions(place),
        "may_propose": rules.may_propose(request.user, place),
        "may_decide": rules.may_decide(request.user, place),
        "error": error,
        "reason": request.POST.get("reason", ""),
    }
    status = error.status if error else 200
    return render(request, "policies/index.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: "SignedInRequest") -> HttpResponse:
    """Write the next version."""
    place = place_of(request, rules.readable_places(request.user))
    if not rules.may_propose(request.user, place):
        raise PermissionDenied
    last = selectors.newest_agreed(place)
    initial = {
        "shown": [str(one) for one in (last.shown if last else MAXIMUM)],
        "in_force_from": dates.today(),
    }
    is_sent = request.method == "POST"
    form = PolicyForm(request.POST) if is_sent else PolicyForm(initial=initial)
    status = 400 if is_sent else 200
    if is_sent and form.is_valid():
        try:
            policy = services.propose(
                municipality=place,
                hidden=form.hidden(),
                reference=form.cleaned_data["reference"],
                in_force_from=form.cleaned_data["in_force_from"],
                by=request.user,
            )
        except DomainError as error:
            form.add_error(None, str(error))
            status = error.status
        else:
            messages.success(request, _said(policy))
            return redirect(f"{reverse('policies:index')}?kommune={place.slug}")
    return render(
        request, "policies/propose.html", {"form": form, "municipality": place}, status=status
    )


def _said(policy: Policy) -> str:
    if policy.state == Policy.State.AGREED:
        return _("Version %(number)s is agreed, since it shows no more than the one before.") % {
            "number": policy.number
        }
    return _("Version %(number)s waits for the staff council, which has been told.") % {
        "number": policy.number
    }


@login_required
@require_safe
def document(request: "SignedInRequest", key: int) -> HttpResponse:
    """Hand out one version for programs."""
    policy = get_object_or_404(
        Policy.objects.select_related("municipality"),
        pk=key,
        municipality__in=rules.readable_places(request.user),
    )
    return JsonResponse(policy.as_document(), json_dumps_params={"indent": 2})


@login_required
@require_POST
def decide(request: "SignedInRequest", key: int) -> HttpResponse:
    """Take the staff council's answer."""
    places = rules.council_places(request.user)
    policy = get_object_or_404(
        Policy.objects.select_related("municipality"), pk=key, municipality__in=places
    )
    agrees = request.POST.get("decision") == "agree"
    try:
        services.decide(
            policy=policy, agrees=agrees, reason=request.POST.get("reason", ""), by=request.user
        )
    except DomainError as error:
        return _index(request, policy.municipality, error)
    messages.success(request, _("You have agreed.") if agrees else _("You have declined."))
    return redirect(f"{reverse('policies:index')}?kommune={policy.municipality.slug}")
