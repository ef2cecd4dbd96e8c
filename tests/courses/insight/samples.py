"""Figures made by hand, for tests that need neither database nor learners."""

import uuid
from dataclasses import replace

from courses.insight.figures import ItemFigures, OptionFigures, PoolFigures, QuestionFigures
from courses.modules.papers import Paper
from courses.modules.questions import ChoiceQuestion, Group, Option, TextQuestion
from courses.modules.selectors import OutlineItem, OutlineUnit

LESSON_KEY, TEST_KEY = uuid.UUID(int=1), uuid.UUID(int=2)

ITEM = ItemFigures(
    key=LESSON_KEY,
    title="Posteingang",
    unit="Grundlagen",
    kind="lesson",
    minutes=5,
    reached=40,
    done=35,
    band=1,
)
QUESTION = QuestionFigures(
    id="q1",
    number=1,
    item=TEST_KEY,
    item_title="Selbsttest",
    type="single",
    prompt="Was ist eine Akte?",
    asked=40,
    right=30,
    partly=None,
    omitted=None,
    discrimination=0.3,
)
POOL = PoolFigures(
    item=TEST_KEY, item_title="Selbsttest", number=1, size=3, drawn=1, shares=(50, 60)
)


def item(**facts):
    """Return an item with some figures changed."""
    return replace(ITEM, **facts)


def asked(**facts):
    """Return a question with some figures changed."""
    return replace(QUESTION, **facts)


def pool(*shares):
    """Return a pool whose questions have these shares."""
    return replace(POOL, shares=shares)


def option(text, *, correct=False, chosen=None):
    """Return an answer as it was chosen."""
    return OptionFigures(text=text, correct=correct, chosen=chosen, share=None)


def choice(identifier, *, answers=3):
    """Return a question whose first answer is right."""
    options = tuple(
        Option(f"{identifier}-{number}", f"Antwort {number}", number == 0, "")
        for number in range(answers)
    )
    return ChoiceQuestion(
        id=identifier, type="single", prompt=f"Frage {identifier}?", options=options
    )


def words(identifier):
    """Return a question that is answered in words."""
    return TextQuestion(
        id=identifier, type="short_text", prompt=f"Frage {identifier}?", accepted=("ja",)
    )


def paper(*groups):
    """Return a test with these groups of questions."""
    return Paper(
        key=TEST_KEY,
        title="Selbsttest",
        graded=False,
        pass_percent=60,
        max_attempts=0,
        time_limit=0,
        shuffle_questions=False,
        shuffle_options=False,
        solution_shown=True,
        groups=groups,
    )


def group(*questions, draw=0):
    """Return questions that stand together; some of them are drawn."""
    return Group(questions, draw)


OUTLINE = [
    OutlineUnit(
        "Grundlagen",
        (
            OutlineItem(LESSON_KEY, "Posteingang", "lesson", 5, True, False, 1),
            OutlineItem(TEST_KEY, "Selbsttest", "quiz", 5, True, False, 2),
        ),
    )
]
