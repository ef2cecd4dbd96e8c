"""Clients by key, remembered for a moment: a program sends many requests a second."""

import time

from courses.xapi.models import Client

# What is withdrawn works so long in other processes.
REMEMBERED = 2.0
_MOST = 2000
_remembered: dict[str, tuple[Client, float]] = {}


def client_with(key: str) -> Client | None:
    """Return the client of a key, as it was at most REMEMBERED seconds ago."""
    now = time.monotonic()
    if key in _remembered:
        client, asked = _remembered[key]
        if now - asked < REMEMBERED:
            return client
    return asked_anew(key)


def asked_anew(key: str) -> Client | None:
    """Return the client of a key as it is now, and remember it."""
    found = Client.objects.filter(key=key).first()
    if found is not None:
        if len(_remembered) >= _MOST:
            _remembered.clear()
        _remembered[key] = (found, time.monotonic())
    return found


def forget_clients() -> None:
    """Have the database asked anew: a client was changed."""
    _remembered.clear()
