"""HR's overview: what stands and what to do next."""

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from campus.kit import dates
from courses.assignments import neighbours, rules, selectors
from courses.assignments.views.scope import municipality_of, obligations_in

if TYPE_CHECKING:
    from members.accounts.requests import SignedInRequest


@login_required
@require_GET
def dashboard(request: "SignedInRequest") -> HttpResponse:
    """Show HR what stands and what to do next."""
    municipality = municipality_of(request)
    staff = rules.visible_staff(request.user, municipality)
    obligations = obligations_in(request, municipality)
    counted = selectors.counts(obligations, staff, dates.today())
    may_manage = rules.may_manage(request.user, municipality)
    context = {
        "municipality": municipality,
        "municipalities": rules.visible_municipalities(request.user).order_by("name"),
        "may_manage": may_manage,
        "notices": neighbours.notices_for(municipality) if may_manage else [],
        "obligations": [(one, counted.get(one.pk)) for one in obligations],
        "overdue": sum(row["overdue"] for row in counted.values()),
        "staff_count": staff.count(),
    }
    return render(request, "assignments/dashboard.html", context)
