"""Obligations follow the staff: archived, brought back, never deleted; everybody is told once."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from campus.kit import dates
from courses.assignments import selectors as assignments
from courses.assignments import services as obligations
from courses.assignments.models import Period
from courses.moves import services, tasks
from members.messages.models import Message
from members.people import services as people
from tests.factories.assignments import ObligationFactory, PeriodFactory
from tests.factories.groups import StaffGroupFactory
from tests.factories.people import EmploymentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def job(town, depot):
    return EmploymentFactory(municipality=town, department=depot)


def duty(town, *departments, **facts):
    row = ObligationFactory(municipality=town, course=None, **facts)
    row.departments.set(departments)
    return row


def move(job, department, position="Sachbearbeitung"):
    people.change_employment(
        employment=job, department=department, position=position, personnel_number=""
    )
    return services.follow(employment_ids=[job.pk])


def names(job, day=None):
    """Return what human resources see of somebody, with the status."""
    day = day or dates.today()
    running = list(assignments.running(job.municipality))
    [row] = assignments.matrix([job], running, day)
    title = {one.pk: one.title for one in running}
    return {
        title[cell.obligation_id]: cell.status.value
        for cell in row.cells
        if cell.status.value != "not_assigned"
    }


def test_move_ends_begins_and_keeps(town, depot, cash, job):
    for row in (duty(town, depot, title="Motorsäge"), duty(town, title="Datenschutz")):
        PeriodFactory(obligation=row, employment=job)
    duty(town, cash, title="Geldwäsche")

    outcome = move(job, cash)[job.pk]

    assert names(job) == {"Datenschutz": "open", "Geldwäsche": "open"}
    assert [turn.obligation.name for turn in outcome.ended] == ["Motorsäge"]
    assert [turn.obligation.name for turn in outcome.begun] == ["Geldwäsche"]
    assert Period.objects.get(obligation__title="Motorsäge").archived_on == dates.today()
    assert services.follow(employment_ids=[job.pk]) == {}
    [message] = Message.objects.all()
    assert all(word in message.body for word in ("Motorsäge", "Geldwäsche"))
    assert "Datenschutz" not in message.body


def test_proof_stays_and_comes_back_with_the_person(town, depot, cash, job):
    row = duty(town, depot, title="Motorsäge", valid_months=12)
    until = dates.today() + dt.timedelta(days=200)
    turn = PeriodFactory(
        obligation=row, employment=job, fulfilled_on=dates.today(), valid_until=until
    )
    move(job, cash)
    assert names(job) == {}
    history = assignments.history_of(row, job)
    assert (history[0].fulfilled_on, history[0].archived_on) == (dates.today(), dates.today())
    with dates.moved_clock(dates.now() + dt.timedelta(days=30)):
        move(job, depot)
        assert names(job) == {"Motorsäge": "fulfilled"}
    turn.refresh_from_db()
    assert (turn.archived_on, turn.valid_until) == (None, until)
    assert Period.objects.count() == 1


def test_whoever_comes_back_has_time_again(town, depot, cash, job):
    row = duty(town, depot, title="Motorsäge", due_start="assignment", due_amount=14, due_on=None)
    PeriodFactory(obligation=row, employment=job, due_on=dates.today() + dt.timedelta(days=3))
    move(job, cash)
    with dates.moved_clock(dates.now() + dt.timedelta(days=60)):
        move(job, depot)
        turn = Period.objects.get()
        assert turn.due_on == dates.today() + dt.timedelta(days=14)
        # What was learnt in between was voluntary.
        assert turn.assigned_on == dates.today()
        assert names(job) == {"Motorsäge": "due_soon"}


def test_renewal_that_comes_back_keeps_its_grace(town, depot, cash, job):
    row = duty(town, depot, title="Motorsäge", valid_months=12, grace_days=10)
    day = dates.today() + dt.timedelta(days=5)
    PeriodFactory(
        obligation=row,
        employment=job,
        number=2,
        due_on=day,
        previous_until=day,
        ends_on=day + dt.timedelta(days=10),
    )
    move(job, cash)
    with dates.moved_clock(dates.now() + dt.timedelta(days=40)):
        move(job, depot)
        turn = Period.objects.get()
        assert turn.ends_on == turn.due_on + dt.timedelta(days=10)
        assert turn.due_on >= dates.today()


def test_exemption_counts_for_what_begins(town, depot, cash, job):
    row = duty(town, cash, title="Geldwäsche", due_start="assignment", due_amount=14, due_on=None)
    until = dates.today() + dt.timedelta(days=4)
    obligations.exempt(employment=job, begins_on=dates.today(), ends_on=until, by=None)
    move(job, cash)
    turn = Period.objects.get(obligation=row)
    assert turn.due_on == dates.today() + dt.timedelta(days=14 + 5)


def test_position_and_groups_are_followed_too(town, depot, job):
    ObligationFactory(municipality=town, course=None, title="Kasse", positions=["Kasse"])
    led = ObligationFactory(municipality=town, course=None, title="Führung")
    led.groups.add(StaffGroupFactory(municipality=town, position_words="leitung"))
    move(job, depot, "Teamleitung")
    assert set(names(job)) == {"Führung"}
    move(job, depot, "Kasse")
    assert set(names(job)) == {"Kasse"}


def test_whoever_has_left_is_archived_from_the_day_after_the_last(town, depot, job):
    row = duty(town, title="Datenschutz")
    PeriodFactory(obligation=row, employment=job)
    last = dates.today() - dt.timedelta(days=10)
    people.end_employment(employment=job, last_day=last, ended_by=None)
    assert services.follow_all() == 1
    assert Period.objects.get().archived_on == last + dt.timedelta(days=1)
    assert not Message.objects.exists()
    assert tasks.follow_all.call() == 0


def test_night_gives_newcomers_nothing_twice_and_leaves_foreign_towns_alone(town, depot, job):
    duty(town, depot, title="Motorsäge")
    other = PeriodFactory()
    obligations.extend_all()
    count = Period.objects.count()
    assert services.follow_all() == 0
    other.refresh_from_db()
    assert (Period.objects.count(), other.archived_on) == (count, None)


def test_newcomer_reads_of_all_obligations_in_one_message(town, depot, job):
    for title in ("Motorsäge", "Brandschutz", "Erste Hilfe"):
        duty(town, depot, title=title)
    for _twice in range(2):
        services.follow_all()
        obligations.extend_all()
    (message,) = Message.objects.all()
    assert all(title in message.body for title in ("Motorsäge", "Brandschutz", "Erste Hilfe"))
    assert Period.objects.filter(employment=job).count() == 3


def test_ended_obligations_and_closed_turns_stay_as_they_are(town, depot, cash, job):
    ended = duty(town, depot, title="Alt", ended_at=dates.now())
    gone = PeriodFactory(obligation=ended, employment=job)
    row = duty(town, depot, title="Motorsäge")
    closed = PeriodFactory(
        obligation=row, employment=job, fulfilled_on=dates.today(), closed_at=dates.now()
    )
    newest = PeriodFactory(obligation=row, employment=job, number=2)
    move(job, cash)
    for turn in (gone, closed, newest):
        turn.refresh_from_db()
    assert [bool(turn.archived_on) for turn in (gone, closed, newest)] == [False, False, True]


def test_news_of_a_change_are_followed_after_the_commit(
    town, depot, cash, job, django_capture_on_commit_callbacks
):
    duty(town, cash, title="Geldwäsche")
    with django_capture_on_commit_callbacks(execute=True):
        people.change_employment(
            employment=job, department=cash, position=job.position, personnel_number="7"
        )
    assert set(names(job)) == {"Geldwäsche"}
    with django_capture_on_commit_callbacks() as news:
        people.change_employment(
            employment=job, department=cash, position=job.position, personnel_number="8"
        )
    assert news == []


def test_following_many_reads_the_town_once(town, depot, django_assert_max_num_queries):
    for title in ("A", "B", "C"):
        duty(town, depot, title=title)
    jobs = EmploymentFactory.create_batch(6, municipality=town, department=depot)
    obligations.extend_all()
    with django_assert_max_num_queries(16):
        assert services.follow(employment_ids=[job.pk for job in jobs]) == {}


@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    way=st.lists(st.tuples(st.integers(0, 2), st.sampled_from(["Kasse", "Archiv"])), max_size=4),
    proven=st.booleans(),
)
def test_a_way_there_and_back_shows_the_same_as_before(way, proven, town, depot, cash):
    departments = [depot, cash, None]
    job = EmploymentFactory(municipality=town, department=depot, position="Kasse")
    for title, where in (("Motorsäge", [depot]), ("Geldwäsche", [cash]), ("Datenschutz", [])):
        if not assignments.running(town).filter(title=title).exists():
            duty(town, *where, title=title)
    services.follow(employment_ids=[job.pk])
    if proven:
        Period.objects.filter(employment=job).update(fulfilled_on=dates.today())
    before = names(job), Period.objects.filter(employment=job, archived_on=None).count()
    for place, position in way:
        move(job, departments[place], position)
    move(job, depot, "Kasse")
    after = names(job), Period.objects.filter(employment=job, archived_on=None).count()
    assert after == before
