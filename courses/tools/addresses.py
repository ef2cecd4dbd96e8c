"""Addresses of tools: which may be registered, and to which site one belongs; pure but settings."""

from urllib.parse import urlsplit

from django.conf import settings

from courses.tools.errors import BadAddress

LONGEST = 1000
PORTS = {"https": 443, "http": 80}
# Nothing that a browser or a program would read differently from how it is checked here.
FORBIDDEN = frozenset("\\ \t\r\n\"'<>;,`{}|^")


def origin_of(url: str) -> str:
    """Return the site that an address belongs to."""
    split = urlsplit(url)
    scheme, host = split.scheme.lower(), (split.hostname or "").lower()
    host = f"[{host}]" if ":" in host else host
    port = split.port
    return f"{scheme}://{host}" + (f":{port}" if port and port != PORTS.get(scheme) else "")


def is_private_host(url: str) -> bool:
    """Tell whether the operator lets tools lie on this host of the own network."""
    return urlsplit(url).netloc.lower() in settings.KC_LTI_PRIVATE_HOSTS


def checked(url: str) -> str:
    """Return an address that may be registered. Raises BadAddress."""
    url = url.strip()
    if not url.isascii() or len(url) > LONGEST or FORBIDDEN & set(url):
        raise BadAddress(address=url[:200])
    try:
        split = urlsplit(url)
        host, _port = split.hostname, split.port
    except ValueError:
        raise BadAddress(address=url[:200]) from None
    is_https = split.scheme == "https" or (split.scheme == "http" and is_private_host(url))
    if not (is_https and host and "." in host) or "@" in split.netloc or "#" in url:
        raise BadAddress(address=url[:200])
    return url


def is_on(url: str, origins: list[str]) -> bool:
    """Tell whether an address is a good one and on one of these sites."""
    try:
        return origin_of(checked(url)) in origins
    except BadAddress:
        return False
