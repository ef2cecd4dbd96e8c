"""Conditions of an offer in words, and what changing them would do."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campus.kit.euros import euro

if TYPE_CHECKING:
    from courses.enrolment.models import Offer


@dataclass(frozen=True, slots=True)
class Change:
    """A condition before and after."""

    label: str
    before: str
    after: str

    @property
    def is_one(self) -> bool:
        """Tell whether anything changes."""
        return self.before != self.after


def price_model(price: Decimal) -> str:
    """Return the price in words: free of charge for members, or per seat."""
    if price <= 0:
        return _("free of charge for members")
    return _("%(price)s net per seat") % {"price": euro(price)}


def seats_in_words(seats: int | None, per_member: int | None = None) -> str:
    """Return how many seats there are, and how many of them one municipality may take."""
    said = _("as many as you like") if seats is None else str(seats)
    if per_member is None:
        return said
    return _("%(seats)s, at most %(most)s for one municipality") % {
        "seats": said,
        "most": per_member,
    }


def approval_in_words(*, needed: bool) -> str:
    """Return whether the employer decides."""
    return _("The employer decides on each seat") if needed else _("Staff book by themselves")


def changes(offer: "Offer | None", wanted: Mapping[str, Any]) -> list[Change]:
    """Return every condition as it is and as it would be; "–" before the first offer."""

    def before(text: str) -> str:
        return text if offer is not None else "–"

    price = offer.price if offer else Decimal(0)
    needed = bool(offer and offer.approval_needed)
    seats = seats_in_words(offer.seats, offer.seats_per_member) if offer else ""
    wished = seats_in_words(wanted["seats"], wanted.get("seats_per_member"))
    return [
        Change(_("Price"), before(price_model(price)), price_model(wanted["price"])),
        Change(_("Seats"), before(seats), wished),
        Change(
            _("Booking"),
            before(approval_in_words(needed=needed)),
            approval_in_words(needed=wanted["approval_needed"]),
        ),
        Change(
            _("FernUSG status"),
            before(offer.fernusg_status or "–") if offer else "–",
            wanted["fernusg_status"] or "–",
        ),
    ]


def effects(taken: int, waiting: int, wanted: Mapping[str, Any]) -> list[str]:
    """Say in whole sentences what happens to those who are there, and to new ones.

    Seats are counted per offer: a new offer begins with all of its own.
    """
    said = [
        ngettext(
            "%(n)d seat is taken and keeps its conditions: what was charged does not change.",
            "%(n)d seats are taken and keep their conditions: what was charged does not change.",
            taken,
        )
        % {"n": taken}
    ]
    if waiting:
        said.append(
            ngettext(
                "%(n)d person waits for a seat under the old conditions and goes on waiting there.",
                "%(n)d people wait for a seat under the old conditions and go on waiting there.",
                waiting,
            )
            % {"n": waiting}
        )
    if wanted.get("seats_per_member"):
        said.append(
            ngettext(
                "Once %(n)d person of a municipality has a seat, its others wait; staff of other "
                "municipalities go past them.",
                "Once %(n)d people of a municipality have a seat, its others wait; staff of other "
                "municipalities go past them.",
                wanted["seats_per_member"],
            )
            % {"n": wanted["seats_per_member"]}
        )
    if wanted["price"] > 0:
        said.append(
            _("Each new seat is charged %(price)s net to the employer.")
            % {"price": euro(wanted["price"])}
        )
    else:
        said.append(_("New seats cost members nothing; the provider earns nothing by them."))
    return said
