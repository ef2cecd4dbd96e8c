"""Badges of the running app, checked by a validator that is not ours (openbadgeslib)."""

import json
from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from joserfc.jwk import OKPKey
from openbadgeslib.ob3 import OB3VerificationError, OB3Verifier

from campus.kit import dates
from courses.certificates import services
from courses.certificates.badges import keys
from courses.certificates.models import Certificate
from tests.factories.accounts import UserFactory
from tests.factories.certificates import CertificateFactory

pytestmark = pytest.mark.django_db
DID = "did:web:testserver"


@pytest.fixture
def fetch(client):
    """Return how the validator gets public documents: from the app, and from nowhere else."""

    def download(address):
        assert urlsplit(address).netloc == "testserver"
        response = client.get(urlsplit(address).path)
        assert response.status_code == 200, address
        return response.content

    return download


def token_of(client, certificate):
    return client.get(at("badge_jwt", certificate)).content.decode()


def at(name, certificate):
    return reverse(f"certificates:{name}", args=[certificate.number])


def check(token, fetch):
    verifier = OB3Verifier.for_issuer_did(DID, download=fetch)
    return verifier.verify(token, check_status=True, verify_status_list=True, download=fetch)


def test_badge_is_confirmed_by_a_foreign_validator(client, fetch):
    record = CertificateFactory(achieved=True, valid_until=dates.add_months(dates.today(), 12))

    checked = check(token_of(client, record), fetch)

    assert checked.issuer.id == DID
    assert checked.achievement.name == record.course_title
    assert checked.expiration_date.date() == record.valid_until
    assert checked.recipient_id == record.subject_key.urn


def test_badge_is_confirmed_offline_by_the_published_key_alone(client):
    token = token_of(client, CertificateFactory())
    published = client.get(reverse("certificates:jwks")).json()["keys"][0]
    pem = OKPKey.import_key(published).as_pem(private=False)

    assert OB3Verifier(pubkey_pem=pem).verify(token).issuer.id == DID
    head, body, signature = token.split(".")
    with pytest.raises(OB3VerificationError):
        OB3Verifier(pubkey_pem=pem).verify(f"{head}.{body[:-2]}AA.{signature}")


def test_badge_of_a_revoked_or_corrected_document_is_refused(client, fetch):
    certificate = CertificateFactory()
    CertificateFactory.create_batch(3)
    token = token_of(client, certificate)
    check(token, fetch)

    services.replace(certificate=certificate, reason="Name falsch", by=UserFactory())

    with pytest.raises(OB3VerificationError, match="revocation"):
        check(token, fetch)
    check(token_of(client, Certificate.objects.get(replaces=certificate)), fetch)


def test_badge_of_an_expired_document_is_refused(client, fetch):
    expired = CertificateFactory(valid_until=dates.add_months(dates.today(), -1))
    with pytest.raises(OB3VerificationError, match="expired"):
        check(token_of(client, expired), fetch)


def test_badges_signed_before_a_rotation_are_still_confirmed(client, fetch, settings):
    before = token_of(client, CertificateFactory())
    settings.KC_BADGE_KEYS = json.dumps({"keys": keys.rotated(keys.read_keys())})
    after = token_of(client, CertificateFactory())

    assert check(before, fetch)
    assert check(after, fetch)
    assert [len(key) for key in keys.read_keys() if "d" in key] == [5]
    text = client.get(reverse("certificates:did")).content.decode()
    assert '"d"' not in text
    assert len(json.loads(text)["assertionMethod"]) == 2


def test_badge_names_nobody_and_no_score(client):
    record = CertificateFactory(achieved=True)
    text = client.get(at("badge_json", record)).content.decode()

    for hidden in ("Erika", record.person.email, "result", str(record.enrolment.registration)):
        assert hidden not in text
    subject = json.loads(text)["credentialSubject"]
    assert subject["identifier"][0]["hashed"] is True
    assert subject["identifier"][0]["identityHash"].startswith("sha256$")


def test_two_badges_of_one_person_have_nothing_in_common(client):
    one = CertificateFactory()
    two = CertificateFactory(enrolment=one.enrolment, achieved=True)
    subjects = [client.get(at("badge_json", row)).json()["credentialSubject"] for row in (one, two)]
    assert subjects[0]["id"] != subjects[1]["id"]
    assert subjects[0]["identifier"] != subjects[1]["identifier"]


def test_badge_says_the_same_readable_and_signed_and_links_to_documents_that_exist(client, fetch):
    certificate = CertificateFactory()
    response = client.get(at("badge_json", certificate))
    shown = response.json()
    signed = check(token_of(client, certificate), fetch).raw

    assert {name: signed[name] for name in shown} == shown
    assert at("badge_jwt", certificate) in response["Link"]
    achievement = shown["credentialSubject"]["achievement"]
    assert json.loads(fetch(achievement["id"]))["name"] == certificate.course_title
    assert json.loads(fetch(shown["issuer"]["url"]))["id"] == shown["issuer"]["id"]


def test_badge_without_a_key_says_that_it_cannot_be_signed(client, settings, tmp_path):
    settings.KC_BADGE_KEYS = ""
    settings.KC_BADGE_KEY_FILE = tmp_path / "none.json"

    response = client.get(at("badge_jwt", CertificateFactory()))

    assert response.status_code == 503
    assert "Badges können zurzeit nicht signiert werden" in response.json()["error"]


@pytest.mark.parametrize("name", ["badge_jwt", "badge_json"])
def test_badge_of_an_unknown_number_is_not_found(client, name):
    assert client.get(reverse(f"certificates:{name}", args=["KC-0"])).status_code == 404


@pytest.mark.parametrize("number", [0, 2, 99])
def test_status_list_that_does_not_exist_is_not_found(client, number):
    CertificateFactory()
    assert client.get(reverse("certificates:status_list", args=[number])).status_code == 404
