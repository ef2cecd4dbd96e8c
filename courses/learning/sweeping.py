"""The worker's sweep: fold whatever waits in the queue, many registrations at a time."""

import logging
from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import DatabaseError

from courses.enrolment import selectors as enrolments
from courses.learning.crowds import project_together
from courses.learning.projection import project, project_unless_busy
from courses.xapi import queue

if TYPE_CHECKING:
    from courses.enrolment.models import Enrolment

CHUNK = 20_000
# Whoever learns on one of these seats waits until they are folded.
SEATS, STATEMENTS = 250, 2500
Waiting = dict[UUID, list[int]]
logger = logging.getLogger(__name__)


def project_pending() -> int:
    """Fold what is pending in chunks; return how many registrations were folded.

    One that fails is reported and left in the queue: it must not hold up the others. Several
    workers may sweep at the same time: each leaves alone what another has locked, and comes back to
    it at the end. What arrives meanwhile is left to the next sweep.
    """
    sweep = Sweep()
    after, until = 0, queue.newest()
    while chunk := queue.peek(CHUNK, after=after, until=until):
        after = chunk[-1].id
        sweep.take(chunk)
    sweep.come_back()
    return len(sweep.folded)


class Sweep:
    """One walk through the queue: what it has folded, and what it left for later or for good."""

    def __init__(self) -> None:
        self.folded: set[UUID] = set()
        self.busy: set[UUID] = set()
        self.failed: set[UUID] = set()

    def take(self, chunk: list[queue.Pending]) -> None:
        """Drop what belongs to no enrolment at once, and fold the others in groups."""
        waiting: Waiting = {}
        for row in chunk:
            if row.registration not in self.failed and row.registration not in self.busy:
                waiting.setdefault(row.registration, []).append(row.id)
        seats = _seats(waiting)
        foreign = [key for key in waiting if key not in seats]
        if queue.drop(row for key in foreign for row in waiting[key]):
            self.folded.update(foreign)
        for group in groups({key: waiting[key] for key in seats}):
            self._fold(group, seats)

    def come_back(self) -> None:
        """Fold what another process had locked, unless it has folded all of it."""
        for registration in queue.waiting_among(self.busy):
            self._attempt(registration, partial(_project_whole, registration))

    def _fold(self, group: Waiting, seats: "dict[UUID, Enrolment]") -> None:
        """Fold a group; where it fails, each for itself, so that a fault stays with its seat."""
        if sum(map(len, group.values())) <= STATEMENTS:
            try:
                rows = chain.from_iterable(group.values())
                folded = project_together({key: seats[key] for key in group}, rows)
                self.folded |= folded
                self.busy |= group.keys() - folded
                return
            except (DatabaseError, ValueError, LookupError):
                logger.info("%s registrations are folded one by one.", len(group))
        for registration in group:
            self._attempt(registration, partial(project_unless_busy, seats[registration]))

    def _attempt(self, registration: UUID, fold_it: Callable[[], bool]) -> None:
        try:
            if fold_it():
                self.folded.add(registration)
            else:
                self.busy.add(registration)
        except (DatabaseError, ValueError, LookupError):
            self.failed.add(registration)
            logger.exception("Registration %s could not be projected.", registration)


def groups(waiting: Waiting) -> Iterator[Waiting]:
    """Yield the registrations in groups that are short work; one with very much stands alone."""
    group: Waiting = {}
    number = 0
    for registration, rows in waiting.items():
        if group and (len(group) >= SEATS or number + len(rows) > STATEMENTS):
            yield group
            group, number = {}, 0
        group[registration] = rows
        number += len(rows)
    if group:
        yield group


def _project_whole(registration: UUID) -> bool:
    project(registration)
    return True


def _seats(registrations: Waiting) -> "dict[UUID, Enrolment]":
    """Return the enrolments behind the registrations in one query."""
    rows = enrolments.all_registrations().filter(registration__in=list(registrations))
    return {row.registration: row for row in rows.select_related("version")}
