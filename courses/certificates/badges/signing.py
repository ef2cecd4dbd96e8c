"""Sign a credential as a JWT (OB 3.0, VC-JWT): its members are the claims."""

import datetime as dt
import json
from typing import Any

from joserfc import jws
from joserfc.jwk import OKPKey

from courses.certificates.badges.issuer import key_id
from courses.certificates.badges.keys import ALGORITHM, signing_key


def signed(credential: dict[str, Any], *, typ: str = "JWT") -> str:
    """Return the signed credential. Raises NoKey."""
    key = signing_key()
    header = {"alg": ALGORITHM, "typ": typ, "kid": key_id(key["kid"])}
    return str(
        jws.serialize_compact(header, _claims(credential), OKPKey.import_key(key), [ALGORITHM])
    )


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
