"""Pages of billing: who may see them, what they say, and how many queries a list costs."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from members.billing.models import Invoice, InvoiceRun, Payment
from members.billing.services import draft_run
from members.roles.catalogue import Role
from tests.factories.billing import InvoiceFactory, SellerFactory
from tests.factories.cooperative import ChargeFactory
from tests.factories.organisations import MunicipalityFactory
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db
LEITWEG_ID = "06431020-DEMO1-72"


@pytest.fixture
def office(client):
    client.force_login(GrantFactory(role=Role.OFFICE).user)
    return client


@pytest.fixture
def town():
    return MunicipalityFactory(leitweg_id=LEITWEG_ID, name="Stadt Prüfstadt")


@pytest.fixture
def invoice(town):
    return InvoiceFactory(municipality=town, issued=True)


OFFICE_PAGES = ["invoices", "runs", "open_items", "payments", "settings"]


@pytest.mark.parametrize("name", OFFICE_PAGES)
def test_page_of_office_opens_for_the_office_only(client, office, name):
    address = reverse(f"billing:{name}")
    assert office.get(address).status_code == 200
    client.force_login(GrantFactory(role=Role.HR_MANAGER).user)
    assert client.get(address).status_code == 403
    client.logout()
    assert client.get(address).status_code == 302


def test_board_reads_invoices_and_enters_nothing(client, invoice):
    client.force_login(GrantFactory(role=Role.BOARD).user)
    assert client.get(reverse("billing:invoice", args=[invoice.number])).status_code == 200
    assert client.get(reverse("billing:pay", args=[invoice.number])).status_code == 403
    assert client.post(reverse("billing:runs"), {"until": "2026-01-01"}).status_code == 403


def test_invoice_shows_lines_status_and_files(office, invoice):
    text = office.get(reverse("billing:invoice", args=[invoice.number])).content.decode()
    assert "495,00" in text
    assert "Offen" in text
    for kind in ("pdf", "ubl", "cii"):
        answer = office.get(reverse("billing:invoice_file", args=[invoice.number, kind]))
        assert answer.status_code == 200
        assert invoice.number in answer["Content-Disposition"]


def test_pay_in_german_notation_makes_the_invoice_paid(office, invoice):
    data = {"amount": "495,00", "received_on": "2026-01-05", "reference": "KA 1/2"}
    answer = office.post(reverse("billing:pay", args=[invoice.number]), data, follow=True)
    assert "Bezahlt" in answer.content.decode()
    assert Payment.objects.get().amount == Decimal("495.00")


@pytest.mark.parametrize("typed", ["495.00", "1,234.56", "viel", "4 95", "-5", "1e3", "٤٩٥"])
def test_pay_with_unreadable_amount_says_so_and_keeps_what_was_typed(office, invoice, typed):
    data = {"amount": typed, "received_on": "2026-01-05", "reference": "KA 1/2"}
    answer = office.post(reverse("billing:pay", args=[invoice.number]), data)
    assert answer.status_code == 400
    assert "Dieser Betrag" in answer.content.decode()
    assert f'value="{typed}"' in answer.content.decode()
    assert not Payment.objects.exists()


def test_pay_with_known_reference_is_refused_with_a_sentence(office, invoice):
    data = {"amount": "100,00", "received_on": "2026-01-05", "reference": "KA 1/2"}
    address = reverse("billing:pay", args=[invoice.number])
    office.post(address, data)
    answer = office.post(address, data)
    assert answer.status_code == 400
    assert "ist bereits erfasst" in answer.content.decode()


def test_run_is_started_and_its_page_shows_the_drafts(office, town):
    SellerFactory()
    ChargeFactory(municipality=town)
    answer = office.post(reverse("billing:runs"), {"until": dt.date.today().isoformat()})
    run = InvoiceRun.objects.get()
    assert answer["Location"] == reverse("billing:run", args=[run.pk])
    draft_run(run=run)
    assert "Stadt Prüfstadt" in office.get(answer["Location"]).content.decode()


def test_run_before_the_seller_was_entered_is_refused_with_a_sentence(office):
    answer = office.post(reverse("billing:runs"), {"until": "2026-01-01"})
    assert answer.status_code == 400
    assert "Rechnungseinstellungen" in answer.content.decode()


def test_issue_draft_that_breaks_a_rule_shows_the_sentence(office):
    draft = InvoiceFactory(municipality=MunicipalityFactory(leitweg_id="", invoice_email=""))
    answer = office.post(reverse("billing:issue", args=[draft.pk]), follow=True)
    assert "weder eine Leitweg-ID" in answer.content.decode()


def test_draft_is_looked_at_and_discarded(office):
    draft = InvoiceFactory()
    assert office.get(reverse("billing:draft", args=[draft.pk])).status_code == 200
    pdf = office.get(reverse("billing:draft_pdf", args=[draft.pk]))
    assert pdf.content.startswith(b"%PDF")
    office.post(reverse("billing:discard", args=[draft.pk]))
    assert not Invoice.objects.exists()


def test_settings_with_wrong_iban_are_refused_with_a_sentence(office):
    answer = office.post(reverse("billing:settings"), {"iban": "DE00123"})
    assert answer.status_code == 400
    assert "Diese IBAN ist nicht gültig" in answer.content.decode()


@pytest.mark.parametrize("role", [Role.HR_MANAGER, Role.CONTACT_PERSON])
def test_own_invoices_are_seen_by_the_municipality_and_nobody_elses(client, invoice, town, role):
    client.force_login(GrantFactory(role=role, municipality=town).user)
    page = client.get(reverse("billing:my_invoices")).content.decode()
    assert invoice.number in page
    for kind in ("pdf", "ubl", "cii"):
        assert (
            client.get(reverse("billing:my_file", args=[invoice.number, kind])).status_code == 200
        )
    client.force_login(GrantFactory(role=role).user)
    assert invoice.number not in client.get(reverse("billing:my_invoices")).content.decode()
    for name in ("my_invoice", "my_file", "pay_online"):
        args = [invoice.number, "pdf"] if name == "my_file" else [invoice.number]
        method = client.post if name == "pay_online" else client.get
        assert method(reverse(f"billing:{name}", args=args)).status_code == 404


def test_online_payment_is_offered_only_with_a_key(client, invoice, town, settings):
    client.force_login(GrantFactory(role=Role.HR_MANAGER, municipality=town).user)
    address = reverse("billing:my_invoice", args=[invoice.number])
    assert "Stripe" not in client.get(address).content.decode()
    settings.STRIPE_SECRET_KEY = "sk_test_1"
    assert "Online mit Stripe zahlen" in client.get(address).content.decode()


@pytest.mark.parametrize("name", ["invoices", "open_items", "payments", "my_invoices"])
def test_list_costs_the_same_queries_for_two_and_six_rows(client, town, name):
    user = GrantFactory(role=Role.OFFICE).user
    GrantFactory(user=user, role=Role.HR_MANAGER, municipality=town)
    client.force_login(user)
    counts = []
    for number in (2, 4):
        for _ in range(number):
            issued = InvoiceFactory(municipality=town, issued=True)
            client.post(
                reverse("billing:pay", args=[issued.number]),
                {"amount": "1,00", "received_on": "2026-01-05", "reference": issued.number},
            )
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(reverse(f"billing:{name}")).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_reverse_from_the_page_issues_a_correction(office, invoice, official_rules):
    address = reverse("billing:reverse", args=[invoice.number])
    assert office.post(address, {"reason": ""}).status_code == 400
    answer = office.post(address, {"reason": "Falsche Kostenstelle"}, follow=True)
    assert "RK-" in answer.content.decode()
    page = office.get(reverse("billing:invoice", args=[invoice.number])).content.decode()
    assert "Storniert" in page
