"""Signed statements (XAPI-Data 2.6): the signature must be well formed and of this statement."""

import base64
import binascii
from typing import Any

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import RSAKey

from courses.xapi.core.comparison import same_as_signed
from courses.xapi.core.jsontext import loaded
from courses.xapi.core.violations import Violation

ALGORITHMS = ("RS256", "RS384", "RS512")
Json = Any


def check_signature(
    statement: dict[str, Json], attachment: dict[str, Json], data: bytes, path: str
) -> None:
    """Check a signature attachment against its statement: XAPI-Data 2.6.s4.b1 to b5.

    XAPI-00113 to XAPI-00117.
    """
    check_signature_content_type(attachment, path)
    signature = _extracted(data, path)
    check_algorithm(signature, path)
    check_payload(statement, signature, path)
    check_certificate(signature, data, path)


def check_signature_content_type(attachment: dict[str, Json], path: str) -> None:
    """Check for application/octet-stream: XAPI-Data 2.6.s4.b1 (XAPI-00117)."""
    if attachment["contentType"] != "application/octet-stream":
        raise Violation(
            f"{path}.contentType", "must be application/octet-stream.", "Data 2.6.s4.b1"
        )


def check_algorithm(signature: jws.CompactSignature, path: str) -> None:
    """Check for an RSA algorithm: XAPI-Data 2.6.s4.b4 (XAPI-00115)."""
    if signature.headers().get("alg") not in ALGORITHMS:
        raise Violation(path, "must be signed with RS256, RS384 or RS512.", "Data 2.6.s4.b4")


def check_payload(statement: dict[str, Json], signature: jws.CompactSignature, path: str) -> None:
    """Check that the payload is this statement: XAPI-Data 2.6.s4.b3, s5.b2 (XAPI-00116)."""
    try:
        signed = loaded(signature.payload or b"")
        same = isinstance(signed, dict) and same_as_signed(statement, signed)
    except (Violation, LookupError, TypeError, AttributeError):
        raise Violation(path, "must have a statement as payload.", "Data 2.6.s4.b3") from None
    if not same:
        raise Violation(path, "must have this statement as payload.", "Data 2.6.s5.b2.b2")


def check_certificate(signature: jws.CompactSignature, data: bytes, path: str) -> None:
    """Check the signature with the certificate of its header, if any: XAPI-Data 2.6.s5.b2.b3.

    This catches mistakes; it proves nothing about who signed.
    """
    chain = signature.headers().get("x5c")
    if chain is None:
        return
    try:
        key = RSAKey.import_key(_pem(chain[0]))
        jws.deserialize_compact(data, key, algorithms=list(ALGORITHMS))
    except (JoseError, ValueError, LookupError, TypeError, AttributeError):
        raise Violation(path, "does not fit its certificate.", "Data 2.6.s5.b2.b3") from None


def _extracted(data: bytes, path: str) -> jws.CompactSignature:
    try:
        return jws.extract_compact(data)
    except (JoseError, ValueError, TypeError, LookupError, binascii.Error):
        raise Violation(path, "must be a compact JSON web signature.", "Data 2.6.s5.b1") from None


def _pem(certificate: str) -> bytes:
    der = base64.b64decode(certificate, validate=True)
    body = base64.encodebytes(der)
    return b"-----BEGIN CERTIFICATE-----\n" + body + b"-----END CERTIFICATE-----\n"
