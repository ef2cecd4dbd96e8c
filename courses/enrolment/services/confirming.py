"""What happens when a seat is confirmed: state, charge, news. Shared by the deeds of this room."""

from typing import TYPE_CHECKING

from campus.kit import dates
from campus.kit.after_commit import announce
from courses.enrolment import news
from courses.enrolment.circles import is_open_to
from courses.enrolment.errors import NoDateLeft, NotForYou
from courses.enrolment.giving_back import freeze
from courses.enrolment.models import Enrolment, Offer
from courses.enrolment.pricing import has_no_date
from courses.enrolment.selectors import seats_left
from courses.enrolment.services.charging import charge
from courses.enrolment.signals import seat_confirmed
from courses.enrolment.states import MOVES, State
from courses.enrolment.wording import WORDS

if TYPE_CHECKING:
    from members.accounts.models import User
    from members.organisations.models import Municipality
    from members.people.models import Employment


def lock_offer(offer: Offer) -> Offer:
    """Return the offer, locked: whoever counts its seats has to hold it."""
    return Offer.objects.select_for_update(of=("self",)).select_related("course").get(pk=offer.pk)


def is_full(offer: Offer, job: "Employment | None" = None) -> bool:
    """Tell whether the locked offer has no seat left, for those in such a job if one is named."""
    return seats_left(offer, employer=job.municipality_id if job else None) == 0


def check_move(enrolment: Enrolment, state: State) -> None:
    """Raise WrongState, in words, unless the enrolment may move to the state."""
    MOVES.check(enrolment.state, state, words=WORDS)


def move(enrolment: Enrolment, state: State, *, by: "User | None", reason: str = "") -> None:
    """Move an enrolment by the table of states and note who did it."""
    check_move(enrolment, state)
    enrolment.state = state
    enrolment.decided_by = by
    enrolment.reason = reason
    if state not in {State.CONFIRMED, State.WAITING}:
        enrolment.ended_at = dates.now()
    enrolment.save(update_fields=["state", "decided_by", "reason", "ended_at"])


def payer_of(enrolment: Enrolment) -> "Municipality | None":
    """Return the employer who pays for a seat."""
    return enrolment.employment.municipality if enrolment.employment else None


def check_offer(offer: Offer, payer: "Municipality | None") -> None:
    """Raise unless a seat may be given: NotForYou where the offer is for other municipalities,
    NoDateLeft where a seat would be paid for each date, and none is to come.
    """
    if payer is not None and not is_open_to(offer, payer):
        raise NotForYou(municipality=payer.name)
    if has_no_date(offer):
        raise NoDateLeft


def confirm(enrolment: Enrolment, *, is_paid: bool = False) -> None:
    """Note the confirmation of a seat and freeze its terms, charge it unless it is paid, and tell
    the rooms above.
    """
    enrolment.confirmed_at = dates.now()
    freeze(enrolment, enrolment.confirmed_at)
    enrolment.save(update_fields=["confirmed_at", "free_until", "cancellation_fee"])
    if not is_paid:
        charge(enrolment)
    announce(
        seat_confirmed,
        Enrolment,
        enrolment_id=enrolment.pk,
        registration=enrolment.registration,
        person_id=enrolment.person_id,
        offer_id=enrolment.offer_id,
    )


def confirm_or_wait(enrolment: Enrolment, offer: Offer, *, by: "User | None") -> None:
    """Give the seat, or put the person on the waiting list when none is left.

    Raises NoDateLeft or NotForYou.
    """
    check_offer(offer, payer_of(enrolment))
    if is_full(offer, enrolment.employment):
        move(enrolment, State.WAITING, by=by)
        news.tell_learner(enrolment, news.WAITING)
        return
    move(enrolment, State.CONFIRMED, by=by)
    confirm(enrolment)
    news.tell_learner(enrolment, news.CONFIRMED)
