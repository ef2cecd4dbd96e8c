"""A course that the employer hides stands in no list; whoever learns it or has to, keeps it."""

import html
import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from courses.catalogue import visibility
from courses.enrolment import selectors as enrolments
from courses.pathways.plans import Rule, Step
from courses.portal.landing import selectors, services
from members.roles.catalogue import Role
from tests.factories import competences
from tests.factories import pathways as paths
from tests.factories.assignments import ObligationFactory, PeriodFactory
from tests.factories.enrolment import EnrolmentFactory, OfferFactory, member_employment
from tests.factories.people import EmploymentFactory
from tests.factories.roles import GrantFactory
from tests.factories.units import make_unit

pytestmark = pytest.mark.django_db
START = reverse("portal:start")
FEED = reverse("exchange_feed:courses")
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


@pytest.fixture
def path(course):
    """Return the version of a learning path with the course and another one after it."""
    return paths.published(Step(course.pk), Step(OfferFactory().course.pk), rule=Rule.ALL)


def path_page(client, version):
    return page(client, reverse("pathways:path", args=[version.path.slug]))


def test_path_names_a_hidden_course_without_leading_to_it(client, job, course, path):
    client.force_login(job.person.user)
    assert f'href="{course.url}"' in path_page(client, path)
    assert f"Mit „{course.title}“ beginnen" in path_page(client, path)

    services.place_course(municipality=job.municipality, course=course, place="hidden")

    text = path_page(client, path)
    assert course.title in text
    assert f'href="{course.url}"' not in text
    assert "bietet diesen Kurs seinen Beschäftigten zurzeit nicht an" in text
    assert f"Mit „{course.title}“ beginnen" not in text
    # The one that is offered can be begun.
    client.post(reverse("pathways:next", args=[path.path.slug]))
    assert course.pk not in enrolments.held_seats(job.person, [course.pk])
    assert enrolments.seats_of(job.person)


def test_path_of_others_stays_as_it_is(client, hidden, path):
    text = path_page(client, path)
    assert f'href="{hidden.url}"' in text
    client.force_login(member_employment().person.user)
    text = path_page(client, path)
    assert f'href="{hidden.url}"' in text
    assert "zurzeit nicht an" not in text


def test_path_that_only_goes_on_with_a_hidden_course_says_whom_to_ask(client, job, hidden):
    version = paths.published(Step(hidden.pk), rule=Rule.ORDERED)
    client.force_login(job.person.user)
    text = path_page(client, version)
    assert "Personalabteilung" in text
    answer = client.post(reverse("pathways:next", args=[version.path.slug]), follow=True)
    assert not enrolments.seats_of(job.person)
    assert answer.status_code == 200


@pytest.mark.parametrize("duty", ["course", "path", "seat"])
def test_duty_and_seat_open_a_hidden_course_on_a_path(client, job, hidden, path, duty):
    if duty == "seat":
        EnrolmentFactory(employment=job, offer=hidden.offers.get())
    else:
        what = {"course": hidden} if duty == "course" else {"course": None, "path": path.path}
        obligation = ObligationFactory(
            municipality=job.municipality, title=path.title if duty == "path" else "", **what
        )
        PeriodFactory(obligation=obligation, employment=job)
    client.force_login(job.person.user)
    text = path_page(client, path)
    assert f'href="{hidden.url}"' in text
    assert "zurzeit nicht an" not in text


def test_duty_of_a_colleague_opens_nothing(job, hidden):
    colleague = EmploymentFactory(municipality=job.municipality)
    obligation = ObligationFactory(municipality=job.municipality, course=hidden)
    PeriodFactory(obligation=obligation, employment=colleague)
    assert visibility.withheld_from(job.person.user) == {hidden.pk}
    assert visibility.withheld_from(colleague.person.user) == set()
    assert visibility.withheld_from(None) == set()


def test_competence_check_recommends_another_course_than_a_hidden_one(client, job, course):
    competences.load()
    other = OfferFactory(course__title="Zweite Wahl").course
    competences.teaches(course, "1.1", "1.2")
    competences.teaches(other, "1.1")
    assessment = competences.finished(job.person, level=1)
    client.force_login(job.person.user)
    address = reverse("competences:result", args=[assessment.pk])
    assert course.title in page(client, address)

    services.place_course(municipality=job.municipality, course=course, place="hidden")

    text = page(client, address)
    assert course.title not in text
    assert other.title in text
    client.post(reverse("competences:take_all", args=[assessment.pk]))
    assert course.pk not in enrolments.held_seats(job.person, [course.pk])


def test_page_of_another_town_does_not_advertise_it_to_the_own_staff(client, job, hidden):
    town = member_employment().municipality
    services.place_course(municipality=town, course=hidden, place="pinned")
    address = reverse("portal:landing", args=[town.slug])
    assert hidden.url in page(client, address)
    client.force_login(job.person.user)
    assert hidden.url not in page(client, address)


def test_public_feed_lists_what_one_town_hides(client, job, hidden):
    """The feed has no reader who works for anybody: it is the same for all, signed in or not."""
    address = FEED
    before = client.get(address).content
    client.force_login(job.person.user)
    assert client.get(address).content == before
    assert hidden.title in before.decode()


def walk(client, start):
    """Return every address of lists that can be reached from the start page."""
    seen, waiting = {}, [start]
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        answer = client.get(address, follow=True)
        seen[address] = answer.content.decode() if answer.status_code == 200 else ""
        if "html" not in answer.get("Content-Type", ""):
            continue
        links = re.findall(r'<a[^>]+href="(/[^"#]*)', seen[address])
        waiting += [html.unescape(one) for one in links if is_list(html.unescape(one))]
    return seen


def is_list(address):
    """Tell whether an address may list courses to learners."""
    return not re.match(r"/(konto|admin|personal|genossenschaft|medien|dokumente|hilfe)", address)


def test_no_page_that_staff_reach_leads_to_a_hidden_course(client, job, course, path):
    """Walks all pages by their links, so that a new list cannot be forgotten."""
    client.force_login(job.person.user)
    before = walk(client, START)
    assert sum(f'href="{course.url}"' in text for text in before.values()) >= 4

    services.place_course(municipality=job.municipality, course=course, place="hidden")

    after = walk(client, START)
    assert len(after) > 10
    assert [one for one, text in after.items() if f'href="{course.url}' in text] == []


def test_reading_what_is_withheld_costs_nothing_where_nothing_is_hidden(job):
    user = job.person.user
    visibility.hidden_from(user)
    with CaptureQueriesContext(connection) as seen:
        assert visibility.withheld_from(user) == frozenset()
    assert len(seen) == 0
