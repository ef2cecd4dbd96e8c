"""Drafts: which charges they take, and that none is taken twice."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from members.billing.errors import NotADraft
from members.billing.models import ChargeBilling, Invoice, InvoiceLine, InvoiceRun
from members.billing.selectors import unbilled_charges
from members.billing.services import discard_draft, draft_for, draft_run, issue_run
from members.cooperative.services import reverse_charge
from tests.factories.billing import InvoiceFactory, SellerFactory, contribution, mixed_charges
from tests.factories.cooperative import ChargeFactory
from tests.factories.organisations import MunicipalityFactory

pytestmark = pytest.mark.django_db
TODAY = dt.date.today()


@pytest.fixture(autouse=True)
def seller():
    return SellerFactory()


@pytest.fixture
def town():
    return MunicipalityFactory(leitweg_id="06431020-DEMO1-72")


def run(until=TODAY):
    made = InvoiceRun.objects.create(until=until)
    draft_run(run=made)
    return made


def test_draft_run_makes_contributions_a_separate_invoice(town):
    contribution(town)
    mixed_charges(town)
    run()
    assert sorted(Invoice.objects.values_list("series", flat=True)) == ["MB", "RE"]
    assert Invoice.objects.get(series="MB").taxes.get().category == "O"


def test_draft_run_a_second_time_makes_nothing(town):
    ChargeFactory(municipality=town)
    first = run()
    draft_run(run=first)
    run()
    assert Invoice.objects.count() == 1


def test_draft_run_leaves_later_services_for_the_next_run(town):
    ChargeFactory(municipality=town, service_from=TODAY + dt.timedelta(days=1))
    run()
    assert not Invoice.objects.exists()


def test_draft_joins_equal_charges_of_a_cost_centre_on_one_line(town):
    for _ in range(3):
        ChargeFactory(municipality=town, quantity=Decimal("1"))
    ChargeFactory(municipality=town, quantity=Decimal("1"), cost_centre="2020")
    run()
    lines = InvoiceLine.objects.order_by("position")
    assert [(line.cost_centre, line.quantity) for line in lines] == [("1010", 3), ("2020", 1)]
    assert ChargeBilling.objects.count() == 4


def test_draft_taxes_mixed_charges_per_category(town):
    mixed_charges(town)
    run()
    invoice = Invoice.objects.get()
    assert (invoice.net, invoice.vat, invoice.gross) == (
        Decimal("845.00"),
        Decimal("66.50"),
        Decimal("911.50"),
    )


def test_draft_leaves_out_a_charge_that_was_taken_back_before_it_was_billed(town):
    reverse_charge(charge=ChargeFactory(municipality=town), reason="Absage")
    kept = ChargeFactory(municipality=town)
    assert list(unbilled_charges(TODAY)) == [kept]


def test_draft_credits_a_charge_that_was_taken_back_after_it_was_billed(town):
    charge = ChargeFactory(municipality=town)
    run()
    reverse_charge(charge=charge, reason="Absage")
    ChargeFactory(municipality=town, quantity=Decimal("20"))
    run()
    assert Invoice.objects.order_by("pk").last().gross == Decimal("495.00")


def test_draft_waits_while_reversals_outweigh_the_charges(town):
    charge = ChargeFactory(municipality=town)
    run()
    reverse_charge(charge=charge, reason="Absage")
    run()
    assert Invoice.objects.count() == 1
    assert unbilled_charges(TODAY).count() == 1


def test_discard_draft_frees_its_charges():
    draft = InvoiceFactory()
    discard_draft(invoice=draft)
    assert unbilled_charges(TODAY).count() == 1


def test_discard_issued_invoice_is_refused():
    with pytest.raises(NotADraft):
        discard_draft(invoice=InvoiceFactory(issued=True))


def test_one_open_draft_per_run_municipality_and_series(town):
    ChargeFactory(municipality=town)
    made = run()
    ChargeFactory(municipality=town)
    assert draft_for(run=made, municipality_id=town.pk, series="RE", until=TODAY) is None
    assert Invoice.objects.filter(run=made).count() == 1


def test_charge_on_two_lines_is_refused_by_the_database():
    billing = ChargeBilling.objects.get(line__invoice=InvoiceFactory())
    with pytest.raises(IntegrityError), transaction.atomic():
        ChargeBilling.objects.create(charge=billing.charge, line=billing.line)


def test_issue_run_issues_what_it_can_and_names_the_rest(town):
    ChargeFactory(municipality=town)
    ChargeFactory(municipality=MunicipalityFactory(name="Stadt Ohne", leitweg_id=""))
    made = run()
    assert issue_run(run=made) == 1
    made.refresh_from_db()
    assert made.state == InvoiceRun.State.DRAFTED
    assert made.faults[0]["invoice"] == "Stadt Ohne"
    assert "Leitweg-ID" in made.faults[0]["text"]
    assert issue_run(run=made) == 0
