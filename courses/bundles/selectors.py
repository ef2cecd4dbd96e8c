"""Reads of bundles: the latest ones, and who kept what when one was undone."""

from typing import TYPE_CHECKING

from campus.kit import dates
from campus.kit.undoing import UNDO_FOR
from courses.assignments import selectors as assignments
from courses.bundles.models import Bundle

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from courses.assignments.models import Period
    from members.accounts.models import User
    from members.organisations.models import Municipality


def bundles_of(municipality: "Municipality") -> "QuerySet[Bundle]":
    """Return what was assigned together, the newest first."""
    rows = Bundle.objects.filter(municipality=municipality)
    return rows.select_related("created_by").prefetch_related("parts")


def undoable_by(user: "User") -> list[Bundle]:
    """Return what the user has assigned in the last ten minutes and can still take back."""
    recent = Bundle.objects.filter(
        created_by=user, state=Bundle.State.DONE, finished_at__gt=dates.now() - UNDO_FOR
    )
    return [one for one in recent.prefetch_related("parts") if one.can_be_undone]


def kept_turns(bundle: Bundle) -> "list[Period]":
    """Return the turns that stayed when a bundle was undone."""
    keys = [key for kept in bundle.parts.values_list("kept", flat=True) for key in kept]
    return list(assignments.turns_by_key(keys))
