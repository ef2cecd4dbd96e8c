"""Saving a plan: who gets it, what becomes an obligation, versions, refusals, undoing."""

import datetime as dt

import pytest

from campus.kit import dates
from campus.kit.errors import DomainError
from courses.assignments import services as obligations
from courses.assignments.models import Exemption, Obligation, Period
from courses.bundles import services as bundles
from courses.bundles.models import Bundle
from courses.moves import services as moves
from courses.onboarding import selectors, services
from courses.onboarding.models import Entry, Item, Plan
from courses.onboarding.planning import Preview
from members.groups.models import StaffGroup
from members.messages.models import Message
from tests.factories.assignments import ObligationFactory, PeriodFactory
from tests.factories.organisations import MunicipalityFactory
from tests.factories.pathways import courses, published
from tests.factories.people import DepartmentFactory

pytestmark = pytest.mark.django_db


def entries(plan):
    return {
        (job, state) for job, state in plan.entries.values_list("employment_id", "state").order_by()
    }


def turns_of(job):
    return {
        (turn.obligation.name, turn.due_on)
        for turn in Period.objects.filter(employment=job, archived_on=None)
    }


def after(job, days):
    return job.valid_from + dt.timedelta(days=days)


def test_newcomers_who_are_there_get_it_with_deadlines_of_their_own(
    old_hand, begins, draft, save, course
):
    early, late = begins(10), begins(3)
    elsewhere = begins(3, department=None)
    terms = {"Erste Hilfe": {"due_amount": 40}}
    version = save(draft(terms=terms), also_present=True)

    assert turns_of(early) == {(course.title, after(early, 14)), ("Erste Hilfe", after(early, 40))}
    assert turns_of(late) == {(course.title, after(late, 14)), ("Erste Hilfe", after(late, 40))}
    assert turns_of(old_hand) == turns_of(elsewhere) == set()
    assert entries(version.plan) == {(early.pk, "member"), (late.pk, "member")}
    assert {one.for_whom for one in Obligation.objects.all()} == {
        "Einstieg: Neu im Bauamt, Fassung 1"
    }
    # Nobody is told before it can no longer be undone.
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    ("unit", "start"), [("days", "assignment"), ("working_days", "entry"), ("months", "entry")]
)
def test_deadlines_run_by_the_terms_of_obligations(begins, draft, save, unit, start):
    job = begins(2)
    terms = {"Erste Hilfe": {"due_unit": unit, "due_start": start, "due_amount": 2}}
    version = save(draft([], terms=terms), also_present=True)
    [row] = Obligation.objects.all()
    assert (row.due_unit, row.due_start, row.due_amount) == (unit, start, 2)
    [turn] = job.periods.all()
    assert turn.due_on >= dates.today()
    item = version.items.get()
    assert (item.due_unit, item.obligation) == (unit, row)


def test_only_whoever_comes_from_now_on_leaves_the_others_out_for_good(
    begins, draft, save, arrives
):
    there = begins(10)
    version = save(draft())
    assert turns_of(there) == set()
    assert entries(version.plan) == {(there.pk, "left_out")}
    comes = arrives()
    moves.follow_all()
    obligations.extend_all()
    assert len(turns_of(comes)) == 2
    assert turns_of(there) == set()
    # An obligation whose group has no member yet is not one of all staff.
    assert Period.objects.count() == 2


def test_plan_that_means_nobody_waits_for_the_first_one(draft, save, old_hand, arrives):
    version = save(draft(), also_present=True)
    assert Period.objects.count() == 0
    assert version.bundle.state == "done"
    assert [item.obligation is None for item in version.items.all()] == [False, False]
    assert len(turns_of(arrives())) == 2


def test_what_is_obligatory_already_takes_the_newcomers_in_on_its_own_terms(
    town, begins, draft, save, course
):
    running = ObligationFactory(municipality=town, course=course, positions=["Hausmeister"])
    job = begins(1)
    version = save(draft(), also_present=True)
    assert version.items.get(title=course.title).obligation == running
    assert job.periods.get(obligation=running).due_on == running.due_on
    assert Obligation.objects.filter(course=course).count() == 1


def test_what_all_staff_have_is_left_as_it_is(town, begins, draft, save, course):
    running = ObligationFactory(municipality=town, course=course)
    job = begins(1)
    PeriodFactory(obligation=running, employment=job)
    version = save(draft(), also_present=True)
    assert running.groups.count() == 0
    assert job.periods.filter(obligation=running).count() == 1
    services.take_out(plan=version.plan, employment_id=job.pk, by=version.created_by)
    assert job.periods.filter(obligation=running, archived_on=None).exists()


def test_paths_and_own_order_are_kept(draft, save):
    path = published(*courses(2))
    wish = draft([], [path], ["Führerschein", "Erste Hilfe"])
    wish = type(wish)(
        **{
            **{name: getattr(wish, name) for name in wish.__dataclass_fields__},
            "things": list(wish.things)[::-1],
        }
    )
    version = save(wish)
    titles = list(version.items.values_list("title", flat=True))
    assert titles == ["Erste Hilfe", "Führerschein", path.title]
    assert version.items.last().obligation.path == path.path


