"""“My team”: what heads of departments see of their people."""

from collections import defaultdict
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from campus.kit import dates
from courses.oversight import rules
from courses.oversight.selectors import Job, jobs
from courses.oversight.team import members
from members.organisations import selectors as organisations
from members.people import services as people
from members.roles.catalogue import Role

if TYPE_CHECKING:
    from members.accounts.requests import SignedInRequest

PEOPLE_PER_PAGE = 25


@login_required
@require_GET
def team(request: "SignedInRequest") -> HttpResponse:
    """Show the people of one's departments with their obligations; the look is noted for each."""
    if not rules.leads(request.user):
        raise PermissionDenied
    staff = rules.team_of(request.user)
    places = dict(staff.values_list("pk", "municipality"))
    page = Paginator(list(places), PEOPLE_PER_PAGE).get_page(request.GET.get("page"))
    shown = jobs(staff.filter(pk__in=list(page.object_list)), dates.today())
    rows = members(shown, set(places.values()), dates.today())
    _log(request, shown, places)
    context = {"page": page, "rows": rows, "late": sum(row.is_late for row in rows)}
    return render(request, "oversight/team.html", context)


def _log(request: "SignedInRequest", shown: list[Job], places: dict[int, int]) -> None:
    """Note the look with each employer."""
    by_town = defaultdict(list)
    for job in shown:
        by_town[places[job.pk]].append(job.person)
    for town in organisations.municipalities_by_keys(by_town):
        people.log_access(
            viewer=request.user,
            viewer_role=Role.SUPERIOR.value,
            people=by_town[town.pk],
            what="team",
            municipality=town,
        )
