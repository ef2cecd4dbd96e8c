"""No test reaches an address beyond this machine."""

import ipaddress
import socket
from typing import Any

import pytest

LOCAL_NAMES = {"localhost", "", None}


class NetworkBlocked(RuntimeError):
    """A test tried to leave the machine."""


def is_local(host: Any) -> bool:
    """Tell loopback addresses and names from all others."""
    name = host.decode() if isinstance(host, bytes) else host
    if name in LOCAL_NAMES or name == socket.gethostname():
        return True
    try:
        return ipaddress.ip_address(name.split("%")[0]).is_loopback
    except ValueError:
        return False


def _guarded(original: Any) -> Any:
    """Wrap a socket method: local addresses and Unix sockets pass, others raise."""

    def connect(self: socket.socket, address: Any) -> Any:
        if isinstance(address, tuple) and not is_local(address[0]):
            raise NetworkBlocked(f"A test tried to reach {address[0]}.")
        return original(self, address)

    return connect


def _guarded_lookup(original: Any) -> Any:
    """Wrap the look-up of names, so that not even a query leaves the machine."""

    def getaddrinfo(host: Any, *args: Any, **kwargs: Any) -> Any:
        try:
            ipaddress.ip_address(host or "127.0.0.1")
        except ValueError:
            if not is_local(host):
                raise NetworkBlocked(f"A test tried to look up {host}.") from None
        return original(host, *args, **kwargs)

    return getaddrinfo


@pytest.fixture(scope="session", autouse=True)
def closed_network() -> Any:
    """Keep every connection of the whole run on this machine."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", _guarded(socket.socket.connect))
        patch.setattr(socket.socket, "connect_ex", _guarded(socket.socket.connect_ex))
        patch.setattr(socket, "getaddrinfo", _guarded_lookup(socket.getaddrinfo))
        yield
