"""Seats: taken, asked for, waited for, given back, charged."""

import datetime as dt
from decimal import Decimal

import pytest

from campus.kit import dates
from campus.kit.states import WrongState
from courses.enrolment import services
from courses.enrolment.errors import (
    AssignedSeat,
    NoEmployment,
    NotAMember,
    NotBookable,
    NotYourDecision,
    ReasonMissing,
)
from courses.enrolment.models import Enrolment
from courses.enrolment.signals import seat_confirmed
from courses.enrolment.states import State
from courses.modules.services import freeze
from members.cooperative.models import Charge
from members.messages.models import Message
from members.roles.catalogue import Role
from tests.factories.enrolment import OfferFactory, member_employment
from tests.factories.modules import LessonFactory, ModuleFactory
from tests.factories.people import DepartmentFactory, EmploymentFactory, PersonFactory
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db

PRICE = Decimal("49.00")


def enrol(offer, job=None, **more):
    job = job or member_employment()
    return services.enrol(person=job.person, offer=offer, by=job.person.user, **more)


def approver_for(enrolment):
    """Return a user who approves for the department of the person who asked."""
    return GrantFactory(role=Role.APPROVER, department=enrolment.employment.department).user


def kinds():
    return list(Message.objects.order_by("pk").values_list("kind", flat=True))


def test_enrol_in_one_step_confirms_the_seat():
    enrolment = enrol(OfferFactory())

    assert enrolment.state == State.CONFIRMED
    assert enrolment.confirmed_at is not None
    assert enrolment.version.number == 1


def test_enrol_twice_gives_the_same_seat():
    offer, job = OfferFactory(price=PRICE), member_employment()

    assert enrol(offer, job) == enrol(offer, job)
    assert Charge.objects.count() == 1


def test_enrol_gets_the_current_version():
    offer = OfferFactory()
    module = offer.course.module
    LessonFactory(chapter=module.chapters.first())
    freeze(module=module)

    assert enrol(offer).version.number == 2


def test_enrol_announces_the_seat_after_the_commit(django_capture_on_commit_callbacks):
    heard = []

    def listen(sender, **news):
        heard.append(news["registration"])

    seat_confirmed.connect(listen)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            enrolment = enrol(OfferFactory())
            assert heard == []
    finally:
        seat_confirmed.disconnect(listen)
    assert heard == [enrolment.registration]


def test_enrol_charges_module_and_cost_centre_and_never_a_person():
    offer, job = OfferFactory(price=PRICE, provider_share=Decimal("60.00")), member_employment()
    enrolment = enrol(offer, job)

    charge = Charge.objects.get()
    assert (charge.kind, charge.source_key) == ("seat", str(enrolment.registration))
    assert (charge.net, charge.municipality) == (PRICE, job.municipality)
    assert charge.cost_centre == job.department.cost_centre
    assert charge.description == f"Teilnahmeplatz: {offer.course.title}"
    assert charge.provider == offer.course.module.provider
    assert charge.provider_share == Decimal("60.00")
    stated = " ".join(str(value) for value in vars(charge).values())
    for name in (job.person.first_name, job.person.last_name, job.person.email):
        assert name not in stated


def test_enrol_free_course_charges_nothing():
    enrol(OfferFactory())

    assert not Charge.objects.exists()


def test_enrol_without_employment_is_refused():
    person = PersonFactory()

    with pytest.raises(NoEmployment, match="Personalabteilung"):
        services.enrol(person=person, offer=OfferFactory(), by=person.user)


def test_enrol_after_the_job_ended_is_refused():
    job = member_employment()
    job.valid_until = dates.today() - dt.timedelta(days=1)
    job.save()

    with pytest.raises(NoEmployment):
        enrol(OfferFactory(), job)


def test_enrol_of_a_municipality_that_is_no_member_is_refused():
    job = EmploymentFactory()

    with pytest.raises(NotAMember, match=job.municipality.name):
        enrol(OfferFactory(), job)


