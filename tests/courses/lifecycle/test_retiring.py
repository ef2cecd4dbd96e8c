"""The end of a course: booking closes, the page points to the successor, undo brings all back."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from campus.kit import dates
from courses.catalogue import selectors as catalogue
from courses.catalogue import services as catalogue_services
from courses.catalogue.query import CatalogueQuery
from courses.enrolment import selectors as enrolments
from courses.enrolment import services as enrolment
from courses.enrolment.errors import NotBookable
from courses.lifecycle import selectors, services
from courses.lifecycle.errors import LeadsHere, OwnSuccessor, RetiredSuccessor
from members.roles.catalogue import Role
from tests.factories.catalogue import CoursePageFactory
from tests.factories.cooperative import MembershipFactory
from tests.factories.enrolment import EnrolmentFactory, OfferFactory
from tests.factories.modules import make_module
from tests.factories.organisations import ProviderFactory
from tests.factories.people import EmploymentFactory
from tests.factories.review import holder

pytestmark = pytest.mark.django_db
TODAY = dates.today()


@pytest.fixture
def module():
    return make_module(title="Altes Recht")


@pytest.fixture
def successor():
    return make_module(title="Neues Recht").course


def in_catalogue(course):
    return course.pk in catalogue.shelf_now().by_course


def test_retired_course_leaves_catalogue_and_search_but_keeps_its_page(client, module, successor):
    offer = OfferFactory(module=module)
    course = module.course
    assert in_catalogue(course)
    services.retire(
        course=course, on=TODAY, by=None, successor=successor, reason="Reform des Gesetzes"
    )
    assert not in_catalogue(course)
    assert catalogue.search(CatalogueQuery(text="Altes")).cards == []
    assert course not in catalogue.published_courses()
    assert course not in catalogue.bookable_courses()
    offer.refresh_from_db()
    assert not offer.active
    answer = client.get(course.get_url())
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Anmelden und einschreiben" not in text
    for words in ("Dieser Kurs ist beendet", "Reform des Gesetzes", "Zum Nachfolger: Neues Recht"):
        assert words in text
    assert f'href="{successor.get_url()}"' in text


def test_publishing_the_page_again_does_not_bring_it_back(module):
    services.retire(course=module.course, on=TODAY, by=None)
    course = type(module.course).objects.get(pk=module.course_id)
    course.promise = "Neu versprochen."
    catalogue_services.publish_course(course=course)
    assert not in_catalogue(course)
    assert catalogue_services.reindex() == 0
    assert not catalogue.index_is_missing()


def test_nobody_begins_and_who_has_begun_goes_on(module):
    seat = EnrolmentFactory(offer=OfferFactory(module=module))
    services.retire(course=module.course, on=TODAY, by=None)
    seat.refresh_from_db()
    assert seat.state == "confirmed"
    facts = enrolments.seat_facts(seat.person, module.course_id)
    assert facts.registration == seat.registration
    town = seat.employment.municipality
    MembershipFactory(municipality=town)
    newcomer = EmploymentFactory(municipality=town).person
    with pytest.raises(NotBookable):
        enrolment.enrol(person=newcomer, offer=seat.offer, by=None)


def test_undo_opens_the_same_offer_and_puts_the_course_back(module, successor):
    offer = OfferFactory(module=module)
    services.retire(course=module.course, on=TODAY, by=None, successor=successor)
    services.undo_retirement(course=module.course)
    offer.refresh_from_db()
    assert offer.active
    assert in_catalogue(module.course)
    assert selectors.retirement_of(module.course_id) is None
    services.undo_retirement(course=module.course)


def test_planned_end_is_announced_and_carried_out_by_the_clock(client, module, successor):
    on = TODAY + dt.timedelta(days=10)
    services.retire(course=module.course, on=on, by=None, successor=successor)
    assert in_catalogue(module.course)
    assert "Dieser Kurs endet" in client.get(module.course.get_url()).content.decode()
    assert services.carry_out_due() == 0
    with time_machine.travel(dates.now() + dt.timedelta(days=10)):
        assert services.carry_out_due() == 1
        assert services.carry_out_due() == 0
        assert not in_catalogue(module.course)


def test_successor_must_be_another_course_that_stays(module, successor):
    course = module.course
    with pytest.raises(OwnSuccessor):
        services.retire(course=course, on=TODAY, by=None, successor=course)
    services.retire(course=course, on=TODAY, by=None, successor=successor)
    with pytest.raises(LeadsHere):
        services.retire(course=successor, on=TODAY, by=None)
    other = CoursePageFactory()
    with pytest.raises(RetiredSuccessor):
        services.retire(course=other, on=TODAY, by=None, successor=course)
    assert course not in selectors.successors_for(other)


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.PROVIDER_OWNER, 200),
        (Role.EDITOR, 200),
        (Role.AUTHOR, 404),
        (Role.OFFICE, 404),
        (Role.TUTOR, 403),
    ],
)
def test_owner_and_editors_end_a_course(client, module, role, status):
    is_own = role in (Role.PROVIDER_OWNER, Role.AUTHOR, Role.TUTOR)
    client.force_login(holder(role, module.provider if is_own else None))
    address = reverse("lifecycle:retire", args=[module.pk])
    assert client.get(address).status_code == status
    sent = client.post(address, {"on": TODAY.isoformat(), "successor": "", "reason": ""})
    assert sent.status_code == (302 if status == 200 else status)
    assert (selectors.retirement_of(module.course_id) is not None) is (status == 200)


def test_foreign_owner_finds_nothing(client, module):
    client.force_login(holder(Role.PROVIDER_OWNER, ProviderFactory()))
    for name in ("retire", "edit", "undo", "checked"):
        address = reverse(f"lifecycle:{name}", args=[module.pk])
        assert client.post(address).status_code == 404


def test_form_refuses_with_a_sentence_and_undo_takes_back(client, module, successor):
    client.force_login(holder(Role.EDITOR))
    address = reverse("lifecycle:retire", args=[module.pk])
    assert client.post(address, {"on": "", "successor": ""}).status_code == 400
    services.retire(course=successor, on=TODAY, by=None, successor=module.course)
    refused = client.post(address, {"on": TODAY.isoformat(), "successor": ""})
    assert refused.status_code == 409
    assert "nennt diesen Kurs als Nachfolger" in refused.content.decode()
    services.undo_retirement(course=successor)
    client.post(address, {"on": TODAY.isoformat(), "successor": successor.pk})
    assert client.post(reverse("lifecycle:undo", args=[module.pk])).status_code == 302
    assert in_catalogue(module.course)
