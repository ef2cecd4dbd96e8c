"""Tell everybody of everything new in one message, when it can no longer be undone."""

from collections import defaultdict
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from campus.kit import dates
from courses.assignments import selectors as assignments
from courses.bundles.models import Bundle
from members.messages import services as messages

if TYPE_CHECKING:
    from courses.assignments.models import Period
    from members.people.models import Person

KIND = "course_bundles_assigned"


def tell(*, reference: UUID) -> int:
    """Write to everybody once; may run any number of times. Returns how many were told.

    Before the end of the ten minutes nothing happens, unless somebody has asked for it.
    """
    bundle = _begin(reference)
    if bundle is None:
        return 0
    told = sum(_write_to(bundle, turns) for turns in _turns_of(bundle).values())
    Bundle.objects.filter(pk=bundle.pk).update(telling_ended_at=dates.now())
    return told


@transaction.atomic
def tell_now(*, bundle: Bundle) -> Bundle:
    """Let the staff be told at once; from then on nothing is undone."""
    locked = Bundle.objects.select_for_update().get(pk=bundle.pk)
    if locked.state == Bundle.State.DONE and locked.told_at is None:
        locked.told_at = dates.now()
        locked.save(update_fields=["told_at"])
    return locked


@transaction.atomic
def _begin(reference: UUID) -> Bundle | None:
    """Close the time of undoing; return the bundle if its people may be told now."""
    bundle = Bundle.objects.select_for_update().filter(reference=reference).first()
    if bundle is None or bundle.state != Bundle.State.DONE or bundle.can_be_undone:
        return None
    if bundle.told_at is None:
        bundle.told_at = dates.now()
        bundle.save(update_fields=["told_at"])
    return bundle


def _turns_of(bundle: Bundle) -> "dict[int, list[Period]]":
    """Return what each person is asked for, by person; what is proven needs no message."""
    keys = [key for begun in bundle.parts.values_list("begun", flat=True) for key in begun]
    found: dict[int, list[Period]] = defaultdict(list)
    for turn in assignments.open_turns(keys):
        found[turn.employment.person_id].append(turn)
    return found


def _write_to(bundle: Bundle, turns: "list[Period]") -> int:
    person: Person = turns[0].employment.person
    context: dict[str, Any] = {
        "name": str(person),
        "count": len(turns),
        "turns": [
            {
                "course": turn.obligation.name,
                "due_on": turn.due_on,
                "legal_basis": turn.obligation.legal_basis,
            }
            for turn in turns
        ],
        "link": reverse("portal:start"),
    }
    sent = messages.send(
        kind=KIND,
        key=f"{bundle.pk}:{person.pk}",
        recipient=person.user,
        email=person.email or "",
        context=context,
    )
    return int(sent is not None)
