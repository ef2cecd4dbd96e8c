"""What the employer may see of mandatory training at most, and how an agreement narrows it; pure.

The platform shows status, dates and version of mandatory training and nothing else. A works
agreement (Dienstvereinbarung, in Bavaria Art. 73 BayPVG, elsewhere the Land's own law on staff
representation) can take single sights away. None can add one: what is not listed here is shown
to no employer, whatever an agreement says.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

# Named in every file, so that a program knows how to read it.
SCHEMA = "kommunalcampus-policy-1"


class Sight(StrEnum):
    """One thing that the employer sees unless the agreement takes it away."""

    FULFILLED_ON = "fulfilled_on"
    VERSION = "version"
    REMINDED_ON = "reminded_on"
    FILES = "files"
    DEPARTMENT_OFFICERS = "department_officers"
    SUPERIORS = "superiors"
    TEAM_REQUESTS = "team_requests"


Shown = frozenset[Sight]
MAXIMUM: Shown = frozenset(Sight)


class NotAPolicy(ValueError):
    """The document is none of this kind, or says something that has no meaning here."""


def shown(hidden: Iterable[str]) -> Shown:
    """Return what remains of the maximum without what is hidden; unknown words hide nothing."""
    return MAXIMUM - {Sight(word) for word in hidden if word in set(Sight)}


def widens(old: Iterable[str], new: Iterable[str]) -> bool:
    """Tell whether an agreement that hides `new` shows anything that `old` has hidden."""
    return not shown(new) <= shown(old)


def document(hidden: Iterable[str], **facts: str | int | None) -> dict[str, Any]:
    """Return the agreement for programs: its facts, and each sight with true or false."""
    visible = shown(hidden)
    return {"schema": SCHEMA, **facts, "shows": {str(one): one in visible for one in Sight}}


def hidden_by(content: Mapping[str, Any]) -> list[str]:
    """Return what a document hides, in the order of Sight; a sight it does not name is hidden.

    Raises NotAPolicy where it is of another kind, names a sight that does not exist or gives
    anything but true and false.
    """
    shows = content.get("shows")
    if content.get("schema") != SCHEMA or not isinstance(shows, Mapping):
        raise NotAPolicy("schema")
    strange = sorted(str(key) for key in shows if key not in set(Sight))
    if strange:
        raise NotAPolicy(", ".join(strange))
    if not all(isinstance(value, bool) for value in shows.values()):
        raise NotAPolicy("shows")
    return [str(one) for one in Sight if not shows.get(str(one), False)]
