"""The start page's sections are drawn once; name, employer and rows are each person's own."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from campus.kit import dates
from courses.certificates import selectors as certificates
from courses.certificates.models import Certificate
from courses.learning import services as learning
from courses.portal import selectors, services, start, start_drawn
from tests.factories.certificates import CertificateFactory
from tests.factories.enrolment import EnrolmentFactory, OfferFactory, member_employment
from tests.factories.learning import items_of

pytestmark = pytest.mark.django_db
START = reverse("portal:start")


@pytest.fixture(autouse=True)
def nothing_kept():
    start_drawn._head.cache_clear()
    start_drawn._content.cache_clear()


def somebody(name, **facts):
    job = member_employment(**facts)
    job.person.user.first_name = name
    job.person.user.save()
    client = Client()
    client.force_login(job.person.user)
    return job, client


def shown(client):
    return client.get(START).content.decode()


def test_two_people_share_the_sections_but_neither_name_nor_employer():
    (job, kim), (_, sascha) = somebody("Kim"), somebody("Sascha")
    services.edit_landing_page(municipality=job.municipality, greeting="Nur für uns", courses=[])
    first, second = shown(kim), shown(sascha)
    assert start_drawn._content.cache_info().misses == 1
    assert "Guten Tag, Kim" in first
    assert "Guten Tag, Sascha" in second
    assert "Nur für uns" in first
    assert "Nur für uns" not in second
    assert job.municipality.name not in second
    assert "Guten Tag, Kim" in shown(kim)


def test_name_is_escaped():
    _, client = somebody("<b>Kim</b>")
    assert "Guten Tag, &lt;b&gt;Kim&lt;/b&gt;" in shown(client)


def test_changed_greeting_and_choice_show_at_once():
    job, client = somebody("Kim")
    course = OfferFactory().course
    assert "Guten Start" not in shown(client)
    services.edit_landing_page(
        municipality=job.municipality, greeting="Guten Start", courses=[course]
    )
    assert "Guten Start" in shown(client)
    assert f'href="{course.url}"' in shown(client)
    assert selectors.landing_of(job.municipality).chosen == (course.pk,)
    services.edit_landing_page(municipality=job.municipality, greeting="", courses=[])
    assert "Guten Start" not in shown(client)
    assert selectors.landing_of(job.municipality).chosen == ()


def test_municipality_without_a_page_says_nothing():
    assert selectors.landing_of(None) is None
    assert selectors.landing_of(member_employment().municipality) is None


def test_seat_and_what_is_learnt_on_it_show_at_once():
    job, client = somebody("Kim")
    assert "Noch nichts begonnen" in shown(client)
    seat = EnrolmentFactory(person=job.person, employment=job)
    assert "Noch nichts begonnen" not in shown(client)
    assert seat.offer.course.title in shown(client)
    learning.finish_lesson(enrolment=seat, key=items_of(seat)[0].key)
    assert "1 von 3" in shown(client)


def test_queries_do_not_grow_with_courses(django_assert_num_queries, django_assert_max_num_queries):
    job, client = somebody("Kim")
    for _ in range(3):
        EnrolmentFactory(person=job.person, employment=job)
    shown(client)
    with django_assert_max_num_queries(11) as few:
        shown(client)
    asked = len(few)
    for _ in range(9):
        EnrolmentFactory(person=job.person, employment=job)
    shown(client)
    with django_assert_num_queries(asked):
        shown(client)


def test_documents_give_the_better_number_and_their_end(django_assert_num_queries):
    seat = EnrolmentFactory()
    end = dates.today() + dt.timedelta(days=5)
    held = {
        kind: CertificateFactory(person=seat.person, enrolment=seat, kind=kind, valid_until=end)
        for kind in Certificate.Kind.values
    }
    CertificateFactory(person=seat.person, enrolment=None, valid_until=None)
    CertificateFactory()
    with django_assert_num_queries(1):
        documents = certificates.documents_of(seat.person)
    assert len(documents) == 3
    assert certificates.numbers_by_enrolment(documents) == {seat.pk: held["achievement"].number}
    ending = certificates.expiring(documents, dates.today(), end)
    assert [one.number for one in ending] == [
        held["achievement"].number,
        held["participation"].number,
    ]
    assert certificates.expiring(documents, end + dt.timedelta(days=1), end) == []


def test_revoked_document_is_none():
    seat = EnrolmentFactory()
    CertificateFactory(person=seat.person, enrolment=seat, revoked_at=dates.now())
    assert certificates.documents_of(seat.person) == []


def test_address_of_a_course_leads_to_the_own_seat():
    seat = EnrolmentFactory()
    expected = reverse("learning:course", args=[seat.registration])
    assert start._course_on(seat) == expected
