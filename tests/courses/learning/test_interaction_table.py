"""Each type of question against the table of interaction types in xAPI Data 2.4.4.1.

The table says per type how a response pattern is written and which lists of components there are.
A pattern may begin with parameters such as {case_matters=false}, for typed words only.
"""

import re
import uuid
from decimal import Decimal

import pytest

from campus.kit import dates
from courses.learning.statements import (
    Activity,
    Learner,
    build,
    question_activity,
    question_result,
)
from courses.modules.questions import grade, read
from courses.xapi.vocabulary import ANSWERED
from tests.factories.modules import question
from tests.factories.questions import one_of_each, short_text
from tests.standards.xapi.checking import accept

NAME = r"[A-Za-z0-9._-]+"
NUMBER = r"-?\d+(\.\d+)?"
PARAMETERS = r"(\{(case_matters|order_matters)=(true|false)\}|\{lang=[a-z-]+\})*"
# Type: how a pattern is written, and the names of its component lists.
TABLE = {
    "choice": (rf"{NAME}(\[,\]{NAME})*", {"choices"}),
    "sequencing": (rf"{NAME}(\[,\]{NAME})*", {"choices"}),
    "matching": (rf"{NAME}\[\.\]{NAME}(\[,\]{NAME}\[\.\]{NAME})*", {"source", "target"}),
    "numeric": (rf"({NUMBER})?\[:\]({NUMBER})?|{NUMBER}", set()),
    "fill-in": (rf"{PARAMETERS}(?!\{{).{{1,250}}", set()),
    "long-fill-in": (rf"{PARAMETERS}(?!\{{).{{251,}}", set()),
}
LISTS = {"choices", "scale", "source", "target", "steps"}
STORED = [question(), question(type="multiple", right=2), *one_of_each(), short_text("x" * 251)]
ITEM = Activity(iri="https://kc.example/item/1", kind="https://kc.example/test", name="Test")


def definition_of(asked):
    activity = question_activity(ITEM, asked)
    learner = Learner(uuid.uuid4(), uuid.uuid4(), ITEM)
    answers = {asked.id: asked.solution()}
    (graded,) = grade([asked], answers).per_question
    statement = build(learner, ANSWERED, activity, dates.now(), result=question_result(graded))
    return statement, statement["object"]["definition"]


@pytest.mark.parametrize("stored", STORED, ids=lambda block: block["type"])
def test_question_is_described_as_the_table_asks(stored):
    statement, found = definition_of(read(stored))
    grammar, lists = TABLE[found["interactionType"]]
    assert found["correctResponsesPattern"]
    for pattern in found["correctResponsesPattern"]:
        assert re.fullmatch(grammar, pattern), pattern
    assert LISTS & found.keys() == lists
    accept({**statement, "id": str(uuid.uuid4())})


@pytest.mark.parametrize("stored", STORED, ids=lambda block: block["type"])
def test_patterns_name_only_components_that_are_listed(stored):
    _statement, found = definition_of(read(stored))
    listed = {one["id"] for name in LISTS & found.keys() for one in found[name]}
    assert all(re.fullmatch(NAME, key) for key in listed)
    if listed:
        named = {
            key
            for pattern in found["correctResponsesPattern"]
            for key in re.split(r"\[[,.]\]", pattern)
        }
        assert named <= listed


@pytest.mark.parametrize("stored", STORED, ids=lambda block: block["type"])
def test_right_answer_is_told_as_right_in_the_same_writing(stored):
    statement, found = definition_of(read(stored))
    result = statement["result"]
    assert (result["success"], result["score"]["scaled"]) == (True, Decimal(1))
    grammar, _lists = TABLE[found["interactionType"]]
    assert re.fullmatch(grammar, result["response"])


def test_every_type_of_the_table_that_we_ask_in_is_covered():
    asked = {definition_of(read(stored))[1]["interactionType"] for stored in STORED}
    assert asked == set(TABLE)
