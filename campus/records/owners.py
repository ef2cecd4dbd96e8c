"""Owners of programs in words: the store knows them only as an opaque pair."""

from collections.abc import Iterable
from typing import NamedTuple

from django.utils.translation import gettext as _

from members.organisations import selectors as organisations

PLATFORM, PROVIDER, MUNICIPALITY = "platform", "provider", "municipality"
# Content that a learner has opened writes under this owner.
LEARNER = "learner"


class Owner(NamedTuple):
    """Whose program it is, as the store keeps it; the key is that of the organisation's row."""

    kind: str
    key: str = ""

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"


def owner_of(text: str) -> Owner:
    """Read an owner as a form sends it."""
    kind, _colon, key = text.partition(":")
    return Owner(kind, key)


def owner_names(owners: Iterable[Owner]) -> dict[Owner, str]:
    """Return the owners' names in two queries, however many there are."""
    wanted = set(owners)
    names = {owner: _("Unknown owner (%(key)s)") % {"key": owner} for owner in wanted}
    names |= {owner: _platform() for owner in wanted if owner.kind == PLATFORM}
    names |= {owner: _("Content opened by learners") for owner in wanted if owner.kind == LEARNER}
    providers = organisations.providers().filter(pk__in=_keys(wanted, PROVIDER))
    names |= {Owner(PROVIDER, str(row.pk)): row.name for row in providers}
    municipalities = organisations.municipalities().filter(pk__in=_keys(wanted, MUNICIPALITY))
    names |= {Owner(MUNICIPALITY, str(row.pk)): row.name for row in municipalities}
    return names


def owner_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return all possible owners for a form, in groups."""
    providers = organisations.providers().values_list("pk", "name")
    municipalities = organisations.municipalities().values_list("pk", "name")
    return [
        (_("Platform"), [(str(Owner(PLATFORM)), _platform())]),
        (_("Providers"), [(str(Owner(PROVIDER, str(pk))), name) for pk, name in providers]),
        (
            _("Municipalities"),
            [(str(Owner(MUNICIPALITY, str(pk))), name) for pk, name in municipalities],
        ),
    ]


def _platform() -> str:
    return _("The platform itself")


def _keys(owners: Iterable[Owner], kind: str) -> list[int]:
    return [int(owner.key) for owner in owners if owner.kind == kind and owner.key.isdecimal()]
