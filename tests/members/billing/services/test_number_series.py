"""Number series: each its own counter, no gap after refusals, and no draft that changed unseen."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import translation

from campus.kit.dates import moved_clock
from members.billing.audit import faults
from members.billing.einvoice.validator import Finding
from members.billing.errors import DateRunsBackwards, InvoiceChanged, InvoiceNotValid, NotADraft
from members.billing.models import BillingSettings, Invoice, NumberSeries
from members.billing.services import check_draft, issue, reverse_invoice
from tests.factories.billing import InvoiceFactory, NoRules, contribution
from tests.factories.organisations import MunicipalityFactory

pytestmark = pytest.mark.django_db
NEW_YEARS_EVE = dt.datetime(2026, 12, 31, 10, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def last_day_of_the_year():
    with translation.override("de"), moved_clock(NEW_YEARS_EVE):
        yield


def go(draft, **values):
    return issue(invoice=draft, validator=NoRules(), **values).number


def test_three_series_count_side_by_side():
    town = MunicipalityFactory(leitweg_id="06431020-DEMO1-72")
    first = InvoiceFactory(municipality=town, issued=True)
    fee = InvoiceFactory(municipality=town, charges=[contribution(town)], issued=True)
    correction = reverse_invoice(invoice=first, reason="Preis", validator=NoRules())
    numbers = [first.number, fee.number, correction.number]
    assert numbers == ["RE-2026-00001", "MB-2026-00001", "RK-2026-00001"]
    assert not list(faults())


@pytest.mark.parametrize(
    ("instant", "number"),
    [
        (dt.datetime(2026, 12, 31, 22, 59, tzinfo=dt.UTC), "RE-2026-00001"),
        (dt.datetime(2026, 12, 31, 23, 1, tzinfo=dt.UTC), "RE-2027-00001"),
    ],
)
def test_year_of_a_number_begins_at_midnight_in_germany(instant, number):
    draft = InvoiceFactory()
    with moved_clock(instant):
        assert go(draft) == number


def test_date_of_last_year_is_refused_once_the_new_year_has_begun():
    with moved_clock(NEW_YEARS_EVE + dt.timedelta(days=1)):
        InvoiceFactory(issued=True)
    draft = InvoiceFactory()
    with pytest.raises(DateRunsBackwards) as caught:
        go(draft)
    assert "Es gibt bereits eine Rechnung vom 01.01.2027." in str(caught.value)
    assert Invoice.objects.get(pk=draft.pk).is_draft


def test_later_date_in_one_series_does_not_stop_another():
    with moved_clock(NEW_YEARS_EVE + dt.timedelta(days=1)):
        InvoiceFactory(issued=True)
    town = MunicipalityFactory(leitweg_id="06431020-DEMO1-72")
    draft = InvoiceFactory(municipality=town, charges=[contribution(town)])
    assert go(draft) == "MB-2026-00001"


def test_refusals_between_two_invoices_leave_no_gap():
    InvoiceFactory(issued=True)
    bad = InvoiceFactory(municipality=MunicipalityFactory(leitweg_id="", invoice_email=""))
    for _ in range(3):
        with pytest.raises(InvoiceNotValid):
            go(bad)
    assert InvoiceFactory(issued=True).number == "RE-2026-00002"
    assert NumberSeries.objects.get(series="RE").last == 2


def test_draft_that_changes_between_check_and_number_is_refused():
    draft = InvoiceFactory()

    class Meanwhile(NoRules):
        def check(self, syntax, xml):
            BillingSettings.objects.update(name="Anders eG")
            return []

    with pytest.raises(InvoiceChanged) as caught:
        issue(invoice=draft, validator=Meanwhile())
    assert "Der Entwurf hat sich inzwischen geändert." in str(caught.value)
    assert not Invoice.objects.exclude(number=None).exists()


def test_stale_draft_that_somebody_else_issued_is_refused():
    draft = InvoiceFactory()
    stale = Invoice.objects.get(pk=draft.pk)
    go(draft)
    with pytest.raises(NotADraft) as caught:
        go(stale)
    assert "bereits ausgestellt" in str(caught.value)
    assert NumberSeries.objects.get().last == 1


@pytest.mark.parametrize(("level", "stops"), [("fatal", True), ("warning", False)])
def test_official_finding_stops_only_if_a_receiver_would_reject_it(level, stops):
    class Finding1(NoRules):
        def check(self, syntax, xml):
            return [Finding("BR-01", level, "An Invoice shall have 100 %.")]

    draft = InvoiceFactory()
    if not stops:
        assert check_draft(invoice=draft, validator=Finding1()).gross == Decimal("495.00")
        return
    with pytest.raises(InvoiceNotValid) as caught:
        check_draft(invoice=draft, validator=Finding1())
    assert "BR-01: An Invoice shall have 100 %." in str(caught.value)


def test_all_breaches_are_named_at_once_for_the_clerk():
    draft = InvoiceFactory(municipality=MunicipalityFactory(leitweg_id="1-2", city=""))
    with pytest.raises(InvoiceNotValid) as caught:
        go(draft)
    text = str(caught.value)
    assert text.startswith("Die Rechnung kann noch nicht ausgestellt werden:")
    assert "Die Leitweg-ID der Kommune ist nicht gültig." in text
    assert "Ort oder Postleitzahl der Kommune fehlt." in text


def test_title_with_a_vertical_tab_does_not_stop_the_invoice():
    town = MunicipalityFactory(leitweg_id="06431020-DEMO1-72")
    charge = contribution(town, description="Beitrag\x0b2026")
    assert go(InvoiceFactory(municipality=town, charges=[charge])) == "MB-2026-00001"
