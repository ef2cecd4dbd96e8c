"""Invoice runs: everybody once, twice is the same as once, and faults are named."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import translation

from members.billing import background, tasks
from members.billing.errors import SellerIncomplete
from members.billing.models import ChargeBilling, Invoice, InvoiceLine, InvoiceRun
from members.billing.selectors import unbilled_charges
from members.billing.services import (
    discard_draft,
    draft_for,
    draft_run,
    issue,
    issue_run,
    open_run,
    reverse_invoice,
)
from members.billing.services.runs import stop_run
from members.cooperative.services import reverse_charge
from tests.factories.billing import NoRules, SellerFactory, contribution, mixed_charges
from tests.factories.cooperative import ChargeFactory
from tests.factories.organisations import MunicipalityFactory, ProviderFactory

pytestmark = pytest.mark.django_db
TODAY = dt.date.today()


@pytest.fixture(autouse=True)
def german():
    with translation.override("de"):
        yield


@pytest.fixture
def seller():
    return SellerFactory()


@pytest.fixture
def town():
    return MunicipalityFactory(leitweg_id="06431020-DEMO1-72")


def run(until=TODAY):
    made = open_run(until=until)
    draft_run(run=made)
    made.refresh_from_db()
    return made


def test_open_run_before_the_seller_was_entered_is_refused():
    with pytest.raises(SellerIncomplete) as caught:
        open_run(until=TODAY)
    assert "Bitte erfassen Sie zuerst die Daten der Genossenschaft" in str(caught.value)
    assert not InvoiceRun.objects.exists()


def test_run_drafts_one_invoice_per_member_and_series(seller, town):
    other = MunicipalityFactory(leitweg_id="06431000-DEMO2-72")
    for place in (town, other):
        mixed_charges(place)
        contribution(place)
    made = run()
    assert (made.state, made.steps, made.steps_done) == (InvoiceRun.State.DRAFTED, 4, 4)
    pairs = made.invoices.order_by("municipality", "series").values_list("municipality", "series")
    assert list(pairs) == [(town.pk, "MB"), (town.pk, "RE"), (other.pk, "MB"), (other.pk, "RE")]


def test_run_with_nothing_to_invoice_is_done_at_once(seller):
    made = run()
    assert (made.state, made.steps) == (InvoiceRun.State.DONE, 0)
    assert made.finished_at


@pytest.mark.parametrize(("days", "drafts"), [(-1, 1), (0, 1), (1, 0)])
def test_run_takes_services_up_to_and_including_its_day(seller, town, days, drafts):
    ChargeFactory(municipality=town, service_from=TODAY + dt.timedelta(days=days))
    assert run().invoices.count() == drafts


def test_charge_added_after_a_run_waits_for_the_next(seller, town):
    ChargeFactory(municipality=town)
    first = run()
    ChargeFactory(municipality=town)
    second = run()
    assert first.invoices.count() == second.invoices.count() == 1
    assert ChargeBilling.objects.count() == 2


def test_discarded_draft_is_drafted_again_by_the_same_run(seller, town):
    ChargeFactory(municipality=town)
    made = run()
    discard_draft(invoice=made.invoices.get())
    assert draft_run(run=made) == 1
    assert made.invoices.get().gross == Decimal("495.00")


def test_draft_names_the_span_of_its_services(seller, town):
    first, last = TODAY - dt.timedelta(days=60), TODAY - dt.timedelta(days=2)
    for day in (last, first):
        ChargeFactory(municipality=town, service_from=day)
    invoice = run().invoices.get()
    assert (invoice.service_from, invoice.service_until) == (first, last)


@pytest.mark.parametrize(
    "difference",
    [
        {"cost_centre": "2020"},
        {"description": "Modul B"},
        {"unit_price": Decimal("50.00")},
        {"vat_treatment": "standard", "vat_rate": Decimal("19")},
    ],
)
def test_charges_that_differ_stand_on_two_lines(seller, town, difference):
    ChargeFactory(municipality=town)
    ChargeFactory(municipality=town, **difference)
    run()
    assert InvoiceLine.objects.count() == 2


def test_charges_of_two_providers_stand_on_two_lines(seller, town):
    """A settlement pays each provider for its own lines."""
    for _ in range(2):
        ChargeFactory(municipality=town, provider=ProviderFactory())
    run()
    assert InvoiceLine.objects.count() == 2


def test_draft_for_a_member_that_owes_nothing_is_none(seller, town):
    found = draft_for(run=None, municipality_id=town.pk, series="RE", until=TODAY)
    assert found is None


def test_issue_run_twice_issues_each_invoice_once(seller, town):
    ChargeFactory(municipality=town)
    made = run()
    assert [issue_run(run=made), issue_run(run=made)] == [1, 0]
    made.refresh_from_db()
    assert made.state == InvoiceRun.State.DONE
    assert made.faults == []


def test_charge_whose_credit_was_invoiced_is_invoiced_again_after_the_reversal(seller, town):
    """The credit stands on another invoice: without the charge the town would be paid for it."""
    charge = ChargeFactory(municipality=town)
    first = issue(invoice=run().invoices.get(), validator=NoRules())
    reverse_charge(charge=charge, reason="Absage")
    ChargeFactory(municipality=town, quantity=Decimal("20"))
    second = issue(invoice=run().invoices.get(), validator=NoRules())
    assert second.gross == Decimal("495.00")
    reverse_invoice(invoice=first, reason="Falsche Anschrift", validator=NoRules())
    assert list(unbilled_charges(TODAY)) == [charge]


def test_charge_and_credit_both_freed_take_each_other_back(seller, town):
    charge = ChargeFactory(municipality=town)
    kept = ChargeFactory(municipality=town, description="Modul B")
    first = issue(invoice=run().invoices.get(), validator=NoRules())
    reverse_charge(charge=charge, reason="Absage")
    reverse_invoice(invoice=first, reason="Falsche Anschrift", validator=NoRules())
    assert list(unbilled_charges(TODAY)) == [kept]


def test_stopped_run_keeps_its_drafts_and_names_the_reason(seller, town):
    ChargeFactory(municipality=town)
    made = run()
    stop_run(run=made, reason="RulesUnavailable")
    made.refresh_from_db()
    assert made.state == InvoiceRun.State.FAILED
    assert made.faults == [{"invoice": "", "text": "RulesUnavailable"}]
    assert made.invoices.count() == 1


def test_task_of_drafting_run_twice_makes_nothing_twice(seller, town):
    ChargeFactory(municipality=town)
    made = open_run(until=TODAY)
    for _ in range(2):
        tasks.draft_run.func(made.pk)
    assert Invoice.objects.count() == 1


def test_task_that_breaks_off_is_noted_on_the_run_and_reported(town):
    made = InvoiceRun.objects.create(until=TODAY)
    ChargeFactory(municipality=town)
    draft_run(run=made)
    with pytest.raises(SellerIncomplete):
        background.start_issuing(run=made)
    made.refresh_from_db()
    assert made.state == InvoiceRun.State.DRAFTED


def test_task_of_issuing_without_its_user_issues_all_the_same(seller, town):
    ChargeFactory(municipality=town)
    made = run()
    tasks.issue_run.func(made.pk, user_id=999_999)
    invoice = made.invoices.get()
    assert (invoice.is_draft, invoice.issued_by_id) == (False, None)


def test_start_issuing_twice_queues_one_task(seller, town, django_capture_on_commit_callbacks):
    ChargeFactory(municipality=town)
    made = run()
    with django_capture_on_commit_callbacks() as queued:
        background.start_issuing(run=made)
        background.start_issuing(run=made)
    assert len(queued) == 1
    made.refresh_from_db()
    assert (made.state, made.steps, made.steps_done) == (InvoiceRun.State.ISSUING, 1, 0)


def test_start_run_queues_the_drafting_after_the_commit(seller, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as queued:
        made = background.start_run(until=TODAY)
        assert made.state == InvoiceRun.State.WAITING
    assert len(queued) == 1
