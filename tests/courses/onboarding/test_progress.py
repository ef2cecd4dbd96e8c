"""Who is where: counted by status words from the obligations, nothing of how it was learnt."""

import datetime as dt

import pytest

from campus.kit import dates
from courses.assignments.models import Exemption, Period
from courses.onboarding import selectors
from courses.onboarding.selectors import Standing, in_all
from tests.factories.assignments import ObligationFactory, PeriodFactory
from tests.factories.onboarding import entered, saved_plan

pytestmark = pytest.mark.django_db
TODAY = dates.today
SOON, AGO = dt.timedelta(days=5), -dt.timedelta(days=5)


@pytest.fixture
def version(town):
    found = saved_plan(town, obligation=ObligationFactory(municipality=town))
    second = ObligationFactory(municipality=town, course=None, title="Erste Hilfe")
    found.items.create(
        position=2,
        key="proof:zweites",
        title="Erste Hilfe",
        obligation=second,
        due_start="entry",
        due_amount=5,
        due_unit="days",
    )
    return found


def with_turns(version, job, *due_in, **facts):
    """Let somebody be in the plan with a turn in each of its things."""
    entry = entered(version, job)
    for item, days in zip(version.items.all(), due_in, strict=False):
        PeriodFactory(obligation=item.obligation, employment=job, due_on=TODAY() + days, **facts)
    return entry


def standing_of(entry):
    return selectors.standings([entry], TODAY())[entry.employment_id]


@pytest.mark.parametrize(
    ("assigned", "done", "percent", "is_done"),
    [(0, 0, 0, True), (3, 0, 0, False), (3, 1, 33, False), (3, 2, 66, False), (3, 3, 100, True)],
)
def test_percentage_is_all_only_where_nothing_is_left(assigned, done, percent, is_done):
    one = Standing(assigned=assigned, done=done)
    assert (one.percent, one.is_done) == (percent, is_done)


def test_open_things_are_counted_with_the_next_deadline(version, begins):
    entry = with_turns(version, begins(), SOON, SOON * 2)
    assert standing_of(entry) == Standing(assigned=2, next_due=TODAY() + SOON)


def test_done_and_overdue_are_told_apart(version, begins):
    entry = with_turns(version, begins(), SOON, AGO)
    Period.objects.filter(obligation=version.items.first().obligation).update(fulfilled_on=TODAY())
    found = standing_of(entry)
    assert (found.assigned, found.done, found.overdue) == (2, 1, 1)
    assert found.next_due == TODAY() + AGO


def test_revoked_proof_is_overdue_and_archived_turn_does_not_count(version, begins):
    entry = with_turns(version, begins(), SOON, SOON)
    first, second = Period.objects.order_by("pk")
    Period.objects.filter(pk=first.pk).update(
        fulfilled_on=TODAY(), revoked_on=TODAY(), revoked_reason="Falsch"
    )
    Period.objects.filter(pk=second.pk).update(archived_on=TODAY())
    found = standing_of(entry)
    assert (found.assigned, found.done, found.overdue) == (1, 0, 1)


def test_who_is_exempt_is_never_late(version, begins):
    job = begins()
    entry = with_turns(version, job, AGO, AGO)
    Exemption.objects.create(employment=job, begins_on=TODAY() + AGO)
    assert standing_of(entry) == Standing(assigned=2)


def test_only_what_the_own_version_brought_is_counted(town, version, begins):
    job = begins()
    entry = with_turns(version, job, SOON, SOON)
    PeriodFactory(obligation=ObligationFactory(municipality=town), employment=job)
    assert standing_of(entry).assigned == 2


def test_all_are_added_up():
    rows = [Standing(3, 1, 1), Standing(2, 2, 0)]
    assert in_all(rows) == Standing(5, 3, 1)
    assert in_all([]) == Standing()


def test_people_are_read_by_the_same_queries_for_any_number(
    version, begins, django_assert_num_queries
):
    entries = [with_turns(version, begins(number), SOON, AGO) for number in range(4)]
    with django_assert_num_queries(2):
        assert len(selectors.standings(entries[:1], TODAY())) == 1
    with django_assert_num_queries(2):
        found = selectors.standings(entries, TODAY())
    assert in_all(found.values()) == Standing(8, 0, 4)


def test_own_list_is_in_order_and_says_what_is_next(version, begins, town):
    job = begins()
    with_turns(version, job, SOON * 2, SOON)
    [own] = selectors.own_onboardings(job.person, TODAY())
    assert (own.employer, own.name, own.done) == (town.name, "Neu im Bauamt", 0)
    assert [step.title for step in own.steps] == [one.title for one in version.items.all()]
    assert own.next.title == "Erste Hilfe"
    Period.objects.filter(obligation__title="Erste Hilfe").update(fulfilled_on=TODAY())
    [own] = selectors.own_onboardings(job.person, TODAY())
    assert own.done == 1 and own.next.title != "Erste Hilfe"


def test_whoever_is_through_or_out_sees_no_list(version, begins):
    done, out, nobody = begins(), begins(), begins()
    with_turns(version, done, SOON, SOON, fulfilled_on=TODAY())
    with_turns(version, out, SOON, SOON).delete()
    for job in (done, out, nobody):
        assert selectors.own_onboardings(job.person, TODAY()) == []


def test_whoever_has_no_plan_costs_one_query(begins, django_assert_num_queries):
    job = begins()
    with django_assert_num_queries(1):
        assert selectors.own_onboardings(job.person, TODAY()) == []


def test_leavers_are_not_among_the_people_of_a_plan(version, begins):
    here, gone = begins(), begins(9)
    entered(version, here), entered(version, gone)
    gone.valid_until = TODAY() - dt.timedelta(days=1)
    gone.save()
    assert [one.employment for one in selectors.entries_of(version.plan, "member")] == [here]
    [plan] = selectors.plans_of(version.plan.municipality)
    assert plan.members == 1
