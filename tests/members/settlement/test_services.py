"""Statements: what they hold, that they reproduce the invoices, and that they never change."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import Sum

from campus.kit import dates
from campus.kit.money import round_cent
from members.billing.models import InvoiceLine
from members.cooperative.errors import AgreementInvalid, ChargedAlready
from members.cooperative.ledger import EntryIsFinal
from members.cooperative.models import Agreement, Charge
from members.cooperative.selectors import agreement_on, agreements_on, share_on
from members.cooperative.services import reverse_charge
from members.messages.models import Message
from members.roles.catalogue import Role
from members.roles.services import grant
from members.settlement import selectors, services
from members.settlement.errors import (
    AlreadyAnswered,
    AlreadyDisputed,
    NoAgreement,
    NothingToSettle,
    QuarterRuns,
    TakenBack,
)
from members.settlement.models import Statement, StatementLine
from members.settlement.quarters import Quarter, quarter_of
from tests.factories.accounts import UserFactory
from tests.factories.billing import InvoiceFactory, SellerFactory
from tests.factories.cooperative import ChargeFactory
from tests.factories.organisations import MunicipalityFactory, ProviderFactory
from tests.factories.settlement import (
    IN_QUARTER,
    LONG_AGO,
    QUARTER,
    after,
    agreement,
    earn,
    issued,
    paper,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def provider():
    return ProviderFactory()


def take_back(statement, reason="Falscher Zeitraum"):
    return services.take_back(statement=statement, reason=reason, document=paper)


def test_statement_holds_each_charge_with_its_share(provider):
    agreement(provider)
    earn(provider, price="49.50", seats="3")
    earn(provider, price="10.01", share="65")
    statement = issued(provider)
    lines = selectors.lines_of(statement)
    assert [(line.net, line.share, line.amount) for line in lines] == [
        (Decimal("148.50"), Decimal("70.00"), Decimal("103.95")),
        (Decimal("10.01"), Decimal("65.00"), Decimal("6.51")),
    ]
    assert (statement.net, statement.vat, statement.gross) == (
        Decimal("110.46"),
        Decimal("0.00"),
        Decimal("110.46"),
    )
    assert selectors.sum_of(list(lines)) == statement.net


def test_statements_reproduce_the_invoices_to_the_cent(provider):
    agreement(provider)
    for number, share in enumerate(("70", "70", "62.5", "33.33", "50")):
        earn(provider, price=f"{10 + number}.01", seats="7", share=share)
    statement = issued(provider)
    invoiced = InvoiceLine.objects.filter(provider=provider, frozen=True)
    assert statement.lines.aggregate(sum=Sum("net"))["sum"] == invoiced.aggregate(s=Sum("net"))["s"]
    exact = sum(charge.net * charge.provider_share / 100 for charge in Charge.objects.all())
    assert statement.net == round_cent(exact)


def test_vat_is_worked_out_once_for_the_whole(provider):
    agreement(provider, vat_rate=Decimal(19), exempt_reason="")
    earn(provider, price="33.33")
    earn(provider, price="33.33")
    statement = issued(provider)
    assert (statement.net, statement.vat) == (Decimal("46.66"), Decimal("8.87"))


def test_charge_that_is_not_invoiced_waits(provider):
    agreement(provider)
    ChargeFactory(provider=provider, service_from=IN_QUARTER, service_until=IN_QUARTER)
    with pytest.raises(NothingToSettle):
        services.issue(provider=provider, quarter=QUARTER, document=paper)


def test_charge_of_a_later_quarter_or_other_provider_stays_out(provider):
    earn(ProviderFactory())
    agreement(provider)
    earn(provider, day=QUARTER.last + dt.timedelta(days=1))
    with pytest.raises(NothingToSettle):
        services.issue(provider=provider, quarter=QUARTER, document=paper)


def test_late_charge_comes_with_the_next_statement(provider):
    first = issued(provider)
    late = earn(provider, day=QUARTER.first)
    second = issued(provider, quarter=Quarter(2025, 3))
    assert [line.charge for line in selectors.lines_of(second)] == [late]
    assert second.period_from == QUARTER.first
    assert first.number < second.number


def test_reversal_of_a_settled_charge_is_settled_too(provider):
    statement = issued(provider)
    charge = statement.lines.get().charge
    back = reverse_charge(charge=charge, reason="storniert")
    InvoiceFactory(
        municipality=charge.municipality,
        charges=[back, ChargeFactory(municipality=charge.municipality, service_from=IN_QUARTER)],
        issued=True,
    )
    second = issued(provider)
    assert second.net == -statement.net


@pytest.mark.parametrize(
    ("quarter", "agreed", "refusal"),
    [(quarter_of(dates.today()), True, QuarterRuns), (QUARTER, False, NoAgreement)],
)
def test_statement_needs_an_ended_quarter_and_an_agreement(provider, quarter, agreed, refusal):
    if agreed:
        agreement(provider)
    earn(provider)
    with pytest.raises(refusal):
        services.issue(provider=provider, quarter=quarter, document=paper)


def test_numbers_have_no_gap_though_issuing_fails_between(provider):
    first = issued(provider)
    earn(provider)

    def broken(*args, **kwargs):
        raise RuntimeError

    with pytest.raises(RuntimeError), transaction.atomic():
        services.issue(provider=provider, quarter=QUARTER, document=broken)
    second = issued(provider)
    year = dates.today().year
    assert [first.number, second.number] == [f"GU-{year}-00001", f"GU-{year}-00002"]


def test_charge_is_settled_once(provider):
    issued(provider)
    with pytest.raises(NothingToSettle):
        services.issue(provider=provider, quarter=QUARTER, document=paper)


def test_correction_takes_everything_back_and_frees_the_charges(provider):
    statement = issued(provider)
    correction = take_back(statement)
    assert correction.gross == -statement.gross
    assert correction.reason == "Falscher Zeitraum"
    assert selectors.is_taken_back(statement)
    again = issued(provider)
    assert again.net == statement.net
    turns = StatementLine.objects.order_by("pk").values_list("turn", "takes_back")
    assert list(turns) == [(1, False), (1, True), (2, False)]


def test_correction_is_made_once_and_never_of_a_correction(provider):
    statement = issued(provider)
    correction = take_back(statement)
    for one in (statement, correction):
        with pytest.raises(TakenBack):
            take_back(one)


def test_issued_statement_can_be_changed_neither_by_model_nor_past_it(provider):
    statement = issued(provider)
    with pytest.raises(EntryIsFinal):
        statement.save()
    with pytest.raises(EntryIsFinal):
        Statement.objects.update(net=0)
    for table in ("settlement_statement", "settlement_statementline", "cooperative_agreement"):
        with (
            pytest.raises(DatabaseError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608


def test_statement_names_no_person_and_keeps_the_parties_of_its_day(provider):
    statement = issued(provider)
    parties = statement.parties
    provider.name = "Neuer Name"
    provider.save()
    again = Statement.objects.get(pk=statement.pk)
    assert again.parties == parties
    assert again.parties["seller"]["name"] != "Neuer Name"
    assert again.parties["buyer"]["name"] == "KommunalCampus eG"


def test_agreement_in_force_is_the_one_entered_last_that_covers_the_day(provider):
    first = agreement(provider, share="70")
    until = dt.date(2025, 12, 31)
    second = agreement(provider, share="60", valid_from=IN_QUARTER, valid_until=until)
    days = {LONG_AGO: first, IN_QUARTER: second, until: second, dt.date(2026, 1, 1): first}
    for day, expected in days.items():
        assert agreement_on(provider, day) == expected
        assert agreements_on(day) == {provider.pk: expected}
    assert agreement_on(provider, LONG_AGO - dt.timedelta(days=1)) is None


def test_share_is_that_of_the_agreement_else_that_of_the_offer(provider):
    assert share_on(provider, IN_QUARTER, otherwise=Decimal(55)) == 55
    agreement(provider, share="62.5")
    assert share_on(provider, IN_QUARTER, otherwise=Decimal(55)) == Decimal("62.50")


def test_agreement_never_begins_on_a_day_that_was_charged(provider):
    earn(provider)
    with pytest.raises(ChargedAlready):
        agreement(provider, valid_from=dates.today())
    agreement(provider, valid_from=dates.today() + dt.timedelta(days=1))


@pytest.mark.parametrize(
    "terms",
    [
        {"iban": "DE00120300000000202051"},
        {"share": "100.01"},
        {"share": "-1"},
        {"valid_until": LONG_AGO - dt.timedelta(days=1)},
    ],
)
def test_impossible_agreement_is_refused_and_not_kept(provider, terms):
    with pytest.raises(AgreementInvalid):
        agreement(provider, **terms)
    assert not Agreement.objects.exists()


def test_objection_reaches_the_office_and_its_answer_who_objected(provider):
    office, owner = UserFactory(), UserFactory()
    grant(user=office, role=Role.OFFICE)
    statement = issued(provider)
    objection = services.dispute(statement=statement, reason="Zeile 1 fehlt.", by=owner)
    assert "Zeile 1 fehlt." in Message.objects.get(recipient=office).body
    with pytest.raises(AlreadyDisputed):
        services.dispute(statement=statement, reason="Noch einmal.", by=owner)
    services.answer(dispute=objection, text="Sie steht auf Seite 2.")
    assert "Sie steht auf Seite 2." in Message.objects.get(recipient=owner).body
    with pytest.raises(AlreadyAnswered):
        services.answer(dispute=objection, text="Noch einmal.")
    services.dispute(statement=statement, reason="Doch nicht.", by=owner)
    take_back(statement)
    with pytest.raises(TakenBack):
        services.dispute(statement=statement, reason="Zu spät.", by=owner)


@pytest.mark.django_db(transaction=True)
def test_management_is_told_of_a_new_statement(provider):
    owner = UserFactory()
    grant(user=owner, role=Role.PROVIDER_OWNER, provider=provider)
    statement = issued(provider)
    assert statement.number in Message.objects.get(recipient=owner).subject


def test_office_list_costs_the_same_for_many_providers(provider, django_assert_num_queries):
    issued(provider)
    earn(provider)
    for _ in range(3):
        agreement(earn(ProviderFactory(), share="50").provider, valid_from=dt.date(2099, 1, 1))
    with django_assert_num_queries(4):
        rows = selectors.provider_rows(QUARTER.last)
    found = {row.provider.pk: row for row in rows}
    assert found[provider.pk].due == Decimal("34.65")
    assert found[provider.pk].agreement is not None
    assert sorted(row.due for row in rows)[:1] == [Decimal("24.75")]


def test_clock_of_the_year_names_the_number(provider):
    SellerFactory()
    agreement(provider)
    town = MunicipalityFactory(leitweg_id="06431020-DEMO1-72")
    with after():
        earn(provider, town=town)
        statement = issued(provider)
    assert statement.number == "GU-2025-00001"
    assert statement.issued_on == dt.date(2025, 7, 10)
