"""Confirming writes everything, tells everybody once, and can be undone as a whole."""

import datetime as dt

import pytest
from django.core import mail
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import ModelLogEntry

from campus.kit import dates
from campus.kit.errors import DomainError
from campus.kit.undoing import PATIENCE
from courses.assignments import services as obligations
from courses.assignments.models import Obligation, Period, Reminder
from courses.bundles import selectors, services
from courses.bundles.models import Bundle
from courses.bundles.planning import Plan
from courses.bundles.services import assigning, undoing
from members.messages.models import Message
from tests.factories.accounts import UserFactory
from tests.factories.assignments import ObligationFactory, PeriodFactory
from tests.factories.groups import StaffGroupFactory
from tests.factories.pathways import courses, published
from tests.factories.people import DepartmentFactory, EmploymentFactory

pytestmark = pytest.mark.django_db


def rows():
    """Return everything that assigning may change, as values."""
    return (
        sorted(Period.objects.values_list("obligation", "employment", "number", "fulfilled_on")),
        sorted(
            (
                one.pk,
                tuple(one.positions),
                tuple(sorted(one.departments.values_list("pk", flat=True))),
                tuple(sorted(one.groups.values_list("pk", flat=True))),
                tuple(sorted(one.people.values_list("pk", flat=True))),
            )
            for one in Obligation.objects.all()
        ),
    )


def test_confirm_makes_every_thing_obligatory_on_the_same_terms(
    town, depot, jobs, course, choose, assign
):
    path = published(*courses(2))
    bundle = assign(choose([course], [path], ["Erste Hilfe"], departments=[depot]))

    assert (bundle.state, bundle.done, bundle.total) == ("done", 6, 6)
    found = {one.name: one for one in Obligation.objects.all()}
    assert set(found) == {course.title, path.title, "Erste Hilfe"}
    assert {one.valid_months for one in found.values()} == {12, None}
    assert found[path.title].path == path.path
    due = dates.today() + dt.timedelta(days=30)
    assert set(Period.objects.values_list("due_on", flat=True)) == {due}
    assert {one.for_whom for one in found.values()} == {"Bauhof"}
    assert not Message.objects.exists()


def test_confirm_of_another_preview_is_refused_and_writes_nothing(town, hr, jobs, course, choose):
    choice = choose([course])
    stamp = Plan(choice, hr).stamp
    EmploymentFactory(municipality=town)
    with pytest.raises(DomainError) as refused:
        services.assign_together(choice=choice, stamp=stamp, by=hr)
    assert refused.value.code == "preview_outdated"
    assert not Bundle.objects.exists() and not Obligation.objects.exists()


def test_second_confirmation_of_the_same_preview_is_refused(hr, jobs, course, choose):
    choice = choose([course])
    stamp = Plan(choice, hr).stamp
    services.assign_together(choice=choice, stamp=stamp, by=hr)
    with pytest.raises(DomainError):
        services.assign_together(choice=choice, stamp=stamp, by=hr)
    assert Bundle.objects.count() == 1


def test_confirm_where_nobody_gets_anything_is_refused(hr, jobs, course, choose, assign):
    assign(choose([course]))
    with pytest.raises(DomainError) as refused:
        assign(choose([course]))
    assert refused.value.code == "nobody_gets_anything"


def test_thing_that_is_obligatory_concerns_more_people_on_its_own_terms(
    town, depot, jobs, course, choose, assign
):
    running = ObligationFactory(municipality=town, course=course)
    running.people.add(jobs[0])
    PeriodFactory(obligation=running, employment=jobs[0])
    group = StaffGroupFactory(municipality=town, position_words="hausmeister")

    bundle = assign(choose([course], departments=[depot], groups=[group], positions=["X"]))

    assert bundle.done == 2
    assert Obligation.objects.count() == 1
    assert Period.objects.filter(due_on=running.due_on).count() == 3
    services.request_undo(bundle=bundle, by=bundle.created_by)
    running.refresh_from_db()
    assert (list(running.people.all()), running.for_whom) == ([jobs[0]], "1 Person namentlich")


