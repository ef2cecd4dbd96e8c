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


def seats_in_words(seats: int | None) -> str:
    """Return how many seats there are."""
    return _("as many as you like") if seats is None else str(seats)


def approval_in_words(*, needed: bool) -> str:
    """Return whether the employer decides."""
    return _("The employer decides on each seat") if needed else _("Staff book by themselves")


def changes(offer: "Offer | None", wanted: Mapping[str, Any]) -> list[Change]:
    """Return every condition as it is and as it would be; "–" before the first offer."""

    def before(text: str) -> str:
        return text if offer is not None else "–"

    price = offer.price if offer else Decimal(0)
    seats, needed = (offer.seats, offer.approval_needed) if offer else (None, False)
    return [
        Change(_("Price"), before(price_model(price)), price_model(wanted["price"])),
        Change(_("Seats"), before(seats_in_words(seats)), seats_in_words(wanted["seats"])),
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
    if wanted["price"] > 0:
        said.append(
            _("Each new seat is charged %(price)s net to the employer.")
            % {"price": euro(wanted["price"])}
        )
    else:
        said.append(_("New seats cost members nothing; the provider earns nothing by them."))
    return said
