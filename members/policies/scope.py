"""Whose agreement a request is about; other municipalities' do not exist."""

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import Http404

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from members.organisations.models import Municipality


def place_of(request: "HttpRequest", places: "QuerySet[Municipality]") -> "Municipality":
    """Return the municipality that is asked for, else the first of these; 403 or 404."""
    slug = request.GET.get("kommune")
    found = places.filter(slug=slug).first() if slug else places.first()
    if found is None:
        if slug and places.exists():
            raise Http404
        raise PermissionDenied
    return found
