"""What giving a seat back costs: frozen for a seat that is held, foretold for one taken now."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Count, Min
from django.utils import timezone

from campus.kit import dates
from campus.kit.money import ZERO, round_cent
from courses.catalogue.prices import Per, Price
from courses.enrolment import cancellation, pricing
from courses.enrolment.models import BookedSeat, Enrolment, Offer, Session
from members.cooperative import selectors as cooperative

if TYPE_CHECKING:
    from members.cooperative.models import Charge
    from members.organisations.models import Municipality

Seat = Enrolment | BookedSeat
# The kind under which a seat is charged.
SEAT = "seat"


@dataclass(frozen=True, slots=True)
class GivingBack:
    """Until when a seat is given back free of charge, and what it costs from then on."""

    until: dt.datetime | None
    percent: int
    # What the seat costs by itself: nothing under a year that is paid.
    price: Decimal
    is_free: bool = True
    # Paid for all staff and a year: no part of it belongs to one seat.
    is_flat: bool = False

    @property
    def fee(self) -> Decimal:
        """Return what is left to pay once it is no longer free of charge."""
        return cancellation.fee_of(self.price, self.percent)


class Ahead(NamedTuple):
    """The dates of an offer that have not begun."""

    first: dt.datetime | None = None
    number: int = 0


NONE_AHEAD = Ahead()


def next_dates(offer_ids: Iterable[int], moment: dt.datetime) -> dict[int, dt.datetime]:
    """Return the first date of each offer that has not begun at a moment; one query."""
    rows = Session.objects.filter(offer__in=list(offer_ids), starts_at__gt=moment).order_by()
    return dict(rows.values_list("offer_id").annotate(first=Min("starts_at")))


def ahead_of(offers: Iterable[Offer], moment: dt.datetime) -> dict[int, Ahead]:
    """Return the dates to come of those offers for whose seats they matter; one query at most."""
    asking = [
        one.pk
        for one in offers
        if one.price > 0 and (one.free_days_before is not None or one.per == Per.SESSION)
    ]
    if not asking:
        return {}
    rows = Session.objects.filter(offer__in=asking, starts_at__gt=moment).order_by()
    found = rows.values_list("offer_id").annotate(first=Min("starts_at"), number=Count("pk"))
    return {key: Ahead(first, number) for key, first, number in found}


def freeze(seat: Seat, moment: dt.datetime) -> None:
    """Give a seat the terms that its offer has at a moment; whoever calls it saves the seat."""
    offer = seat.offer
    first = ahead_of([offer], moment).get(offer.pk, NONE_AHEAD).first
    seat.free_until = cancellation.free_until(moment, offer.cancelling, first)
    seat.cancellation_fee = offer.cancellation_fee


def reason_of(seat: Seat) -> str:
    """Return the key under which a seat is charged, or was last."""
    return seat.reason if isinstance(seat, BookedSeat) else str(seat.registration)


def payer_of(seat: Seat) -> "Municipality | None":
    """Return who pays for a seat."""
    if isinstance(seat, BookedSeat):
        return seat.municipality
    return seat.employment.municipality if seat.employment else None


def charge_of(seat: Seat) -> "Charge | None":
    """Return what a seat was charged by itself."""
    payer = payer_of(seat)
    if payer is None:
        return None
    found: Charge | None = (
        cooperative.charges_of(payer).filter(kind=SEAT, source_key=reason_of(seat)).first()
    )
    return found


def giving_back(seat: Seat) -> GivingBack:
    """Return what giving back a seat costs that is held.

    A booked seat that is not charged, because its holder has another one, is told like all
    others: the employer must not learn of it.
    """
    return GivingBack(
        until=seat.free_until,
        percent=seat.cancellation_fee,
        price=_price_of(seat) if seat.free_until else ZERO,
        is_free=cancellation.is_free(seat.free_until, dates.now()),
        is_flat=seat.term_id is not None,
    )


def _price_of(seat: Seat) -> Decimal:
    if seat.term_id is not None or seat.offer.price <= 0:
        return ZERO
    charge = charge_of(seat)
    if charge is not None:
        return charge.net
    since = seat.booked_at if isinstance(seat, BookedSeat) else seat.confirmed_at
    if since is None:
        return ZERO
    price = pricing.price_of(seat.offer)
    return _of_seat(price, timezone.localdate(since), ahead_of([seat.offer], since), seat.offer_id)


def _of_seat(price: Price, day: dt.date, ahead: dict[int, Ahead], key: int) -> Decimal:
    """Return what one seat costs on a day: for each date to come where these are paid."""
    count = ahead.get(key, NONE_AHEAD).number if price.per == Per.SESSION else 1
    return round_cent(price.on(day) * count)


def if_taken_now(offers: Iterable[Offer], prices: dict[int, Price]) -> dict[int, GivingBack]:
    """Return by offer what giving back a seat would cost that is confirmed now; one query."""
    wanted, now = {one.pk: one for one in offers}, dates.now()
    ahead = ahead_of(wanted.values(), now)
    return {
        key: GivingBack(
            until=cancellation.free_until(now, one.cancelling, ahead.get(key, NONE_AHEAD).first),
            percent=one.cancellation_fee,
            price=_of_seat(prices[key], dates.today(), ahead, key),
            is_flat=prices[key].is_flat,
        )
        for key, one in wanted.items()
    }
