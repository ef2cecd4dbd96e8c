"""Messages about seats: who gets them, what they say, never twice, never with markup."""

import pytest
from django.test import override_settings

from courses.enrolment import news, services
from courses.enrolment.states import State
from members.messages.models import Message
from members.roles.catalogue import Role
from tests.factories.enrolment import EnrolmentFactory, OfferFactory, member_employment
from tests.factories.modules import make_module
from tests.factories.people import DepartmentFactory
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db


def request(**facts):
    """Return a request that waits for approval."""
    offer = OfferFactory(approval_needed=True, **facts)
    return EnrolmentFactory(offer=offer, state=State.REQUESTED, confirmed_at=None)


def holder(role, enrolment, **place):
    """Return somebody with a role in the department or town of the person who asked."""
    job = enrolment.employment
    if not place:
        place = (
            {"municipality": job.municipality}
            if role == Role.HR_MANAGER
            else {"department": job.department}
        )
    return GrantFactory(role=role, **place).user


@pytest.mark.parametrize(
    ("item", "subject", "sentence"),
    [
        (news.CONFIRMED, "Sie können beginnen: „{course}“", "ist genehmigt. Sie haben einen Platz"),
        (news.PROMOTED, "Ein Platz ist frei geworden: „{course}“", "Jetzt haben Sie einen Platz."),
        (news.WAITING, "Warteliste: „{course}“", "erfahren, sobald ein Platz frei wird."),
        (news.REJECTED, "Ihre Anfrage für „{course}“", "wurde nicht genehmigt."),
    ],
)
def test_message_to_the_learner_says_it_in_german(item, subject, sentence):
    enrolment = request()
    news.tell_learner(enrolment, item)

    message = Message.objects.get()
    assert message.subject == subject.format(course=enrolment.offer.course.title)
    assert sentence in message.body
    assert message.recipient == enrolment.person.user
    assert message.link == f"/lernen/kurs/{enrolment.registration}/"


@override_settings(LANGUAGE_CODE="de")
def test_message_is_plain_text_without_markup():
    enrolment = request(module=make_module(title="Recht & Ordnung <1>"))
    enrolment.reason = "Erst „A“ & dann <B>."
    news.tell_learner(enrolment, news.REJECTED)

    message = Message.objects.get()
    assert message.subject == "Ihre Anfrage für „Recht & Ordnung <1>“"
    assert "Grund: Erst „A“ & dann <B>." in message.body


def test_message_twice_is_sent_once():
    enrolment = request()
    news.tell_learner(enrolment, news.PROMOTED)
    news.tell_learner(enrolment, news.PROMOTED)

    assert Message.objects.count() == 1


def test_message_to_the_approver_names_person_and_course_and_leads_to_the_list():
    enrolment = request()
    approver = holder(Role.APPROVER, enrolment)
    news.tell_approvers(enrolment)

    message = Message.objects.get()
    assert message.recipient == approver
    assert f"{enrolment.person} möchte den Kurs „{enrolment.offer.course.title}“" in message.body
    assert message.link == "/personal/genehmigungen/"


def test_message_goes_to_every_approver_of_the_department():
    enrolment = request()
    approvers = {holder(Role.APPROVER, enrolment).pk for _ in range(2)}
    news.tell_approvers(enrolment)

    assert set(Message.objects.values_list("recipient", flat=True)) == approvers


def test_approvers_of_another_department_are_not_told_but_human_resources_are():
    enrolment = request()
    elsewhere = DepartmentFactory(municipality=enrolment.employment.municipality)
    holder(Role.APPROVER, enrolment, department=elsewhere)
    manager = holder(Role.HR_MANAGER, enrolment)

    assert news.approvers_of(enrolment) == [manager]


def test_approver_of_a_department_above_is_told():
    enrolment = request()
    department = enrolment.employment.department
    department.parent = DepartmentFactory(municipality=department.municipality)
    department.save()
    above = holder(Role.APPROVER, enrolment, department=department.parent)

    assert news.approvers_of(enrolment) == [above]


def test_human_resources_of_the_department_are_told_where_there_is_no_approver():
    enrolment = request()
    local = holder(Role.DEPARTMENT_HR, enrolment)
    elsewhere = DepartmentFactory(municipality=enrolment.employment.municipality)
    holder(Role.DEPARTMENT_HR, enrolment, department=elsewhere)

    assert news.approvers_of(enrolment) == [local]


@pytest.mark.parametrize("role", [Role.APPROVER, Role.HR_MANAGER, Role.DEPARTMENT_HR])
def test_person_who_asks_is_not_asked_to_decide(role):
    enrolment = request()
    job = enrolment.employment
    place = (
        {"municipality": job.municipality}
        if role == Role.HR_MANAGER
        else {"department": job.department}
    )
    GrantFactory(user=enrolment.person.user, role=role, **place)

    assert news.approvers_of(enrolment) == []


def test_everybody_who_is_told_may_decide():
    enrolment = request()
    for role in (Role.APPROVER, Role.HR_MANAGER, Role.DEPARTMENT_HR):
        holder(role, enrolment)

    for user in news.approvers_of(enrolment):
        fresh = request()
        fresh.employment.department = enrolment.employment.department
        fresh.employment.municipality = enrolment.employment.municipality
        fresh.employment.save()
        assert services.approve(enrolment=fresh, by=user).state == State.CONFIRMED


def test_person_without_account_and_address_is_no_obstacle():
    job = member_employment(person__user=None, person__email=None)
    offer = OfferFactory(seats=0)

    assert services.enrol(person=job.person, offer=offer, by=None).state == State.WAITING
    assert not Message.objects.exists()
