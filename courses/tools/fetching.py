"""Fetch a small document from a tool, as `campus.kit.fetching` allows, and say what went wrong."""

import json
from typing import Any

from campus.kit import fetching
from campus.kit.fetching import Fetched, Limits, Unfetched
from courses.tools import words
from courses.tools.addresses import is_private_host
from courses.tools.errors import NotFetched

LIMITS = Limits(most_bytes=256 * 1024, seconds=5.0)
HEADERS = {
    "User-Agent": "KommunalCampus (LTI 1.3 platform)",
    "Accept": "application/json, text/html;q=0.5",
}


def fetch(url: str) -> Fetched:
    """Return what stands at an address. Raises NotFetched."""
    url = url.strip()
    try:
        return fetching.fetch(url, headers=HEADERS, limits=LIMITS, inside=is_private_host(url))
    except Unfetched as fault:
        raise _refused(url, fault.code) from None


def fetch_json(url: str) -> dict[str, Any]:
    """Return a document in JSON. Raises NotFetched."""
    found = fetch(url)
    if found.status != 200:
        raise _refused(url, "status", status=found.status)
    try:
        document = json.loads(found.content)
    except ValueError:
        raise _refused(url, "json") from None
    if not isinstance(document, dict):
        raise _refused(url, "json")
    return document


def _refused(url: str, code: str, **values: Any) -> NotFetched:
    reason = str(words.FETCHING[code]) % values
    return NotFetched(address=url[:200], reason=reason, fault=code)
