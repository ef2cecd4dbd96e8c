"""What is due: each invoiced charge once, whatever becomes of the agreement meanwhile."""

import datetime as dt
from decimal import Decimal

import pytest

from campus.kit import dates
from members.cooperative.selectors import agreement_for
from members.cooperative.services import reverse_charge
from members.messages.models import Message
from members.roles.catalogue import Role
from members.roles.services import grant
from members.settlement import rules, selectors, services
from members.settlement.errors import NothingToSettle, TakenBack
from members.settlement.quarters import Quarter
from tests.factories.accounts import UserFactory
from tests.factories.billing import InvoiceFactory
from tests.factories.cooperative import ChargeFactory
from tests.factories.organisations import ProviderFactory
from tests.factories.settlement import IN_QUARTER, QUARTER, agreement, earn, issued, paper

pytestmark = pytest.mark.django_db
END_OF_MAY = dt.date(2025, 5, 31)


@pytest.fixture
def provider():
    return ProviderFactory()


def test_what_was_earned_is_settled_though_the_agreement_has_ended(provider):
    agreement(provider, valid_until=END_OF_MAY)
    earn(provider)
    statement = services.issue(provider=provider, quarter=QUARTER, document=paper)
    assert statement.net == Decimal("34.65")
    assert statement.parties["agreement"]["valid_from"] == "2025-01-01"


@pytest.mark.parametrize(
    ("day", "share"),
    [
        (dt.date(2024, 12, 31), None),
        (dt.date(2025, 1, 1), "60"),
        (dt.date(2025, 3, 31), "60"),
        (dt.date(2025, 4, 15), "60"),
        (dt.date(2025, 5, 1), "70"),
        (dt.date(2025, 5, 31), "70"),
        (dt.date(2025, 6, 30), "70"),
    ],
)
def test_agreement_that_ended_last_stands_in_where_none_is_in_force(provider, day, share):
    agreement(provider, share="60", valid_until=dt.date(2025, 3, 31))
    agreement(provider, share="70", valid_from=dt.date(2025, 5, 1), valid_until=END_OF_MAY)
    found = agreement_for(provider, day)
    assert (found and found.share) == (share and Decimal(share))


def test_office_list_says_what_is_due_under_an_ended_agreement(provider):
    agreement(provider, valid_until=END_OF_MAY)
    earn(provider)
    (row,) = [row for row in selectors.provider_rows(QUARTER.last) if row.provider == provider]
    assert (row.due, row.charges) == (Decimal("34.65"), 1)
    assert row.agreement is not None and row.agreement.valid_until == END_OF_MAY


def test_list_and_page_of_a_provider_state_the_same(provider):
    agreement(provider)
    for price in ("10.01", "10.01", "10.01", "0.01"):
        earn(provider, price=price)
    (row,) = [row for row in selectors.provider_rows(QUARTER.last) if row.provider == provider]
    due = selectors.due_of(provider, QUARTER.last)
    assert row.due == due.net == sum(line.amount for line in due.lines)


def test_charge_is_due_again_after_each_correction_and_never_twice_at_once(provider):
    statement = issued(provider)
    for turn in (2, 3):
        assert selectors.due_of(provider, QUARTER.last).lines == ()
        services.take_back(statement=statement, reason="Falsch", document=paper)
        assert [line.turn for line in selectors.due_of(provider, QUARTER.last).lines] == [turn]
        statement = services.issue(provider=provider, quarter=QUARTER, document=paper)
    sums = [one.net for one in selectors.statements().filter(provider=provider)]
    assert sum(sums) == statement.net and len(sums) == 5


def test_charge_taken_back_before_it_was_settled_comes_to_nothing(provider):
    agreement(provider)
    charge = earn(provider)
    back = reverse_charge(charge=charge, reason="Doppelt")
    other = ChargeFactory(municipality=charge.municipality, service_from=IN_QUARTER)
    InvoiceFactory(municipality=charge.municipality, charges=[back, other], issued=True)
    due = selectors.due_of(provider, back.service_from)
    assert due.net == 0 and len(due.lines) == 2


def test_nothing_is_stated_for_a_provider_that_earned_nothing(provider):
    agreement(provider)
    earn(ProviderFactory())
    with pytest.raises(NothingToSettle):
        services.issue(provider=provider, quarter=QUARTER, document=paper)


def test_statement_that_was_taken_back_can_be_objected_to_no_more(provider):
    statement = issued(provider)
    services.take_back(statement=statement, reason="Falsch", document=paper)
    with pytest.raises(TakenBack):
        services.dispute(statement=statement, reason="x", by=UserFactory())


@pytest.mark.parametrize(
    ("role", "own", "all_of_them"),
    [
        (Role.PROVIDER_OWNER, True, False),
        (Role.AUTHOR, False, False),
        (Role.ANALYST, False, False),
        (Role.OFFICE, False, True),
        (Role.BOARD, False, False),
        (None, False, False),
    ],
)
def test_who_sees_what_is_earned(provider, role, own, all_of_them):
    user, statement = UserFactory(), issued(provider)
    if role:
        place = provider if role in (Role.PROVIDER_OWNER, Role.AUTHOR, Role.ANALYST) else None
        grant(user=user, role=role, provider=place)
    assert rules.sees_own(user) is own
    assert rules.may_settle(user) is all_of_them
    assert list(rules.own_statements(user)) == ([statement] if own else [])


def test_each_of_the_management_is_told_once_and_nobody_else(
    provider, django_capture_on_commit_callbacks
):
    people = [UserFactory() for _person in range(2)]
    for user in people:
        grant(user=user, role=Role.PROVIDER_OWNER, provider=provider)
    grant(user=UserFactory(), role=Role.PROVIDER_OWNER, provider=ProviderFactory())
    with django_capture_on_commit_callbacks(execute=True):
        issued(provider)
    told = Message.objects.filter(kind="settlement_issued").values_list("recipient", flat=True)
    assert sorted(told) == sorted(user.pk for user in people)


def test_late_charge_stretches_the_period_of_its_statement(provider):
    agreement(provider)
    earn(provider, day=dt.date(2025, 2, 3))
    earn(provider, day=IN_QUARTER)
    statement = services.issue(provider=provider, quarter=QUARTER, document=paper)
    assert (statement.period_from, statement.period_until) == (dt.date(2025, 2, 3), QUARTER.last)
    assert Quarter(2025, 1).first < statement.period_from


OTHER_IBAN = "DE89370400440532013000"


def test_statement_is_paid_to_the_account_of_the_day_of_issue_on_terms_of_the_quarter(provider):
    agreement(provider, valid_until=dt.date(2025, 6, 30))
    earn(provider)
    tomorrow = dates.today() + dt.timedelta(days=1)
    agreement(provider, share="50", valid_from=tomorrow, iban=OTHER_IBAN, vat_rate=Decimal(19))
    noon = dt.datetime.combine(tomorrow, dt.time(12), tzinfo=dt.UTC)
    with dates.moved_clock(noon):
        statement = services.issue(provider=provider, quarter=QUARTER, document=paper)
    assert statement.parties["account"]["iban"] == OTHER_IBAN
    assert (statement.net, statement.vat) == (Decimal("34.65"), Decimal("0.00"))
    assert statement.parties["agreement"]["share"] == "70.00"