def test_log_says_who_took_it_back(town, jobs, course, choose, assign):
    bundle, colleague = assign(choose([course], departments=[])), UserFactory()
    services.request_undo(bundle=bundle, by=colleague)
    entry = ModelLogEntry.objects.get(action="course_bundles.undo")
    assert (entry.user, entry.object_id) == (colleague, str(town.pk))
    assert entry.data == {"assignment": str(bundle.reference), "title": str(bundle)}
    with pytest.raises(DomainError):
        services.request_undo(bundle=bundle, by=colleague)
    assert ModelLogEntry.objects.filter(action="course_bundles.undo").count() == 1


def test_all_staff_of_a_limited_obligation_is_undone_to_what_it_was(
    town, depot, jobs, course, choose, assign
):
    running = ObligationFactory(municipality=town, course=course, positions=["Hausmeister"])
    running.departments.add(depot)
    before = rows()
    bundle = assign(choose([course]))
    running.refresh_from_db()
    assert running.for_whom == ""
    services.request_undo(bundle=bundle, by=bundle.created_by)
    assert rows() == before


def test_proofs_of_ended_obligations_count_where_wanted(town, hr, jobs, course, choose, assign):
    former = ObligationFactory(municipality=town, course=course)
    day = dates.today() - dt.timedelta(days=40)
    until = dates.today() + dt.timedelta(days=90)
    PeriodFactory(obligation=former, employment=jobs[0], fulfilled_on=day, valid_until=until)
    old = dates.today() - dt.timedelta(days=500)
    PeriodFactory(obligation=former, employment=jobs[1], fulfilled_on=old)
    obligations.end(obligation=former, by=hr)

    bundle = assign(choose([course]))

    turns = {one.employment_id: one for one in Period.objects.exclude(obligation=former)}
    carried = turns[jobs[0].pk]
    assert (carried.fulfilled_on, carried.valid_until, carried.source) == (day, until, "carried")
    # By the rule of the new obligation this one would be over already.
    assert turns[jobs[1].pk].fulfilled_on is None
    services.request_undo(bundle=bundle, by=bundle.created_by)
    assert Obligation.objects.get() == former


def test_everybody_is_told_once_of_everything_after_ten_minutes(
    jobs, course, choose, assign, later, django_capture_on_commit_callbacks
):
    bundle = assign(choose([course], proofs=["Erste Hilfe"]))
    assert services.tell(reference=bundle.reference) == 0
    with later():
        assert services.tell(reference=bundle.reference) == 3
        assert services.tell(reference=bundle.reference) == 0
    texts = list(Message.objects.values_list("subject", "body"))
    assert {subject for subject, _body in texts} == {"2 neue Pflichten"}
    assert all(course.title in body and "Erste Hilfe" in body for _subject, body in texts)
    assert not mail.outbox


def test_tell_now_ends_the_time_of_undoing(jobs, course, choose, assign):
    bundle = assign(choose([course]))
    services.tell_now(bundle=bundle)
    assert services.tell(reference=bundle.reference) == 3
    with pytest.raises(DomainError) as refused:
        services.request_undo(bundle=bundle, by=bundle.created_by)
    assert refused.value.code == "too_late_to_undo"
    assert Period.objects.count() == 3


def test_undo_after_ten_minutes_is_refused(jobs, course, choose, assign, later):
    bundle = assign(choose([course]))
    with later(), pytest.raises(DomainError):
        services.request_undo(bundle=bundle, by=bundle.created_by)


@pytest.mark.parametrize("existing", [False, True])
def test_undo_leaves_what_somebody_has_done_and_names_them(
    town, depot, jobs, course, choose, assign, existing
):
    if existing:
        ObligationFactory(municipality=town, course=course, positions=["Hausmeister"])
    bundle = assign(choose([course], departments=[depot]))
    turn = Period.objects.get(employment=jobs[0])
    obligations.record_proof(
        period=turn, on=dates.today(), until=None, content=b"", by=bundle.created_by
    )

    services.request_undo(bundle=bundle, by=bundle.created_by)

    bundle.refresh_from_db()
    [kept] = selectors.kept_turns(bundle)
    assert (bundle.state, kept) == ("undone", turn)
    obligation = Obligation.objects.get()
    assert list(obligation.people.all()) == [jobs[0]]
    assert list(obligation.departments.all()) == []
    assert not Period.objects.filter(employment=jobs[1]).exists()
    # The nightly run does not give it to the others again.
    caretakers = [jobs[2].pk] if existing else []
    assert [one.employment_id for one in obligations.extend(obligation=obligation)] == caretakers


