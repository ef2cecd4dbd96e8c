"""Reads: where an invoice stands on which day, what is open, and what each filter shows."""

import datetime as dt
from decimal import Decimal

import pytest

from campus.kit.dates import moved_clock
from members.billing import selectors
from members.billing.services import record_payment, reverse_invoice, reverse_payment
from tests.factories.billing import InvoiceFactory, NoRules, SellerFactory, mixed_charges
from tests.factories.organisations import MunicipalityFactory

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 5, 4, 10, tzinfo=dt.UTC)
DAY = NOON.date()
DUE = dt.date(2026, 6, 3)


@pytest.fixture(autouse=True)
def clock():
    with moved_clock(NOON):
        yield


@pytest.fixture
def town():
    return MunicipalityFactory(leitweg_id="06431020-DEMO1-72", name="Stadt Prüfstadt")


def issued(town, **values):
    return InvoiceFactory(municipality=town, issued=True, **values)


def pay(invoice, amount):
    return record_payment(
        invoice=invoice, amount=Decimal(amount), received_on=DAY, reference=f"KA {invoice.pk}"
    )


def reverse(invoice):
    return reverse_invoice(invoice=invoice, reason="Preis", validator=NoRules())


@pytest.mark.parametrize(
    ("paid", "day", "status", "left"),
    [
        (None, DAY, "open", "495.00"),
        (None, DUE, "open", "495.00"),
        (None, DUE + dt.timedelta(days=1), "overdue", "495.00"),
        ("0.01", DUE, "partly_paid", "494.99"),
        ("494.99", DUE + dt.timedelta(days=1), "overdue", "0.01"),
        ("495.00", DUE + dt.timedelta(days=400), "paid", "0.00"),
        ("495.01", DUE, "paid", "0.00"),
    ],
)
def test_balance_follows_from_payments_and_day(town, paid, day, status, left):
    invoice = issued(town)
    if paid:
        pay(invoice, paid)
    found = selectors.balance_of(selectors.invoices().get(pk=invoice.pk), day)
    assert (found.status, found.open) == (status, Decimal(left))


@pytest.mark.parametrize(
    ("paid", "left"), [(None, "0.00"), ("100.00", "-100.00"), ("500.00", "-495.00")]
)
def test_balance_of_a_reversed_invoice_is_what_is_to_be_paid_back(town, paid, left):
    invoice = issued(town)
    if paid:
        pay(invoice, paid)
    reverse(invoice)
    found = selectors.balance_of(selectors.invoices().get(pk=invoice.pk), DUE)
    assert (found.status, found.open) == ("reversed", Decimal(left))


def test_balance_of_draft_and_correction_is_nothing(town):
    correction = reverse(issued(town))
    draft = InvoiceFactory()
    for invoice, status in ((correction, "correction"), (draft, "draft")):
        found = selectors.balance_of(selectors.invoices().get(pk=invoice.pk), DUE)
        assert (found.status, found.open) == (status, Decimal("0.00"))


def test_open_items_are_the_standing_unpaid_invoices_the_earliest_due_first(town):
    first = issued(town)
    with moved_clock(NOON + dt.timedelta(days=1)):
        second, paid, reversed_one = issued(town), issued(town), issued(town)
        pay(paid, "495.00")
        reverse(reversed_one)
    InvoiceFactory(municipality=town)
    assert list(selectors.open_items()) == [first, second]


def test_open_item_comes_back_when_its_payment_is_taken_back(town):
    invoice = issued(town)
    payment = pay(invoice, "495.00")
    assert not selectors.open_items().exists()
    reverse_payment(payment=payment)
    assert list(selectors.open_items()) == [invoice]


def test_open_totals_tell_open_from_overdue(town):
    pay(issued(town), "95.00")
    with moved_clock(NOON + dt.timedelta(days=10)):
        issued(town)
    totals = selectors.open_totals(DUE + dt.timedelta(days=1))
    assert (totals.count, totals.amount) == (2, Decimal("895.00"))
    assert (totals.overdue_count, totals.overdue_amount) == (1, Decimal("400.00"))


def test_open_totals_of_nothing_are_zero_in_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        totals = selectors.open_totals(DAY)
    assert (totals.count, totals.amount, totals.overdue_amount) == (0, Decimal(0), Decimal(0))


