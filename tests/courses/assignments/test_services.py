"""Deeds on obligations: whom they concern, what fulfils them, who is reminded."""

import datetime as dt

import pytest
from django.core import mail

from campus.kit import dates
from courses.assignments import services
from courses.assignments.errors import (
    AlreadyObligatory,
    DueInThePast,
    NobodyConcerned,
    NobodyMissing,
    NothingToHandIn,
    RemindedToday,
)
from courses.assignments.models import Obligation, Reminder
from members.messages.models import Message
from tests.factories.accounts import UserFactory
from tests.factories.assignments import ObligationFactory, PeriodFactory
from tests.factories.catalogue import CoursePageFactory
from tests.factories.enrolment import EnrolmentFactory
from tests.factories.learning import complete
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import DepartmentFactory, EmploymentFactory

pytestmark = pytest.mark.django_db
YESTERDAY = dt.timedelta(days=-1)


@pytest.fixture
def town():
    return MunicipalityFactory()


def assign(town, **facts):
    defaults = {
        "course": CoursePageFactory(),
        "departments": [],
        "due_on": dates.today() + dt.timedelta(days=20),
        "legal_basis": "Dienstanweisung",
        "by": UserFactory(),
    }
    return services.assign(municipality=town, **{**defaults, **facts})


def obliged(seat, **facts):
    """Return the open period of a seat's holder for the seat's course."""
    obligation = ObligationFactory(
        municipality=seat.employment.municipality, course=seat.offer.course
    )
    return PeriodFactory(obligation=obligation, employment=seat.employment, **facts)


def test_assign_to_department_concerns_those_below_and_nobody_else(town):
    above = DepartmentFactory(municipality=town)
    below = DepartmentFactory(municipality=town, parent=above)
    inside = [EmploymentFactory(municipality=town, department=one) for one in (above, below)]
    EmploymentFactory(municipality=town)
    EmploymentFactory()

    obligation = assign(town, departments=[above])

    assert {one.employment for one in obligation.periods.all()} == set(inside)


def test_assign_tells_everybody_once(town):
    EmploymentFactory.create_batch(2, municipality=town)

    obligation = assign(town)
    services.extend(obligation=obligation)

    assert Message.objects.filter(kind="assignments_assigned").count() == 2


def test_assign_leaves_out_who_has_left(town):
    EmploymentFactory(municipality=town, valid_until=dates.today() + YESTERDAY)
    stays = EmploymentFactory(municipality=town)

    assert [one.employment for one in assign(town).periods.all()] == [stays]


@pytest.mark.parametrize(
    ("refusal", "facts"),
    [
        (DueInThePast, {"due_on": dates.today() + YESTERDAY}),
        (NobodyConcerned, {}),
    ],
)
def test_assign_refused_leaves_nothing_behind(town, refusal, facts):
    with pytest.raises(refusal):
        assign(town, **facts)

    assert not Obligation.objects.exists()


def test_assign_twice_is_refused_until_the_first_has_ended(town):
    EmploymentFactory(municipality=town)
    first = assign(town)
    with pytest.raises(AlreadyObligatory):
        assign(town, course=first.course)

    services.end(obligation=first, by=UserFactory())

    assert assign(town, course=first.course).pk != first.pk


def test_extend_gives_newcomers_the_obligation_and_at_least_today(town):
    EmploymentFactory(municipality=town)
    obligation = assign(town)
    Obligation.objects.filter(pk=obligation.pk).update(due_on=dates.today() + YESTERDAY)
    newcomer = EmploymentFactory(municipality=town)

    assert services.extend_all() == 1
    assert services.extend_all() == 0

    assert newcomer.periods.get().due_on == dates.today()


def test_widen_adds_a_department_and_releases_nobody(town):
    first, second = DepartmentFactory.create_batch(2, municipality=town)
    for department in (first, second):
        EmploymentFactory(municipality=town, department=department)
    obligation = assign(town, departments=[first])

    created = services.widen(obligation=obligation, departments=[second], by=UserFactory())

    assert [one.employment.department for one in created] == [second]
    assert obligation.periods.count() == 2


def test_completion_after_the_assignment_fulfils_it(django_capture_on_commit_callbacks):
    seat = EnrolmentFactory()
    period = obliged(seat)

    with django_capture_on_commit_callbacks(execute=True):
        complete(seat)

    period.refresh_from_db()
    assert (period.fulfilled_on, period.version_number) == (dates.today(), seat.version.number)


def test_voluntary_completion_stays_with_the_learner(town):
    seat = EnrolmentFactory(employment__municipality=town)
    with dates.moved_clock(dates.now() + YESTERDAY):
        complete(seat)

    period = assign(town, course=seat.offer.course).periods.get()
    services.fulfil(person_id=seat.person_id, course_id=seat.offer.course_id)
    services.fulfil_missed()

    period.refresh_from_db()
    assert period.fulfilled_on is None


def test_hand_in_shows_the_day_of_handing_in_not_of_learning():
    seat = EnrolmentFactory()
    with dates.moved_clock(dates.now() + 40 * YESTERDAY):
        complete(seat)
    period = obliged(seat)

    first = services.hand_in(period=period, person=seat.person)
    again = services.hand_in(period=period, person=seat.person)

    assert first.fulfilled_on == again.fulfilled_on == dates.today()


def test_hand_in_without_completion_is_refused():
    period = obliged(EnrolmentFactory())

    with pytest.raises(NothingToHandIn):
        services.hand_in(period=period, person=period.employment.person)


def test_fulfil_missed_finds_a_completion_whose_news_was_lost():
    seat = EnrolmentFactory()
    period = obliged(seat, assigned_on=dates.today() + YESTERDAY)
    complete(seat)

    assert services.fulfil_missed() == 1
    assert services.fulfil_missed() == 0
    period.refresh_from_db()
    assert period.fulfilled_on == dates.today()


def test_remind_reaches_those_missing_once_a_day():
    period = PeriodFactory()
    PeriodFactory(obligation=period.obligation, fulfilled_on=dates.today())
    PeriodFactory(obligation=period.obligation, exempt=True)
    by = UserFactory()

    assert services.remind(obligation=period.obligation, by=by) == 1
    with pytest.raises(RemindedToday):
        services.remind(obligation=period.obligation, by=by)
    with dates.moved_clock(dates.now() + dt.timedelta(days=1)):
        assert services.remind(obligation=period.obligation, by=by) == 1

    assert Reminder.objects.filter(period=period).count() == 2


def test_remind_leaves_out_who_has_left():
    period = PeriodFactory(employment__valid_until=dates.today() + YESTERDAY)

    with pytest.raises(NobodyMissing):
        services.remind(obligation=period.obligation, by=UserFactory())
    assert mail.outbox == []


def test_remind_when_all_have_fulfilled_says_so():
    period = PeriodFactory(fulfilled_on=dates.today())

    with pytest.raises(NobodyMissing) as refusal:
        services.remind(obligation=period.obligation, by=UserFactory())
    assert "Alle haben diese Pflicht erfüllt" in str(refusal.value)
