"""The list of members on any day, the order of lists, sums; each at a fixed cost."""

import datetime as dt
from decimal import Decimal

import pytest

from members.cooperative import selectors, services
from tests.factories.cooperative import (
    ApplicationFactory,
    ChargeFactory,
    FeeScheduleFactory,
    MembershipFactory,
    ResolutionFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def three():
    """A member since 2024, one that left at the end of 2025, one that joins in 2027."""
    MembershipFactory(number=1, joined_on=dt.date(2024, 3, 1))
    MembershipFactory(number=2, joined_on=dt.date(2024, 3, 2), ended_on=dt.date(2025, 12, 31))
    MembershipFactory(number=3, joined_on=dt.date(2027, 1, 1))


@pytest.mark.parametrize(
    ("day", "members", "former"),
    [
        (dt.date(2024, 2, 29), [], []),
        (dt.date(2024, 3, 1), [1], []),
        (dt.date(2024, 3, 2), [1, 2], []),
        (dt.date(2025, 12, 31), [1, 2], []),
        (dt.date(2026, 1, 1), [1], [2]),
        (dt.date(2027, 1, 1), [1, 3], [2]),
    ],
)
def test_register_on_a_day(three, day, members, former):
    entries = selectors.member_register(day)
    assert [row.membership.number for row in entries if row.is_member] == members
    assert [row.membership.number for row in entries if not row.is_member] == former
    assert [row.membership.number for row in entries] == members + former
    assert [row.number for row in selectors.members_on(day)] == members
    assert {row.left_on for row in entries if not row.is_member} <= {dt.date(2025, 12, 31)}


def test_register_of_an_earlier_day_does_not_know_what_came_later():
    """§ 30 GenG: every change carries its day; the past stays as it was."""
    FeeScheduleFactory(year=2026)
    membership = MembershipFactory(joined_on=dt.date(2026, 1, 1))
    services.record_share_payment(
        membership=membership,
        amount=Decimal(2000),
        paid_on=dt.date(2026, 2, 1),
        bank_reference="KA 1",
    )
    services.take_further_shares(
        membership=membership,
        shares=2,
        resolution=ResolutionFactory(decided_on=dt.date(2026, 6, 1)),
    )
    services.give_notice(
        membership=membership, declared_on=dt.date(2026, 7, 1), reason="Gemeindefusion"
    )
    before, after, gone = (
        selectors.member_register(day)[0]
        for day in (dt.date(2026, 5, 31), dt.date(2026, 6, 1), dt.date(2027, 1, 1))
    )
    assert (before.account.shares, before.account.further, before.left_on) == (3, 0, None)
    assert (after.account.shares, after.account.further, after.is_member) == (5, 2, True)
    assert (gone.account.shares, gone.is_member) == (5, False)


def test_register_costs_the_same_for_three_and_twelve(django_assert_num_queries):
    for number in (3, 9):
        for _member in range(number):
            MembershipFactory()
        with django_assert_num_queries(3):
            entries = selectors.member_register(dt.date(2026, 7, 15))
            assert [(row.membership.municipality.name, row.account.open) for row in entries]
    assert len(entries) == 12


def test_account_of_members_without_entries_is_zero():
    membership = MembershipFactory()
    empty = selectors.share_account(membership, dt.date(2020, 1, 1))
    assert (empty.shares, empty.further, empty.nominal, empty.paid) == (0, 0, 0, 0)
    assert selectors.share_accounts([]) == {}


def test_open_share_amount_counts_members_of_the_day_only(three):
    assert selectors.open_share_amount(dt.date(2026, 7, 15)) == 3000
    assert selectors.open_share_amount(dt.date(2025, 7, 15)) == 6000
    assert selectors.open_share_amount(dt.date(2020, 1, 1)) == 0


@pytest.mark.parametrize(
    ("day", "on_the_day", "from_the_day"),
    [
        (dt.date(2023, 12, 31), False, True),
        (dt.date(2024, 3, 2), True, True),
        (dt.date(2025, 12, 31), True, True),
        (dt.date(2026, 1, 1), False, False),
    ],
)
def test_membership_on_a_day_and_from_a_day_on(day, on_the_day, from_the_day):
    town = MembershipFactory(
        joined_on=dt.date(2024, 3, 2), ended_on=dt.date(2025, 12, 31)
    ).municipality
    assert selectors.is_member(town, day) is on_the_day
    assert selectors.is_member_from(town, day) is from_the_day


def test_applications_list_open_ones_first_then_the_newest():
    first = ApplicationFactory(declared_at=dt.datetime(2026, 7, 1, tzinfo=dt.UTC))
    decided = ApplicationFactory(
        state="refused",
        resolution=ResolutionFactory(),
        declared_at=dt.datetime(2026, 7, 9, tzinfo=dt.UTC),
    )
    second = ApplicationFactory(declared_at=dt.datetime(2026, 7, 5, tzinfo=dt.UTC))
    assert list(selectors.applications()) == [second, first, decided]
    assert list(selectors.open_applications()) == [first, second]


def test_schedules_come_with_their_classes_in_two_queries(django_assert_num_queries):
    for year in (2024, 2026, 2025):
        FeeScheduleFactory(year=year)
    with django_assert_num_queries(2):
        shown = [
            (row.year, [bracket.population_from for bracket in row.brackets.all()])
            for row in selectors.schedules()
        ]
    assert shown == [(year, [0, 20_001, 50_001]) for year in (2026, 2025, 2024)]


def test_members_without_contribution_are_those_the_run_would_charge():
    FeeScheduleFactory(year=2026)
    charged, waiting = MembershipFactory(), MembershipFactory()
    services.charge_contribution(membership=charged, year=2026)
    assert list(selectors.members_without_contribution(2026)) == [waiting]
    services.charge_contributions(2026)
    assert not selectors.members_without_contribution(2026).exists()


def test_members_without_contribution_do_not_mix_up_similar_numbers():
    """The reason of member 1 is the end of that of member 11."""
    FeeScheduleFactory(year=2026)
    eleven, one = MembershipFactory(number=11), MembershipFactory(number=1)
    services.charge_contribution(membership=eleven, year=2026)
    assert list(selectors.members_without_contribution(2026)) == [one]


def test_contribution_totals_leave_out_what_was_taken_back_and_other_kinds():
    FeeScheduleFactory(year=2026)
    kept, taken_back = MembershipFactory(), MembershipFactory()
    services.charge_contribution(membership=kept, year=2026)
    charge = services.charge_contribution(membership=taken_back, year=2026)
    services.reverse_charge(charge=charge, reason="Irrtum")
    ChargeFactory()
    assert selectors.contribution_totals(2026) == (1, Decimal(2400))
    assert selectors.contribution_totals(2025) == (0, 0)
