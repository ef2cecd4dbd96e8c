"""The signature beside its content: checked with another library than the one that signs."""

import base64
import json

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from courses.certificates.badges import keys
from courses.certificates.badges.signing import is_signed, sign_detached, signed

CONTENT = '{"Stadt": "Köln"}'.encode()


def raw(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def test_signature_is_a_jws_without_its_content():
    head, content, signature = sign_detached(CONTENT).split(".")
    assert content == ""
    read = json.loads(raw(head))
    assert read["alg"] == "EdDSA"
    assert read["kid"].endswith(f"#{keys.signing_key()['kid']}")
    assert len(raw(signature)) == 64


def test_anybody_can_check_it_with_the_published_key_and_any_library():
    head, _nothing, signature = sign_detached(CONTENT).split(".")
    public = Ed25519PublicKey.from_public_bytes(raw(keys.public_keys()[0]["x"]))
    body = base64.urlsafe_b64encode(CONTENT).rstrip(b"=").decode()
    public.verify(raw(signature), f"{head}.{body}".encode())
    with pytest.raises(InvalidSignature):
        public.verify(raw(signature), f"{head}.{body}x".encode())


def test_own_signature_fits_its_content_alone():
    signature = sign_detached(CONTENT)
    assert is_signed(CONTENT, signature)
    assert is_signed(CONTENT, f"{signature}\n")
    assert not is_signed(CONTENT + b" ", signature)


@pytest.mark.parametrize(
    "signature",
    ["", "a", "a.b", "..", "a..b", "a.b.c.d", "\x00..\x00", "ü..ü"],
)
def test_what_is_no_signature_fits_nothing(signature):
    assert not is_signed(CONTENT, signature)


def test_signature_that_brings_its_own_content_along_is_none():
    """Otherwise somebody could send the signature of a badge in its place."""
    badge = {
        "id": "urn:uuid:1",
        "issuer": "x",
        "credentialSubject": {"id": "y"},
        "validFrom": "2026-01-01T00:00:00Z",
    }
    assert not is_signed(CONTENT, signed(badge))


def test_signature_of_a_key_that_was_replaced_still_fits(settings):
    signature = sign_detached(CONTENT)
    settings.KC_BADGE_KEYS = json.dumps({"keys": keys.rotated(keys.read_keys())})
    assert is_signed(CONTENT, signature)
    assert sign_detached(CONTENT) != signature


def test_signature_of_an_unknown_key_does_not_fit(settings):
    signature = sign_detached(CONTENT)
    settings.KC_BADGE_KEYS = json.dumps({"keys": [keys.make_key()]})
    assert not is_signed(CONTENT, signature)


def test_algorithm_none_is_refused():
    head = base64.urlsafe_b64encode(b'{"alg":"none"}').rstrip(b"=").decode()
    assert not is_signed(CONTENT, f"{head}..")