def test_proven_and_exempt_are_said_and_carried(town, hr, begins, draft, save, course):
    proven, away = begins(5), begins(4)
    former = ObligationFactory(municipality=town, course=course)
    PeriodFactory(obligation=former, employment=proven, fulfilled_on=dates.today())
    obligations.end(obligation=former, by=hr)
    Exemption.objects.create(employment=away, begins_on=dates.today())
    preview = Preview(draft(), hr)
    line = preview.lines[0]
    found = {hit.key: hit.standing.value for hit in line.verdict.hits}
    assert found == {proven.pk: "proven", away.pk: "exempt"}

    save(draft(), also_present=True)
    turn = proven.periods.exclude(obligation=former).get(obligation__course=course)
    assert (turn.source, turn.fulfilled_on) == ("carried", dates.today())
    assert away.periods.get(obligation__course=course).fulfilled_on is None


def test_other_preview_is_refused_and_writes_nothing(begins, draft, hr):
    wish = draft()
    stamp = Preview(wish, hr).stamp
    begins(1)
    with pytest.raises(DomainError) as refused:
        services.save(draft=wish, also_present=True, stamp=stamp, by=hr)
    assert refused.value.code == "plan_outdated"
    assert not Plan.objects.exists() and not Obligation.objects.exists()
    assert not StaffGroup.objects.exists()


@pytest.mark.parametrize(
    "changed",
    [
        {"name": "Anders"},
        {"follows_moves": True},
        {"position_words": "leitung"},
        {"entered_until": dt.date(2099, 1, 1)},
        {"terms": {"Erste Hilfe": {"due_amount": 15}}},
        {"proofs": ["Erste Hilfe", "Führerschein"]},
        {"departments": []},
    ],
)
def test_stamp_depends_on_everything_that_was_filled_in(draft, hr, old_hand, changed):
    assert Preview(draft(), hr).stamp == Preview(draft(), hr).stamp
    assert Preview(draft(), hr).stamp != Preview(draft(**changed), hr).stamp


def test_two_running_plans_have_different_names(draft, save, hr):
    first = save(draft())
    with pytest.raises(DomainError) as refused:
        save(draft(name="neu im bauamt"))
    assert refused.value.code == "plan_name_taken"
    services.end(plan=first.plan, by=hr)
    assert save(draft()).plan != first.plan
    names = StaffGroup.objects.order_by("pk").values_list("name", flat=True)
    assert list(names) == [
        "Einstieg: Neu im Bauamt, Fassung 1",
        "Einstieg: Neu im Bauamt, Fassung 1 (2)",
    ]


def test_new_version_is_for_whoever_comes_and_the_old_one_stays(draft, save, arrives, course):
    first = save(draft())
    before = arrives()
    second = save(draft(plan=first.plan, proofs=["Führerschein"]))
    later = arrives()
    assert (first.number, second.number, second.plan) == (1, 2, first.plan)
    assert {name for name, _due in turns_of(before)} == {course.title, "Erste Hilfe"}
    assert {name for name, _due in turns_of(later)} == {course.title, "Führerschein"}
    versions = dict(Entry.objects.values_list("employment_id", "version__number"))
    assert versions == {before.pk: 1, later.pk: 2}
    moves.follow_all()
    assert {name for name, _due in turns_of(before)} == {course.title, "Erste Hilfe"}


def test_new_version_can_be_given_to_whoever_was_left_out(draft, save, begins, hr):
    there = begins(5)
    first = save(draft())
    assert [job.pk for job in Preview(draft(plan=first.plan), hr).jobs] == [there.pk]
    save(draft(plan=first.plan), also_present=True)
    assert entries(first.plan) == {(there.pk, "member")}
    assert Preview(draft(plan=first.plan), hr).jobs == []


def test_ended_plan_is_not_changed(draft, save, hr):
    first = save(draft())
    services.end(plan=first.plan, by=hr)
    with pytest.raises(DomainError) as refused:
        save(draft(plan=first.plan))
    assert refused.value.code == "plan_is_over"


def test_undo_leaves_nothing_of_the_plan(draft, save, begins):
    begins(5)
    version = save(draft(), also_present=True)
    bundles.request_undo(bundle=version.bundle, by=version.bundle.created_by)
    version.plan.refresh_from_db()
    assert version.plan.state == "undone"
    assert not Period.objects.exists() and not Obligation.objects.exists()
    assert not Entry.objects.exists()
    assert Item.objects.filter(obligation=None).count() == 2
    assert list(selectors.plans_of(version.plan.municipality)) == []
    moves.follow_all()
    assert not Period.objects.exists()


def test_undo_of_a_version_brings_the_one_before_back(draft, save, begins, arrives, course):
    there = begins(5)
    first = save(draft())
    second = save(draft(plan=first.plan, proofs=["Führerschein"]), also_present=True)
    assert len(turns_of(there)) == 2
    bundles.request_undo(bundle=second.bundle, by=second.bundle.created_by)
    assert selectors.current_version(first.plan) == first
    assert turns_of(there) == set()
    moves.follow_all()
    assert turns_of(there) == set()
    assert {name for name, _due in turns_of(arrives())} == {course.title, "Erste Hilfe"}


def test_undo_of_another_bundle_touches_no_plan(draft, save, begins):
    begins(5)
    version = save(draft(), also_present=True)
    services.take_back(bundle=Bundle.objects.create(municipality=version.plan.municipality))
    version.plan.refresh_from_db()
    assert version.plan.state == "running"


def test_other_towns_and_departments_below_are_told_apart(town, office, begins, draft, save):
    below = DepartmentFactory(municipality=town, parent=office, name="Tiefbau")
    inside = begins(1, department=below)
    outside = begins(1, municipality=MunicipalityFactory(), department=None)
    save(draft(), also_present=True)
    assert (len(turns_of(inside)), len(turns_of(outside))) == (2, 0)
