"""Verification for everybody, the paper for its holder, revocation for the office."""

import datetime as dt
import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campus.kit import dates
from courses.certificates.models import Certificate
from members.roles.catalogue import Role
from tests.factories.accounts import UserFactory
from tests.factories.certificates import CertificateFactory
from tests.factories.enrolment import EnrolmentFactory
from tests.factories.learning import complete
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db
OWN = reverse("certificates:own")
CHECK = reverse("certificates:check")
LONG_AGO = dt.date(2020, 1, 31)


@pytest.fixture(autouse=True)
def nobody_has_tried_yet():
    cache.clear()


@pytest.fixture
def certificate():
    return CertificateFactory()


def at(name, certificate):
    return reverse(f"certificates:{name}", args=[certificate.number])


def page(response):
    return response.content.decode()


def test_verify_tells_anybody_that_it_is_genuine_and_not_more(client, certificate):
    response = client.get(at("verify", certificate))

    assert response.status_code == 200
    assert "Dieser Nachweis ist echt und gültig" in page(response)
    assert "Teilnahmebestätigung" in page(response)
    for hidden in ("Erika", certificate.person.email, str(certificate.enrolment.registration)):
        assert hidden not in page(response)
    assert 'content="noindex"' in page(response)


def test_verify_a_number_in_small_letters_finds_it(client, certificate):
    address = reverse("certificates:verify", args=[certificate.number.lower()])
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("number", ["KC-2026-00000-00000", "unsinn", "<b>x"])
def test_verify_an_unknown_number_says_so(client, number):
    response = client.get(reverse("certificates:verify", args=[number]))

    assert response.status_code == 404
    assert "Diesen Nachweis gibt es nicht" in page(response)
    assert "<b>x" not in page(response)


@pytest.mark.parametrize(
    ("facts", "sentence", "word"),
    [
        ({"revoked_at": dates.now()}, "Dieser Nachweis wurde widerrufen", "widerrufen"),
        ({"valid_until": LONG_AGO}, "Dieser Nachweis ist echt, aber abgelaufen", "abgelaufen"),
    ],
)
def test_verify_says_in_words_why_it_is_not_valid(client, facts, sentence, word):
    broken = CertificateFactory(revoked_reason="Streng vertraulich", **facts)

    text = page(client.get(at("verify", broken)))

    assert f"<title>{sentence}" in text
    assert re.search(rf"kc-badge[^>]*>.*?{word}", text, re.DOTALL)
    assert "Streng vertraulich" not in text


def test_verify_a_corrected_one_leads_to_the_new_number(client):
    old = CertificateFactory(revoked_at=dates.now())
    new = CertificateFactory(enrolment=old.enrolment, replaces=old)

    text = page(client.get(at("verify", old)))

    assert "Dieser Nachweis wurde durch einen berichtigten ersetzt" in text
    assert f'<a href="{at("verify", new)}">{new.number}</a>' in text


@pytest.mark.parametrize(
    ("typed", "status", "sentence"),
    [
        ("erika  DAMALS", 200, "Der Name gehört zu diesem Nachweis"),
        ("Max Damals", 200, "Der Name gehört nicht zu diesem Nachweis"),
        ("", 400, "Bitte füllen Sie dieses Feld aus."),
    ],
)
def test_verify_compares_the_name_that_was_typed(client, certificate, typed, status, sentence):
    response = client.post(at("verify", certificate), {"name": typed})

    assert response.status_code == status
    assert sentence in page(response)
    assert "Erika Damals" not in page(response)


def test_verify_stops_whoever_tries_names_or_numbers(client, certificate):
    for _ in range(10):
        assert client.post(at("verify", certificate), {"name": "Wer"}).status_code == 200
    response = client.post(at("verify", certificate), {"name": "Wer"})
    assert response.status_code == 429
    assert "Bitte warten Sie zehn Minuten" in page(response)

    for _ in range(30):
        client.get(reverse("certificates:verify", args=["KC-2026-00000-00000"]))
    assert client.get(at("verify", certificate)).status_code == 429


def test_shared_link_shows_the_name_until_it_is_taken_back(client, certificate):
    client.force_login(certificate.person.user)
    client.post(at("share", certificate), {"deed": "start"})
    certificate.refresh_from_db()
    link = f"{at('verify', certificate)}?zeigen={certificate.share_code}"
    assert link in page(client.get(OWN))
    assert "Erika Damals" in page(Client().get(link))
    assert "Erika Damals" not in page(Client().get(at("verify", certificate) + "?zeigen=x"))

    client.post(at("share", certificate), {"deed": "stop"})
    assert "Erika Damals" not in page(Client().get(link))
    assert "Erika Damals" not in page(Client().get(at("verify", certificate) + "?zeigen="))


def test_share_of_an_expired_one_says_why_not(client):
    expired = CertificateFactory(valid_until=LONG_AGO)
    client.force_login(expired.person.user)
    response = client.post(at("share", expired), {"deed": "start"}, follow=True)
    assert "Dieser Nachweis gilt nicht mehr" in page(response)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/nachweis/", "/nachweise/"),
        ("/nachweis/KC-1/?zeigen=a", "/nachweise/KC-1/?zeigen=a"),
        ("/nachweis/KC-1/pdf/", "/nachweise/KC-1/pdf/"),
        ("/lernen/bescheinigungen/", "/lernen/nachweise/"),
    ],
)
def test_addresses_on_old_paper_still_lead_there(client, old, new):
    response = client.get(old)
    assert (response.status_code, response.url) == (301, new)


