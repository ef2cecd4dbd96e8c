"""Sign a credential as a JWT (OB 3.0, VC-JWT): its members are the claims."""

import base64
import datetime as dt
import json
from typing import Any

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

from courses.certificates.badges.issuer import key_id
from courses.certificates.badges.keys import ALGORITHM, public_keys, signing_key

# Head, nothing, signature.
DETACHED = 3


def signed(credential: dict[str, Any], *, typ: str = "JWT") -> str:
    """Return the signed credential. Raises NoKey."""
    key = signing_key()
    header = {"alg": ALGORITHM, "typ": typ, "kid": key_id(key["kid"])}
    return str(
        jws.serialize_compact(header, _claims(credential), OKPKey.import_key(key), [ALGORITHM])
    )


def sign_detached(content: bytes) -> str:
    """Return a signature that stands beside its content (RFC 7515, appendix F). Raises NoKey."""
    key = signing_key()
    header = {"alg": ALGORITHM, "typ": "JOSE", "kid": key_id(key["kid"])}
    whole = jws.serialize_compact(header, content, OKPKey.import_key(key), [ALGORITHM])
    head, _content, signature = str(whole).split(".")
    return f"{head}..{signature}"


def is_signed(content: bytes, signature: str) -> bool:
    """Tell whether one of the keys that this site has ever used has signed the content."""
    parts = signature.strip().split(".")
    if len(parts) != DETACHED or parts[1]:
        return False
    body = base64.urlsafe_b64encode(content).rstrip(b"=").decode()
    whole = f"{parts[0]}.{body}.{parts[2]}"
    return any(_fits(whole, key) for key in public_keys())


def _fits(whole: str, key: dict[str, Any]) -> bool:
    try:
        jws.deserialize_compact(whole, OKPKey.import_key(key), [ALGORITHM])
    except (JoseError, ValueError):
        return False
    return True


def _claims(credential: dict[str, Any]) -> bytes:
    """Add the registered claims, which repeat what the credential says."""
    issuer = credential["issuer"]
    claims = {
        **credential,
        "iss": issuer if isinstance(issuer, str) else issuer["id"],
        "sub": credential["credentialSubject"]["id"],
        "jti": credential["id"],
        "nbf": _seconds(credential["validFrom"]),
    }
    if "validUntil" in credential:
        claims["exp"] = _seconds(credential["validUntil"])
    return json.dumps(claims, ensure_ascii=False, separators=(",", ":")).encode()


def _seconds(moment: str) -> int:
    return int(dt.datetime.fromisoformat(moment).timestamp())
