"""“My team”: what heads of departments see of their people, and decide for them."""

import uuid
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_POST

from campus.kit import dates
from campus.kit.access import allowed
from campus.kit.errors import DomainError
from courses.bundles import selectors as bundles
from courses.enrolment import rules as enrolment_rules
from courses.enrolment import selectors as enrolments
from courses.enrolment import services as enrolment_services
from courses.enrolment.cancelling_words import in_words
from courses.enrolment.conditions import price_on
from courses.enrolment.states import State
from courses.enrolment.wording import DECIDED
from courses.oversight import rules, services
from courses.oversight.handing import handed_to
from courses.oversight.selectors import jobs
from courses.oversight.team import in_need, members
from members.organisations import selectors as organisations
from members.people import services as people
from members.roles.catalogue import Role
from members.second_person import selectors as second_person

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from courses.enrolment.models import Enrolment
    from members.accounts.requests import SignedInRequest

PEOPLE_PER_PAGE = 25
# So many requests wait on the page of the team; all of them stand on their own page.
REQUESTS_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Wish:
    """What was chosen above the list."""

    is_direct: bool
    is_needy: bool

    @property
    def query(self) -> str:
        """Return the choice as an address, after the question mark."""
        chosen = {"wer": "direkt" if self.is_direct else "", "nur": self.is_needy and "bedarf"}
        return urlencode({name: value for name, value in chosen.items() if value})


def _wish_of(request: "SignedInRequest") -> Wish:
    return Wish(request.GET.get("wer") == "direkt", request.GET.get("nur") == "bedarf")


@require_GET
@allowed(rules.leads)
def team(request: "SignedInRequest") -> HttpResponse:
    """Show the people of one's departments with their obligations; the look is noted for each."""
    return _team(request)


@require_POST
@allowed(rules.leads)
def decide(request: "SignedInRequest", registration: uuid.UUID) -> HttpResponse:
    """Approve or reject a request of the team; what was decided meanwhile is said in words."""
    mine = enrolment_rules.visible_to(request.user)
    team = rules.team_of(request.user).order_by().values("pk")
    asked = get_object_or_404(mine.filter(employment__in=team), registration=registration)
    try:
        decided = enrolment_services.decide(
            enrolment=asked,
            by=request.user,
            decision=request.POST.get("decision", ""),
            reason=request.POST.get("reason", ""),
        )
    except DomainError as error:
        return _team(request, error=error, faulty=asked)
    messages.success(request, str(DECIDED[State(decided.state)]))
    return redirect(f"{reverse('oversight:team')}?{_wish_of(request).query}".rstrip("?"))


def _team(
    request: "SignedInRequest",
    *,
    error: DomainError | None = None,
    faulty: "Enrolment | None" = None,
) -> HttpResponse:
    wish, today = _wish_of(request), dates.today()
    asked = rules.requests_of_team(request.user).order_by("requested_at", "pk")
    waiting = list(asked.select_related("employment__department", "employment__municipality"))
    staff = (rules.direct_reports_of if wish.is_direct else rules.team_of)(request.user)
    places = dict(staff.values_list("pk", "municipality"))
    if wish.is_needy:
        places = in_need(places, {one.employment_id for one in waiting}, today)
    page = Paginator(list(places), PEOPLE_PER_PAGE).get_page(request.GET.get("page"))
    own = rules.team_departments(request.user)
    shown = jobs(staff.filter(pk__in=list(page.object_list)), today, own)
    rows = members(shown, places, today, own)
    _log(request, [(job.person, places[job.pk]) for job in shown], Role.SUPERIOR, "team")
    context = {
        "page": page,
        "rows": rows,
        "wish": wish,
        "may_assign": handed_to(request.user).exists(),
        "proposed": second_person.waiting_of(request.user, services.HANDING),
        "assigned": bundles.undoable_by(request.user),
        "late": sum(row.is_late for row in rows),
        "error": error,
        "faulty": faulty,
        "faulty_is_shown": faulty in waiting[:REQUESTS_SHOWN],
        "query": f"?{wish.query}" if wish.query else "",
        "reason": request.POST.get("reason", ""),
        **_requests(request, waiting),
    }
    return render(request, "oversight/team.html", context, status=error.status if error else 200)


def _requests(request: "SignedInRequest", waiting: "list[Enrolment]") -> "dict[str, Any]":
    """Return the requests that wait for the user; the look is noted as on their own page."""
    shown = waiting[:REQUESTS_SHOWN]
    prices = enrolments.prices_of(one.offer for one in shown)
    if shown:
        seen = [(one.person, one.employment.municipality_id) for one in shown if one.employment]
        _log(request, seen, enrolment_rules.acting_role(request.user), "requests")
    taken = enrolments.if_taken_now([one.offer for one in shown], prices)
    rows = [
        (one, price_on(prices[one.offer_id], dates.today()), in_words(taken[one.offer_id]), ())
        for one in shown
    ]
    return {"requests": rows, "more": len(waiting) - len(shown)}


def _log(
    request: "SignedInRequest", seen: "Iterable[tuple[Any, int]]", role: Role, what: str
) -> None:
    """Note the look with each employer."""
    by_town: Mapping[int, list[Any]] = defaultdict(list)
    for person, key in seen:
        by_town[key].append(person)
    for town in organisations.municipalities_by_keys(by_town):
        people.log_access(
            viewer=request.user,
            viewer_role=role.value,
            people=by_town[town.pk],
            what=what,
            municipality=town,
        )
