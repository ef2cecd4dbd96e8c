"""Who issues badges: the name under which the keys are found, and its documents."""

from typing import Any
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.urls import reverse

from courses.certificates.badges.keys import public_keys

NAME = "KommunalCampus eG"
# Its successor is named JsonWebKey, which many verifiers and wallets do not know yet.
KEY_TYPE = "JsonWebKey2020"


def address(name: str, *args: Any) -> str:
    """Return the public address of a page of this room."""
    path = reverse(f"certificates:{name}", args=args)
    return f"{settings.KC_BASE_URL}{path}"


def issuer_id() -> str:
    """Return the did:web of this site; its document stands under /.well-known/."""
    return f"did:web:{quote(urlsplit(settings.KC_BASE_URL).netloc, safe='')}"


def key_id(kid: str) -> str:
    """Return under which name a key is found in the DID document."""
    return f"{issuer_id()}#{kid}"


def profile(name: str = NAME) -> dict[str, Any]:
    """Return the issuer as badges name it."""
    return {
        "id": issuer_id(),
        "type": ["Profile"],
        "name": name,
        "url": address("issuer"),
    }


def did_document() -> dict[str, Any]:
    """Return the DID document with every key that has ever been used."""
    did = issuer_id()
    methods = [
        {
            "id": key_id(key["kid"]),
            "type": KEY_TYPE,
            "controller": did,
            "publicKeyJwk": key,
        }
        for key in public_keys()
    ]
    return {
        "@context": [
            "https://www.w3.org/ns/did/v1",
            "https://w3id.org/security/suites/jws-2020/v1",
        ],
        "id": did,
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }
