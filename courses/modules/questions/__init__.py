"""Questions of a test as plain values: their types, how they are drawn and how they are graded.

Pure: what an answer earns depends on nothing but the question and the answer.
"""

from courses.modules.questions.base import (
    CLOZE,
    MATCHING,
    MULTIPLE,
    NUMERIC,
    ORDERING,
    SHORT_TEXT,
    SINGLE,
    Choice,
    Interaction,
    Mistake,
    Question,
)
from courses.modules.questions.choice import ChoiceQuestion, Option
from courses.modules.questions.cloze import ClozeQuestion, Gap
from courses.modules.questions.drawing import asked_of, draw, mixed, never_right
from courses.modules.questions.grading import Graded, Result, can_be_passed, grade, grade_one
from courses.modules.questions.matching import MatchingQuestion, Pair
from courses.modules.questions.notes import explained
from courses.modules.questions.numeric import NumericQuestion
from courses.modules.questions.ordering import OrderingQuestion
from courses.modules.questions.parsing import (
    QUESTION_BLOCKS,
    TEST_BLOCKS,
    Group,
    parse,
    parse_groups,
    read,
)
from courses.modules.questions.text import TextQuestion

__all__ = [
    "CLOZE",
    "MATCHING",
    "MULTIPLE",
    "NUMERIC",
    "ORDERING",
    "QUESTION_BLOCKS",
    "SHORT_TEXT",
    "SINGLE",
    "TEST_BLOCKS",
    "Choice",
    "ChoiceQuestion",
    "ClozeQuestion",
    "Gap",
    "Graded",
    "Group",
    "Interaction",
    "MatchingQuestion",
    "Mistake",
    "NumericQuestion",
    "Option",
    "OrderingQuestion",
    "Pair",
    "Question",
    "Result",
    "TextQuestion",
    "asked_of",
    "can_be_passed",
    "draw",
    "explained",
    "grade",
    "grade_one",
    "mixed",
    "never_right",
    "parse",
    "parse_groups",
    "read",
]
