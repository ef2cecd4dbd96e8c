"""Answers as xAPI interactions: of every type, valid by the specification, one per answer."""

import json

import pytest

from courses.learning import services
from courses.learning.models import Attempt
from courses.modules.services import freeze
from courses.xapi.core.statements import check_statement
from courses.xapi.models import Statement
from tests.factories.enrolment import EnrolmentFactory, OfferFactory
from tests.factories.learning import items_of, right_answers
from tests.factories.modules import ChapterFactory, QuizFactory, make_module, question
from tests.factories.questions import cloze, matching, numeric, one_of_each, ordering, short_text

pytestmark = pytest.mark.django_db
KINDS = {
    "matching": (matching, "matching"),
    "ordering": (ordering, "sequencing"),
    "numeric": (numeric, "numeric"),
    "short_text": (short_text, "fill-in"),
    "cloze": (cloze, "fill-in"),
    "long": (lambda: short_text("x" * 300), "long-fill-in"),
    "choice": (question, "choice"),
}


def seat_with(body, **facts):
    """Return a seat in a course of a lesson and a test with this body, and the test."""
    module = make_module(lessons=1, graded=False)
    QuizFactory(chapter=ChapterFactory(module=module), body=body, **facts)
    freeze(module=module)
    seat = EnrolmentFactory(offer=OfferFactory(module=module))
    return seat, items_of(seat)[1]


def hand_in(seat, test, answers):
    attempt = services.start_attempt(enrolment=seat, key=test.key)
    return services.submit_attempt(attempt=attempt, answers=answers)


def answered():
    """Return the stored statements about answers."""
    rows = Statement.objects.filter(verb__endswith="/answered").order_by("statement_id")
    return [json.loads(row.raw) for row in rows]


@pytest.mark.parametrize("name", KINDS)
def test_answer_is_stated_as_an_interaction_of_its_type(name):
    make, kind = KINDS[name]
    seat, test = seat_with([make()], graded=True)
    attempt = hand_in(seat, test, right_answers(seat, test))

    [statement] = answered()
    definition = statement["object"]["definition"]
    check_statement(statement)
    assert definition["interactionType"] == kind
    assert statement["result"]["success"] is True
    assert statement["result"]["score"] == {"scaled": 1, "raw": 1, "min": 0, "max": 1}
    assert str(attempt.pk) in statement["context"]["extensions"].values()


def test_points_of_a_question_are_the_maximum_of_its_score():
    seat, test = seat_with([matching(points=3)], graded=True)
    answers = {key: entries[:2] for key, entries in right_answers(seat, test).items()}
    attempt = hand_in(seat, test, answers)

    [statement] = answered()
    score = statement["result"]["score"]
    assert (score["raw"], score["max"], statement["result"]["success"]) == (2, 3, False)
    assert (attempt.points, attempt.max_points) == (2, 3)


def test_response_names_no_person_and_only_what_was_answered():
    seat, test = seat_with(one_of_each())
    key, entries = next(iter(right_answers(seat, test).items()))
    hand_in(seat, test, {key: entries})

    [statement] = answered()
    assert statement["object"]["id"].endswith(f"/question/{key}")
    assert "name" not in statement["actor"]


def test_repeated_attempt_states_only_what_was_asked_again():
    seat, test = seat_with(one_of_each())
    right = right_answers(seat, test)
    one = dict(list(right.items())[:1])
    hand_in(seat, test, one)
    again = services.start_attempt(enrolment=seat, key=test.key, keep_right=True)
    assert again.kept == list(one)
    closed = services.submit_attempt(attempt=again, answers=dict(list(right.items())[1:]))

    assert closed.scaled == 1
    assert len(answered()) == len(right)


def test_all_right_is_repeated_as_a_whole():
    seat, test = seat_with([question()])
    hand_in(seat, test, right_answers(seat, test))
    again = services.start_attempt(enrolment=seat, key=test.key, keep_right=True)
    assert (again.kept, again.answers) == ([], {})


def test_correction_published_meanwhile_leaves_the_attempt_on_its_version():
    body = [question(), question()]
    seat, test = seat_with(body, graded=True, pass_percent=100)
    attempt = services.start_attempt(enrolment=seat, key=test.key)
    module = seat.version.module
    lesson = module.chapters.last().lessons.get()
    lesson.body = [body[0], numeric()]
    lesson.save()
    newer = freeze(module=module)
    right = right_answers(seat, test)
    seat.version = newer
    seat.save(update_fields=["version"])

    closed = services.submit_attempt(attempt=Attempt.objects.get(pk=attempt.pk), answers=right)
    assert closed.version_id != newer.pk
    assert (closed.points, closed.passed) == (2, True)
