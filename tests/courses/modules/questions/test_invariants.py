"""What must hold for every test and every answer, whatever anybody types or sends."""

import string

from hypothesis import given
from hypothesis import strategies as st

from courses.modules import questions
from courses.modules.questions import read
from courses.modules.questions.sent import Sent, merge
from courses.modules.questions.sheets import Order, sheet_of
from tests.factories.modules import question as choose
from tests.factories.questions import cloze, matching, numeric, ordering, short_text

WORDS = st.text(string.ascii_letters + "äöüß ", min_size=1, max_size=12).filter(
    lambda text: text.strip()
)
DISTINCT = st.lists(WORDS, min_size=3, max_size=6, unique_by=lambda text: text.strip().casefold())


@st.composite
def choosing(draw):
    count = draw(st.integers(2, 6))
    kind = draw(st.sampled_from(["single", "multiple"]))
    right = 1 if kind == "single" else draw(st.integers(1, count))
    return choose(type=kind, right=right, options=count)


@st.composite
def pairing(draw):
    words = draw(DISTINCT)
    return matching(pairs=[(word, f"zu {word}") for word in words], more="zu nichts")


@st.composite
def filling(draw):
    words = draw(DISTINCT)
    gaps = [(word, "falsch\nanders" if draw(st.booleans()) else "") for word in words]
    text = " ".join(f"[{number}]" for number in range(1, len(words) + 1))
    return cloze(text=text, gaps=gaps)


STORED = st.one_of(
    choosing(),
    pairing(),
    DISTINCT.map(ordering),
    st.decimals(-9999, 9999, places=2).map(lambda number: numeric(str(number), "0.25")),
    DISTINCT.map(lambda words: short_text(*words)),
    filling(),
)


@st.composite
def asked(draw):
    """Return a question of any type, worth one to five points."""
    block = draw(STORED)
    block["value"]["points"] = draw(st.integers(1, 5))
    return read(block)


TESTS = st.lists(asked(), min_size=1, max_size=5)
ANYTHING = st.one_of(st.text(max_size=20), st.sampled_from(["", ":", "x:", "1", "-1:2", "\x00"]))


def answer_to(data, question):
    """Return some answer: parts of the solution, mixed with anything."""
    solution = question.solution()
    some = data.draw(st.lists(st.sampled_from(solution), max_size=len(solution)))
    return some + data.draw(st.lists(ANYTHING, max_size=3))


@given(data=st.data(), test=TESTS)
def test_points_lie_between_nothing_and_everything(data, test):
    answers = {question.id: answer_to(data, question) for question in test}
    result = questions.grade(test, answers)
    assert 0 <= result.points <= result.max_points == sum(question.points for question in test)
    assert 0 <= result.scaled <= 1
    assert all(0 <= entry.points <= entry.question.points for entry in result.per_question)


@given(test=TESTS)
def test_all_right_is_everything_and_no_answer_is_nothing(test):
    right = questions.grade(test, {question.id: question.solution() for question in test})
    assert (right.points, right.scaled) == (right.max_points, 1)
    assert all(entry.correct for entry in right.per_question)
    assert questions.grade(test, {}).points == 0


@given(data=st.data(), question=asked())
def test_order_in_which_entries_arrive_changes_nothing(data, question):
    entries = question.solution()
    assert question.clean(data.draw(st.permutations(entries))) == entries


@given(data=st.data(), test=TESTS)
def test_mixing_never_changes_points(data, test):
    answers = {question.id: question.clean(answer_to(data, question)) for question in test}
    mixed = questions.asked_of(test, questions.mixed([one.id for one in test], "Saat"))
    one, two = questions.grade(test, answers), questions.grade(mixed, answers)
    assert (one.points, one.scaled) == (two.points, two.scaled)


@given(data=st.data(), question=asked(), seed=st.text(max_size=8))
def test_form_sends_back_what_it_shows(data, question, seed):
    answer = question.clean(answer_to(data, question))
    sheet = sheet_of(question, 1, answer, Order(seed, mix_options=True))
    fields = [*sheet.fields, *(piece.field for piece in sheet.pieces if piece.field)]
    shown = [f"{field.name.partition('.')[2]}:{field.value}" for field in fields if field.value]
    shown += [option.value for option in sheet.options if option.chosen]
    shown += [sheet.value] if sheet.value else []
    assert question.clean(shown) == answer


@given(data=st.data(), question=asked(), seed=st.text(max_size=8))
def test_mixed_fields_are_the_same_whenever_they_are_asked_for(data, question, seed):
    once = sheet_of(question, 1, [], Order(seed, mix_options=True))
    again = sheet_of(question, 1, [], Order(seed, mix_options=True))
    assert once == again
    assert {option.value for option in once.options} == {
        option.value for option in sheet_of(question, 1, [], Order()).options
    }


@given(question=asked())
def test_response_of_the_solution_comes_back_as_the_same_answer(question):
    solution = question.solution()
    back = question.answer_of(question.response(solution))
    assert question.credit(back) == question.credit(solution) == 1


@given(data=st.data(), question=asked())
def test_response_of_the_solution_is_among_the_right_ones(data, question):
    found = question.interaction()
    response = question.response(question.solution())
    if found.type == "numeric":
        low, high = map(float, found.patterns[0].split("[:]"))
        assert low <= float(response) <= high
    else:
        bare = [pattern.removeprefix("{case_matters=false}") for pattern in found.patterns]
        assert response in bare


@given(data=st.data(), question=asked())
def test_cleaning_twice_is_cleaning_once(data, question):
    clean = question.clean(answer_to(data, question))
    assert question.clean(clean) == clean
    assert all(question.accepts(entry) for entry in clean)


@given(data=st.data(), test=TESTS)
def test_form_that_changes_nothing_keeps_what_another_window_has_saved(data, test):
    stored = {question.id: question.solution() for question in test}
    before = {question.id: question.clean(answer_to(data, question)) for question in test}
    bases = {
        question.id: sheet_of(question, 1, before[question.id], Order()).base for question in test
    }
    assert merge(test, stored, Sent(before, bases)).answers == stored
