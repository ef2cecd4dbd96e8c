"""Reads of bundles: the latest ones, and who kept what when one was undone."""

from typing import TYPE_CHECKING

from courses.assignments import selectors as assignments
from courses.bundles.models import Bundle

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from courses.assignments.models import Period
    from members.organisations.models import Municipality


def bundles_of(municipality: "Municipality") -> "QuerySet[Bundle]":
    """Return what was assigned together, the newest first."""
    rows = Bundle.objects.filter(municipality=municipality)
    return rows.select_related("created_by").prefetch_related("parts")


def kept_turns(bundle: Bundle) -> "list[Period]":
    """Return the turns that stayed when a bundle was undone."""
    keys = [key for kept in bundle.parts.values_list("kept", flat=True) for key in kept]
    return list(assignments.turns_by_key(keys))
