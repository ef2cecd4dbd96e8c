"""Fee schedules come into force by decision; contributions are charged once a year."""

import datetime as dt
from decimal import Decimal

import pytest

from members.cooperative import errors, selectors, services
from members.cooperative.models import Charge, FeeSchedule
from members.cooperative.services import BracketData, ContributionRun
from tests.factories.cooperative import FeeScheduleFactory, MembershipFactory, ResolutionFactory
from tests.factories.organisations import MunicipalityFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
ROWS = [BracketData(0, 10_000, 1, Decimal(600)), BracketData(10_001, None, 2, Decimal(900))]


def draft(year=2026, rows=ROWS):
    return services.draft_schedule(year=year, share_value=Decimal(500), brackets=rows)


def activate(schedule):
    return services.activate_schedule(schedule=schedule, resolution=ResolutionFactory())


def charges(year):
    return Charge.objects.filter(service_from__year=year)


def test_draft_holds_its_classes_and_is_not_in_force():
    schedule = draft()
    schedule.refresh_from_db()
    assert (schedule.state, schedule.share_value) == ("draft", 500)
    assert list(schedule.brackets.values_list("population_from", "contribution")) == [
        (0, 600),
        (10_001, 900),
    ]
    with pytest.raises(errors.NoFeeSchedule, match="2026"):
        selectors.schedule_in_force(2026)


@pytest.mark.parametrize(
    "rows",
    [
        [],
        ROWS[:1],
        ROWS[1:],
        [ROWS[0], BracketData(10_002, None, 2, Decimal(900))],
        [ROWS[0], BracketData(10_000, None, 2, Decimal(900))],
        [*ROWS, BracketData(20_000, None, 2, Decimal(900))],
    ],
)
def test_draft_with_a_gap_or_an_overlap_is_refused_and_nothing_is_kept(rows):
    with pytest.raises(errors.BracketsDoNotFit) as refusal:
        draft(rows=rows)
    assert "lückenlos und ohne Überschneidung" in str(refusal.value)
    assert not FeeSchedule.objects.exists()


def test_draft_changed_to_classes_that_do_not_fit_keeps_the_old_ones():
    schedule = draft()
    with pytest.raises(errors.BracketsDoNotFit):
        services.change_draft(schedule=schedule, share_value=Decimal(1), brackets=ROWS[:1])
    schedule.refresh_from_db()
    assert (schedule.share_value, schedule.brackets.count()) == (500, 2)


def test_activation_needs_a_decision_and_replaces_the_schedule_of_the_year_only():
    old, other_year = FeeScheduleFactory(year=2026), FeeScheduleFactory(year=2025)
    decision = ResolutionFactory()
    new = services.activate_schedule(schedule=draft(), resolution=decision)
    states = {row.pk: row.state for row in FeeSchedule.objects.all()}
    assert states == {old.pk: "replaced", other_year.pk: "active", new.pk: "active"}
    assert new.resolution == decision
    assert selectors.schedule_in_force(2026) == new
    assert selectors.schedule_in_force(2025) == other_year


@pytest.mark.parametrize("state", ["active", "replaced"])
def test_schedule_that_was_in_force_is_neither_changed_nor_put_into_force_again(state):
    schedule = FeeScheduleFactory(state=state)
    with pytest.raises(errors.ScheduleInForce) as refusal:
        activate(schedule)
    assert "kann nicht geändert werden" in str(refusal.value)
    with pytest.raises(errors.ScheduleInForce):
        services.change_draft(schedule=schedule, share_value=Decimal(1), brackets=ROWS)
    assert schedule.brackets.count() == 3


def test_stale_draft_cannot_change_a_schedule_put_into_force_meanwhile():
    """Two tabs: one puts the draft into force, the other still shows it as a draft."""
    schedule = draft()
    stale = FeeSchedule.objects.get(pk=schedule.pk)
    activate(schedule)
    with pytest.raises(errors.ScheduleInForce):
        services.change_draft(schedule=stale, share_value=Decimal(1), brackets=ROWS)
    with pytest.raises(errors.ScheduleInForce):
        activate(FeeSchedule(pk=schedule.pk, year=2026, state="draft"))
    assert selectors.schedule_in_force(2026).share_value == 500


