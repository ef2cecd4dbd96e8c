"""Somebody whose proof is to be renewed with the test first; run on the journeys' platform.

`manage.py shell -c "from tests.browser.renewing import plant; plant()"` prints what the course
is called.
"""

import datetime as dt

from campus.kit import dates
from courses.assignments import services as assignments
from members.organisations.models import Municipality, Provider
from tests.browser.seeds import _job
from tests.factories.assignments import ObligationFactory, PeriodFactory
from tests.factories.enrolment import EnrolmentFactory, OfferFactory
from tests.factories.learning import complete
from tests.factories.modules import ModuleFactory
from tests.factories.renewals import provable_module

LEARNER, TITLE = "auffrischen@bensheim.example", "Sicher am Bildschirm"
MISSED = "Passwörter"


def plant() -> None:
    """Make a person who has proven the course eleven months ago; the turn is open now."""
    job = _job(LEARNER, "Frisch")
    provider = Provider.objects.get(slug="dhbw")
    module = provable_module(module=ModuleFactory(provider=provider, course__title=TITLE))
    seat = EnrolmentFactory(employment=job, offer=OfferFactory(module=module))
    duty = ObligationFactory(
        municipality=Municipality.objects.get(pk=job.municipality_id),
        course=module.course,
        valid_months=12,
        test_first=True,
    )
    duty.people.add(job)
    with dates.moved_clock(dates.now() - dt.timedelta(days=330)):
        PeriodFactory(obligation=duty, employment=job, due_on=dates.today())
        complete(seat)
        assignments.fulfil(person_id=job.person_id, course_id=module.course_id)
    assignments.open_windows()
    print(f"{TITLE} {module.pk}")  # noqa: T201 - what the test reads
