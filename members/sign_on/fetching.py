"""Fetch what municipalities name: https only, no address inside a network, little and briefly."""

import socket
from typing import Any
from urllib.parse import urlsplit

import requests
from django.conf import settings
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from campus.kit.fetching import Unfetched, resolved
from members.sign_on.errors import AddressRefused, NotReachable

SECONDS = 10
MOST_BYTES = 2_000_000
MOST_REDIRECTS = 3


class _Guarded:
    """A connection that looks where a name leads before it goes there, and goes only there."""

    host: str
    port: int
    timeout: Any

    def _new_conn(self) -> socket.socket:
        address = public_address(self.host, self.port)
        return socket.create_connection((address, self.port), timeout=self.timeout)


class _HTTPS(_Guarded, HTTPSConnection):
    pass


class _HTTP(_Guarded, HTTPConnection):
    pass


class _HTTPSPool(HTTPSConnectionPool):
    ConnectionCls = _HTTPS


class _HTTPPool(HTTPConnectionPool):
    ConnectionCls = _HTTP


class _Adapter(HTTPAdapter):
    """Opens guarded connections only, and reads no more than is sensible."""

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {"https": _HTTPSPool, "http": _HTTPPool}

    def send(self, request: Any, **kwargs: Any) -> Any:  # type: ignore[override]
        kwargs["timeout"] = SECONDS
        response = super().send(request, **{**kwargs, "stream": True})
        content = response.raw.read(MOST_BYTES + 1, decode_content=True)
        if len(content) > MOST_BYTES:
            response.close()
            raise requests.ConnectionError("The answer is too long.")
        response._content, response._content_consumed = content, True
        return response


def session() -> requests.Session:
    """Return a session for addresses that somebody has entered."""
    guarded = requests.Session()
    guarded.trust_env = False
    guarded.max_redirects = MOST_REDIRECTS
    guarded.adapters.clear()
    guarded.mount("https://", _Adapter())
    if settings.KC_SIGN_ON_INSIDE:
        guarded.mount("http://", _Adapter())
    return guarded


def fetch(url: str) -> bytes:
    """Return what lies at an address."""
    check_address(url)
    try:
        with session() as guarded:
            response = guarded.get(url)
            response.raise_for_status()
            return bytes(response.content)
    except (requests.RequestException, OSError):
        raise NotReachable(host=urlsplit(url).hostname or url) from None


def check_address(url: str) -> None:
    """Refuse what is no https address.

    Where a name leads is looked at when we go there ourselves: a browser inside the town hall may
    well be led to a sign-in page that only it can reach.
    """
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - raises for what is no number
    except ValueError:
        raise AddressRefused from None
    allowed = {"https", "http"} if settings.KC_SIGN_ON_INSIDE else {"https"}
    if parts.scheme not in allowed or not parts.hostname or parts.username is not None:
        raise AddressRefused


def public_address(host: str, port: int) -> str:
    """Return the address of a host; raise where any of them is not one of the internet."""
    try:
        return resolved(host, port, inside=settings.KC_SIGN_ON_INSIDE)
    except Unfetched as fault:
        if fault.code == "private":
            raise AddressRefused from None
        raise NotReachable(host=host) from None
