"""Ask another catalogue for a page, and for nothing that has not changed since."""

from collections.abc import Collection
from urllib.parse import urlsplit

from django.conf import settings

from campus.kit import fetching
from campus.kit.fetching import Fetched, Limits, Unfetched
from courses.exchange.models import CataloguePage
from courses.exchange.moochub.feed import MEDIA_TYPE
from courses.exchange.moochub.reading import Fault

LIMITS = Limits(most_bytes=8 * 1024 * 1024, seconds=30.0)
UNCHANGED, GOOD = 304, 200


def is_inside(address: str) -> bool:
    """Tell whether the operator lets catalogues lie on this host of the own network."""
    try:
        return urlsplit(address).netloc.lower() in settings.KC_CATALOGUE_PRIVATE_HOSTS
    except ValueError:
        return False


def is_good(address: str) -> bool:
    """Tell whether an address may be asked."""
    return fetching.is_whole_address(address, inside=is_inside(address))


def ask(address: str, known: CataloguePage | None) -> Fetched | None:
    """Return what stands at an address, None where it is what is known. Raises Fault."""
    headers = {"User-Agent": "KommunalCampus (MOOChub)", "Accept": f"{MEDIA_TYPE}, */*;q=0.1"}
    if known and known.etag:
        headers["If-None-Match"] = known.etag
    elif known and known.modified:
        headers["If-Modified-Since"] = known.modified
    try:
        answer = fetching.fetch(address, headers=headers, limits=LIMITS, inside=is_inside(address))
    except Unfetched as fault:
        raise Fault(fault.code) from None
    if answer.status == UNCHANGED and known:
        return None
    if answer.status != GOOD:
        raise Fault("status", str(answer.status))
    return answer


def next_of(link: str, *, of: str, seen: Collection[str]) -> str:
    """Return the address of the next page, on the same site and never twice. Raises Fault."""
    if not link:
        return ""
    if not is_good(link) or _site(link) != _site(of):
        raise Fault("elsewhere", link[:80])
    if link in seen:
        raise Fault("circle", link[-80:])
    return link


def _site(address: str) -> tuple[str, str]:
    split = urlsplit(address)
    return split.scheme, split.netloc.lower()
