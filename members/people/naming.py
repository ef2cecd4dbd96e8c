"""Whom HR means by a number, an address or a name, as lists and forms have it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from members.people.models import Employment


# What is left of the name of whoever was erased.
NAMELESS = ("Gelöschtes", "Konto")


def named(staff: "QuerySet[Employment]", names: Sequence[str]) -> "list[Employment | str]":
    """Return whom each number, address or full name means, or a sentence why nobody."""
    known: dict[str, list[Employment]] = {}
    for job in staff.select_related("person"):
        for key in _keys(job):
            known.setdefault(key, []).append(job)
    return [_one(known.get(_plain(name), []), name) for name in names]


def lines_of(text: str) -> list[str]:
    """Return the lines of a field in which each line names somebody."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def name_for(job: "Employment") -> str:
    """Return by what a field names somebody again."""
    return job.personnel_number or job.person.email or str(job.person)


def _keys(job: "Employment") -> set[str]:
    keys = {_plain(job.personnel_number), _plain(job.person.email or ""), _plain(str(job.person))}
    return {key for key in keys if key}


def _plain(text: str) -> str:
    return " ".join(text.split()).lstrip("0").casefold()


def _one(found: "list[Employment]", name: str) -> "Employment | str":
    if len(found) == 1:
        return found[0]
    if found:
        sentence = _("Several people are called “%(who)s”. Use the personnel number.")
    else:
        sentence = _("Nobody here has this number, address or name: “%(who)s”.")
    return sentence % {"who": name}
