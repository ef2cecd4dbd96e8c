"""The first steps of human resources: what is there, what is next, what is not needed."""

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from campus.kit.places import chosen
from courses.assignments import rules
from courses.first_steps import selectors, services
from courses.first_steps.steps import Step
from courses.first_steps.words import WORDS

if TYPE_CHECKING:
    from members.accounts.requests import SignedInRequest
    from members.organisations.models import Municipality


def _place_of(request: "SignedInRequest") -> "Municipality":
    """Return the municipality asked for, else the first one; 403 or 404."""
    return chosen(
        rules.municipalities_to_manage(request.user).order_by("name"), request.GET.get("kommune")
    )


@require_safe
@login_required
def listed(request: "SignedInRequest") -> HttpResponse:
    """Show all steps with what was done of them."""
    municipality = _place_of(request)
    found = selectors.progress_in(municipality)
    rows = [(step, WORDS[step], str(state)) for step, state in found.states.items()]
    context = {"municipality": municipality, "progress": found, "rows": rows}
    return render(request, "first_steps/list.html", context)


@require_POST
@login_required
def decide(request: "SignedInRequest", step: str) -> HttpResponse:
    """Do without a step, or need it again."""
    municipality = _place_of(request)
    if step not in set(Step):
        raise Http404
    if request.POST.get("needed"):
        services.need_again(municipality=municipality, step=Step(step))
    else:
        services.do_without(municipality=municipality, step=Step(step), by=request.user)
    there = reverse("first_steps:list", query={"kommune": municipality.slug})
    return redirect(f"{there}#{step}")
