"""The provider reads its own statements and objects; the office agrees, issues and answers."""

import pytest
from django.urls import reverse

from members.cooperative.models import Agreement
from members.roles.catalogue import Role
from members.roles.services import grant
from members.settlement.models import Dispute, Statement
from tests.factories.accounts import UserFactory
from tests.factories.billing import IBAN
from tests.factories.organisations import ProviderFactory
from tests.factories.settlement import agreement, earn, issued

pytestmark = pytest.mark.django_db


@pytest.fixture
def provider():
    return ProviderFactory()


@pytest.fixture
def owner(client, provider):
    user = UserFactory()
    grant(user=user, role=Role.PROVIDER_OWNER, provider=provider)
    client.force_login(user)
    return client


@pytest.fixture
def office(client):
    user = UserFactory()
    grant(user=user, role=Role.OFFICE)
    client.force_login(user)
    return client


def body(answer, status=200):
    assert answer.status_code == status
    return " ".join(answer.content.decode().split())


def test_management_sees_what_came_together_and_its_statements(owner, provider):
    statement = issued(provider)
    earn(provider, price="100")
    text = body(owner.get(reverse("settlement:statements")))
    assert statement.number in text
    assert "70,00 €" in text
    assert "Vertrag vom 1. Januar 2025" in text


def test_statement_shows_each_line_and_the_sum(owner, provider):
    statement = issued(provider)
    text = body(owner.get(reverse("settlement:statement", args=[statement.number])))
    assert "34,65 €" in text
    assert "× 70 %" in text


def test_statement_of_another_provider_is_not_found(owner):
    foreign = issued(ProviderFactory())
    assert owner.get(reverse("settlement:statement", args=[foreign.number])).status_code == 404
    for kind in ("pdf", "csv"):
        address = reverse("settlement:statement_file", args=[foreign.number, kind])
        assert owner.get(address).status_code == 404


@pytest.mark.parametrize(("kind", "mime"), [("pdf", "application/pdf"), ("csv", "text/csv")])
def test_files_are_given(owner, provider, kind, mime):
    statement = issued(provider)
    answer = owner.get(reverse("settlement:statement_file", args=[statement.number, kind]))
    assert answer["Content-Type"].startswith(mime)
    assert statement.number in answer["Content-Disposition"]


def test_objection_is_kept_and_shown_once(owner, provider):
    statement = issued(provider)
    address = reverse("settlement:statement", args=[statement.number])
    assert "Was stimmt nicht?" in body(owner.post(address, {"reason": ""}), 400)
    text = body(owner.post(address, {"reason": "Eine Buchung fehlt."}, follow=True))
    assert "Eine Buchung fehlt." in text
    assert "wird schon geprüft" in body(owner.post(address, {"reason": "Noch eine."}), 400)
    assert Dispute.objects.count() == 1


TERMS = {
    "share": "62,5",
    "valid_from": "2025-01-01",
    "tax_number": "38 123 45678",
    "iban": IBAN,
    "contact_email": "abrechnung@hochschule.example",
    "vat_rate": "0",
    "exempt_reason": "Steuerfrei.",
}


def test_office_enters_an_agreement_and_issues_the_statement(office, provider):
    address = reverse("settlement:agree", args=[provider.slug])
    body(office.post(address, TERMS, follow=True))
    assert str(Agreement.objects.get().share) == "62.50"
    earn(provider)
    assert "34,65 €" in body(office.get(reverse("settlement:office")))
    page = reverse("settlement:office_provider", args=[provider.slug])
    assert "34,65 €" in body(office.get(page))
    body(office.post(reverse("settlement:issue", args=[provider.slug]), follow=True))
    assert Statement.objects.get().provider == provider
    text = body(office.post(reverse("settlement:issue", args=[provider.slug]), follow=True))
    assert "nichts abzurechnen" in text


def test_new_agreement_takes_over_what_stays_but_neither_share_nor_days(office, provider):
    agreement(provider, share="55", vat_rate="19.00", exempt_reason="")
    text = body(office.get(reverse("settlement:agree", args=[provider.slug])))
    assert f'value="{IBAN}"' in text and 'value="38 123 45678"' in text
    assert 'value="19,00"' in text
    assert "55" not in text.split('name="share"')[1].split(">")[0]


def test_statement_names_the_account_and_why_there_is_no_vat(owner, provider):
    statement = issued(provider)
    text = body(owner.get(reverse("settlement:statement", args=[statement.number])))
    assert "Steuerfrei nach § 4 Nr. 21 Buchst. a UStG." in text
    assert provider.name in text and IBAN[:4] in text


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("exempt_reason", "", "Bitte geben Sie an, warum keine Umsatzsteuer anfällt."),
        ("valid_until", "2024-12-31", "Die Vereinbarung endet, bevor sie beginnt."),
        ("iban", "DE00", "Das kann nicht vereinbart werden."),
        ("share", "101", "100"),
    ],
)
def test_agreement_that_cannot_be_is_explained(office, provider, field, value, sentence):
    address = reverse("settlement:agree", args=[provider.slug])
    assert sentence in body(office.post(address, {**TERMS, field: value}), 400)
    assert not Agreement.objects.exists()


def test_agreement_for_charged_days_is_refused_in_words(office, provider):
    earn(provider)
    text = body(office.post(reverse("settlement:agree", args=[provider.slug]), TERMS), 400)
    assert "Was berechnet ist, ändert sich nicht" in text


def test_office_takes_a_statement_back(office, provider):
    statement = issued(provider)
    address = reverse("settlement:take_back", args=[statement.number])
    assert "Was geschieht" in body(office.get(address))
    assert body(office.post(address, {"reason": ""}), 400)
    text = body(office.post(address, {"reason": "Falscher Anteil"}, follow=True))
    assert "Falscher Anteil" in text
    page = reverse("settlement:office_statement", args=[statement.number])
    assert "zurückgenommen" in body(office.get(page)).casefold()
    assert body(office.post(address, {"reason": "Noch einmal"}), 400)


def test_office_answers_an_objection_once(office, provider):
    statement = issued(provider)
    Dispute.objects.create(statement=statement, reason="Eine Buchung fehlt.")
    page = reverse("settlement:office_statement", args=[statement.number])
    assert "Eine Buchung fehlt." in body(office.get(page))
    address = reverse("settlement:answer", args=[statement.number])
    assert body(office.post(address, {"text": ""}), 400)
    assert "Sie steht unten." in body(
        office.post(address, {"text": "Sie steht unten."}, follow=True)
    )
    assert office.post(address, {"text": "Noch einmal."}).status_code == 404


def test_unknown_provider_or_statement_is_not_found(office):
    assert office.get(reverse("settlement:office_provider", args=["x"])).status_code == 404
    for name in ("office_statement", "take_back"):
        assert office.get(reverse(f"settlement:{name}", args=["GU-2025-00009"])).status_code == 404


def test_provider_without_agreement_is_marked(office, provider):
    agreement(ProviderFactory())
    earn(provider)
    assert "nichts vereinbart" in body(office.get(reverse("settlement:office")))
    text = body(office.post(reverse("settlement:issue", args=[provider.slug]), follow=True))
    assert "keine Vereinbarung" in text