def test_enrol_in_a_closed_offer_is_refused():
    with pytest.raises(NotBookable, match="zurzeit nicht gebucht werden"):
        enrol(OfferFactory(active=False))


def test_enrol_in_a_course_without_content_is_refused():
    with pytest.raises(NotBookable):
        enrol(OfferFactory(module=ModuleFactory()))
    assert not Enrolment.objects.exists()


def test_request_waits_for_approval_and_tells_the_approver():
    offer, job = OfferFactory(approval_needed=True, price=PRICE), member_employment()
    approver = GrantFactory(role=Role.APPROVER, department=job.department).user
    enrolment = enrol(offer, job)

    assert enrolment.state == State.REQUESTED
    assert not Charge.objects.exists()
    assert Message.objects.get().recipient == approver


def test_request_without_approver_goes_to_human_resources():
    job = member_employment()
    manager = GrantFactory(role=Role.HR_MANAGER, municipality=job.municipality).user
    enrol(OfferFactory(approval_needed=True), job)

    assert Message.objects.get().recipient == manager


def test_approve_confirms_charges_and_tells_the_person():
    enrolment = enrol(OfferFactory(approval_needed=True, price=PRICE))
    approved = services.approve(enrolment=enrolment, by=approver_for(enrolment))

    assert approved.state == State.CONFIRMED
    assert Charge.objects.count() == 1
    assert kinds() == ["enrolment_confirmed"]


def test_approve_when_all_seats_are_taken_puts_on_the_waiting_list():
    offer = OfferFactory(approval_needed=True, seats=1)
    one, two = enrol(offer), enrol(offer)
    services.approve(enrolment=one, by=approver_for(one))

    assert services.approve(enrolment=two, by=approver_for(two)).state == State.WAITING
    assert kinds() == ["enrolment_confirmed", "enrolment_waiting"]


def test_approve_twice_is_refused():
    enrolment = enrol(OfferFactory(approval_needed=True))
    approver = approver_for(enrolment)
    services.approve(enrolment=enrolment, by=approver)

    with pytest.raises(WrongState, match="bestätigt"):
        services.approve(enrolment=enrolment, by=approver)


@pytest.mark.parametrize("role", [Role.APPROVER, Role.HR_MANAGER, Role.DEPARTMENT_HR])
def test_approve_for_foreign_people_is_refused(role):
    enrolment = enrol(OfferFactory(approval_needed=True))

    with pytest.raises(NotYourDecision, match="anderen Bereich"):
        services.approve(enrolment=enrolment, by=GrantFactory(role=role).user)


def test_approve_ones_own_request_is_refused():
    job = member_employment()
    GrantFactory(user=job.person.user, role=Role.HR_MANAGER, municipality=job.municipality)
    enrolment = enrol(OfferFactory(approval_needed=True), job)

    with pytest.raises(NotYourDecision):
        services.approve(enrolment=enrolment, by=job.person.user)


def test_approve_for_a_department_below_is_allowed():
    job = member_employment()
    above = DepartmentFactory(municipality=job.municipality)
    job.department.parent = above
    job.department.save()
    enrolment = enrol(OfferFactory(approval_needed=True), job)

    approver = GrantFactory(role=Role.APPROVER, department=above).user
    assert services.approve(enrolment=enrolment, by=approver).state == State.CONFIRMED


def test_reject_tells_the_reason():
    enrolment = enrol(OfferFactory(approval_needed=True))
    rejected = services.reject(
        enrolment=enrolment, by=approver_for(enrolment), reason="Bitte erst im Herbst."
    )

    assert rejected.state == State.REJECTED
    assert "Bitte erst im Herbst." in Message.objects.get().body


