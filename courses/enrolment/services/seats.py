"""Take a seat, take another one, give it back."""

from typing import TYPE_CHECKING

from django.db import transaction

from campus.kit import dates
from courses.enrolment import cancellation, news, payers
from courses.enrolment.admission import check_admission
from courses.enrolment.booked import is_booked_for
from courses.enrolment.circles import is_open_to
from courses.enrolment.errors import (
    AssignedSeat,
    BookedForYou,
    NotAMember,
    NotBookable,
)
from courses.enrolment.models import Enrolment, Offer
from courses.enrolment.pricing import has_no_date
from courses.enrolment.selectors import lock_registration, open_enrolment
from courses.enrolment.services.charging import take_back
from courses.enrolment.services.confirming import (
    check_offer,
    confirm,
    is_full,
    lock_offer,
    move,
    payer_of,
)
from courses.enrolment.services.fees import keep_fee
from courses.enrolment.states import State
from courses.modules import selectors as modules
from members.budgets.errors import BudgetUsedUp
from members.cooperative import selectors as cooperative
from members.people import selectors as people

if TYPE_CHECKING:
    from courses.modules.models import ModuleVersion
    from members.accounts.models import User
    from members.people.models import Employment, Person

SELF = Enrolment.Source.SELF.value
ASSIGNED = Enrolment.Source.ASSIGNED.value


@transaction.atomic
def enrol(
    *,
    person: "Person",
    offer: Offer,
    by: "User | None",
    source: str = SELF,
    employer: str = "",
) -> Enrolment:
    """Take a seat, ask for one, or join the waiting list; asking twice gives the same seat.

    A seat assigned by human resources needs no approval and nothing beforehand: the assignment
    is both. `employer` is the one that pays and decides, where there are several. Raises
    NotBookable, NoEmployment, EmployerNotChosen, NotYourEmployer, NotAMember or NotYetAdmitted.
    """
    locked = lock_offer(offer)
    existing = open_enrolment(person, locked)
    if existing is None:
        job = _employment_of(person, locked, source, employer)
        return _take_seat(job, locked, by=by, source=source)
    if source == ASSIGNED and existing.state == State.REQUESTED:
        check_offer(locked, payer_of(existing))
        full = is_full(locked, existing.employment)
        move(existing, State.WAITING if full else State.CONFIRMED, by=by)
        if existing.state == State.CONFIRMED:
            confirm(existing)
    return existing


@transaction.atomic
def enrol_again(
    *,
    person: "Person",
    offer: Offer,
    by: "User | None",
    source: str = SELF,
    earlier: "ModuleVersion | None" = None,
    employer: str = "",
) -> Enrolment:
    """Take a new seat in the current version where a used one exists: compulsory training recurs.

    The used seat is finished and keeps its statements, certificate and charge. `earlier` is the
    edition that was proven before, where the new seat may begin with the test.
    """
    locked = lock_offer(offer)
    existing = open_enrolment(person, locked)
    if existing is not None and existing.state != State.CONFIRMED:
        return existing
    if existing is not None:
        move(existing, State.FINISHED, by=by)
    job = _employment_of(person, locked, source, employer)
    seat = _take_seat(job, locked, by=by, source=source)
    if earlier is not None:
        seat.earlier_version = earlier
        seat.save(update_fields=["earlier_version"])
    return seat


def _take_seat(job: "Employment", offer: Offer, *, by: "User | None", source: str) -> Enrolment:
    """Create the enrolment in its first state, at the expense of a job; the offer is locked."""
    person = job.person
    version = _version_of(offer)
    check_offer(offer, job.municipality)
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


def _employment_of(person: "Person", offer: Offer, source: str, employer: str) -> "Employment":
    """Return the job whose employer pays; refuse where there is none or it is no member.

    A municipality's own course is for its own staff, whoever asks and whoever assigns it.
    """
    own = offer.course.only_for
    if own is None:
        job = payers.job_for(person, offer, employer=employer, asks=source == SELF)
    else:
        held = people.current_employment(person, municipality=own)
        if held is None:
            raise NotBookable
        job = held
    if not cooperative.is_member(job.municipality, dates.today()):
        raise NotAMember(municipality=job.municipality.name)
    job.person = person
    return job


def _version_of(offer: Offer) -> "ModuleVersion":
    """Return the version that a new seat gets; refuse closed offers and empty courses."""
    version = modules.current_version(offer.course)
    if version is None or not offer.active or not offer.course.live:
        raise NotBookable
    return version


@transaction.atomic
def cancel(*, enrolment: Enrolment, by: "User | None", reason: str = "") -> Enrolment:
    """Give a confirmed seat back; in time it costs nothing, later its fee, frozen before.

    The next person waiting moves up.

    Raises AssignedSeat or BookedForYou where learners want to give back what human resources
    have assigned, or booked for them.
    """
    if by is not None and by.pk == enrolment.person.user_id:
        _check_own(enrolment)
    offer = lock_offer(enrolment.offer)
    locked = lock_registration(enrolment.registration)
    move(locked, State.CANCELLED, by=by, reason=reason)
    if cancellation.is_free(locked.free_until, dates.now()):
        take_back(locked)
    else:
        keep_fee(locked)
    if offer.approval_needed and locked.source == SELF:
        news.tell_approvers(locked, news.GIVEN_BACK)
    promote_waiting(offer=offer)
    return locked


def _check_own(enrolment: Enrolment) -> None:
    if enrolment.source == ASSIGNED:
        raise AssignedSeat
    if is_booked_for(enrolment.person_id, enrolment.offer_id):
        raise BookedForYou


@transaction.atomic
def promote_waiting(*, offer: Offer) -> list[Enrolment]:
    """Give free seats to those who have waited longest, and tell them.

    Whose employer has used up its contingent, or is no longer among those to whom the offer is
    open, goes on waiting; the next one gets the seat.
    """
    locked = lock_offer(offer)
    promoted: list[Enrolment] = []
    if has_no_date(locked):
        return promoted
    waiting = Enrolment.objects.filter(offer=locked, state=State.WAITING)
    for first in waiting.select_related("employment__municipality").order_by("requested_at", "pk"):
        if is_full(locked):
            break
        if is_full(locked, first.employment) or not _is_still_open(locked, first):
            continue
        enrolment = lock_registration(first.registration)
        try:
            with transaction.atomic():
                move(enrolment, State.CONFIRMED, by=enrolment.decided_by)
                confirm(enrolment)
        except BudgetUsedUp:
            # The employer cannot pay at the moment: the next one gets the seat.
            continue
        news.tell_learner(enrolment, news.PROMOTED)
        promoted.append(enrolment)
    return promoted


def _is_still_open(offer: Offer, waiting: Enrolment) -> bool:
    """Tell whether the offer is open to the employer of who waits: groups may have changed."""
    job = waiting.employment
    return job is None or is_open_to(offer, job.municipality)
