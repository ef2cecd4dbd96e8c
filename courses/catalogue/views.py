"""The catalogue."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_safe

from courses.catalogue import card_states, presenting, rendering, selectors, visibility
from courses.catalogue.own import having, own_cards
from courses.catalogue.query import CatalogueQuery

if TYPE_CHECKING:
    from courses.catalogue.shelf import CourseCard


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """Show the courses that fit the address; public."""
    asked = CatalogueQuery.from_params(request.GET)
    drawn = rendering.drawn(asked, visibility.hidden_from(request.user))
    own = _own(request, asked)
    keys = [*drawn.titles, *(card.course_id for card in own)]
    states = card_states.states_for(request.user, keys)
    context = {
        "filters": drawn.filters,
        "results": rendering.with_states(drawn, states),
        "is_empty_query": drawn.is_empty_query,
        "own": [
            {**presenting.card_of(card), "slot": card_states.shown(states, card)} for card in own
        ],
    }
    return render(request, "catalogue/search.html", context)


def _own(request: HttpRequest, asked: CatalogueQuery) -> "list[CourseCard]":
    """Return the courses of the visitor's own municipality that have the words searched for."""
    if asked.pairs or asked.page > 1:
        return []
    return having(own_cards(visibility.employers_of(request.user)), asked.text)


@require_safe
def external(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show a course of another platform with the way there; public."""
    course = selectors.external_course(key)
    if course is None:
        raise Http404
    context = {"course": course, **presenting.external_page(course)}
    return render(request, "catalogue/external.html", context)
