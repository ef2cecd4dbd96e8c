"""Whoever begins or moves gets the plan at once, by every way, once, and not against HR's will."""

import datetime as dt

import pytest

from campus.kit import dates
from courses.assignments import services as obligations
from courses.assignments.models import Period
from courses.moves import services as moves
from courses.moves import tasks
from courses.onboarding import services
from courses.onboarding.models import Entry
from members.messages.models import Message
from members.people import services as staff
from members.people.models import Employment
from members.scim import services as scim
from members.scim.resources import StaffUser
from tests.factories.groups import StaffGroupFactory
from tests.factories.people import DepartmentFactory

pytestmark = pytest.mark.django_db
CORE = "urn:ietf:params:scim:schemas:core:2.0:User"
AT_WORK = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"


def titles(job):
    rows = Period.objects.filter(employment=job, archived_on=None)
    return {turn.obligation.name for turn in rows}


@pytest.fixture
def both(course):
    return {course.title, "Erste Hilfe"}


def test_added_by_hand_gets_it_at_once_and_is_told_in_one_message(
    town, office, draft, save, both, django_capture_on_commit_callbacks
):
    save(draft())
    with django_capture_on_commit_callbacks(execute=True):
        job = staff.add_person(
            first_name="Nele",
            last_name="Neu",
            municipality=town,
            valid_from=dates.today(),
            added_by=None,
            department=office,
            email="nele@stadt.example",
        )
    assert titles(job) == both
    message = Message.objects.get()
    assert all(title in message.body for title in both)


def test_quiet_additions_are_announced_by_whoever_adds_many(
    town, draft, save, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True) as said:
        staff.add_person(
            first_name="Nele",
            last_name="Neu",
            municipality=town,
            valid_from=dates.today(),
            added_by=None,
            quietly=True,
        )
    assert said == []


def test_directory_brings_somebody_who_gets_it_at_once(
    town, hr, office, draft, save, both, django_capture_on_commit_callbacks
):
    save(draft())
    key, _secret = scim.make_key(municipality=town, name="Verzeichnis", created_by=hr)
    said = StaffUser.model_validate(
        {
            "schemas": [CORE, AT_WORK],
            "userName": "nele",
            "name": {"givenName": "Nele", "familyName": "Neu"},
            "active": True,
            AT_WORK: {"department": "Bauamt"},
        }
    )
    with django_capture_on_commit_callbacks(execute=True):
        row = scim.add_user(key=key, user=said)
    assert titles(row.employment) == both


def test_who_begins_later_gets_it_on_the_first_day(draft, save, begins, both):
    save(draft())
    job = begins(-7)
    moves.follow_all()
    assert titles(job) == set()
    with dates.moved_clock(dates.now() + dt.timedelta(days=7)):
        assert tasks.follow_all.call() == 1
        assert titles(job) == both
        assert tasks.follow_all.call() == 0


def test_many_runs_change_nothing_more(draft, save, arrives):
    save(draft())
    job = arrives()
    before = list(Period.objects.order_by("pk").values())
    for _time in range(2):
        moves.follow(employment_ids=[job.pk])
        moves.follow_all()
        obligations.extend_all()
    assert list(Period.objects.order_by("pk").values()) == before
    assert Entry.objects.count() == 1


def test_taken_out_stays_out_and_can_be_taken_in_again(draft, save, arrives, hr, both):
    plan = save(draft()).plan
    job = arrives()
    services.take_out(plan=plan, employment_id=job.pk, by=hr)
    assert titles(job) == set()
    # Proofs and turns stay in the history, and nothing gives it to the person again.
    assert Period.objects.filter(employment=job).count() == 2
    moves.follow_all()
    obligations.extend_all()
    assert titles(job) == set()
    services.bring_in(plan=plan, employment_id=job.pk, by=hr)
    assert titles(job) == both
    assert Entry.objects.get().state == "member"


def test_what_is_done_stays_when_somebody_is_taken_out(draft, save, arrives, hr):
    plan = save(draft()).plan
    job = arrives()
    turn = Period.objects.get(employment=job, obligation__course=None)
    obligations.record_proof(period=turn, on=dates.today(), until=None, content=b"", by=hr)
    services.take_out(plan=plan, employment_id=job.pk, by=hr)
    turn.refresh_from_db()
    assert turn.fulfilled_on == dates.today()


