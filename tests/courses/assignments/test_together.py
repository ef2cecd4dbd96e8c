"""What several obligations at once need: sets added and taken back, proofs carried over."""

import datetime as dt

import pytest

from campus.kit import dates
from courses.assignments import services
from courses.assignments.models import Obligation, Period, ProofFile
from tests.factories.accounts import UserFactory
from tests.factories.assignments import ObligationFactory, PeriodFactory
from tests.factories.groups import StaffGroupFactory
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import DepartmentFactory, EmploymentFactory

pytestmark = pytest.mark.django_db
NOTHING = {"departments": [], "positions": [], "groups": [], "people": []}


@pytest.fixture
def town():
    return MunicipalityFactory()


@pytest.fixture
def hr():
    return UserFactory()


@pytest.fixture
def sets(town):
    """Return one of each kind."""
    return {
        "departments": [DepartmentFactory(municipality=town)],
        "positions": ["Kasse"],
        "groups": [StaffGroupFactory(municipality=town)],
        "people": [EmploymentFactory(municipality=town)],
    }


def keys(sets):
    return {name: [getattr(one, "pk", one) for one in chosen] for name, chosen in sets.items()}


@pytest.mark.parametrize("kind", list(NOTHING))
def test_sets_are_added_to_what_is_there_and_taken_back(town, hr, sets, kind):
    row = ObligationFactory(municipality=town, positions=["Archiv"])
    before = services.snapshot(row)
    chosen = {**NOTHING, kind: sets[kind]}

    added = services.add_sets(obligation=row, sets=chosen, by=hr)

    assert added == keys(chosen)
    now = services.snapshot(row)
    expected = {**before, kind: [*before[kind], *keys(chosen)[kind]]}
    assert now == expected
    services.take_sets_back(obligation=row, before=before, added=added)
    assert services.snapshot(Obligation.objects.get()) == before


def test_what_is_there_already_is_not_new_and_stays(town, hr, sets):
    row = ObligationFactory(municipality=town)
    services.restore(obligation=row, sets=keys(sets))
    added = services.add_sets(obligation=row, sets=sets, by=hr)
    assert added == NOTHING
    services.take_sets_back(obligation=row, before=keys(sets), added=added)
    assert services.snapshot(row) == keys(sets)


def test_what_others_have_added_meanwhile_stays(town, hr, sets):
    row = ObligationFactory(municipality=town, positions=["Archiv"])
    before = services.snapshot(row)
    added = services.add_sets(obligation=row, sets={**NOTHING, "positions": ["Kasse"]}, by=hr)
    other = DepartmentFactory(municipality=town)
    services.widen(obligation=row, departments=[other], by=hr)
    services.take_sets_back(obligation=row, before=before, added=added)
    assert services.snapshot(row) == {**before, "departments": [other.pk]}


def test_obligation_of_all_staff_is_left_as_it_is(town, hr, sets):
    row = ObligationFactory(municipality=town)
    assert services.add_sets(obligation=row, sets=sets, by=hr) == NOTHING
    assert services.snapshot(row) == NOTHING


def test_choosing_nobody_makes_it_one_of_all_staff_and_back(town, hr, sets):
    row = ObligationFactory(municipality=town)
    services.restore(obligation=row, sets=keys(sets))
    added = services.add_sets(obligation=row, sets=NOTHING, by=hr)
    assert services.snapshot(row) == NOTHING
    services.take_sets_back(obligation=row, before=keys(sets), added=added)
    assert services.snapshot(Obligation.objects.get()) == keys(sets)


