"""Conditions of an offer in words, and what changing them would do."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from campus.kit.euros import euro
from courses.catalogue.prices import Per, Price, Reduction
from courses.enrolment.cancellation import FREE_DAYS, FULL_PRICE, Terms
from courses.enrolment.cancelling_words import terms_in_words

if TYPE_CHECKING:
    import datetime as dt

    from courses.enrolment.models import Discount, Offer


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


def price_model(price: Decimal, per: str = Per.SEAT) -> str:
    """Return the price in words: free of charge for members, or what it is for."""
    if price <= 0:
        return _("free of charge for members")
    if per == Per.SESSION:
        words = _("%(price)s net per seat and date")
    elif per == Per.FLAT:
        words = _("%(price)s net, once per municipality and year")
    else:
        words = _("%(price)s net per seat")
    return words % {"price": euro(price)}


def price_on(price: Price, day: "dt.date") -> str:
    """Return the price of a day in words, with the full one and until when it is lower."""
    reduction = price.reduction_on(day)
    if reduction is None:
        return price_model(price.full, price.per)
    return _("%(price)s instead of %(full)s until %(day)s") % {
        "price": price_model(reduction.of(price.full), price.per),
        "full": euro(price.full),
        "day": _day(reduction.last_day),
    }


def discount_in_words(reduction: Reduction, full: Decimal) -> str:
    """Return what is taken off when, and what the price is then."""
    off = (
        _("%(percent)s per cent off") % {"percent": f"{reduction.percent.normalize():f}"}
        if reduction.percent is not None
        else _("reduced price")
    )
    return _("%(first)s – %(last)s: %(off)s, %(price)s instead of %(full)s") % {
        "first": _day(reduction.first_day),
        "last": _day(reduction.last_day),
        "off": off.replace(".", ","),
        "price": euro(reduction.of(full)),
        "full": euro(full),
    }


def discount_standing(discount: "Discount", day: "dt.date") -> tuple[str, str]:
    """Return how a discount stands on a day, as the kind and the word of a badge."""
    if not discount.active:
        return "neutral", pgettext("discount", "ended")
    if discount.last_day < day:
        return "neutral", _("over")
    if discount.seats is not None and discount.used >= discount.seats:
        return "neutral", _("all seats taken")
    if discount.first_day > day:
        return "info", _("to come")
    return "success", _("in force")


def _day(day: "dt.date") -> str:
    return f"{day:%d.%m.%Y}"


def seats_in_words(seats: int | None, per_member: int | None = None) -> str:
    """Return how many seats there are, and how many of them one municipality may take."""
    said = _("as many as you like") if seats is None else str(seats)
    if per_member is None:
        return said
    return _("%(seats)s, at most %(most)s for one municipality") % {
        "seats": said,
        "most": per_member,
    }


def circle_of(offer: "Offer") -> tuple[bool, Iterable[Any], Iterable[Any]]:
    """Return whether an offer is limited, and to which groups and municipalities."""
    if not offer.is_limited:
        return False, (), ()
    return True, offer.groups.all(), offer.municipalities.all()


def circle_in_words(limited: bool, groups: Iterable[Any], towns: Iterable[Any]) -> str:
    """Return to whom an offer is open."""
    if not limited:
        return _("all members")
    return ", ".join(sorted([str(one) for one in groups] + [one.short_name for one in towns]))


def approval_in_words(*, needed: bool) -> str:
    """Return whether the employer decides."""
    return _("The employer decides on each seat") if needed else _("Staff book by themselves")


def terms_of(wanted: Mapping[str, Any]) -> Terms:
    """Return the terms of cancelling among conditions that somebody wishes."""
    return Terms(
        wanted.get("free_days", FREE_DAYS),
        wanted.get("free_days_before"),
        wanted.get("cancellation_fee", FULL_PRICE),
    )


def changes(offer: "Offer | None", wanted: Mapping[str, Any]) -> list[Change]:
    """Return every condition as it is and as it would be; "–" before the first offer."""

    def before(text: str) -> str:
        return text if offer is not None else "–"

    price = price_model(offer.price, offer.per) if offer else ""
    needed = bool(offer and offer.approval_needed)
    seats = seats_in_words(offer.seats, offer.seats_per_member) if offer else ""
    wished = seats_in_words(wanted["seats"], wanted.get("seats_per_member"))
    return [
        Change(
            _("Price"), before(price), price_model(wanted["price"], wanted.get("per", Per.SEAT))
        ),
        Change(_("Seats"), before(seats), wished),
        Change(
            _("Booking"),
            before(approval_in_words(needed=needed)),
            approval_in_words(needed=wanted["approval_needed"]),
        ),
        Change(
            _("Cancelling"),
            before(terms_in_words(offer.cancelling)) if offer else "–",
            terms_in_words(terms_of(wanted)),
        ),
        Change(
            _("Open to"),
            before(circle_in_words(*circle_of(offer))) if offer else "–",
            circle_in_words(
                wanted.get("is_limited", False),
                wanted.get("groups", ()),
                wanted.get("municipalities", ()),
            ),
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
    said.append(_effect_of_price(wanted["price"], wanted.get("per", Per.SEAT)))
    return said


def _effect_of_price(price: Decimal, per: str) -> str:
    """Say what a new seat is charged."""
    if price <= 0:
        return _("New seats cost members nothing; the provider earns nothing by them.")
    words = _("Each new seat is charged %(price)s net to the employer.")
    if per == Per.SESSION:
        words = _(
            "Each new seat is charged %(price)s net to the employer for each date that has not "
            "begun. Without such a date the course cannot be booked."
        )
    elif per == Per.FLAT:
        words = _(
            "The first new seat of a municipality is charged %(price)s net; for a year from then "
            "on all further seats of its staff cost nothing."
        )
    return words % {"price": euro(price)}


def effects_on_agreed(
    offer: "Offer | None",
    wanted: Mapping[str, Any],
    *,
    terms: int,
    reduced_prices: int,
    towns: int | None = None,
) -> list[str]:
    """Say what becomes of years that have been paid and of reduced prices; `towns` may book."""
    said = []
    if towns is not None:
        said.append(
            ngettext(
                "Staff of %(n)d municipality find the course and can book it; nobody else does.",
                "Staff of %(n)d municipalities find the course and can book it; nobody else does.",
                towns,
            )
            % {"n": towns}
        )
    if terms:
        said.append(
            ngettext(
                "%(n)d municipality has paid a flat price: until its year ends, further seats of "
                "its staff cost nothing.",
                "%(n)d municipalities have paid a flat price: until their years end, further "
                "seats of their staff cost nothing.",
                terms,
            )
            % {"n": terms}
        )
    if reduced_prices and offer is not None and offer.per != wanted.get("per", Per.SEAT):
        said.append(_("Discounts with a reduced price end: the price is for something else now."))
    return said
