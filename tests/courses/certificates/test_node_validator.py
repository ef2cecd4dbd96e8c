"""Badges checked by validators of Node that are not ours: did-jwt and the published contexts."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from django.urls import reverse

from campus.kit import dates
from courses.certificates.badges import keys
from tests.factories.certificates import CertificateFactory
from tests.support.node import MODULES

pytestmark = pytest.mark.django_db
SCRIPT = Path(__file__).with_name("badge_validator.cjs")
DID = "did:web:testserver"
# The meaning of the badge's types, as the published contexts define them.
TYPES = [
    "https://www.w3.org/2018/credentials#VerifiableCredential",
    "https://purl.imsglobal.org/spec/vc/ob/vocab.html#OpenBadgeCredential",
]


def validate(token, credential, did):
    """Return what the foreign validators say."""
    node, modules = shutil.which("node"), os.environ.get(MODULES)
    if not node or not modules:
        pytest.skip(f"Node or its packages are missing; {MODULES} names their folder.")
    done = subprocess.run(
        [node, str(SCRIPT)],
        env={"NODE_PATH": modules},
        input=json.dumps({"token": token, "credential": credential, "did": did}),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture
def published(client):
    """Return how to get a badge with the issuer's document, as the world gets them."""

    def get(certificate):
        at = {"args": [certificate.number]}
        return {
            "token": client.get(reverse("certificates:badge_jwt", **at)).content.decode(),
            "credential": client.get(reverse("certificates:badge_json", **at)).json(),
            "did": client.get(reverse("certificates:did")).json(),
        }

    return get


@pytest.mark.parametrize("facts", [{}, {"achieved": True}, {"valid_until": "2099-12-31"}])
def test_badge_is_confirmed_and_every_word_of_it_is_defined(published, facts):
    found = validate(**published(CertificateFactory(**facts)))

    assert found["verified"]["issuer"] == DID
    assert found["verified"]["key"].startswith(f"{DID}#")
    assert found["types"] == TYPES


def test_badge_that_somebody_changed_is_refused(published):
    shown = published(CertificateFactory())
    head, _, signature = shown["token"].split(".")
    other = published(CertificateFactory())["token"].split(".")[1]

    found = validate(**{**shown, "token": f"{head}.{other}.{signature}"})

    assert "invalid_signature" in found["verified_error"]


def test_badge_of_a_foreign_key_or_after_its_end_is_refused(published):
    expired = CertificateFactory(valid_until=dates.add_months(dates.today(), -1))
    assert "expired" in validate(**published(expired))["verified_error"]

    shown = published(CertificateFactory())
    stranger = next(key for key in keys.rotated([]) if "d" in key)
    for method in shown["did"]["verificationMethod"]:
        method["publicKeyJwk"] = {**method["publicKeyJwk"], "x": stranger["x"]}
    assert "invalid_signature" in validate(**shown)["verified_error"]


def test_word_that_no_context_knows_would_be_found(published):
    shown = published(CertificateFactory())
    shown["credential"]["freiErfunden"] = "x"
    assert "Safe mode" in validate(**shown)["types_error"]
