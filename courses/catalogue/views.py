"""The catalogue."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_safe

from courses.catalogue import card_states, presenting, rendering, selectors
from courses.catalogue.query import CatalogueQuery


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """Show the courses that fit the address; public."""
    drawn = rendering.drawn(CatalogueQuery.from_params(request.GET))
    states = card_states.states_for(request.user, drawn.titles)
    context = {
        "filters": drawn.filters,
        "results": rendering.with_states(drawn, states),
        "is_empty_query": drawn.is_empty_query,
    }
    return render(request, "catalogue/search.html", context)


@require_safe
def external(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show a course of another platform with the way there; public."""
    course = selectors.external_course(key)
    if course is None:
        raise Http404
    context = {"course": course, **presenting.external_page(course)}
    return render(request, "catalogue/external.html", context)
