"""Fetch a small document from a tool, and from nowhere else.

The name is resolved once, every address behind it has to be a public one, and the connection goes
to that very address: a name that changes its mind in between leads nowhere else. No redirection is
followed, no proxy of the environment used, and neither size nor time are without limit.
"""

import ipaddress
import json
import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx

from courses.tools import words
from courses.tools.addresses import checked, is_private_host
from courses.tools.errors import BadAddress, NotFetched

MOST_BYTES = 256 * 1024
SECONDS = 5.0
AGENT = "KommunalCampus (LTI 1.3 platform)"
# Ways to write an IPv4 address inside an IPv6 one: 6to4, Teredo, NAT64.
WRAPPED = tuple(map(ipaddress.ip_network, ("2002::/16", "2001::/32", "64:ff9b::/96")))


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a tool has answered."""

    status: int
    content: bytes = b""
    location: str = ""


def is_public(address: str) -> bool:
    """Tell whether an IP address belongs to the public internet."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            return is_public(str(found.ipv4_mapped))
        if any(found in network for network in WRAPPED):
            return False
    return found.is_global and not found.is_multicast


def fetch(url: str) -> Fetched:
    """Return what stands at an address. Raises NotFetched."""
    try:
        wanted = httpx.URL(checked(url))
    except (BadAddress, httpx.InvalidURL):
        raise _refused(url, "address") from None
    address = _resolved(url, wanted.host, wanted.port or (443 if wanted.scheme == "https" else 80))
    with _worded(url), httpx.Client(timeout=SECONDS, trust_env=False) as client:
        request = client.build_request(
            "GET",
            wanted.copy_with(host=address),
            headers={
                "Host": wanted.netloc.decode("ascii"),
                "User-Agent": AGENT,
                "Accept": "application/json, text/html;q=0.5",
                "Accept-Encoding": "identity",
            },
            extensions={"sni_hostname": wanted.host},
        )
        response = client.send(request, stream=True)
        try:
            content = _read(url, response)
        finally:
            response.close()
    return Fetched(response.status_code, content, response.headers.get("location", ""))


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


def _resolved(url: str, host: str, port: int) -> str:
    """Return the IP address to which a connection may be made."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise _refused(url, "name") from None
    addresses = [str(one[4][0]) for one in found]
    if not is_private_host(url) and not all(map(is_public, addresses)):
        raise _refused(url, "private")
    return addresses[0]


def _read(url: str, response: httpx.Response) -> bytes:
    """Return the content, if it is small and comes soon."""
    content, ends = b"", time.monotonic() + SECONDS
    for part in response.iter_bytes():
        content += part
        if len(content) > MOST_BYTES:
            raise _refused(url, "large")
        if time.monotonic() > ends:
            raise _refused(url, "time")
    return content


@contextmanager
def _worded(url: str) -> Iterator[None]:
    """Say in words what went wrong on the way."""
    try:
        yield
    except httpx.TimeoutException:
        raise _refused(url, "time") from None
    except httpx.HTTPError as error:
        is_tls = isinstance(error.__cause__, ssl.SSLError) or "CERTIFICATE" in str(error).upper()
        raise _refused(url, "certificate" if is_tls else "connection") from None


def _refused(url: str, code: str, **values: Any) -> NotFetched:
    reason = str(words.FETCHING[code]) % values
    return NotFetched(address=url[:200], reason=reason, fault=code)
