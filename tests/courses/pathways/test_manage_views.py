"""Makers' pages: tampered input gets a sentence, foreign paths are not found, lists cost alike."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from courses.pathways import services
from courses.pathways.models import LearningPath, Prerequisite
from courses.pathways.plans import Group, Rule, Step, courses_of, dump
from members.roles.catalogue import Role
from tests.factories.pathways import (
    LearningPathFactory,
    PrerequisiteFactory,
    courses,
    office_user,
    published,
)
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db
MANAGE, NEW = reverse("pathways:manage"), reverse("pathways:new")
HUGE = "9" * 5000


@pytest.fixture
def office(client):
    """Sign in as the office of the cooperative."""
    user = office_user()
    client.force_login(user)
    return user


@pytest.fixture
def owner(client):
    """Sign in as who leads a provider."""
    grant = GrantFactory(role=Role.PROVIDER_OWNER)
    client.force_login(grant.user)
    return grant


def address(name, path):
    return reverse(f"pathways:{name}", args=[path.pk])


def text_of(answer):
    return answer.content.decode()


def queries(client, page):
    client.get(page)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(page).status_code == 200
    return len(caught)


@pytest.mark.parametrize("seen", ["", "-1", "x", "²", "１²", HUGE, "1.0", "0 "])
def test_step_with_a_tampered_revision_is_refused_with_a_sentence(client, office, seen):
    path, (course,) = LearningPathFactory(), courses(1)
    sent = {"course": course.pk, "into": "", "points": "10", "seen": seen}
    answer = client.post(address("step", path), sent)
    assert answer.status_code == 409
    assert "Der Pfad wurde in einem anderen Fenster geändert." in text_of(answer)
    path.refresh_from_db()
    assert path.group == Group()


@pytest.mark.parametrize("place", [HUGE, f"{HUGE}.0", "٣", "0.99999999999999999999", "1e3", "\x00"])
def test_place_outside_the_plan_changes_nothing(client, office, place):
    path = LearningPathFactory(plan=dump(Group(items=(Step(1), Step(2)))))
    for deed in ("up", "down", "remove"):
        path.refresh_from_db()
        sent = {"deed": f"{deed}:{place}", "seen": path.revision}
        assert client.post(address("arrange", path), sent).status_code == 302
    path.refresh_from_db()
    assert courses_of(path.group) == [1, 2]


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"course": ""}, "füllen Sie dieses Feld aus"),
        ({"into": "99"}, "gültige Auswahl"),
        ({"points": "101"}, "kleiner oder gleich 100"),
        ({"points": "-1"}, "größer oder gleich 0"),
        ({"points": "zehn"}, "ganze Zahl"),
    ],
)
def test_bad_step_is_named_and_the_page_stays(client, office, facts, sentence):
    path, (course,) = LearningPathFactory(), courses(1)
    sent = {"course": course.pk, "into": "", "points": "10", "seen": "0", **facts}
    answer = client.post(address("step", path), sent)
    assert answer.status_code == 400
    assert sentence in text_of(answer)
    assert path.title in text_of(answer)


def test_course_is_added_once_only(client, office):
    (course,) = courses(1)
    path = LearningPathFactory(plan=dump(Group(items=(Step(course.pk),))))
    sent = {"course": course.pk, "into": "", "points": "10", "seen": "0"}
    answer = client.post(address("step", path), sent)
    assert answer.status_code == 409
    assert "Dieser Kurs steht schon im Pfad." in text_of(answer)


def test_course_is_added_to_a_set_with_its_points(client, office):
    (course,) = courses(1)
    path = LearningPathFactory(plan=dump(Group(items=(Group(Rule.POINTS, 5, (), "Wahl"),))))
    sent = {"course": course.pk, "into": "0", "points": "25", "seen": "0"}
    assert client.post(address("step", path), sent).url.endswith(f"/{path.pk}/#schritte")
    path.refresh_from_db()
    assert path.group.items[0].items == (Step(course.pk, 25),)
    page = text_of(client.get(address("edit", path)))
    assert "Wahl" in page and "25 Punkte" in page and "Mindestens 5 Punkte" in page


def test_new_path_keeps_what_was_typed_when_something_is_missing(client, office):
    answer = client.post(NEW, {"title": "Mein Weg", "promise": "", "rule": "points", "need": ""})
    assert answer.status_code == 400
    for words in ('value="Mein Weg"', "mindestens einer", "füllen Sie dieses Feld aus"):
        assert words in text_of(answer)
    assert not LearningPath.objects.exists()


def test_provider_makes_a_path_in_the_own_name_and_in_no_other(client, owner):
    (foreign,) = courses(1)
    sent = {"title": "Weg", "promise": "Gut.", "rule": "all", "need": ""}
    for provider in ("", foreign.entry.provider_id, "999999"):
        answer = client.post(NEW, {**sent, "provider": provider})
        assert answer.status_code == 400
        assert 'value="Weg"' in text_of(answer)
    assert client.post(NEW, {**sent, "provider": owner.provider_id}).status_code == 302
    assert LearningPath.objects.get().provider == owner.provider


@pytest.mark.parametrize("name", ["edit", "step", "set", "arrange", "publish", "withdraw"])
def test_foreign_path_does_not_exist(client, owner, name):
    (course,) = courses(1)
    for path in (LearningPathFactory(), LearningPathFactory(provider=course.entry.provider)):
        assert client.post(address(name, path), {}).status_code == 404
        assert path.title not in text_of(client.get(MANAGE))


def test_page_says_which_changes_are_not_published_yet(client, office):
    (course,) = courses(1)
    path = published(course, by=office).path
    page = address("edit", path)
    assert "Es gibt Änderungen" not in text_of(client.get(page))
    sent = {"title": "Anders", "promise": "P", "rule": "all", "need": ""}
    saved = client.post(page, sent, follow=True)
    assert "Gespeichert. Lernende sehen es, sobald Sie es veröffentlichen." in text_of(saved)
    assert "Es gibt Änderungen, die noch nicht veröffentlicht sind." in text_of(saved)
    assert "Als Fassung 2 veröffentlicht." in text_of(
        client.post(address("publish", path), follow=True)
    )


def test_course_that_is_no_longer_published_is_named_with_a_note(client, office):
    (course,) = courses(1)
    path = LearningPathFactory(plan=dump(Group(items=(Step(course.pk),))))
    course.unpublish()
    page = text_of(client.get(address("edit", path)))
    assert course.title in page
    assert "derzeit nicht veröffentlicht" in page


@pytest.mark.parametrize("first", ["x", "999999", "-1"])
def test_prerequisite_that_is_no_course_is_refused(client, office, first):
    (course,) = courses(1)
    page = reverse("pathways:prerequisite", args=[course.pk])
    answer = client.post(page, {"first": [first]})
    assert answer.status_code == 400
    assert not Prerequisite.objects.exists()


def test_number_that_no_course_can_have_changes_nothing(client, office):
    """Whether the database finds no row or refuses to be asked: it is never our mistake."""
    path, (course,) = LearningPathFactory(), courses(1)
    page = reverse("pathways:prerequisite", args=[course.pk])
    sent = {"course": HUGE[:25], "into": "", "points": "10", "seen": "0"}
    for answer in (
        client.post(page, {"first": [HUGE[:25]]}),
        client.post(address("step", path), sent),
        client.get(reverse("pathways:prerequisite", args=[int(HUGE[:25])])),
    ):
        assert answer.status_code in (400, 404)
    path.refresh_from_db()
    assert path.revision == 0
    assert not Prerequisite.objects.exists()


def test_prerequisites_are_set_for_the_own_courses_only(client):
    mine, other = courses(2)
    grant = GrantFactory(role=Role.PROVIDER_OWNER, provider=mine.entry.provider)
    client.force_login(grant.user)
    listed = text_of(client.get(reverse("pathways:prerequisites")))
    assert mine.title in listed and other.title not in listed
    page = reverse("pathways:prerequisite", args=[other.pk])
    assert client.get(page).status_code == client.post(page, {}).status_code == 404
    own = reverse("pathways:prerequisite", args=[mine.pk])
    assert client.post(own, {"first": [other.pk]}).status_code == 302
    itself = client.post(own, {"first": [mine.pk]})
    assert itself.status_code == 400


def test_lists_cost_the_same_for_three_rows_and_for_twelve(client, office):
    pages = (MANAGE, reverse("pathways:prerequisites"), reverse("pathways:list"))
    counts = []
    for number in (3, 9):
        for course in courses(number):
            published(course, provider=course.entry.provider, by=office)
            PrerequisiteFactory(course=course, requires=courses(1)[0])
        counts.append([queries(client, page) for page in pages])
    assert counts[0] == counts[1]


def test_working_copy_costs_the_same_for_three_courses_and_for_twelve(client, office):
    counts = []
    for number in (3, 12):
        plan = Group(items=tuple(Step(course.pk) for course in courses(number)))
        path = LearningPathFactory(plan=dump(plan))
        services.publish(path=path, by=office)
        counts.append(queries(client, address("edit", path)))
    assert counts[0] == counts[1]