def test_copy_of_a_schedule_is_a_draft_of_its_own():
    source = FeeScheduleFactory(year=2026)
    copy = services.copy_schedule(source=source, year=2027)
    values = ("population_from", "population_until", "mandatory_shares", "contribution")
    assert (copy.year, copy.state, copy.share_value) == (2027, "draft", source.share_value)
    assert list(copy.brackets.values_list(*values)) == list(source.brackets.values_list(*values))
    services.change_draft(schedule=copy, share_value=Decimal(1), brackets=ROWS)
    assert source.brackets.count() == 3


@pytest.mark.parametrize(
    ("population", "class_start"),
    [(0, 0), (20_000, 0), (20_001, 20_001), (50_000, 20_001), (50_001, 50_001)],
)
def test_class_of_a_schedule_by_population(population, class_start):
    schedule = selectors.schedules().get(pk=FeeScheduleFactory().pk)
    assert selectors.fee_bracket_of(schedule, population).population_from == class_start


def test_contributions_of_several_years_are_charged_once_each():
    for year in (2024, 2025, 2026):
        FeeScheduleFactory(year=year)
    MembershipFactory(joined_on=dt.date(2024, 7, 1))
    MembershipFactory(joined_on=dt.date(2025, 1, 1))
    for _time in range(3):
        runs = [services.charge_contributions(year) for year in (2024, 2025, 2026)]
    assert runs == [ContributionRun(0, 1), ContributionRun(0, 2), ContributionRun(0, 2)]
    assert sorted(charges(2024).values_list("net", flat=True)) == [1200]
    assert sorted(charges(2025).values_list("net", flat=True)) == [2400, 2400]
    assert selectors.contribution_totals(2026) == (2, Decimal(4800))


def test_contributions_leave_out_who_has_left_and_who_is_not_there_yet():
    FeeScheduleFactory(year=2026)
    MembershipFactory(joined_on=dt.date(2024, 1, 1), ended_on=dt.date(2025, 12, 31))
    MembershipFactory(joined_on=dt.date(2027, 1, 1))
    leaving = MembershipFactory(joined_on=dt.date(2024, 1, 1), ended_on=dt.date(2026, 12, 31))
    assert services.charge_contributions(2026) == ContributionRun(1, 0)
    assert Charge.objects.get().municipality == leaving.municipality


@pytest.mark.parametrize(
    ("joined", "ended"),
    [(dt.date(2027, 1, 1), None), (dt.date(2024, 1, 1), dt.date(2025, 12, 31))],
)
def test_contribution_outside_the_membership_is_not_charged(joined, ended):
    membership = MembershipFactory(joined_on=joined, ended_on=ended)
    assert services.charge_contribution(membership=membership, year=2026) is None


def test_contribution_after_a_new_schedule_stays_as_it_was_charged():
    FeeScheduleFactory(year=2026)
    membership = MembershipFactory()
    first = services.charge_contribution(membership=membership, year=2026)
    activate(draft())
    again = services.charge_contribution(membership=membership, year=2026)
    assert (again, again.net) == (first, Decimal(2400))


def test_contribution_by_population_of_today():
    for year in (2026, 2027):
        FeeScheduleFactory(year=year)
    town = MunicipalityFactory(population=20_000)
    MembershipFactory(municipality=town)
    services.charge_contributions(2026)
    town.population = 20_001
    town.save()
    services.charge_contributions(2027)
    assert [charges(year).get().net for year in (2026, 2027)] == [1200, 2400]


def test_contributions_without_schedule_or_class_are_refused_and_nothing_is_charged():
    MembershipFactory()
    with pytest.raises(errors.NoFeeSchedule, match="2026"):
        services.charge_contributions(2026)
    FeeScheduleFactory(year=2026, classes=[(0, 10, 1, 5)])
    with pytest.raises(errors.NoFeeClass, match="25000"):
        services.charge_contributions(2026)
    assert not Charge.objects.exists()
