"""Which of the places that somebody looks after a page is about."""

from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404

Place = TypeVar("Place", bound=Model)


def chosen(mine: QuerySet[Place], slug: str | None) -> Place:
    """Return the place of this slug, without one the first.

    Raises Http404 for a place of others, PermissionDenied for who has none at all.
    """
    found = mine.filter(slug=slug).first() if slug else mine.first()
    if found is None:
        if slug and mine.exists():
            raise Http404
        raise PermissionDenied
    return found
