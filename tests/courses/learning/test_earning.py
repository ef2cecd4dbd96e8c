"""How far it is to each document, in words: by steps, by points, at the end."""

from decimal import Decimal

import pytest

from courses.certificates.models import Certificate
from courses.certificates.services import issue
from courses.learning import services
from courses.learning.access import course_on
from courses.learning.earning import goals_of
from courses.learning.milestones import Milestone, has_points, milestones_of, steps_left
from courses.learning.models import Progress
from courses.learning.wording import left_in_words
from courses.modules.terms import Terms
from tests.factories.enrolment import EnrolmentFactory, OfferFactory
from tests.factories.learning import complete, items_of, pass_test
from tests.factories.modules import make_module

END = "Sie haben diesen Kurs abgeschlossen"


@pytest.mark.parametrize(
    ("to_certificate", "to_end", "words"),
    [
        (1, 4, "Noch 1 Schritt bis zur Bescheinigung"),
        (2, 4, "Noch 2 Schritte bis zur Bescheinigung"),
        (0, 1, "Bescheinigung erreicht, noch 1 Schritt bis zum Ende"),
        (0, 3, "Bescheinigung erreicht, noch 3 Schritte bis zum Ende"),
    ],
)
def test_left_in_words_counts_to_the_certificate_and_then_to_the_end(to_certificate, to_end, words):
    assert left_in_words(to_certificate=to_certificate, to_end=to_end) == words


@pytest.mark.parametrize("percent", [1, 33, 50, 51, 100])
@pytest.mark.parametrize("total", [1, 2, 3, 4, 7, 13])
def test_steps_left_ends_exactly_where_the_milestone_begins(total, percent):
    terms = Terms(participation_percent=percent)
    for done in range(total + 1):
        reached = milestones_of(Progress(done=done, total=total), terms)
        left = steps_left(done=done, total=total, percent=percent)
        assert (left == 0) is (Milestone.PARTICIPATION in reached)
        assert left == 0 or steps_left(done=done + left, total=total, percent=percent) == 0


@pytest.mark.parametrize(
    ("score", "percent", "enough"), [(None, 0, False), ("0.5", 50, False), ("0.5001", 50, True)]
)
def test_has_points_asks_for_more_than_the_share(score, percent, enough):
    assert has_points(score and Decimal(score), percent) is enough


def seat_with(lessons=3, *, graded=True, **terms):
    module = make_module(lessons=lessons, graded=graded)
    seat = EnrolmentFactory(offer=OfferFactory(module=module))
    for name, value in terms.items():
        setattr(seat.version, name, value)
    return seat


def left(seat):
    return course_on(seat).left_text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("graded", "percent", "by_step"),
    [
        # Three lessons and a graded test, of which half is two steps.
        (
            True,
            50,
            [
                "Noch 2 Schritte bis zur Bescheinigung",
                "Noch 1 Schritt bis zur Bescheinigung",
                "Bescheinigung erreicht, noch 2 Schritte bis zum Ende",
                "Bescheinigung erreicht, noch 1 Schritt bis zum Ende",
                END,
            ],
        ),
        # Three lessons, of which half is rounded up.
        (
            False,
            50,
            [
                "Noch 2 Schritte bis zur Bescheinigung",
                "Noch 1 Schritt bis zur Bescheinigung",
                "Bescheinigung erreicht, noch 1 Schritt bis zum Ende",
                END,
            ],
        ),
        (
            False,
            100,
            [
                "Noch 3 Schritte bis zur Bescheinigung",
                "Noch 2 Schritte bis zur Bescheinigung",
                "Noch 1 Schritt bis zur Bescheinigung",
                END,
            ],
        ),
    ],
)
def test_left_text_counts_down_step_by_step(graded, percent, by_step):
    seat = seat_with(graded=graded, participation_percent=percent)
    said = [left(seat)]
    for item in items_of(seat):
        if item.kind == "quiz":
            pass_test(seat, item)
        else:
            services.finish_lesson(enrolment=seat, key=item.key)
        said.append(left(seat))
    assert said == by_step


@pytest.mark.django_db
def test_left_text_after_passing_the_test_first_knows_that_points_are_enough():
    seat = seat_with()
    pass_test(seat, items_of(seat)[-1])

    kinds = {document.kind for document in issue(registration=seat.registration)}

    assert kinds == set(Certificate.Kind)
    assert left(seat) == "Bescheinigung erreicht, noch 3 Schritte bis zum Ende"


def goals(seat):
    return [(goal.name, goal.state, goal.is_reached) for goal in goals_of(course_on(seat))]


@pytest.mark.django_db
def test_goals_say_what_each_document_asks_for_and_how_far_it_is():
    seat = seat_with()
    assert [goal.rule for goal in goals_of(course_on(seat))] == [
        "ab 50 Prozent der Pflichtschritte",
        "bei mehr als 50 Prozent der Punkte in den benoteten Tests",
    ]
    assert goals(seat) == [
        ("Teilnahmebestätigung", "Noch 2 Schritte bis zur Bescheinigung", False),
        ("Leistungsnachweis", "Noch kein Gesamtergebnis", False),
    ]


@pytest.mark.django_db
def test_goals_with_too_few_points_say_how_many_there_are():
    seat = seat_with()
    test = items_of(seat)[-1]
    attempt = services.start_attempt(enrolment=seat, key=test.key)
    services.submit_attempt(attempt=attempt)
    assert goals(seat)[1] == ("Leistungsnachweis", "Bisher 0 Prozent der Punkte", False)


@pytest.mark.django_db
def test_goals_are_reached_both_by_the_points_and_in_the_end():
    first, whole = seat_with(), seat_with()
    pass_test(first, items_of(first)[-1])
    complete(whole)
    for seat in (first, whole):
        assert [state for _, state, _ in goals(seat)] == ["Erreicht", "Erreicht"]


@pytest.mark.django_db
def test_goals_without_graded_test_name_one_document(client):
    seat = seat_with(graded=False, participation_percent=100)
    assert [goal.rule for goal in goals_of(course_on(seat))] == ["für alle Pflichtschritte"]
    client.force_login(seat.person.user)
    page = client.get(f"/lernen/kurs/{seat.registration}/").content.decode()
    assert "Das können Sie erreichen" in page
    assert "Leistungsnachweis" not in page.split("<main", 1)[1]
