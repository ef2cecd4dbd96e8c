"""What happens when a seat is confirmed: state, charge, news. Shared by the deeds of this room."""

from decimal import Decimal
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from campus.kit import dates
from campus.kit.after_commit import announce
from courses.enrolment import news
from courses.enrolment.models import Enrolment, Offer
from courses.enrolment.selectors import seats_left
from courses.enrolment.signals import seat_confirmed
from courses.enrolment.states import MOVES, State
from courses.enrolment.wording import WORDS
from members.cooperative import selectors as cooperative
from members.cooperative.services import record_charge

if TYPE_CHECKING:
    from members.accounts.models import User
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


def confirm(enrolment: Enrolment) -> None:
    """Note the confirmation of a seat, charge it and tell the rooms above."""
    enrolment.confirmed_at = dates.now()
    enrolment.save(update_fields=["confirmed_at"])
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
    """Give the seat, or put the person on the waiting list when none is left."""
    if is_full(offer, enrolment.employment):
        move(enrolment, State.WAITING, by=by)
        news.tell_learner(enrolment, news.WAITING)
        return
    move(enrolment, State.CONFIRMED, by=by)
    confirm(enrolment)
    news.tell_learner(enrolment, news.CONFIRMED)


def charge(enrolment: Enrolment) -> None:
    """Write down what the seat costs the employer: module and cost centre, never the person.

    Charged is the seat, not the completion: a charge on completion would tell the employer who
    has finished.
    """
    offer, job = enrolment.offer, enrolment.employment
    if offer.price <= 0 or job is None:
        return
    # Invoices are German, whatever language the person who books has chosen.
    with translation.override(settings.LANGUAGE_CODE):
        description = _("Seat: %(course)s") % {"course": offer.course.title}
    day, provider = dates.today(), enrolment.version.module.provider
    record_charge(
        kind="seat",
        source_key=str(enrolment.registration),
        municipality=job.municipality,
        description=description,
        quantity=Decimal(1),
        unit_price=offer.price,
        vat_treatment=offer.vat_treatment,
        vat_rate=offer.vat_rate,
        service_from=day,
        service_until=day,
        cost_centre=job.department.cost_centre if job.department else "",
        provider=provider,
        provider_share=cooperative.share_on(provider, day, otherwise=offer.provider_share),
        course_title=offer.course.title,
    )
