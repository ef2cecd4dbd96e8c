"""What the projection's measurement does inside of Django: fill the queue, and empty it."""

import time
import uuid
from collections.abc import Callable, Iterable
from itertools import islice
from typing import Any

from campus.kit import dates
from courses.learning.projection import project
from courses.learning.sweeping import project_pending
from courses.modules.selectors import current_version
from courses.xapi import vocabulary
from courses.xapi.models import PendingStatement
from courses.xapi.services import platform_authority, store
from tests.factories.enrolment import EnrolmentFactory, OfferFactory
from tests.factories.learning import items_of, statement_about
from tests.factories.people import DepartmentFactory, EmploymentFactory

BATCH = 500


def foreign(number: int, per_registration: int = 10) -> None:
    """Let statements wait that belong to no seat."""
    registrations = (uuid.uuid4() for _ in range(number // per_registration))
    rows = (
        PendingStatement(statement_id=uuid.uuid4(), registration=registration)
        for registration in registrations
        for _ in range(per_registration)
    )
    PendingStatement.objects.bulk_create(rows, batch_size=5000)


def seats(number: int) -> list[Any]:
    """Enrol so many people of one town in one course."""
    offer, department = OfferFactory(), DepartmentFactory()
    version = current_version(offer.course)
    jobs = (
        EmploymentFactory(
            department=department, municipality=department.municipality, person__user=None
        )
        for _ in range(number)
    )
    return [EnrolmentFactory(offer=offer, employment=job, version=version) for job in jobs]


def told(enrolments: list[Any], each: int) -> int:
    """Store statements about the seats' lessons, and leave them to the worker."""
    item = items_of(enrolments[0])[0]
    verbs = (vocabulary.EXPERIENCED, vocabulary.PROGRESSED)
    statements = (
        statement_about(seat, item, verbs[number % 2], at=dates.now())
        for number in range(each)
        for seat in enrolments
    )
    while part := list(islice(statements, BATCH)):
        store(part, authority=platform_authority())
    return PendingStatement.objects.count()


def learnt(enrolments: list[Any]) -> list[dict[str, Any]]:
    """Return what a program tells of the learners of the seats: each statement moves a progress."""
    item = items_of(enrolments[0])[0]
    return [statement_about(seat, item, vocabulary.EXPERIENCED) for seat in enrolments]


def timed(deed: Callable[[], object]) -> float:
    """Return how many of the waiting statements a deed takes off the queue in a second."""
    waiting = PendingStatement.objects.count()
    begin = time.perf_counter()
    deed()
    took = time.perf_counter() - begin
    return (waiting - PendingStatement.objects.count()) / took


def sweep() -> float:
    """Empty the queue as the worker does."""
    return timed(project_pending)


def one_by_one() -> float:
    """Empty the queue registration by registration, for comparison."""
    rows = PendingStatement.objects.order_by("registration")
    waiting: Iterable[uuid.UUID] = rows.values_list("registration", flat=True).distinct()
    return timed(lambda: [project(registration) for registration in list(waiting)])