def test_check_leads_to_the_certificate_however_the_number_was_typed(client, certificate):
    response = client.get(CHECK, {"nummer": f"  {certificate.number.lower()} "})
    assert response.url == at("verify", certificate)


def test_check_of_something_else_says_why_and_keeps_it(client):
    response = client.get(CHECK, {"nummer": "Hauptstraße 1"})

    assert response.status_code == 400
    assert "Das ist keine Nummer eines Nachweises" in page(response)
    assert 'value="Hauptstraße 1"' in page(response)


def test_pdf_is_handed_to_its_holder_only(client, certificate):
    assert client.get(at("pdf", certificate)).status_code == 302
    client.force_login(UserFactory())
    assert client.get(at("pdf", certificate)).status_code == 404
    client.force_login(GrantFactory(role=Role.OFFICE).user)
    assert client.get(at("pdf", certificate)).status_code == 404

    client.force_login(certificate.person.user)
    response = client.get(at("pdf", certificate))
    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF")


def test_pdf_of_a_revoked_one_leads_to_the_explanation(client):
    revoked = CertificateFactory(revoked_at=dates.now())
    client.force_login(revoked.person.user)

    assert client.get(at("pdf", revoked)).url == at("verify", revoked)


def test_own_list_shows_only_ones_own_and_costs_the_same_for_any_number(client, certificate):
    foreign = CertificateFactory()
    client.force_login(certificate.person.user)
    with CaptureQueriesContext(connection) as few:
        text = page(client.get(OWN))
    CertificateFactory.create_batch(
        11,
        enrolment__employment=certificate.enrolment.employment,
    )
    with CaptureQueriesContext(connection) as many:
        client.get(OWN)

    assert certificate.number in text
    assert foreign.number not in text
    assert len(many) == len(few)


def test_own_list_shows_all_periods_with_their_states(client, certificate):
    facts = {"enrolment": certificate.enrolment, "achieved": True}
    CertificateFactory(**facts, valid_until=LONG_AGO)
    CertificateFactory(enrolment=None, person=certificate.person, revoked_at=dates.now())
    client.force_login(certificate.person.user)

    text = page(client.get(OWN))

    for word in ("gültig", "abgelaufen", "widerrufen", "Teilnahmebestätigung", "Leistungsnachweis"):
        assert word in text
    assert text.count("PDF mit meinen Punkten") == 1


def test_own_list_of_somebody_without_a_person_is_empty(client):
    client.force_login(UserFactory())
    assert "Noch kein Nachweis" in page(client.get(OWN))


@pytest.mark.parametrize("role", [None, Role.HR_MANAGER, Role.BOARD, Role.EDITOR])
def test_revoke_is_for_the_office_only(client, certificate, role):
    client.force_login(GrantFactory(role=role).user if role else certificate.person.user)

    assert client.get(at("revoke", certificate)).status_code == 403
    assert client.post(at("revoke", certificate), {"reason": "x"}).status_code == 403


@pytest.fixture
def office(client):
    client.force_login(GrantFactory(role=Role.OFFICE).user)
    return client


def test_revoke_by_the_office_with_a_reason(office, certificate):
    response = office.post(at("revoke", certificate), {"reason": "Irrtum"}, follow=True)

    assert "Der Nachweis ist widerrufen." in page(response)
    certificate.refresh_from_db()
    assert certificate.revoked_reason == "Irrtum"


def test_revoke_and_replace_leads_to_the_new_one(office):
    seat = EnrolmentFactory()
    complete(seat)
    old = CertificateFactory(enrolment=seat)

    office.post(at("revoke", old), {"reason": "Name falsch", "replace": "on"})

    new = Certificate.objects.get(revoked_at=None)
    assert (new.enrolment, new.holder_name) == (seat, str(seat.person))


def test_revoke_without_a_reason_or_twice_says_why(office, certificate):
    response = office.post(at("revoke", certificate), {})
    assert response.status_code == 400
    assert "Bitte füllen Sie dieses Feld aus." in page(response)

    office.post(at("revoke", certificate), {"reason": "Irrtum"})
    response = office.post(at("revoke", certificate), {"reason": "Noch einmal"})
    assert response.status_code == 409
    assert "Dieser Nachweis wurde bereits widerrufen." in page(response)
    assert "Noch einmal" in page(response)


def test_revoke_an_unknown_number_is_not_found(office):
    assert office.get(reverse("certificates:revoke", args=["unsinn"])).status_code == 404


def test_own_list_leads_to_the_evidence_while_the_seat_is_there(client, certificate):
    client.force_login(certificate.person.user)
    why = reverse("learning:why", args=[certificate.enrolment.registration])
    assert why in page(client.get(OWN))

    Certificate.objects.filter(pk=certificate.pk).update(enrolment=None)

    assert why not in page(client.get(OWN))
