"""Tell heads whom human resources have reminded of what is overdue."""

import datetime as dt
from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse

from campus.kit import dates
from courses.assignments import selectors as assignments
from courses.oversight.models import Rung
from courses.oversight.services.escalation import by_reader, told_of
from members.messages import services as messages
from members.people import services as people
from members.policies import selectors as policies
from members.policies.sights import Sight
from members.roles.catalogue import Role

if TYPE_CHECKING:
    from members.organisations.models import Municipality

KIND = "oversight_copied"


def may_copy(municipality: "Municipality") -> bool:
    """Tell whether the works agreement lets superiors know who is overdue."""
    return not policies.places_without(Sight.SUPERIORS, [municipality.pk])


@transaction.atomic
def copy_to_heads(*, municipality: "Municipality", turns: Collection[int]) -> int:
    """Tell the heads of these late turns, and who stands in for them; returns how many read it.

    Each reads name, obligation and deadline of the own department in one message, nobody what is
    their own. Noted for each of the people; nothing is sent where the works agreement forbids it.
    """
    if not turns or not may_copy(municipality):
        return 0
    late = assignments.open_turns_due(municipality, since=dt.date.min).filter(pk__in=turns)
    told = by_reader(municipality, Rung.Step.SUPERIOR, list(late))
    for user, theirs in told.items():
        # A turn is reminded of once a day, so that its number names this message.
        messages.send(
            kind=KIND,
            key=f"copy:{user.pk}:{min(one.pk for one in theirs)}:{dates.today()}",
            recipient=user,
            context={"turns": told_of(theirs), "link": reverse("oversight:team")},
        )
        people.log_access(
            viewer=user,
            viewer_role=Role.SUPERIOR.value,
            people=[one.employment.person for one in theirs],
            what="late_copy",
            municipality=municipality,
        )
    return len(told)
