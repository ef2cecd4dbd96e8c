"""The page of the training budgets."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from campus.kit import dates
from members.budgets import rules, selectors, services
from members.budgets.forms import BudgetForm
from members.people.selectors import place_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """Show the budgets of a year, and plan one."""
    municipality = _municipality(request)
    centres = selectors.departments_by_cost_centre(municipality)
    form = BudgetForm(request.POST if request.method == "POST" else None, cost_centres=centres)
    if form.is_valid():
        budget = services.set_budget(municipality=municipality, **form.cleaned_data)
        messages.success(request, _("The budget is planned."))
        return redirect(_address(municipality, budget.year))
    this_year = dates.today().year
    asked = request.GET.get("jahr", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else this_year
    context = {
        "municipality": municipality,
        "municipalities": list(rules.places(request.user)),
        "form": form,
        "year": year,
        "years": range(this_year - 2, this_year + 2),
        "rows": selectors.rows_of(municipality, year),
    }
    return render(request, "budgets/index.html", context, status=400 if form.is_bound else 200)


@login_required
@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Drop a budget."""
    if not rules.may_enter(request.user):
        raise PermissionDenied
    budget = get_object_or_404(rules.budgets(request.user), pk=pk)
    services.drop_budget(budget=budget)
    messages.success(request, _("The budget is no longer planned."))
    return redirect(_address(budget.municipality, budget.year))


def _address(municipality: Any, year: int) -> str:
    return f"{reverse('budgets:index')}?kommune={municipality.slug}&jahr={year}"


def _municipality(request: HttpRequest) -> Any:
    """Return the municipality in the address, else the user's own or first."""
    if not rules.may_enter(request.user):
        raise PermissionDenied
    places = rules.places(request.user)
    found = place_of(request.user, places, request.GET.get("kommune", ""))
    if found is None:
        raise Http404
    return found
