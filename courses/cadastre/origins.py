"""The cadastre towards the room of obligations: it fills the form in and tells what is new."""

from functools import partial
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from courses.assignments.neighbours import Notice, Origin
from courses.cadastre import rules, selectors, services

if TYPE_CHECKING:
    from courses.assignments.models import Obligation
    from courses.cadastre.models import Version
    from members.accounts.models import User
    from members.organisations.models import Municipality

# Named alike in the form of obligations.
SAME = (
    "legal_basis",
    "accepted_proofs",
    "course",
    "due_start",
    "due_amount",
    "due_unit",
    "valid_months",
    "expiry_rule",
    "fixed_day",
    "minimum_months",
    "window_days",
    "grace_days",
    "carried_days",
)


def origin_of(user: "User", municipality: "Municipality", key: str) -> Origin | None:
    """Return the version in force of an entry for the form; `key` is „entry“ or „entry-version“.

    The version keeps somebody from confirming what has been changed since the form was opened.
    """
    entry_key, _dash, version_key = key.partition("-")
    if not (entry_key.isdecimal() and version_key.isdecimal()):
        return None
    rows = selectors.published().filter(pk=entry_key)
    entry = rows.first() if rules.towns_of(user).filter(pk=municipality.pk).exists() else None
    version = entry and selectors.versions_of(entry).filter(pk=version_key).first()
    if not version:
        return None
    return Origin(
        title=version.title,
        note=_("It concerns: %(group)s") % {"group": version.target_group},
        href=address_of(version.entry_id, municipality),
        initial=initial_of(version),
        check=partial(services.check_adoptable, version=version, municipality=municipality),
        adopted=partial(_adopted, version),
    )


def key_of(version: "Version") -> str:
    """Return how the address of the form names a version."""
    return f"{version.entry_id}-{version.pk}"


def initial_of(version: "Version") -> dict[str, Any]:
    """Return the fields of the form as the version words them."""
    content = selectors.content_of(version)
    return {**{name: content[name] for name in SAME}, "title": version.proof}


def _adopted(version: "Version", obligation: "Obligation", by: "User") -> None:
    services.adopt(version=version, obligation=obligation, by=by)


def address_of(entry_id: int, municipality: "Municipality") -> str:
    """Return the entry's page for a municipality."""
    return reverse("cadastre:entry", args=[entry_id], query={"kommune": municipality.slug})


def notices_for(municipality: "Municipality") -> list[Notice]:
    """Return a line for each adopted entry with a newer version."""
    return [
        Notice(
            _("“%(title)s” has changed: %(change)s")
            % {"title": one.entry.current.title, "change": one.entry.current.change},
            address_of(one.entry_id, municipality),
        )
        for one in selectors.undecided_in(municipality)
        if one.entry.current
    ]
