"""The catalogue."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from courses.catalogue import selectors
from courses.catalogue.presenting import card_of
from courses.catalogue.query import CatalogueQuery


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """Show the courses that fit the address; public."""
    result = selectors.search(CatalogueQuery.from_params(request.GET))
    cards = [card_of(card) for card in result.cards]
    return render(request, "catalogue/search.html", {"result": result, "cards": cards})
