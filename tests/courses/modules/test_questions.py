"""Parsing and grading, by tables."""

from decimal import Decimal

import pytest

from courses.modules import questions
from tests.factories.modules import paragraph
from tests.factories.modules import question as stored_question


def parsed(**wishes):
    [found] = questions.parse([paragraph(), stored_question(**wishes)])
    return found


def ids(question, *places):
    return [question.options[place].id for place in places]


def test_parse_mixed_body_returns_only_questions_with_their_ids():
    block = stored_question(prompt="Wer haftet?")
    [found] = questions.parse([paragraph(), block])
    assert found.id == block["id"]
    assert found.prompt == "Wer haftet?"
    assert [option.text for option in found.options] == ["Antwort 1", "Antwort 2", "Antwort 3"]
    assert [option.id for option in found.options] == [
        entry["id"] for entry in block["value"]["options"]
    ]
    assert found.right_ids == {found.options[0].id}


@pytest.mark.parametrize("body", [None, [], [paragraph()]])
def test_parse_body_without_questions_returns_nothing(body):
    assert questions.parse(body) == []


@pytest.mark.parametrize(
    ("right", "chosen", "expected"),
    [
        (2, (0, 1), "1"),
        (2, (0,), "0.5"),
        (2, (0, 2), "0"),
        (2, (0, 1, 2), "0.5"),
        (2, (0, 1, 2, 3), "0"),
        (2, (2, 3), "0"),
        (2, (), "0"),
        (1, (0,), "1"),
        (1, (0, 1), "0"),
    ],
)
def test_credit_multiple_counts_right_minus_wrong(right, chosen, expected):
    found = parsed(type="multiple", right=right, options=4)
    assert questions.credit(found, frozenset(ids(found, *chosen))) == Decimal(expected)


@pytest.mark.parametrize(("chosen", "expected"), [((0,), 1), ((1,), 0), ((0, 1), 0), ((), 0)])
def test_credit_single_is_all_or_nothing(chosen, expected):
    found = parsed()
    assert questions.credit(found, frozenset(ids(found, *chosen))) == expected


def test_grade_two_questions_adds_points_and_scales():
    first, second = parsed(), parsed(type="multiple", right=3, options=4)
    result = questions.grade(
        [first, second], {first.id: ids(first, 0), second.id: ids(second, 0, 1)}
    )
    assert result.max_points == 2
    assert result.points == Decimal("1.6667")
    assert result.scaled == Decimal("0.8333")
    assert [entry.correct for entry in result.per_question] == [True, False]


def test_grade_unknown_ids_count_for_nothing():
    found = parsed(type="multiple", right=1)
    result = questions.grade([found], {found.id: [*ids(found, 0), "foreign"], "other": ["x"]})
    assert result.scaled == 1
    assert result.per_question[0].chosen == frozenset(ids(found, 0))


def test_grade_without_questions_is_zero():
    result = questions.grade([], {})
    assert (result.points, result.max_points, result.scaled) == (0, 0, 0)


def test_grade_unanswered_question_is_marked_as_such():
    found = parsed()
    assert not questions.grade([found], {}).per_question[0].answered