@pytest.fixture
def five(town):
    """An open, an overdue, a paid and a reversed invoice, and the correction."""
    found = {"overdue": issued(town)}
    with moved_clock(NOON + dt.timedelta(days=20)):
        found["open"] = issued(MunicipalityFactory(leitweg_id="06431000-DEMO2-72", name="Kreis"))
        found["paid"], found["reversed"] = issued(town), issued(town)
        pay(found["paid"], "495.00")
        found["correction"] = reverse(found["reversed"])
    return found


@pytest.mark.parametrize(
    ("status", "kinds"),
    [
        ("", {"overdue", "open", "paid", "reversed", "correction"}),
        ("open", {"overdue", "open"}),
        ("overdue", {"overdue"}),
        ("paid", {"paid"}),
        ("reversed", {"reversed"}),
        ("corrections", {"correction"}),
        ("unknown", {"overdue", "open", "paid", "reversed", "correction"}),
    ],
)
def test_filter_by_status(five, status, kinds):
    rows = selectors.filtered(
        selectors.issued_invoices(),
        query="",
        status=status,
        year=None,
        day=DUE + dt.timedelta(days=1),
    )
    assert set(rows) == {five[kind] for kind in kinds}


@pytest.mark.parametrize(
    ("query", "year", "count"),
    [("kreis", None, 1), ("RE-2026", None, 4), ("rk-", 2026, 1), ("", 2025, 0), ("%", None, 0)],
)
def test_filter_by_words_and_year(five, query, year, count):
    rows = selectors.filtered(
        selectors.issued_invoices(), query=query, status="", year=year, day=DAY
    )
    assert rows.count() == count


def test_status_of_a_row_agrees_with_the_filter_that_shows_it(five):
    """What the list calls paid or overdue is what `balance_of` calls so."""
    day = DUE + dt.timedelta(days=1)
    for status in ("overdue", "paid", "reversed"):
        rows = selectors.filtered(
            selectors.issued_invoices(), query="", status=status, year=None, day=day
        )
        assert {selectors.balance_of(row, day).status for row in rows} == {status}


def test_invoices_of_a_municipality_are_its_issued_ones_the_newest_first(town):
    first, second = issued(town), issued(town)
    InvoiceFactory(municipality=town)
    issued(MunicipalityFactory(leitweg_id="06431000-DEMO2-72"))
    assert list(selectors.invoices_of(town)) == [second, first]


def test_payments_carry_what_is_allocated_of_them(town):
    invoice = issued(town)
    pay(invoice, "500.00")
    row = selectors.payments().get()
    assert (row.allocated, row.rest, row.is_standing) == (Decimal("495"), Decimal("5.00"), True)


def test_payment_taken_back_stands_no_more_and_neither_does_its_counterpart(town):
    reverse_payment(payment=pay(issued(town), "10.00"))
    assert [row.is_standing for row in selectors.payments()] == [False, False]


def test_revenue_by_month_takes_corrections_off_in_their_own_month(town):
    invoice = InvoiceFactory(municipality=town, charges=mixed_charges(town), issued=True)
    with moved_clock(NOON + dt.timedelta(days=31)):
        reverse(invoice)
        issued(town)
    found = selectors.revenue_by_month(dt.date(2026, 5, 1), dt.date(2026, 6, 30))
    may, june = dt.date(2026, 5, 1), dt.date(2026, 6, 1)
    assert found[may] == Decimal("845.00")
    # June: the correction takes 845 off, the next invoice bills them again, and 495 are new.
    assert found[june] == Decimal("495.00")


def test_revenue_by_month_counts_the_first_and_the_last_day_and_no_draft(town):
    issued(town)
    InvoiceFactory(municipality=town)
    assert selectors.revenue_by_month(DAY, DAY) == {dt.date(2026, 5, 1): Decimal("495.00")}
    assert selectors.revenue_by_month(DAY + dt.timedelta(days=1), DUE) == {}


@pytest.mark.parametrize("kind", ["pdf", "ubl", "cii"])
def test_document_of_a_draft_is_none(kind):
    assert selectors.document_of(InvoiceFactory(), kind) is None


def test_seller_or_none_before_and_after_it_was_entered():
    assert selectors.seller_or_none() is None
    row = SellerFactory()
    assert selectors.seller_or_none() == selectors.seller() == row
