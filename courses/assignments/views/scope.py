"""Which municipality, which staff and which obligations a request of HR is about."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from campus.kit import dates
from courses.assignments import rules, selectors
from members.people import services as people_services

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from courses.assignments.models import Obligation
    from members.accounts.requests import SignedInRequest
    from members.organisations.models import Municipality
    from members.people.models import Department, Employment, Person

PEOPLE_PER_PAGE = 25
OVERDUE = "ueberfaellig"


def municipality_of(request: "SignedInRequest", *, manage: bool = False) -> "Municipality":
    """Return the municipality of the page: the one asked for, else the first; 403 or 404."""
    choice = rules.municipalities_to_manage if manage else rules.visible_municipalities
    mine = choice(request.user).order_by("name")
    slug = request.GET.get("kommune")
    found = mine.filter(slug=slug).first() if slug else mine.first()
    if found is None:
        if slug and mine.exists():
            raise Http404
        raise PermissionDenied
    return found


def obligation_of(request: "SignedInRequest", pk: int, *, manage: bool = False) -> "Obligation":
    """Return a running obligation that the user may see, or change; everybody else gets 404."""
    choice = rules.manageable_obligations if manage else rules.visible_obligations
    return get_object_or_404(choice(request.user), pk=pk)


@dataclass(frozen=True)
class Choice:
    """What HR has chosen above the matrix; screen and file follow it alike."""

    municipality: "Municipality"
    departments: "list[Department]"
    department: "Department | None"
    only_overdue: bool
    staff: "QuerySet[Employment]"
    query: str

    @property
    def is_filtered(self) -> bool:
        """Tell whether somebody may be left out."""
        return self.only_overdue or self.department is not None


def choice_of(request: "SignedInRequest") -> Choice:
    """Read the filter; a department that the user may not see is "not found"."""
    municipality = municipality_of(request)
    departments = list(rules.visible_departments(request.user, municipality))
    key = request.GET.get("amt", "")
    department = next((one for one in departments if str(one.pk) == key), None)
    if key and department is None:
        raise Http404
    staff = rules.visible_staff(request.user, municipality, department=department)
    only_overdue = request.GET.get("nur") == OVERDUE
    if only_overdue:
        staff = selectors.overdue_among(staff, dates.today())
    query = request.GET.copy()
    query.pop("page", None)
    query["kommune"] = municipality.slug
    return Choice(municipality, departments, department, only_overdue, staff, query.urlencode())


def choice_words(choice: Choice) -> str:
    """Return in words who stands in the matrix, as a heading of its file."""
    who = str(choice.department) if choice.department else _("All departments")
    return f"{who}, {_('only overdue')}" if choice.only_overdue else who


def obligations_in(request: "SignedInRequest", municipality: "Municipality") -> "list[Obligation]":
    """Return the running obligations that the user sees in a municipality."""
    return list(rules.visible_obligations(request.user).filter(municipality=municipality))


def page_of(request: HttpRequest, staff: "QuerySet[Employment]") -> Page:
    """Return the page of people that was asked for."""
    return Paginator(staff, PEOPLE_PER_PAGE).get_page(request.GET.get("page"))


def log_look(
    request: "SignedInRequest", municipality: "Municipality", what: str, seen: "list[Person]"
) -> None:
    """Note for each person who has looked at which view; `portal.looks` puts it into words."""
    role: Any = rules.acting_role(request.user, municipality)
    people_services.log_access(
        viewer=request.user,
        viewer_role=role.value,
        people=seen,
        what=what,
        municipality=municipality,
    )
