"""Whose statements count for a seat: those of its own learner, and those of the platform.

Programs may store statements about other actors under a learner's registration. They stay in the
store, but move nobody's progress.
"""

from collections.abc import Iterable, Iterator
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


def counted(rows: Iterable[StatementRow], enrolment: "Enrolment") -> Iterator[StatementRow]:
    """Keep the statements that count for a seat.

    Who the learner is, is asked only where a statement of another authority comes up.
    """
    platform = platform_authority().key
    own: str | None = None
    for row in rows:
        if row.authority_key != platform:
            own = _key_of_learner(enrolment) if own is None else own
            if not row.actor_key or row.actor_key != own:
                continue
        yield row


def _key_of_learner(enrolment: "Enrolment") -> str:
    name = people.known_account_name(enrolment.person_id)
    return actor_key_of(str(name)) if name else ""
