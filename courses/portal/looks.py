"""The access log in words: who looked, in which role, at what."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from members.policies.words import VIEWS as EMPLOYERS_VIEWS
from members.roles.catalogue import Role
from members.roles.labels import role_label

if TYPE_CHECKING:
    import datetime as dt

    from members.people.models import AccessLogEntry

# What the rooms write into the log as a code; whole sentences are shown as they were written.
VIEWS: dict[str, str | Promise] = {
    **{code: view.title for code, view in EMPLOYERS_VIEWS.items()},
    "evidence": _("Evidence of earlier learning"),
    "certificate": _("Certificate, to revoke or correct it"),
}
ROLES = frozenset(role.value for role in Role)


@dataclass(frozen=True, slots=True)
class Look:
    """One look at a person's data, as that person reads it."""

    at: "dt.datetime"
    who: str
    role: str
    what: str


def looks(entries: "Iterable[AccessLogEntry]") -> list[Look]:
    """Put entries of the access log into the words of the reader's language."""
    return [
        Look(
            at=entry.at,
            who=entry.viewer_name,
            role=str(role_label(entry.viewer_role))
            if entry.viewer_role in ROLES
            else entry.viewer_role,
            what=str(VIEWS.get(entry.what, entry.what)),
        )
        for entry in entries
    ]
