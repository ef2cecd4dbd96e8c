"""Messages on the way of a unit to all municipalities."""

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from courses.units.models import Donation
from courses.units.states import State
from members.messages import kinds, services
from members.roles.catalogue import Role
from members.roles.selectors import holders

if TYPE_CHECKING:
    from collections.abc import Iterable

    from members.accounts.models import User

OFFERED = kinds.Kind("units_offered", _("A unit has been offered to all municipalities"))
ACCEPTED = kinds.Kind("units_accepted", _("Your unit has been published for all"))
RETURNED = kinds.Kind("units_returned", _("Your unit has been returned"))
KINDS = {State.OFFERED: OFFERED, State.ACCEPTED: ACCEPTED, State.RETURNED: RETURNED}


def register_kinds() -> None:
    """Make the kinds known to members.messages; called once at start."""
    for kind in KINDS.values():
        kinds.register(kind)


def tell_about(donation_id: int) -> int:
    """Tell whoever has to do with the state of an offer; returns how many were told."""
    row = Donation.objects.select_related("unit__municipality").get(pk=donation_id)
    kind = KINDS.get(State(row.state))
    if kind is None:
        return 0
    town = row.unit.municipality
    context = {
        "title": row.content.get("title", row.unit.title),
        "town": town.name,
        "reason": row.reason,
        "link": _link(row),
    }
    sent = [
        services.send(kind=kind.name, key=f"{row.pk}:{user.pk}", recipient=user, context=context)
        for user in _readers(row)
    ]
    return sum(message is not None for message in sent)


def _readers(row: Donation) -> "Iterable[User]":
    if row.state == State.OFFERED:
        return holders(Role.OFFICE)
    return holders(Role.HR_MANAGER, municipality=row.unit.municipality)


def _link(row: Donation) -> str:
    if row.state == State.OFFERED:
        return reverse("units:donation", args=[row.pk])
    return reverse("units:unit", args=[row.unit_id])
