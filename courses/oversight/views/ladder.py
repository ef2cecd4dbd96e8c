"""The page of the ladder: who else is told of what is overdue, and when."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from courses.assignments import rules
from courses.oversight import services, standing_orders
from courses.oversight.forms import LadderForm
from courses.oversight.views.scope import municipality_of
from members.policies import selectors as policies
from members.policies.sights import Sight

if TYPE_CHECKING:
    from members.accounts.requests import SignedInRequest


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def ladder(request: "SignedInRequest") -> HttpResponse:
    """Show the steps in words, and change them."""
    municipality = municipality_of(request)
    if not rules.may_manage(request.user, municipality):
        raise PermissionDenied
    found = standing_orders.ladder_of(municipality)
    initial = {
        "superior_after": found.superior_after if found else None,
        "personnel_after": found.personnel_after if found else None,
    }
    form = LadderForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        services.set_ladder(municipality=municipality, **form.cleaned_data)
        messages.success(request, _("The steps are agreed."))
        return redirect(f"{reverse('oversight:ladder')}?kommune={municipality.slug}")
    context = {
        "municipality": municipality,
        "form": form,
        "steps": standing_orders.ladder_in_words(municipality),
        "hides_superiors": bool(policies.places_without(Sight.SUPERIORS, [municipality.pk])),
    }
    status = 400 if form.is_bound else 200
    return render(request, "oversight/ladder.html", context, status=status)
