"""Take a seat, take another one, give it back."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from campus.kit import dates
from courses.enrolment import cancellation, news
from courses.enrolment.admission import check_admission
from courses.enrolment.errors import AssignedSeat, NoEmployment, NotAMember, NotBookable
from courses.enrolment.models import Enrolment, Offer
from courses.enrolment.selectors import lock_registration, open_enrolment
from courses.enrolment.services.confirming import confirm, is_full, lock_offer, move
from courses.enrolment.states import State
from courses.modules import selectors as modules
from members.cooperative import selectors as cooperative
from members.cooperative.services import reverse_charge
from members.people import selectors as people

if TYPE_CHECKING:
    from courses.modules.models import ModuleVersion
    from members.accounts.models import User
    from members.people.models import Employment, Person

SELF = Enrolment.Source.SELF.value
ASSIGNED = Enrolment.Source.ASSIGNED.value


@transaction.atomic
def enrol(*, person: "Person", offer: Offer, by: "User | None", source: str = SELF) -> Enrolment:
    """Take a seat, ask for one, or join the waiting list; asking twice gives the same seat.

    A seat assigned by human resources needs no approval and nothing beforehand: the assignment
    is both. Raises NotBookable, NoEmployment, NotAMember or NotYetAdmitted.
    """
    locked = lock_offer(offer)
    existing = open_enrolment(person, locked)
    if existing is None:
        return _take_seat(person, locked, by=by, source=source)
    if source == ASSIGNED and existing.state == State.REQUESTED:
        full = is_full(locked, existing.employment)
        move(existing, State.WAITING if full else State.CONFIRMED, by=by)
        if existing.state == State.CONFIRMED:
            confirm(existing)
    return existing


@transaction.atomic
def enrol_again(
    *, person: "Person", offer: Offer, by: "User | None", source: str = SELF
) -> Enrolment:
    """Take a new seat in the current version where a used one exists: compulsory training recurs.

    The used seat is finished and keeps its statements, certificate and charge.
    """
    locked = lock_offer(offer)
    existing = open_enrolment(person, locked)
    if existing is not None and existing.state != State.CONFIRMED:
        return existing
    if existing is not None:
        move(existing, State.FINISHED, by=by)
    return _take_seat(person, locked, by=by, source=source)


def _take_seat(person: "Person", offer: Offer, *, by: "User | None", source: str) -> Enrolment:
    """Create the enrolment in its first state; the offer is locked."""
    job = _employment_of(person)
    version = _version_of(offer)
    if source == SELF:
        check_admission(person, offer.course)
    state = _first_state(offer, source, job)
    enrolment = Enrolment.objects.create(
        person=person,
        employment=job,
        offer=offer,
        version=version,
        state=state,
        source=source,
        requested_at=dates.now(),
        decided_by=by if source == ASSIGNED else None,
    )
    if state == State.CONFIRMED:
        confirm(enrolment)
    elif state == State.REQUESTED:
        news.tell_approvers(enrolment)
    else:
        news.tell_learner(enrolment, news.WAITING)
    return enrolment


def _first_state(offer: Offer, source: str, job: "Employment") -> State:
    if offer.approval_needed and source == SELF:
        return State.REQUESTED
    return State.WAITING if is_full(offer, job) else State.CONFIRMED


def _employment_of(person: "Person") -> "Employment":
    """Return the job whose employer pays; refuse where there is none or it is no member."""
    job = people.current_employment(person)
    if job is None:
        raise NoEmployment
    if not cooperative.is_member(job.municipality, dates.today()):
        raise NotAMember(municipality=job.municipality.name)
    return job


def _version_of(offer: Offer) -> "ModuleVersion":
    """Return the version that a new seat gets; refuse closed offers and empty courses."""
    version = modules.current_version(offer.course)
    if version is None or not offer.active or not offer.course.live:
        raise NotBookable
    return version


@transaction.atomic
def cancel(*, enrolment: Enrolment, by: "User | None", reason: str = "") -> Enrolment:
    """Give a confirmed seat back; in time it costs nothing. The next person waiting moves up.

    Raises AssignedSeat where learners want to give back what human resources have assigned.
    """
    if enrolment.source == ASSIGNED and by is not None and by.pk == enrolment.person.user_id:
        raise AssignedSeat
    offer = lock_offer(enrolment.offer)
    locked = lock_registration(enrolment.registration)
    move(locked, State.CANCELLED, by=by, reason=reason)
    if cancellation.is_free(locked.confirmed_at, dates.now()):
        _take_back_charge(locked)
    promote_waiting(offer=offer)
    return locked


def _take_back_charge(enrolment: Enrolment) -> None:
    job = enrolment.employment
    if job is None:
        return
    charges = cooperative.charges_of(job.municipality)
    owed = charges.filter(kind="seat", source_key=str(enrolment.registration)).first()
    if owed is not None:
        # Read by the German accounts office, like the charge itself.
        with translation.override(settings.LANGUAGE_CODE):
            reverse_charge(charge=owed, reason=_("cancelled in time"))


@transaction.atomic
def promote_waiting(*, offer: Offer) -> list[Enrolment]:
    """Give free seats to those who have waited longest, and tell them.

    Whose employer has used up its contingent goes on waiting; the next one gets the seat.
    """
    locked = lock_offer(offer)
    promoted: list[Enrolment] = []
    waiting = Enrolment.objects.filter(offer=locked, state=State.WAITING)
    for first in waiting.select_related("employment").order_by("requested_at", "pk"):
        if is_full(locked):
            break
        if is_full(locked, first.employment):
            continue
        enrolment = lock_registration(first.registration)
        move(enrolment, State.CONFIRMED, by=enrolment.decided_by)
        confirm(enrolment)
        news.tell_learner(enrolment, news.PROMOTED)
        promoted.append(enrolment)
    return promoted
