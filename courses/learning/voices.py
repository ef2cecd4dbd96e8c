"""Whose statements count for a seat: those of its own learner, and those of the platform.

Programs may store statements about other actors under a learner's registration. They stay in the
store, but move nobody's progress.
"""

from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING

from courses.xapi import selectors as store
from courses.xapi.selectors import StatementRow
from courses.xapi.services import actor_key_of, platform_authority
from members.people import selectors as people

if TYPE_CHECKING:
    from courses.enrolment.models import Enrolment


def statements_of(enrolment: "Enrolment") -> Iterator[StatementRow]:
    """Yield all statements that count for a seat, by (timestamp, stored, id), as a stream."""
    return counted(store.statements_of(enrolment.registration), enrolment)


def counted(
    rows: Iterable[StatementRow], enrolment: "Enrolment", own: str | None = None
) -> Iterator[StatementRow]:
    """Keep the statements that count for a seat; `own` is the key of its learner, where known.

    Else who the learner is, is asked only where a statement of another authority comes up.
    """
    platform = platform_authority().key
    for row in rows:
        if row.authority_key != platform:
            own = _key_of_learner(enrolment) if own is None else own
            if not row.actor_key or row.actor_key != own:
                continue
        yield row


def _key_of_learner(enrolment: "Enrolment") -> str:
    name = people.known_account_name(enrolment.person_id)
    return actor_key_of(str(name)) if name else ""


def keys_of_learners(
    statements: Iterable[StatementRow], enrolments: Collection["Enrolment"]
) -> dict[int, str]:
    """Return the keys of the people who hold these seats, "" for nobody; at most one query.

    Empty where the platform vouches for all of the statements: then nobody asks.
    """
    platform = platform_authority().key
    if all(row.authority_key == platform for row in statements):
        return {}
    names = people.known_account_names({seat.person_id for seat in enrolments})
    return {
        seat.person_id: actor_key_of(str(names[seat.person_id])) if seat.person_id in names else ""
        for seat in enrolments
    }
