"""What a badge says: the frozen copy of a document in the words of Open Badges 3.0.

The holder is an opaque identifier and a salted hash of the name, so that whoever is shown the
badge can compare the name without the badge telling it. Neither score nor e-mail address is in it.
"""

import datetime as dt
import hashlib
import uuid
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from campus.kit import dates
from courses.certificates.badges import status
from courses.certificates.badges.issuer import address, issuer_id, profile
from courses.certificates.numbers import spelt

if TYPE_CHECKING:
    from courses.certificates.models import Certificate

CONTEXT = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
]
LIST_LIVES = dt.timedelta(days=1)


def badge(certificate: "Certificate") -> dict[str, Any]:
    """Return the credential of a document, in German; the same every time."""
    with override("de"):
        name = f"{certificate.get_kind_display()}: {certificate.course_title}"
    return {
        "@context": CONTEXT,
        "id": address("verify", certificate.number),
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": name,
        "issuer": profile(certificate.issuer_name),
        "validFrom": _moment(certificate.issued_at),
        **_end(certificate),
        "awardedDate": _moment(certificate.issued_at),
        "credentialSubject": _subject(certificate),
        "credentialStatus": _status(certificate.pk),
    }


def _end(certificate: "Certificate") -> dict[str, str]:
    """Return when it ceases to be valid: at the end of the last day."""
    if certificate.valid_until is None:
        return {}
    midnight = dt.datetime.combine(certificate.valid_until, dt.time(23, 59, 59))
    return {"validUntil": _moment(timezone.make_aware(midnight))}


def _subject(certificate: "Certificate") -> dict[str, Any]:
    salt = certificate.subject_key.hex
    hashed = hashlib.sha256(f"{spelt(certificate.holder_name)}{salt}".encode()).hexdigest()
    return {
        "id": certificate.subject_key.urn,
        "type": ["AchievementSubject"],
        "identifier": [
            {
                "type": "IdentityObject",
                "identityType": "name",
                "hashed": True,
                "identityHash": f"sha256${hashed}",
                "salt": salt,
            }
        ],
        "achievement": achievement(certificate),
    }


def _status(key: int) -> dict[str, Any]:
    number, place = status.place_of(key)
    listed = address("status_list", number)
    return {
        "id": f"{listed}#{place}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": str(place),
        "statusListCredential": listed,
    }


def achievement(certificate: "Certificate") -> dict[str, Any]:
    """Return what was achieved; everybody with an equal document has the same achievement."""
    with override("de"):
        return {
            "id": address("achievement", certificate.achievement_key),
            "type": ["Achievement"],
            "achievementType": "Certificate",
            "name": certificate.course_title,
            "description": ", ".join(certificate.contents) or certificate.course_title,
            "criteria": {"narrative": criterion(certificate)},
            "creator": {
                "id": uuid.uuid5(uuid.NAMESPACE_URL, certificate.provider_name).urn,
                "type": ["Profile"],
                "name": certificate.provider_name,
            },
            "inLanguage": "de",
        }


def criterion(certificate: "Certificate") -> str:
    """Say what had to be reached."""
    if certificate.threshold_percent is None:
        return _("All required steps of the course were done.")
    share = {"percent": certificate.threshold_percent}
    if certificate.kind == certificate.Kind.ACHIEVEMENT:
        return _("More than %(percent)s per cent of the points of all graded tests.") % share
    return _("At least %(percent)s per cent of the steps of the course were done.") % share


def status_list(number: int, encoded: str) -> dict[str, Any]:
    """Return the credential that tells which badges are revoked; it lives for a day."""
    begin = dates.now().replace(microsecond=0)
    listed = address("status_list", number)
    return {
        "@context": CONTEXT[:1],
        "id": listed,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer_id(),
        "validFrom": _moment(begin),
        "validUntil": _moment(begin + LIST_LIVES),
        "credentialSubject": {
            "id": f"{listed}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": encoded,
        },
    }


def _moment(instant: dt.datetime) -> str:
    return instant.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