@pytest.mark.parametrize("reason", ["", "   "])
def test_reject_without_reason_is_refused(reason):
    enrolment = enrol(OfferFactory(approval_needed=True))

    with pytest.raises(ReasonMissing, match="geben Sie einen Grund an"):
        services.reject(enrolment=enrolment, by=approver_for(enrolment), reason=reason)


def test_request_can_be_made_again_after_a_rejection():
    offer, job = OfferFactory(approval_needed=True), member_employment()
    first = enrol(offer, job)
    services.reject(enrolment=first, by=approver_for(first), reason="Nein.")

    assert enrol(offer, job).state == State.REQUESTED


def test_withdraw_ends_the_request():
    enrolment = enrol(OfferFactory(approval_needed=True))
    withdrawn = services.withdraw(enrolment=enrolment, by=enrolment.person.user)

    assert withdrawn.state == State.WITHDRAWN
    assert withdrawn.ended_at is not None


def test_withdraw_a_confirmed_seat_is_refused():
    enrolment = enrol(OfferFactory())

    with pytest.raises(WrongState):
        services.withdraw(enrolment=enrolment, by=None)


def test_assigned_seat_needs_no_approval():
    enrolment = enrol(OfferFactory(approval_needed=True), source="assigned")

    assert (enrolment.state, enrolment.source) == (State.CONFIRMED, "assigned")


def test_assignment_settles_a_waiting_request():
    offer, job = OfferFactory(approval_needed=True, price=PRICE), member_employment()
    enrol(offer, job)

    assert enrol(offer, job, source="assigned").state == State.CONFIRMED
    assert Charge.objects.count() == 1


def test_full_course_puts_on_the_waiting_list():
    offer = OfferFactory(seats=1, price=PRICE)

    assert [enrol(offer).state, enrol(offer).state] == [State.CONFIRMED, State.WAITING]
    assert Charge.objects.count() == 1


def test_cancel_lets_the_one_who_waited_longest_move_up():
    offer = OfferFactory(seats=1)
    first, second, third = enrol(offer), enrol(offer), enrol(offer)
    services.cancel(enrolment=first, by=first.person.user)

    second.refresh_from_db()
    third.refresh_from_db()
    assert [second.state, third.state] == [State.CONFIRMED, State.WAITING]
    assert kinds()[-1] == "enrolment_promoted"


def test_cancel_in_time_takes_the_charge_back():
    enrolment = enrol(OfferFactory(price=PRICE))
    services.cancel(enrolment=enrolment, by=None)

    assert sum(Charge.objects.values_list("net", flat=True)) == 0


def test_cancel_too_late_keeps_the_charge():
    enrolment = enrol(OfferFactory(price=PRICE))
    with dates.moved_clock(dates.now() + dt.timedelta(days=15)):
        services.cancel(enrolment=enrolment, by=None)

    assert Charge.objects.get().net == PRICE


def test_cancel_what_was_assigned_is_up_to_human_resources():
    enrolment = enrol(OfferFactory(), source="assigned")

    with pytest.raises(AssignedSeat, match="wurde Ihnen zugewiesen"):
        services.cancel(enrolment=enrolment, by=enrolment.person.user)
    manager = GrantFactory(role=Role.HR_MANAGER).user
    assert services.cancel(enrolment=enrolment, by=manager).state == State.CANCELLED


def test_enrol_again_finishes_the_used_seat_and_charges_a_new_one():
    offer, job = OfferFactory(price=PRICE), member_employment()
    first = enrol(offer, job)
    second = services.enrol_again(person=job.person, offer=offer, by=None)

    first.refresh_from_db()
    assert (first.state, second.state) == (State.FINISHED, State.CONFIRMED)
    assert first.registration != second.registration
    assert Charge.objects.count() == 2


def test_enrol_again_while_a_request_is_open_changes_nothing():
    offer, job = OfferFactory(approval_needed=True), member_employment()
    first = enrol(offer, job)

    assert services.enrol_again(person=job.person, offer=offer, by=None) == first
