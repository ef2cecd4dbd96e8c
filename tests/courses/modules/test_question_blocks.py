"""What the editor refuses in questions of the newer types, each in a sentence."""

import pytest
from django.core.exceptions import ValidationError
from django.template import Context, Template

from courses.modules.blocks import LessonBlock
from courses.modules.content_import.faults import readable
from courses.modules.models import Lesson
from tests.factories.modules import LessonFactory, question
from tests.factories.questions import (
    cloze,
    matching,
    numeric,
    one_of_each,
    ordering,
    pool,
    short_text,
)


def refused(*body, draft=False):
    """Return what the editor says of a body, an empty text if it takes it."""
    block = LessonBlock()
    try:
        value = block.to_python(list(body))
        if draft:
            block.clean_deferred(value)
        else:
            block.clean(value)
    except ValidationError as error:
        return readable(error)
    return ""


def test_one_question_of_each_type_is_taken():
    assert refused(*one_of_each(), pool(1), question(), question()) == ""


@pytest.mark.parametrize(
    ("block", "words"),
    [
        (matching(pairs=(("a", "1"), ("a", "2"))), "dieselbe linke Seite"),
        (matching(pairs=(("a", "1"), ("b", " 1 "))), "nichts zu wählen"),
        (matching(more="Kuh"), "steht auch in einem Paar"),
        (ordering(steps=("a", "b", " a ")), "Zwei Schritte haben denselben Text."),
        (ordering(steps=("a", "b")), "steps"),
        (short_text(" \n "), "accepted"),
        (cloze(text="Ohne Lücke"), "von [1] bis [2] genau einmal"),
        (cloze(text="[1] und [1]"), "genau einmal"),
        (cloze(text="[1] [2] [3]"), "genau einmal"),
        (cloze(gaps=(("a\nb", "c"), ("d", ""))), "Lücke 1 ist eine Auswahlliste"),
        (cloze(gaps=(("a", ""), ("d", "d"))), "In Lücke 2 ist eine Antwort zugleich richtig"),
        (numeric(tolerance="-1"), "tolerance"),
        (numeric(points=0), "points"),
        (numeric(points=21), "points"),
        (matching(prompt=""), "prompt"),
    ],
)
def test_question_that_cannot_be_graded_is_refused_in_words(block, words):
    assert words in refused(block)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ([pool(3), question(), question()], "Ein Pool zieht 3 Fragen, hat aber nur 2 Fragen."),
        ([pool(2), question()], "Ein Pool zieht 2 Fragen, hat aber nur 1 Frage."),
        ([pool(1), numeric(), numeric(points=2)], "gleich viele Punkte"),
    ],
)
def test_pool_that_cannot_be_drawn_from_fairly_is_refused_in_words(body, words):
    assert words in refused(*body)


@pytest.mark.parametrize(
    "body",
    [
        [pool(0), numeric(), numeric(points=2)],
        [numeric(points=3), pool(1), numeric(), numeric()],
        [pool(2), question(), question()],
    ],
)
def test_pool_that_is_fair_is_taken(body):
    assert refused(*body) == ""


@pytest.mark.parametrize(
    "block", [cloze(text="Noch nichts"), ordering(steps=("a", "a", "a")), short_text(" ")]
)
def test_draft_may_still_be_incomplete(block):
    assert refused(block, pool(9), draft=True) == ""


@pytest.mark.django_db
@pytest.mark.parametrize("block", one_of_each(), ids=lambda block: block["type"])
def test_question_in_a_lesson_shows_its_fields_and_its_solution(block):
    lesson = Lesson.objects.get(pk=LessonFactory(body=[block]).pk)
    loop = "{% load wagtailcore_tags %}{% for block in body %}{% include_block block %}{% endfor %}"
    page = Template(loop).render(Context({"body": lesson.body}))
    assert "Was stimmt?" in page
    assert f'name="q-{block["id"]}' in page
    assert "Lösung anzeigen" in page
    assert "Weil es so ist." in page


@pytest.mark.parametrize(
    ("block", "words"),
    [
        (ordering(feedback="1\n2\n3\n4\n5"), "mehr Zeilen Rückmeldung als Schritte"),
        (ordering(feedback="1\n2\n3\n4\n"), ""),
        (
            numeric(
                mistakes=[{"type": "item", "id": "m", "value": {"answer": "", "feedback": "x"}}]
            ),
            "answer",
        ),
        (
            short_text(
                mistakes=[{"type": "item", "id": "m", "value": {"answer": "x", "feedback": "y"}}]
            ),
            "",
        ),
    ],
)
def test_feedback_has_to_belong_to_something(block, words):
    assert (words in refused(block)) if words else (refused(block) == "")
