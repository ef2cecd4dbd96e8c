"""Parsing and grading, by tables and by what must hold for every test."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.modules import questions
from courses.modules.questions import ChoiceQuestion, Option
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
    assert found.credit(ids(found, *chosen)) == Decimal(expected)


@pytest.mark.parametrize(("chosen", "expected"), [((0,), 1), ((1,), 0), ((0, 1), 0), ((), 0)])
def test_credit_single_is_all_or_nothing(chosen, expected):
    found = parsed()
    assert found.credit(ids(found, *chosen)) == expected


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
    assert result.per_question[0].answer == tuple(ids(found, 0))


def test_grade_without_questions_is_zero():
    result = questions.grade([], {})
    assert (result.points, result.max_points, result.scaled) == (0, 0, 0)


def test_grade_unanswered_question_is_marked_as_such():
    found = parsed()
    assert not questions.grade([found], {}).per_question[0].answered


@st.composite
def asked(draw):
    """Return a question with two to ten answers of which at least one is right."""
    kind = draw(st.sampled_from([questions.SINGLE, questions.MULTIPLE]))
    count = draw(st.integers(2, 10))
    most = 1 if kind == questions.SINGLE else count
    places = st.sets(st.integers(0, count - 1), min_size=1, max_size=most)
    right = draw(places)
    options = tuple(Option(f"o{n}", f"Antwort {n}", n in right, "") for n in range(count))
    name = f"q{draw(st.integers(0, 10**9))}"
    return ChoiceQuestion(id=name, type=kind, prompt="Was stimmt?", options=options)


TESTS = st.lists(asked(), max_size=8, unique_by=lambda question: question.id)
CHOICES = st.lists(st.sampled_from([f"o{n}" for n in range(12)]), max_size=12)


def answered(data, test):
    """Return some answers, also to questions and with options that do not exist."""
    ids = [question.id for question in test] + ["fremd"]
    return data.draw(st.dictionaries(st.sampled_from(ids), CHOICES))


@given(data=st.data(), test=TESTS)
def test_grade_stays_within_bounds(data, test):
    result = questions.grade(test, answered(data, test))
    assert 0 <= result.scaled <= 1
    assert 0 <= result.points <= result.max_points == len(test)
    assert all(0 <= entry.credit <= 1 for entry in result.per_question)
    assert [entry.question for entry in result.per_question] == test


@given(test=TESTS.filter(len))
def test_grade_right_answers_gives_everything_and_wrong_ones_nothing(test):
    right = {question.id: sorted(question.right_ids) for question in test}
    assert questions.grade(test, right).scaled == 1
    wrong = {
        question.id: [option.id for option in question.options if not option.correct]
        for question in test
    }
    assert questions.grade(test, wrong).scaled == 0
    assert questions.grade(test, {}).scaled == 0


@given(data=st.data(), test=TESTS)
def test_grade_does_not_depend_on_order_or_repetition(data, test):
    answers = answered(data, test)
    shuffled = {name: data.draw(st.permutations(chosen)) * 2 for name, chosen in answers.items()}
    first = questions.grade(test, answers)
    assert questions.grade(test, shuffled) == first
    backwards = questions.grade(test[::-1], answers)
    assert (backwards.points, backwards.scaled) == (first.points, first.scaled)


@given(data=st.data(), test=TESTS)
def test_grade_unknown_ids_change_nothing(data, test):
    answers = answered(data, test)
    padded = {name: [*chosen, "gibt-es-nicht"] for name, chosen in answers.items()}
    assert questions.grade(test, {**padded, "fremd": ["o1"]}) == questions.grade(test, answers)


@given(data=st.data(), question=asked().filter(lambda found: found.takes_several))
def test_credit_of_multiple_grows_with_right_answer_and_falls_with_wrong_one(data, question):
    chosen = frozenset(data.draw(st.sets(st.sampled_from([o.id for o in question.options]))))
    before = question.credit(sorted(chosen))
    for option in question.options:
        after = question.credit(sorted(chosen | {option.id}))
        assert after >= before if option.correct else after <= before


@given(question=asked())
def test_credit_for_ticking_everything_is_never_the_whole_point_unless_all_is_right(question):
    everything = frozenset(option.id for option in question.options)
    whole = question.credit(sorted(everything)) == 1
    assert whole is (everything == question.right_ids)


def test_credit_of_question_without_right_answer_is_zero():
    assert parsed(right=0).credit([]) == 0
    assert parsed(type="multiple", right=0).credit([]) == 0


@pytest.mark.parametrize(
    ("points", "asked_for", "shown"), [(1, 3, "0.3333"), (2, 3, "0.6667"), (1, 7, "0.1429")]
)
def test_grade_rounds_to_four_places_half_up(points, asked_for, shown):
    test = [parsed() for _ in range(asked_for)]
    right = {question.id: ids(question, 0) for question in test[:points]}
    assert str(questions.grade(test, right).scaled) == shown


@pytest.mark.parametrize("points", [0, 1, 10, 20])
def test_grade_writes_points_without_exponent(points):
    test = [parsed() for _ in range(20)]
    right = {question.id: ids(question, 0) for question in test[:points]}
    assert str(questions.grade(test, right).points) == str(points)


@pytest.mark.parametrize(
    ("kind", "graded", "body", "possible"),
    [
        ("quiz", True, [stored_question()], True),
        ("quiz", True, [paragraph(), stored_question()], True),
        ("quiz", True, [], False),
        ("quiz", True, None, False),
        ("quiz", True, [paragraph()], False),
        ("lesson", True, [stored_question()], False),
        ("package", True, [], False),
        ("package", False, [], True),
        ("quiz", False, [], True),
        ("lesson", False, [paragraph()], True),
    ],
)
def test_can_be_passed_only_if_graded_test_asks_something(kind, graded, body, possible):
    assert questions.can_be_passed(kind=kind, graded=graded, body=body) is possible


@pytest.mark.parametrize(
    ("rule", "possible"), [("scored", True), ("succeeded", False), ("reported", False)]
)
def test_package_can_be_graded_only_by_its_score(rule, possible):
    graded = questions.can_be_passed(kind="package", graded=True, body=[], rule=rule)
    assert graded is possible
    assert not questions.can_be_passed(kind="lesson", graded=True, body=[], rule=rule)


@pytest.mark.parametrize("missing", ["explanation", "feedback"])
def test_parse_question_of_older_version_without_later_field_reads_empty(missing):
    block = stored_question()
    block["value"].pop(missing, None)
    for entry in block["value"]["options"]:
        entry["value"].pop(missing, None)
    [found] = questions.parse([block])
    texts = {found.explanation, *(option.feedback for option in found.options)}
    assert "" in texts
