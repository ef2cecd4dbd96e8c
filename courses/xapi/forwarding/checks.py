"""System check: what the environment says of forwarding can be used."""

from typing import Any

from django.core.checks import CheckMessage, Error

from courses.xapi.forwarding.configuration import Misconfigured, addresses


def check_forwarding(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Return the first fault in the addresses of forwarding."""
    try:
        addresses()
    except Misconfigured as fault:
        return [Error(str(fault), hint="See docs/xapi.md.", id="xapi.E001")]
    return []
