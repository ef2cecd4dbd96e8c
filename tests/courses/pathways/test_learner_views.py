"""Learners' pages of paths: whatever holds somebody up, the reason and the next step are said."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from courses.enrolment.states import State
from courses.learning.models import Progress
from courses.pathways import overview, selectors, services
from courses.pathways.errors import PrerequisiteGone
from courses.pathways.models import Journey
from courses.pathways.plans import Group, Rule, Step
from tests.factories.accounts import UserFactory
from tests.factories.enrolment import EnrolmentFactory, OfferFactory, member_employment
from tests.factories.learning import complete
from tests.factories.pathways import (
    PrerequisiteFactory,
    courses,
    learner,
    office_user,
    published,
    recognise,
)

pytestmark = pytest.mark.django_db
LIST = reverse("pathways:list")


@pytest.fixture
def person(client):
    """Sign in as somebody who learns."""
    someone = learner()
    client.force_login(someone.user)
    return someone


def seat_of(person, course, **facts):
    offer = course.offers.get()
    return EnrolmentFactory(employment=person.employments.get(), offer=offer, **facts)


def completed(person, course, *, score=None):
    """Let somebody complete a course, with that share of the points of its test."""
    complete(seat_of(person, course))
    if score is not None:
        Progress.objects.update(score_scaled=Decimal(score))


def shown(client, version):
    return client.get(reverse("pathways:path", args=[version.path.slug])).content.decode()


def queries(client, page):
    client.get(page)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(page).status_code == 200
    return len(caught)


def test_missing_points_are_explained_with_the_test_that_can_bring_them(client, person):
    (course,) = courses(1)
    completed(person, course, score="0.5")
    text = shown(client, published(course, rule=Rule.POINTS, need=10))
    assert "5 von 10 Punkten, noch 5" in text
    sentence = f"Ein besseres Ergebnis im Test von „{course.title}“ kann sie bringen."
    assert f"Es fehlen noch Punkte. {sentence}" in text
    assert course.url in text
    assert "Derzeit lässt sich kein Kurs" not in text


def test_missing_points_of_a_set_are_explained_too(client, person):
    course, second = courses(2)
    completed(person, course, score="0.5")
    choice = Group(Rule.POINTS, 10, (Step(course.pk),), "Wahl")
    text = shown(client, published(choice, second))
    assert f"im Test von „{course.title}“" in text
    assert f"Mit „{second.title}“ beginnen" not in text


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        (State.REQUESTED, "Ihre Anfrage wartet auf die Entscheidung."),
        (State.WAITING, "Sie stehen auf der Warteliste."),
        (State.REJECTED, "Ihre Anfrage wurde nicht freigegeben."),
    ],
)
def test_what_holds_up_is_said_instead_of_a_button(client, person, state, sentence):
    (course,) = courses(1)
    seat_of(person, course, state=state, confirmed_at=None)
    version = published(course)
    text = shown(client, version)
    assert f"{course.title}: {sentence}" in text
    assert reverse("pathways:next", args=[version.path.slug]) not in text


@pytest.mark.parametrize(("rule", "goes_on"), [(Rule.ALL, True), (Rule.ORDERED, False)])
def test_free_path_goes_on_beside_what_is_held_up(client, person, rule, goes_on):
    waits, other = courses(2)
    seat_of(person, waits, state=State.WAITING, confirmed_at=None)
    text = shown(client, published(waits, other, rule=rule))
    assert (f"Mit „{other.title}“ beginnen" in text) is goes_on
    assert ("Noch gesperrt" in text) is not goes_on


def test_complete_path_says_well_done_and_offers_to_leave(client, person):
    first, second = courses(2)
    version = published(first, second)
    services.take_next(version=version, person=person, by=person.user)
    complete(person.enrolments.get())
    recognise(person, second)
    text = shown(client, version)
    assert "Sie haben diesen Pfad abgeschlossen. Gut gemacht." in text
    assert "2 von 2: abgeschlossen" in text
    assert "Diesen Pfad verlassen" in text
    assert reverse("pathways:next", args=[version.path.slug]) not in text


def test_newer_version_and_withdrawal_are_said_to_who_walks_the_old_one(client, person):
    office = office_user()
    version = published(*courses(1), by=office)
    services.take_next(version=version, person=person, by=person.user)
    services.describe(path=version.path, title="Neu", promise="Neu.", rule="all", need=0, by=office)
    services.publish(path=version.path, by=office)
    assert "Es gibt eine neuere Fassung dieses Pfads" in shown(client, version)
    services.withdraw_path(path=version.path, by=office)
    assert "Dieser Pfad wird nicht mehr angeboten." in shown(client, version)
    client.force_login(learner().user)
    page = reverse("pathways:path", args=[version.path.slug])
    assert client.get(page).status_code == 404


def test_withdrawn_path_is_not_begun_by_anybody_new(client, person):
    office = office_user()
    version = published(*courses(1), by=office)
    services.withdraw_path(path=version.path, by=office)
    for name in ("next", "leave"):
        answer = client.post(reverse(f"pathways:{name}", args=[version.path.slug]))
        assert answer.status_code == 404
    assert not Journey.objects.exists()


def test_account_without_a_person_cannot_walk_but_may_look(client):
    version = published(*courses(1))
    client.force_login(UserFactory())
    assert client.get(LIST).status_code == 200
    assert version.title in shown(client, version)
    for name in ("next", "leave"):
        answer = client.post(reverse(f"pathways:{name}", args=[version.path.slug]))
        assert answer.status_code == 404


def test_visitor_is_led_to_the_sign_in(client):
    version = published(*courses(1))
    answer = client.post(reverse("pathways:next", args=[version.path.slug]))
    assert answer.status_code == 302
    assert reverse("account_login") in answer.url


def test_course_that_left_the_catalogue_is_named_and_not_linked(client, person):
    gone, other = courses(2)
    version = published(gone, other, rule=Rule.ALL)
    gone.offers.update(active=False)
    gone.unpublish()
    text = shown(client, version)
    assert gone.title in text
    assert "derzeit nicht buchbar" in text
    assert f'href="{gone.url}"' not in text


def test_leaving_twice_is_as_good_as_once(client, person):
    version = published(*courses(1))
    services.take_next(version=version, person=person, by=person.user)
    page = reverse("pathways:leave", args=[version.path.slug])
    for _time in range(2):
        answer = client.post(page, follow=True)
        assert "Sie haben den Pfad verlassen." in answer.content.decode()
    assert person.enrolments.count() == 1


def test_start_page_lists_begun_paths_that_are_not_complete(person):
    first, second = published(*courses(1)), published(*courses(2))
    for version in (first, second):
        services.take_next(version=version, person=person, by=person.user)
    titles = [one.title for one in overview.entries_for_start_page(person)]
    assert titles == [second.title, first.title]
    complete(person.enrolments.get(offer__course_id=first.plan["items"][0]["course"]))
    assert [one.title for one in overview.entries_for_start_page(person)] == [second.title]
    assert [one.is_complete for one in overview.entries(person)] == [False, True]


def test_another_person_has_no_part_in_ones_progress(client, person):
    (course,) = courses(1)
    recognise(learner(), course)
    assert selectors.known_of(person).done == set()
    assert selectors.known_of(None).done == set()
    assert "Mit „" in shown(client, published(course))


def test_prerequisite_outside_the_catalogue_is_named_in_the_refusal(person):
    course, first = courses(2)
    PrerequisiteFactory(course=course, requires=first)
    first.unpublish()
    refusal = services.missing_first(person, course.pk)
    assert f"Zuerst kommt „{first.title}“, aber dieser Kurs ist nicht mehr im Katalog." in str(
        refusal
    )
    assert isinstance(refusal, PrerequisiteGone)
    assert refusal.href == reverse("pages:feedback")


def test_path_held_up_by_a_course_that_has_gone_leads_to_the_office(client, person):
    course, first = courses(2)
    PrerequisiteFactory(course=course, requires=first)
    version = published(course)
    first.unpublish()
    text = shown(client, version)
    assert "Sie kann diese Bedingung aufheben." in text
    assert f'<a href="{reverse("pages:feedback")}">Der Geschäftsstelle schreiben</a>' in text


def test_course_page_held_up_by_a_course_that_has_gone_leads_to_the_office(client, person):
    course, first = courses(2)
    PrerequisiteFactory(course=course, requires=first)
    assert "Zum Kurs, der zuerst kommt" in client.get(course.url).content.decode()
    first.unpublish()
    text = client.get(course.url).content.decode()
    assert "Sie kann diese Bedingung aufheben." in text
    assert "Der Geschäftsstelle schreiben" in text


def test_page_and_list_cost_the_same_for_three_and_for_twelve(client, person):
    counts = []
    for number in (3, 12):
        offered = courses(number)
        for course in offered[1:]:
            PrerequisiteFactory(course=course, requires=offered[0])
            recognise(person, course)
        version = published(*offered, rule=Rule.ALL)
        services.take_next(version=version, person=person, by=person.user)
        page = reverse("pathways:path", args=[version.path.slug])
        counts.append(queries(client, page))
    assert counts[0] == counts[1]


def test_list_of_begun_paths_costs_the_same_for_three_and_for_twelve(client, person):
    counts = []
    for number in (3, 9):
        for offer in OfferFactory.create_batch(number):
            version = published(offer.course)
            services.take_next(version=version, person=person, by=person.user)
        counts.append(queries(client, LIST))
    assert counts[0] == counts[1]


def test_path_asks_which_of_two_employers_pays(client):
    job = member_employment()
    member_employment(person=job.person)
    offer = OfferFactory(price=Decimal(40))
    version = published(offer.course)
    client.force_login(job.person.user)
    answer = client.post(reverse("pathways:next", args=[version.path.slug]))
    assert answer["Location"] == reverse("enrolment:employer", args=[offer.pk])
