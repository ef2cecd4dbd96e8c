"""Verification for everybody, the paper for its holder, revocation for the office."""

import pytest
from django.db import connection
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
    assert "Diese Bescheinigung ist echt" in page(response)
    assert "Erika Damals" in page(response)
    for hidden in (certificate.person.email, str(certificate.enrolment.registration)):
        assert hidden not in page(response)
    assert 'content="noindex"' in page(response)


def test_verify_a_number_in_small_letters_finds_it(client, certificate):
    address = reverse("certificates:verify", args=[certificate.number.lower()])
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("number", ["KC-2026-00000-00000", "unsinn", "<b>x"])
def test_verify_an_unknown_number_says_so(client, number):
    response = client.get(reverse("certificates:verify", args=[number]))

    assert response.status_code == 404
    assert "Diese Bescheinigung gibt es nicht" in page(response)
    assert "<b>x" not in page(response)


def test_verify_a_revoked_one_says_so_without_the_reason(client):
    revoked = CertificateFactory(revoked_at=dates.now(), revoked_reason="Streng vertraulich")

    text = page(client.get(at("verify", revoked)))

    assert "Diese Bescheinigung wurde widerrufen" in text
    assert "Streng vertraulich" not in text


def test_check_leads_to_the_certificate_however_the_number_was_typed(client, certificate):
    response = client.get(CHECK, {"nummer": f"  {certificate.number.lower()} "})
    assert response.url == at("verify", certificate)


def test_check_of_something_else_says_why_and_keeps_it(client):
    response = client.get(CHECK, {"nummer": "Hauptstraße 1"})

    assert response.status_code == 400
    assert "Das ist keine Nummer einer Bescheinigung" in page(response)
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


def test_own_list_of_somebody_without_a_person_is_empty(client):
    client.force_login(UserFactory())
    assert "Noch keine Bescheinigung" in page(client.get(OWN))


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

    assert "Die Bescheinigung ist widerrufen." in page(response)
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
    assert "Diese Bescheinigung wurde bereits widerrufen." in page(response)
    assert "Noch einmal" in page(response)


def test_revoke_an_unknown_number_is_not_found(office):
    assert office.get(reverse("certificates:revoke", args=["unsinn"])).status_code == 404
