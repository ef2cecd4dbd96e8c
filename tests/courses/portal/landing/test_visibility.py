"""A course that the employer hides stands in no list; whoever learns it or has to, keeps it."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from courses.catalogue import visibility
from courses.portal.landing import selectors, services
from members.roles.catalogue import Role
from tests.factories.assignments import ObligationFactory, PeriodFactory
from tests.factories.enrolment import EnrolmentFactory, OfferFactory, member_employment
from tests.factories.people import EmploymentFactory
from tests.factories.roles import GrantFactory
from tests.factories.units import make_unit

pytestmark = pytest.mark.django_db
START = reverse("portal:start")
CATALOGUE = reverse("catalogue:search")


def page(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def job():
    return member_employment()


@pytest.fixture
def course():
    return OfferFactory().course


@pytest.fixture
def hidden(job, course):
    services.place_course(municipality=job.municipality, course=course, place="hidden")
    return course


def lists(course):
    """Return the addresses of all lists that would show the course."""
    return {
        "catalogue": CATALOGUE,
        "search": f"{CATALOGUE}?q={course.title.split()[-1]}",
        "start page": START,
        "provider": course.get_parent().url,
    }


@pytest.mark.parametrize("name", ["catalogue", "search", "start page", "provider"])
def test_hidden_course_stands_in_no_list_of_the_own_staff(client, job, course, name):
    client.force_login(job.person.user)
    assert course.url in page(client, lists(course)[name])

    services.place_course(municipality=job.municipality, course=course, place="hidden")

    assert course.url not in page(client, lists(course)[name])


@pytest.mark.parametrize("name", ["catalogue", "search", "provider"])
@pytest.mark.parametrize("who", ["nobody signed in", "staff of another town", "HR of the town"])
def test_hidden_course_is_found_by_all_others(client, job, hidden, name, who):
    if who == "staff of another town":
        client.force_login(member_employment().person.user)
    if who == "HR of the town":
        municipality = job.municipality
        client.force_login(GrantFactory(role=Role.HR_MANAGER, municipality=municipality).user)

    text = page(client, lists(hidden)[name])

    assert hidden.url in text
    if name != "provider":
        assert ("Für Ihre Mitarbeitenden ausgeblendet" in text) == (who == "HR of the town")


def test_counts_leave_hidden_courses_out(client, job, hidden):
    OfferFactory()
    provider = hidden.get_parent().specific.provider
    assert "2 Kurse" in page(client, CATALOGUE)
    assert f'value="{provider.slug}"' in page(client, CATALOGUE)

    client.force_login(job.person.user)

    text = page(client, CATALOGUE)
    assert "1 Kurs" in text
    assert f'value="{provider.slug}"' not in text


def test_numbers_on_the_list_of_providers_leave_hidden_courses_out(client, job, hidden):
    address = hidden.get_parent().get_parent().url
    before = page(client, address)

    client.force_login(job.person.user)

    assert "1 Kurs" in before
    assert "1 Kurs" not in page(client, address)


def test_whoever_has_a_seat_in_a_hidden_course_goes_on(client, job, hidden):
    seat = EnrolmentFactory(employment=job, offer=hidden.offers.get())
    client.force_login(job.person.user)

    assert hidden.title in page(client, START)
    assert client.get(reverse("learning:course", args=[seat.registration])).status_code == 200
    assert client.get(hidden.url).status_code == 200


def test_whoever_has_to_take_a_hidden_course_is_led_to_it(client, job, hidden):
    obligation = ObligationFactory(municipality=job.municipality, course=hidden)
    PeriodFactory(obligation=obligation, employment=job)
    client.force_login(job.person.user)

    assert hidden.url in page(client, START)


def test_second_employer_that_shows_a_course_is_enough(job, hidden):
    assert visibility.hidden_from(job.person.user) == {hidden.pk}
    EmploymentFactory(person=job.person)
    del job.person.user.__dict__[visibility.CACHE_NAME]
    del job.person.user.__dict__[selectors.CACHE_NAME]

    assert visibility.hidden_from(job.person.user) == frozenset()


def test_nobody_signed_in_is_asked_about(django_assert_num_queries):
    # Only whether some course is offered to some municipalities only.
    with django_assert_num_queries(1):
        assert visibility.hidden_from(AnonymousUser()) == frozenset()


def test_employers_words_are_read_by_the_own_staff_only(client, job, course):
    services.place_course(
        municipality=job.municipality, course=course, place="pinned", words="Vor dem Umzug!"
    )
    landing = reverse("portal:landing", args=[job.municipality.slug])
    shown_at = (CATALOGUE, course.url, landing)
    assert not any("Vor dem Umzug!" in page(client, one) for one in shown_at)
    assert course.url in page(client, landing)

    client.force_login(job.person.user)

    assert all("Vor dem Umzug!" in page(client, one) for one in (*shown_at, START))


def test_choice_costs_one_question_for_staff(job, hidden, django_assert_num_queries):
    user = job.person.user
    visibility.hidden_from(user)
    for name in (visibility.CACHE_NAME, selectors.CACHE_NAME):
        del user.__dict__[name]
    with django_assert_num_queries(1):
        assert visibility.hidden_from(user) == {hidden.pk}
        assert selectors.choice_of(user).words == {}


def test_towns_without_courses_of_their_own_are_not_asked_for_them(job):
    assert visibility.employers_of(job.person.user) == frozenset()
    make_unit(job.municipality)
    del job.person.user.__dict__[selectors.CACHE_NAME]

    assert visibility.employers_of(job.person.user) == {job.municipality_id}
