"""Office's pages: who may, what they say in German, bad input kept, files unchanged."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campus.kit import dates
from members.billing.models import BillingSettings, Invoice, InvoiceDocument, InvoiceRun, Payment
from members.billing.services import record_payment, reverse_invoice
from members.billing.services.runs import note
from members.roles.catalogue import Role
from tests.factories.billing import IBAN, InvoiceFactory, NoRules, SellerFactory
from tests.factories.cooperative import ChargeFactory
from tests.factories.organisations import MunicipalityFactory
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client):
    client.force_login(GrantFactory(role=Role.OFFICE).user)
    return client


@pytest.fixture
def town():
    return MunicipalityFactory(leitweg_id="06431020-DEMO1-72", name="Stadt Prüfstadt")


@pytest.fixture
def invoice(town):
    return InvoiceFactory(municipality=town, issued=True)


def at(name, *args):
    return reverse(f"billing:{name}", args=args)


def text_of(answer):
    return answer.content.decode()


def pay(invoice, amount, reference="KA 1"):
    return record_payment(
        invoice=invoice,
        amount=Decimal(amount),
        received_on=invoice.issued_on,
        reference=reference,
    )


STRANGERS = [None, Role.HR_MANAGER, Role.CONTACT_PERSON, Role.PROVIDER_OWNER, Role.EDITOR]


@pytest.mark.parametrize("role", STRANGERS)
def test_deed_of_the_office_by_anybody_else_is_refused_and_does_nothing(client, invoice, role):
    draft = InvoiceFactory(municipality=invoice.municipality)
    payment = pay(invoice, "1.00")
    if role:
        client.force_login(GrantFactory(role=role).user)
    for address in (
        at("pay", invoice.number),
        at("reverse", invoice.number),
        at("issue", draft.pk),
        at("discard", draft.pk),
        at("allocate", payment.pk),
        at("reverse_payment", payment.pk),
        at("settings"),
        at("runs"),
    ):
        assert client.post(address, {"reason": "x"}).status_code == (403 if role else 302)
    assert (Payment.objects.count(), Invoice.objects.count()) == (1, 2)
    assert not InvoiceRun.objects.exists()


def test_board_reads_every_page_and_is_offered_no_deed(client, invoice):
    client.force_login(GrantFactory(role=Role.BOARD).user)
    draft = InvoiceFactory(municipality=invoice.municipality)
    run = InvoiceRun.objects.create(until=dates.today())
    payment = pay(invoice, "500.00")
    for address in (
        at("invoices"),
        at("runs"),
        at("run", run.pk),
        at("draft", draft.pk),
        at("draft_pdf", draft.pk),
        at("open_items"),
        at("payments"),
        at("invoice", invoice.number),
        at("invoice_file", invoice.number, "ubl"),
    ):
        answer = client.get(address)
        assert answer.status_code == 200
        if answer["Content-Type"].startswith("text/html"):
            main = text_of(answer).split("<main")[1].split("</main")[0]
            assert 'method="post"' not in main
            assert "/zuordnen/" not in main
    for address in (at("settings"), at("reverse", invoice.number), at("allocate", payment.pk)):
        assert client.get(address).status_code == 403


@pytest.mark.parametrize("name", ["invoice", "pay", "reverse"])
def test_page_of_unknown_number_is_404(office, name):
    assert office.get(at(name, "RE-1999-00001")).status_code == 404


def test_pages_of_unknown_runs_drafts_and_payments_are_404(office, invoice):
    for name in ("run", "draft", "draft_pdf", "allocate"):
        assert office.get(at(name, 999_999)).status_code == 404
    for name in ("issue", "discard"):
        assert office.post(at(name, invoice.pk)).status_code == 404


@pytest.mark.parametrize("name", ["issue", "discard", "issue_all", "reverse_payment"])
def test_deed_by_get_is_refused(office, name):
    assert office.get(at(name, 1)).status_code == 405


@pytest.mark.parametrize(
    ("kind", "content_type", "ending"),
    [
        ("pdf", "application/pdf", ".pdf"),
        ("ubl", "application/xml", "-xrechnung-ubl.xml"),
        ("cii", "application/xml", "-xrechnung-cii.xml"),
    ],
)
def test_file_has_its_type_its_name_and_the_stored_bytes(
    office, invoice, kind, content_type, ending
):
    answer = office.get(at("invoice_file", invoice.number, kind))
    assert answer["Content-Type"] == content_type
    wanted = f'attachment; filename="{invoice.number}{ending}"'
    assert answer["Content-Disposition"] == wanted
    stored = InvoiceDocument.objects.get(invoice=invoice, format=kind)
    assert answer.content == bytes(stored.content)


def test_preview_of_a_draft_before_the_seller_was_entered_says_so(office):
    draft = InvoiceFactory()
    BillingSettings.objects.all().delete()
    answer = office.get(at("draft_pdf", draft.pk), follow=True)
    assert "Bitte erfassen Sie zuerst die Daten der Genossenschaft" in text_of(answer)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"received_on": "2999-01-01"}, "Bitte geben Sie einen Tag bis heute an."),
        ({"amount": "0,00"}, "Der Betrag muss höher als 0,00 € sein."),
        ({"amount": "12.34"}, "Dieser Betrag ist nicht lesbar."),
    ],
)
def test_bad_payment_is_answered_by_a_sentence_and_kept(office, invoice, changes, sentence):
    data = {"amount": "495,00", "received_on": "2026-01-05", "reference": "KA <7>", **changes}
    answer = office.post(at("pay", invoice.number), data)
    assert answer.status_code == 400
    assert sentence in text_of(answer)
    assert 'value="KA &lt;7&gt;"' in text_of(answer)
    assert not Payment.objects.exists()


def test_overpayment_is_entered_and_the_rest_is_pointed_at(office, invoice):
    data = {"amount": "500,00", "received_on": "2026-01-05", "reference": "KA 1"}
    answer = office.post(at("pay", invoice.number), data, follow=True)
    assert "Es wurde mehr gezahlt, als offen war." in text_of(answer)
    assert "5,00" in text_of(office.get(at("payments")))


def test_rest_is_allocated_by_number_however_it_is_typed(office, invoice):
    other = InvoiceFactory(municipality=invoice.municipality, issued=True)
    payment = pay(invoice, "500.00")
    data = {"number": f" {other.number.lower()} ", "amount": "5,00"}
    answer = office.post(at("allocate", payment.pk), data, follow=True)
    assert "Der Betrag ist zugeordnet." in text_of(answer)


def test_allocation_to_a_foreign_or_unknown_number_is_refused_and_kept(office, invoice):
    stranger = InvoiceFactory(
        municipality=MunicipalityFactory(leitweg_id="06431000-DEMO2-72"), issued=True
    )
    payment = pay(invoice, "500.00")
    for number in (stranger.number, "RE-1999-00001"):
        answer = office.post(at("allocate", payment.pk), {"number": number, "amount": "5,00"})
        assert answer.status_code == 400
        assert "Diese Kommune hat keine Rechnung mit dieser Nummer." in text_of(answer)
        assert f'value="{number}"' in text_of(answer)


def test_allocation_of_too_much_names_the_limit(office, invoice):
    other = InvoiceFactory(municipality=invoice.municipality, issued=True)
    payment = pay(invoice, "500.00")
    answer = office.post(at("allocate", payment.pk), {"number": other.number, "amount": "5,01"})
    assert answer.status_code == 400
    assert "Hier können höchstens 5,00" in text_of(answer)


def test_payment_taken_back_twice_is_answered_by_a_sentence(office, invoice):
    address = at("reverse_payment", pay(invoice, "1.00").pk)
    assert "Der Eintrag ist zurückgenommen." in text_of(office.post(address, follow=True))
    assert "Diese Zahlung ist bereits zurückgenommen." in text_of(office.post(address, follow=True))


def test_reversal_of_a_reversed_invoice_is_refused_and_its_reason_kept(office, invoice):
    reverse_invoice(invoice=invoice, reason="Preis", validator=NoRules())
    answer = office.post(at("reverse", invoice.number), {"reason": "Noch einmal"})
    assert answer.status_code == 400
    assert "kann nicht zurückgenommen werden" in text_of(answer)
    assert 'value="Noch einmal"' in text_of(answer)


def test_correction_and_its_invoice_name_each_other(office, invoice):
    correction = reverse_invoice(invoice=invoice, reason="Falscher Preis", validator=NoRules())
    assert invoice.number in text_of(office.get(at("invoice", correction.number)))
    page = text_of(office.get(at("invoice", invoice.number)))
    assert correction.number in page
    assert "Diese Rechnung ist zurückgenommen durch:" in page
    assert "Gutschrift" not in page


def test_settings_keep_what_was_typed_beside_the_sentence(office):
    answer = office.post(at("settings"), {"name": "Neue eG", "iban": IBAN, "payment_days": "61"})
    assert answer.status_code == 400
    assert 'value="Neue eG"' in text_of(answer)
    assert not BillingSettings.objects.exists()


def test_settings_are_changed_and_shown(office):
    row = SellerFactory()
    names = [field.name for field in BillingSettings._meta.fields if field.name != "id"]
    data = {name: getattr(row, name) for name in names} | {"city": "Bensheim"}
    answer = office.post(at("settings"), data, follow=True)
    assert "Die Einstellungen sind gespeichert." in text_of(answer)
    assert BillingSettings.objects.get().city == "Bensheim"


@pytest.mark.parametrize(
    ("query", "status"),
    [("?status=paid", 200), ("?jahr=viel", 400), ("?status=x", 400), ("?page=999", 200)],
)
def test_list_answers_odd_filters_without_breaking(office, invoice, query, status):
    assert office.get(at("invoices") + query).status_code == status


def test_list_is_narrowed_by_the_name_of_the_municipality(office, invoice):
    assert invoice.number in text_of(office.get(at("invoices"), {"q": "prüfstadt"}))
    answer = text_of(office.get(at("invoices"), {"q": "anderswo"}))
    assert invoice.number not in answer
    assert "Keine Rechnungen gefunden" in answer


def test_page_of_invoice_shows_an_uneven_quantity_as_it_was_charged(office, town):
    ChargeFactory(municipality=town, quantity=Decimal("1.25"), unit_price=Decimal("100.00"))
    draft = InvoiceFactory(municipality=town)
    page = text_of(office.get(at("draft", draft.pk)))
    assert "1,25" in page
    assert ">10</td>" in page


def test_run_shows_its_faults_and_offers_to_issue_the_rest(office, town):
    draft = InvoiceFactory(municipality=town)
    run = InvoiceRun.objects.create(until=dates.today(), state=InvoiceRun.State.DRAFTED)
    Invoice.objects.filter(pk=draft.pk).update(run=run)
    note(run, faults=[{"invoice": "Stadt Ohne", "text": "Die Leitweg-ID fehlt."}])
    page = text_of(office.get(at("run", run.pk)))
    for words in ("Stadt Ohne", "Die Leitweg-ID fehlt.", "Entwürfe liegen vor", "495,00"):
        assert words in page


def test_run_until_a_day_to_come_is_refused(office):
    SellerFactory()
    tomorrow = dates.today() + dt.timedelta(days=1)
    answer = office.post(at("runs"), {"until": tomorrow.isoformat()})
    assert answer.status_code == 400
    assert "Bitte geben Sie einen Tag bis heute an." in text_of(answer)
    assert not InvoiceRun.objects.exists()


def queries_of(client, address):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_run_costs_the_same_queries_for_three_and_twelve_drafts(office):
    run = InvoiceRun.objects.create(until=dates.today(), state=InvoiceRun.State.DRAFTED)
    counts = []
    for number in (3, 9):
        for _ in range(number):
            draft = InvoiceFactory()
            Invoice.objects.filter(pk=draft.pk).update(run=run)
        counts.append(queries_of(office, at("run", run.pk)))
    assert counts[0] == counts[1]


def test_invoice_costs_the_same_queries_for_three_and_twelve_lines_and_payments(office, town):
    counts = []
    for number in (3, 12):
        charges = [
            ChargeFactory(municipality=town, cost_centre=str(place)) for place in range(number)
        ]
        invoice = InvoiceFactory(municipality=town, charges=charges, issued=True)
        for place in range(number):
            pay(invoice, "1.00", f"KA {number}/{place}")
        counts.append(queries_of(office, at("invoice", invoice.number)))
    assert counts[0] == counts[1]
