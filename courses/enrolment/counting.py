"""How many seats of an offer are taken: by people, and by municipalities that have booked them."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from courses.enrolment.models import BookedSeat, Enrolment, Offer
from courses.enrolment.states import State
from members.people import selectors as people

if TYPE_CHECKING:
    from members.people.models import Person


def held() -> QuerySet[BookedSeat]:
    """Return the booked seats on which nobody sits yet: they are taken all the same."""
    return BookedSeat.objects.filter(released_at=None, enrolment=None).order_by()


def seats_under(offer: Offer) -> tuple[int, int]:
    """Return how many seats of an offer are taken, and how many people wait for one."""
    seats = Enrolment.objects.filter(offer=offer)
    found = seats.aggregate(
        taken=Count("pk", filter=Q(state=State.CONFIRMED)),
        waiting=Count("pk", filter=Q(state=State.WAITING)),
    )
    return found["taken"] + held().filter(offer=offer).count(), found["waiting"]


def seats_left(offer: Offer, *, employer: int | None = None) -> int | None:
    """Return how many seats are free; None means: as many as you like.

    With the key of an employer: how many its staff may still take, who may have a contingent.
    """
    taken = Enrolment.objects.filter(offer=offer, state=State.CONFIRMED)
    booked = held().filter(offer=offer)
    left = [] if offer.seats is None else [offer.seats - taken.count() - booked.count()]
    if offer.seats_per_member is not None and employer is not None:
        own = taken.filter(employment__municipality_id=employer).count()
        left.append(offer.seats_per_member - own - booked.filter(municipality=employer).count())
    return max(0, min(left)) if left else None


def is_full_for(person: "Person", offer: Offer) -> bool:
    """Tell whether somebody would have to wait for a seat, whichever employer pays."""
    if offer.seats_per_member is None:
        return seats_left(offer) == 0
    keys: list[int | None] = [town.pk for town in people.employers_of(person)]
    return all(seats_left(offer, employer=key) == 0 for key in keys or [None])


def full_offers(offers: Iterable[Offer]) -> set[int]:
    """Return the keys of the offers without a free seat, in one query for all of them."""
    limited = {offer.pk: offer.seats for offer in offers if offer.seats is not None}
    if not limited:
        return set()
    people_on = Enrolment.objects.filter(state=State.CONFIRMED).order_by()
    counted = Offer.objects.filter(pk__in=limited).annotate(
        taken=number_of(people_on), booked=number_of(held())
    )
    rows = counted.order_by().values_list("pk", "taken", "booked")
    return {key for key, taken, booked in rows if taken + booked >= limited[key]}


def number_of(seats: QuerySet[Any]) -> Coalesce:
    """Return how many of the seats belong to the offer of an outer query."""
    of_offer = seats.filter(offer=OuterRef("pk")).values("offer").annotate(number=Count("pk"))
    return Coalesce(Subquery(of_offer.values("number"), output_field=IntegerField()), 0)
