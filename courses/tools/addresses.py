"""Addresses of tools: which may be registered, and to which site one belongs; pure but settings."""

from urllib.parse import urlsplit

from django.conf import settings

from campus.kit.fetching import is_whole_address
from courses.tools.errors import BadAddress

PORTS = {"https": 443, "http": 80}


def origin_of(url: str) -> str:
    """Return the site that an address belongs to."""
    split = urlsplit(url)
    scheme, host = split.scheme.lower(), (split.hostname or "").lower()
    host = f"[{host}]" if ":" in host else host
    port = split.port
    return f"{scheme}://{host}" + (f":{port}" if port and port != PORTS.get(scheme) else "")


def is_private_host(url: str) -> bool:
    """Tell whether the operator lets tools lie on this host of the own network."""
    try:
        return urlsplit(url).netloc.lower() in settings.KC_LTI_PRIVATE_HOSTS
    except ValueError:
        return False


def checked(url: str) -> str:
    """Return an address that may be registered. Raises BadAddress."""
    url = url.strip()
    if not is_whole_address(url, inside=is_private_host(url)):
        raise BadAddress(address=url[:200])
    return url


def is_on(url: str, origins: list[str]) -> bool:
    """Tell whether an address is a good one and on one of these sites."""
    try:
        return origin_of(checked(url)) in origins
    except BadAddress:
        return False
