"""Fetch what stands at an address that somebody has entered, and nothing from inside a network.

The name is resolved once, every address behind it has to be a public one, and the connection goes
to that very address: a name that changes its mind in between leads nowhere else. No redirection is
followed, no proxy of the environment used, and neither size nor time are without limit.
"""

import ipaddress
import socket
import ssl
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import httpx

LONGEST = 1000
# Nothing that a browser or a program would read differently from how it is checked here.
FORBIDDEN = frozenset("\\ \t\r\n\"'<>;,`{}|^")
# Ways to write an IPv4 address inside an IPv6 one: 6to4, Teredo, NAT64.
WRAPPED = tuple(map(ipaddress.ip_network, ("2002::/16", "2001::/32", "64:ff9b::/96")))


class Unfetched(Exception):
    """Nothing was fetched; the code says why: address, name, private, time, certificate, …"""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much may be fetched, and in which time."""

    most_bytes: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Fetched:
    """What was answered."""

    status: int
    content: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def location(self) -> str:
        """Return where the answer would lead."""
        return self.headers.get("location", "")


def is_public(address: str) -> bool:
    """Tell whether an IP address belongs to the public internet."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            return is_public(str(found.ipv4_mapped))
        if any(found in network for network in WRAPPED):
            return False
    return found.is_global and not found.is_multicast


def is_whole_address(url: str, *, inside: bool = False) -> bool:
    """Tell whether it is a whole https address without anything unusual in it.

    `inside` is for hosts of the own network that the operator allows: they need no https.
    """
    if not url.isascii() or len(url) > LONGEST or FORBIDDEN & set(url):
        return False
    try:
        split = urlsplit(url)
        host, _port = split.hostname, split.port
    except ValueError:
        return False
    is_https = split.scheme == "https" or (split.scheme == "http" and inside)
    return bool(is_https and host and "." in host and "@" not in split.netloc and "#" not in url)


def resolved(host: str, port: int, *, inside: bool = False) -> str:
    """Return the IP address to which a connection may be made. Raises Unfetched."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Unfetched("name") from None
    addresses = [str(one[4][0]).partition("%")[0] for one in found]
    if not inside and not all(map(is_public, addresses)):
        raise Unfetched("private")
    return addresses[0]


def fetch(url: str, *, headers: Mapping[str, str], limits: Limits, inside: bool = False) -> Fetched:
    """Return what stands at an address. Raises Unfetched."""
    if not is_whole_address(url, inside=inside):
        raise Unfetched("address")
    try:
        wanted = httpx.URL(url)
    except httpx.InvalidURL:
        raise Unfetched("address") from None
    port = wanted.port or (443 if wanted.scheme == "https" else 80)
    address = resolved(wanted.host, port, inside=inside)
    with _told(), httpx.Client(timeout=limits.seconds, trust_env=False) as client:
        request = client.build_request(
            "GET",
            wanted.copy_with(host=address),
            headers={
                **headers,
                "Host": wanted.netloc.decode("ascii"),
                "Accept-Encoding": "identity",
            },
            extensions={"sni_hostname": wanted.host},
        )
        response = client.send(request, stream=True)
        try:
            content = _read(response, limits)
        finally:
            response.close()
    return Fetched(response.status_code, content, response.headers)


def _read(response: httpx.Response, limits: Limits) -> bytes:
    """Return the content, if it is small and comes soon."""
    content, ends = bytearray(), time.monotonic() + limits.seconds
    for part in response.iter_bytes():
        content += part
        if len(content) > limits.most_bytes:
            raise Unfetched("large")
        if time.monotonic() > ends:
            raise Unfetched("time")
    return bytes(content)


@contextmanager
def _told() -> Iterator[None]:
    """Tell what went wrong on the way."""
    try:
        yield
    except httpx.TimeoutException:
        raise Unfetched("time") from None
    except httpx.HTTPError as error:
        is_tls = isinstance(error.__cause__, ssl.SSLError) or "CERTIFICATE" in str(error).upper()
        raise Unfetched("certificate" if is_tls else "connection") from None
