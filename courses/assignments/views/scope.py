"""Which municipality, which staff and which obligations a request of HR is about."""

from typing import TYPE_CHECKING

from django.core.paginator import Page, Paginator
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from campus.kit.places import chosen
from courses.assignments import rules

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from courses.assignments.models import Obligation
    from members.accounts.requests import SignedInRequest
    from members.organisations.models import Municipality
    from members.people.models import Employment

PEOPLE_PER_PAGE = 25


def municipality_of(request: "SignedInRequest", *, manage: bool = False) -> "Municipality":
    """Return the municipality of the page: the one asked for, else the first; 403 or 404."""
    choice = rules.municipalities_to_manage if manage else rules.visible_municipalities
    mine = choice(request.user).order_by("name")
    return chosen(mine, request.GET.get("kommune"))


def obligation_of(request: "SignedInRequest", pk: int, *, manage: bool = False) -> "Obligation":
    """Return a running obligation that the user may see, or change; everybody else gets 404."""
    choice = rules.manageable_obligations if manage else rules.visible_obligations
    return get_object_or_404(choice(request.user), pk=pk)


def obligations_in(request: "SignedInRequest", municipality: "Municipality") -> "list[Obligation]":
    """Return the running obligations that the user sees in a municipality."""
    return list(rules.visible_obligations(request.user).filter(municipality=municipality))


def page_of(request: HttpRequest, staff: "QuerySet[Employment]") -> Page:
    """Return the page of people that was asked for."""
    return Paginator(staff, PEOPLE_PER_PAGE).get_page(request.GET.get("page"))
