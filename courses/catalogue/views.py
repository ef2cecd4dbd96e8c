"""The catalogue."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from courses.catalogue import card_states, rendering
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