@pytest.mark.parametrize(
    ("facts", "stays"),
    [
        ({}, False),
        ({"fulfilled_on": dt.date(2026, 3, 1), "source": "carried"}, False),
        ({"fulfilled_on": dt.date(2026, 3, 1), "source": "course"}, True),
        ({"fulfilled_on": dt.date(2026, 3, 1), "source": "handed_in"}, True),
        ({"fulfilled_on": dt.date(2026, 3, 1), "source": "recorded"}, True),
        ({"temporary_until": dt.date(2026, 3, 1)}, True),
        ({"revoked_on": dt.date(2026, 3, 1), "revoked_reason": "falsch"}, True),
        ({"closed_at": dt.datetime(2026, 3, 1, tzinfo=dt.UTC)}, True),
        ({"archived_on": dt.date(2026, 3, 1)}, False),
        ({"exempt": True}, False),
    ],
)
def test_turns_in_which_something_has_happened_stay(facts, stays):
    turn = PeriodFactory(**facts)
    kept = services.withdraw(obligation=turn.obligation, periods=[turn.pk])
    assert kept == ([turn] if stays else [])
    assert Period.objects.filter(pk=turn.pk).exists() is stays


def test_turn_with_a_document_stays_and_those_of_others_are_not_touched():
    turn = PeriodFactory()
    ProofFile.objects.create(period=turn, name="x.pdf", media_type="application/pdf", content=b"x")
    other = PeriodFactory(obligation=turn.obligation)
    foreign = PeriodFactory()
    kept = services.withdraw(obligation=turn.obligation, periods=[turn.pk, foreign.pk])
    assert kept == [turn]
    assert Period.objects.filter(pk__in=[other.pk, foreign.pk]).count() == 2


def test_obligation_goes_only_where_nobody_ever_had_a_turn(hr):
    row = ObligationFactory()
    turn = PeriodFactory(obligation=row)
    assert not services.abolish(obligation=row, by=hr)
    turn.delete()
    assert services.abolish(obligation=row, by=hr)
    assert not Obligation.objects.exists()


def days(number):
    return dates.today() + dt.timedelta(days=number)


@pytest.fixture
def former(town, hr):
    """An obligation that has ended, and one of the same that begins."""

    def made(*, valid_months=None, **facts):
        ended = ObligationFactory(municipality=town, course=None, title="Erste Hilfe")
        job = EmploymentFactory(municipality=town)
        PeriodFactory(obligation=ended, employment=job, **facts)
        services.end(obligation=ended, by=hr)
        row = services.establish(
            municipality=town,
            course=None,
            title="ERSTE HILFE",
            due_on=days(30),
            valid_months=valid_months,
            legal_basis="§ 26",
            by=hr,
        )
        return services.extend(obligation=row, quietly=True)

    return made


@pytest.mark.parametrize(
    ("proven", "until", "months", "counts_until"),
    [
        (-10, None, None, None),
        (-10, 100, None, 100),
        (-10, 100, 12, 100),
        (-10, 0, 12, 0),
    ],
)
def test_proof_of_an_ended_obligation_is_carried_over(former, proven, until, months, counts_until):
    end = None if until is None else days(until)
    turns = former(valid_months=months, fulfilled_on=days(proven), valid_until=end)
    assert services.carry_over(turns) == 1
    turn = Period.objects.get(pk=turns[0].pk)
    assert (turn.fulfilled_on, turn.source) == (days(proven), "carried")
    assert turn.valid_until == (None if counts_until is None else days(counts_until))


@pytest.mark.parametrize(
    ("facts", "months"),
    [
        ({}, None),
        ({"fulfilled_on": -10, "valid_until": -1}, None),
        ({"fulfilled_on": -500}, 12),
        ({"fulfilled_on": -10, "revoked_on": -5, "revoked_reason": "falsch"}, None),
    ],
)
def test_what_proves_nothing_any_more_is_not_carried_over(former, facts, months):
    moved = {name: days(one) if isinstance(one, int) else one for name, one in facts.items()}
    turns = former(valid_months=months, **moved)
    assert services.carry_over(turns) == 0
    assert Period.objects.get(pk=turns[0].pk).fulfilled_on is None


def test_carried_proof_is_renewed_like_any_other(former):
    turns = former(valid_months=12, fulfilled_on=days(-340), valid_until=days(20))
    services.carry_over(turns)
    [renewal] = services.open_windows()
    assert (renewal.number, renewal.previous_until) == (2, days(20))
