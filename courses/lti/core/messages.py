"""What a tool is told at a launch: never a name, an address or an employer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from courses.lti.core import vocabulary as words

SECONDS = 300
Claims = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Frame:
    """Who speaks to whom about whom, the same in every kind of message."""

    issuer: str
    platform: str
    client_id: str
    deployment_id: str
    subject: str
    nonce: str
    now: int
    locale: str
    roles: Sequence[str]


@dataclass(frozen=True, slots=True)
class Place:
    """From where somebody is led to a tool."""

    context_id: str = ""
    context_title: str = ""
    link_id: str = ""
    link_title: str = ""
    link_text: str = ""
    return_url: str = ""
    document_target: str = "window"


def _message(frame: Frame, kind: str, target: str) -> Claims:
    """Return what every message holds (LTI 1.3, 5.3; OpenID Connect, 2)."""
    return {
        "iss": frame.issuer,
        "aud": frame.client_id,
        "azp": frame.client_id,
        "sub": frame.subject,
        "iat": frame.now,
        "exp": frame.now + SECONDS,
        "nonce": frame.nonce,
        words.MESSAGE_TYPE: kind,
        words.LTI_VERSION: words.VERSION,
        words.DEPLOYMENT: frame.deployment_id,
        words.TARGET: target,
        words.ROLES: list(frame.roles),
        words.PLATFORM: {
            "guid": frame.issuer,
            "name": frame.platform,
            "product_family_code": "kommunalcampus",
        },
    }


def resource_link(
    frame: Frame,
    place: Place,
    *,
    target: str,
    custom: Mapping[str, str],
    service: Mapping[str, Any] | None = None,
) -> Claims:
    """Return the claims with which a content opens (LTI 1.3, 5.3.5 to 5.4)."""
    link = {"id": place.link_id, "title": place.link_title, "description": place.link_text}
    claims = {
        **_message(frame, words.RESOURCE_REQUEST, target),
        words.RESOURCE: {name: value for name, value in link.items() if value},
        words.PRESENTATION: {
            "document_target": place.document_target,
            "locale": frame.locale,
            "return_url": place.return_url,
        },
    }
    if place.context_id:
        claims[words.CONTEXT] = _context(place)
    if custom:
        claims[words.CUSTOM] = substituted(custom, frame, place)
    if service:
        claims[words.SERVICE] = dict(service)
    return claims


def choice(frame: Frame, place: Place, *, target: str, return_url: str, data: str) -> Claims:
    """Return the claims with which an author chooses content (Deep Linking 2.0, 4.4)."""
    claims = {
        **_message(frame, words.CHOICE_REQUEST, target),
        words.PRESENTATION: {"document_target": "window", "locale": frame.locale},
        words.CHOICE_SETTINGS: {
            "deep_link_return_url": return_url,
            "accept_types": [words.LINK],
            "accept_presentation_document_targets": ["window", "iframe"],
            "accept_multiple": True,
            "accept_lineitem": True,
            "auto_create": False,
            "data": data,
        },
    }
    if place.context_id:
        claims[words.CONTEXT] = _context(place)
    return claims


def _context(place: Place) -> Claims:
    return {"id": place.context_id, "title": place.context_title, "type": [words.COURSE]}


def substituted(custom: Mapping[str, str], frame: Frame, place: Place) -> dict[str, str]:
    """Return custom parameters with what may be told of the place; nothing of the person."""
    known = {
        "$ResourceLink.id": place.link_id,
        "$ResourceLink.title": place.link_title,
        "$Context.id": place.context_id,
        "$Context.title": place.context_title,
        "$Message.locale": frame.locale,
        "$ToolPlatform.productFamilyCode": "kommunalcampus",
    }
    return {name: known.get(value, value) for name, value in custom.items()}