def test_reminder_of_a_turn_goes_with_it(jobs, course, choose, assign):
    bundle = assign(choose([course]))
    Reminder.objects.create(period=Period.objects.first(), sent_on=dates.today())
    services.request_undo(bundle=bundle, by=bundle.created_by)
    assert not Period.objects.exists() and not Reminder.objects.exists()


def test_large_ones_wait_for_the_worker_and_are_carried_on(
    jobs, course, choose, assign, monkeypatch
):
    monkeypatch.setattr(assigning, "AT_ONCE", 2)
    monkeypatch.setattr(undoing, "AT_ONCE", 2)
    bundle = assign(choose([course]))
    assert (bundle.state, bundle.is_busy, Period.objects.count()) == ("running", True, 0)
    with dates.moved_clock(dates.now() + PATIENCE * 2):
        assert services.left_over().writing == [bundle.reference]
    assert services.write(reference=bundle.reference) == bundle
    assert services.write(reference=bundle.reference) is None
    assert services.left_over() == assigning.LeftOver([], [], [])
    bundle.refresh_from_db()
    assert services.request_undo(bundle=bundle, by=bundle.created_by).state == "undoing"
    with dates.moved_clock(dates.now() + PATIENCE * 2):
        assert services.left_over().undoing == [bundle.reference]
    services.undo(reference=bundle.reference)
    assert services.undo(reference=bundle.reference) is None
    assert rows() == ([], [])


def test_whoever_was_not_told_is_found_by_the_clock(jobs, course, choose, assign, later):
    bundle = assign(choose([course]))
    assert services.left_over().telling == []
    with later():
        assert services.left_over().telling == [bundle.reference]
        services.tell(reference=bundle.reference)
        assert services.left_over().telling == []


chosen = st.fixed_dictionaries(
    {
        "departments": st.lists(st.integers(0, 1), max_size=2, unique=True),
        "positions": st.lists(st.sampled_from(["Leitung", "Kasse"]), max_size=2, unique=True),
        "people": st.lists(st.integers(0, 3), max_size=2, unique=True),
        "groups": st.booleans(),
    }
)


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(wanted=chosen, there=chosen, has_turn=st.booleans())
def test_assigning_and_undoing_leaves_the_same_rows(
    wanted, there, has_turn, town, course, choose, assign
):
    Period.objects.all().delete()
    Obligation.objects.all().delete()
    departments = DepartmentFactory.create_batch(2, municipality=town)
    jobs = [
        EmploymentFactory(municipality=town, department=departments[n % 2], position=name)
        for n, name in enumerate(["Leitung", "Kasse", "Leitung", "Archiv"])
    ]
    group = StaffGroupFactory(municipality=town, position_words="leitung")

    def sets(of):
        return {
            "departments": [departments[n] for n in of["departments"]],
            "positions": of["positions"],
            "people": [jobs[n] for n in of["people"]],
            "groups": [group] if of["groups"] else [],
        }

    running = ObligationFactory(municipality=town, course=course)
    obligations.add_sets(obligation=running, sets=sets(there), by=None)
    obligations.restore(
        obligation=running,
        sets={n: [getattr(o, "pk", o) for o in v] for n, v in sets(there).items()},
    )
    if has_turn:
        PeriodFactory(obligation=running, employment=jobs[3])
    before = rows()
    try:
        bundle = assign(choose([course], proofs=["Erste Hilfe"], **sets(wanted)))
    except DomainError as refused:
        assert refused.code == "nobody_gets_anything"
        return
    services.request_undo(bundle=bundle, by=bundle.created_by)
    assert rows() == before
