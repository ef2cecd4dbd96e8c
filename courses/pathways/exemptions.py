"""Who need not wait for prerequisites: higher rooms say so, such as that of obligations."""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from members.people.models import Person

Exemption = Callable[["Person", int], bool]
_known: list[Exemption] = []


def register_exemption(exemption: Exemption) -> Exemption:
    """Have `exemption(person, course_id)` asked where a prerequisite is missing; in ready()."""
    if exemption not in _known:
        _known.append(exemption)
    return exemption


def is_exempt(person: "Person", course_id: int) -> bool:
    """Tell whether somebody may take a course before what it builds on."""
    return any(exemption(person, course_id) for exemption in _known)
