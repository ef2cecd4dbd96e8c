"""A municipality's own invoices: its own alone, with how to pay; foreign ones do not exist."""

import pytest
from django.core import mail
from django.urls import reverse

from members.billing import rules
from members.billing.services import issue, reverse_invoice
from members.messages.models import Message
from members.roles.catalogue import Role
from tests.factories.billing import InvoiceFactory, NoRules
from tests.factories.organisations import MunicipalityFactory
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return MunicipalityFactory(
        leitweg_id="06431020-DEMO1-72", invoice_email="rechnung@stadt.example"
    )


@pytest.fixture
def invoice(town):
    return InvoiceFactory(municipality=town, issued=True)


def sign_in(client, role, **values):
    user = GrantFactory(role=role, **values).user
    client.force_login(user)
    return user


def page(client, invoice):
    return client.get(reverse("billing:my_invoice", args=[invoice.number]))


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        (Role.HR_MANAGER, True),
        (Role.CONTACT_PERSON, True),
        (Role.DEPARTMENT_HR, False),
        (Role.APPROVER, False),
        (Role.BOARD, False),
        (Role.AUTHOR, False),
    ],
)
def test_own_invoices_are_for_human_resources_and_the_contact_person(client, invoice, role, sees):
    scoped = {Role.HR_MANAGER, Role.CONTACT_PERSON}
    place = {"municipality": invoice.municipality} if role in scoped else {}
    user = sign_in(client, role, **place)
    assert rules.sees_own_invoices(user) is sees
    assert page(client, invoice).status_code == (200 if sees else 403)
    assert rules.own_invoices(user).contains(invoice) is sees


def test_own_invoices_hold_no_draft_and_none_of_a_neighbour(client, invoice, town):
    InvoiceFactory(municipality=town)
    neighbour = InvoiceFactory(
        municipality=MunicipalityFactory(leitweg_id="06431000-DEMO2-72"), issued=True
    )
    user = sign_in(client, Role.HR_MANAGER, municipality=town)
    assert list(rules.own_invoices(user)) == [invoice]
    assert page(client, neighbour).status_code == 404


def test_user_of_two_municipalities_sees_both(client, invoice):
    other = InvoiceFactory(
        municipality=MunicipalityFactory(leitweg_id="06431000-DEMO2-72"), issued=True
    )
    user = sign_in(client, Role.HR_MANAGER, municipality=invoice.municipality)
    GrantFactory(user=user, role=Role.CONTACT_PERSON, municipality=other.municipality)
    assert set(rules.own_invoices(user)) == {invoice, other}


def test_own_invoice_says_how_to_pay_until_it_is_reversed(client, invoice, town):
    sign_in(client, Role.HR_MANAGER, municipality=town)
    text = page(client, invoice).content.decode()
    for words in ("So zahlen Sie", "DE02120300000000202051", invoice.number, "495,00"):
        assert words in text
    reverse_invoice(invoice=invoice, reason="Preis", validator=NoRules())
    assert "So zahlen Sie" not in page(client, invoice).content.decode()


def test_pay_online_without_key_says_to_transfer(client, invoice, town):
    sign_in(client, Role.HR_MANAGER, municipality=town)
    address = reverse("billing:pay_online", args=[invoice.number])
    answer = client.post(address, follow=True)
    assert "Online-Zahlung ist nicht verfügbar. Bitte überweisen" in answer.content.decode()
    assert client.get(address).status_code == 405


def test_empty_list_says_when_invoices_will_appear(client, town):
    sign_in(client, Role.HR_MANAGER, municipality=town)
    text = client.get(reverse("billing:my_invoices")).content.decode()
    assert "Noch keine Rechnungen" in text


def test_issue_tells_the_municipality_once_in_german_without_the_document(
    town, django_capture_on_commit_callbacks
):
    draft = InvoiceFactory(municipality=town)
    with django_capture_on_commit_callbacks(execute=True):
        invoice = issue(invoice=draft, validator=NoRules())
    message = Message.objects.get(kind="billing_invoice")
    assert message.email == "rechnung@stadt.example"
    assert message.subject == f"Rechnung {invoice.number} der Genossenschaft"
    assert "liegt für Sie als XRechnung und als PDF bereit" in message.body
    assert reverse("billing:my_invoice", args=[invoice.number]) in message.body
    assert not any(sent.attachments for sent in mail.outbox)


def test_issue_to_a_municipality_without_address_tells_nobody():
    InvoiceFactory(issued=True)
    assert not Message.objects.filter(kind="billing_invoice").exists()
