"""The requests on which a user decides."""

import uuid
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from campus.kit import dates
from campus.kit.errors import DomainError
from courses.enrolment import rules, selectors, services
from courses.enrolment.cancelling_words import in_words
from courses.enrolment.conditions import price_on
from courses.enrolment.giving_back import if_taken_now
from courses.enrolment.models import Enrolment
from courses.enrolment.states import State
from courses.enrolment.wording import DECIDED
from members.accounts.requests import SignedInRequest
from members.budgets import rules as budget_rules
from members.budgets import selectors as budgets
from members.budgets.services import named
from members.people import services as people

if TYPE_CHECKING:
    from members.organisations.models import Municipality
    from members.people.models import Person

PAGE_SIZE = 20


def log_looks(request: SignedInRequest, requests: Iterable[Enrolment]) -> None:
    """Note for each employer whose staff the user has seen."""
    seen: dict[Municipality | None, list[Person]] = {}
    for row in requests:
        town = row.employment.municipality if row.employment else None
        seen.setdefault(town, []).append(row.person)
    for town, shown in seen.items():
        people.log_access(
            viewer=request.user,
            viewer_role=rules.acting_role(request.user),
            people=shown,
            what="requests",
            municipality=town,
        )


def _list(
    request: SignedInRequest, *, error: DomainError | None = None, faulty: Enrolment | None = None
) -> HttpResponse:
    requests = rules.decidable_by(request.user).select_related(
        "person", "offer__course", "employment__department", "employment__municipality"
    )
    page = Paginator(requests.order_by("requested_at", "pk"), PAGE_SIZE).get_page(
        request.GET.get("page")
    )
    log_looks(request, page)
    prices = selectors.prices_of(row.offer for row in page)
    taken = if_taken_now([row.offer for row in page], prices)
    left = budgets.left_for(
        [(row.employment.municipality, _cost_centre(row)) for row in page if row.employment],
        dates.today().year,
    )
    context = {
        "page_obj": page,
        "rows": [
            (
                row,
                price_on(prices[row.offer_id], dates.today()),
                in_words(taken[row.offer_id]),
                _budgets_of(row, left),
            )
            for row in page
        ],
        "plans_budgets": budget_rules.may_enter(request.user),
        "error": error,
        "faulty": faulty,
        "reason": request.POST.get("reason", ""),
    }
    return render(
        request, "enrolment/approvals.html", context, status=error.status if error else 200
    )


def _cost_centre(row: Enrolment) -> str:
    department = row.employment.department if row.employment else None
    return department.cost_centre if department else ""


def _budgets_of(row: Enrolment, left: Any) -> list[tuple[str, Any]]:
    """Return the budgets on which the seat would count, each with its figures."""
    key = (row.employment.municipality_id if row.employment else 0, _cost_centre(row))
    return [(named(budget), figures) for budget, figures in left.get(key, [])]


@login_required
@require_safe
def pending(request: SignedInRequest) -> HttpResponse:
    """Show the requests that wait for the user's decision, oldest first."""
    if not rules.may_open_approvals(request.user):
        raise PermissionDenied
    return _list(request)


@login_required
@require_POST
def decide(request: SignedInRequest, registration: uuid.UUID) -> HttpResponse:
    """Approve or reject one request; what was decided meanwhile is said in words."""
    if not rules.may_open_approvals(request.user):
        raise PermissionDenied
    enrolment = get_object_or_404(rules.visible_to(request.user), registration=registration)
    try:
        decided = services.decide(
            enrolment=enrolment,
            by=request.user,
            decision=request.POST.get("decision", ""),
            reason=request.POST.get("reason", ""),
        )
    except DomainError as error:
        return _list(request, error=error, faulty=enrolment)
    messages.success(request, str(DECIDED[State(decided.state)]))
    return redirect("approvals:list")