def test_release_from_one_thing_leaves_the_others(draft, save, arrives, hr, course):
    version = save(draft())
    job = arrives()
    row = version.items.get(title="Erste Hilfe").obligation
    moves.release(obligation=row, employment=job, by=hr)
    moves.follow_all()
    assert titles(job) == {course.title}


@pytest.mark.parametrize("follows", [False, True])
def test_change_of_department_counts_where_the_plan_says_so(
    town, office, begins, draft, save, both, follows, django_capture_on_commit_callbacks
):
    was_here = begins(400)
    elsewhere = begins(400, department=DepartmentFactory(municipality=town, name="Kasse"))
    save(draft(follows_moves=follows))
    with django_capture_on_commit_callbacks(execute=True):
        staff.change_employment(
            employment=elsewhere, department=office, position="", personnel_number=""
        )
        staff.change_employment(
            employment=was_here, department=office, position="Bauleitung", personnel_number=""
        )
    moves.follow_all()
    assert titles(elsewhere) == (both if follows else set())
    assert titles(was_here) == set()


def test_whoever_moves_on_keeps_the_plan_and_whoever_leaves_does_not(
    town, draft, save, arrives, both
):
    save(draft())
    moved, left = arrives(), arrives(5)
    moved.department = None
    moved.save()
    Employment.objects.filter(pk=left.pk).update(valid_until=dates.today() - dt.timedelta(days=1))
    moves.follow_all()
    assert (titles(moved), titles(left)) == (both, set())


def test_group_is_a_further_condition(town, begins, draft, save, arrives, both):
    member = begins()
    group = StaffGroupFactory(municipality=town, position_words="", by_name=[member])
    save(draft(groups=[group]))
    other = arrives()
    moves.follow_all()
    assert titles(other) == set()
    assert titles(member) == set()
    save(draft(name="Für alle", groups=[group]), also_present=True)
    assert titles(member) == both


def test_paused_plan_receives_nobody_and_resumed_only_whoever_comes_then(
    draft, save, arrives, hr, both
):
    plan = save(draft()).plan
    before = arrives()
    services.pause(plan=plan, by=hr)
    meanwhile = arrives()
    moves.follow_all()
    assert (titles(before), titles(meanwhile)) == (both, set())
    assert services.resume(plan=plan, by=hr) == 1
    assert services.resume(plan=plan, by=hr) == 0
    after = arrives()
    moves.follow_all()
    assert (titles(meanwhile), titles(after)) == (set(), both)


def test_ended_plan_receives_nobody_and_those_in_it_go_on(draft, save, arrives, hr, both):
    plan = save(draft()).plan
    before = arrives()
    services.end(plan=plan, by=hr)
    after = arrives()
    moves.follow_all()
    assert (titles(before), titles(after)) == (both, set())
    with pytest.raises(services.keeping.PlanIsOver):
        services.pause(plan=plan, by=hr)
    assert services.end(plan=plan, by=hr).state == "ended"


def test_plan_ends_with_its_last_day(draft, save, arrives, both):
    yesterday = dates.today() - dt.timedelta(days=1)
    save(draft(entered_until=yesterday))
    assert titles(arrives(1)) == both
    assert titles(arrives(0)) == set()


def test_two_plans_may_mean_the_same_person(draft, save, arrives, course):
    save(draft())
    save(draft(name="Alle Neuen", proofs=["Führerschein"], departments=[]))
    assert titles(arrives()) == {course.title, "Erste Hilfe", "Führerschein"}


@pytest.mark.parametrize("deed", [services.take_out, services.bring_in])
def test_nobody_is_taken_out_or_in_who_was_never_met(draft, save, old_hand, hr, deed):
    plan = save(draft()).plan
    with pytest.raises(services.keeping.NotInThePlan):
        deed(plan=plan, employment_id=old_hand.pk, by=hr)


def test_nobody_is_taken_into_a_plan_that_has_ended(draft, save, arrives, hr):
    plan = save(draft()).plan
    job = arrives()
    services.take_out(plan=plan, employment_id=job.pk, by=hr)
    services.end(plan=plan, by=hr)
    with pytest.raises(services.keeping.PlanIsOver):
        services.bring_in(plan=plan, employment_id=job.pk, by=hr)
