"""Whoever answers an item elsewhere gets the marks that the platform would have given."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.exchange.formats import qti
from courses.exchange.formats.qti_bodies import name_of
from courses.modules import questions
from tests.courses.exchange.generated import QUESTIONS
from tests.courses.exchange.qti_player import Item
from tests.courses.exchange.test_structure import a_book
from tests.factories.modules import question
from tests.factories.questions import cloze, matching, numeric, ordering, short_text


def sat(stored, **responses):
    """Return an item with these responses."""
    read = questions.read(stored)
    return Item(qti.item(read, a_book([stored])), responses)


def here(stored, answer):
    """Return the marks of the platform."""
    read = questions.read(stored)
    return float(questions.grade_one(read, answer).credit * read.points)


@pytest.mark.parametrize("chosen", [*itertools.product([0, 1, 2, 3, 4], repeat=1), ()])
def test_single_choice_is_marked_as_on_the_platform(chosen):
    stored = question(right=1, options=5)
    ids = [questions.read(stored).options[place].id for place in chosen]
    item = sat(stored, RESPONSE=[name_of(one) for one in ids])
    assert item.score == pytest.approx(here(stored, ids))


@pytest.mark.parametrize(
    "chosen", [c for count in range(5) for c in itertools.combinations(range(4), count)]
)
@pytest.mark.parametrize("right", [1, 2, 3])
def test_every_selection_of_several_is_marked_as_on_the_platform(chosen, right):
    stored = question(type="multiple", right=right, options=4)
    stored["value"]["points"] = 3
    ids = [questions.read(stored).options[place].id for place in chosen]
    item = sat(stored, RESPONSE=[name_of(one) for one in ids])
    assert item.score == pytest.approx(here(stored, ids), abs=0.001)


@pytest.mark.parametrize("targets", itertools.product(range(3), repeat=3))
def test_every_way_of_matching_is_marked_as_on_the_platform(targets):
    stored = matching(points=2)
    read = questions.read(stored)
    taken = [(pair, read.targets[place]) for pair, place in zip(read.pairs, targets, strict=True)]
    item = sat(
        stored, RESPONSE=[f"{name_of(pair.id)} {name_of(target.id)}" for pair, target in taken]
    )
    answer = [f"{pair.id}:{target.id}" for pair, target in taken]
    assert item.score == pytest.approx(here(stored, answer), abs=0.001)


@pytest.mark.parametrize("order", itertools.permutations(range(4)))
def test_every_order_is_marked_by_neighbours_as_on_the_platform(order):
    stored = ordering(points=4)
    steps = questions.read(stored).steps
    item = sat(stored, RESPONSE=[name_of(steps[place].id) for place in order])
    answer = [f"{steps[step].id}:{place}" for place, step in enumerate(order, 1)]
    assert item.score == pytest.approx(here(stored, answer), abs=0.001)
    assert (item.score == 4) == (order == (0, 1, 2, 3))


@pytest.mark.parametrize(("given", "points"), [((), 0), ((0,), 0), ((0, 1), 2), ((1, 2), 2)])
def test_order_that_is_not_whole_earns_its_neighbours_only(given, points):
    stored = ordering(("Erst", "Dann", "Zuletzt"), points=4)
    steps = questions.read(stored).steps
    assert sat(stored, RESPONSE=[name_of(steps[place].id) for place in given]).score == points


@pytest.mark.parametrize(
    ("value", "tolerance"),
    [("12.5", "0"), ("12.5", "0.5"), ("-3", "1"), ("0", "0.25"), ("1200", "10")],
)
@pytest.mark.parametrize("off", [-11, -1, -0.5, -0.25, 0, 0.25, 0.5, 1.0, 11])
def test_number_is_right_within_the_same_bounds_as_on_the_platform(value, tolerance, off):
    stored = numeric(value, tolerance=tolerance, points=2)
    given_number = f"{float(value) + off:g}"
    item = sat(stored, RESPONSE=[given_number])
    assert item.score == here(stored, [given_number.replace(".", ",")])


@pytest.mark.parametrize(
    ("exact", "typed", "marks"),
    [
        (False, "Straße", 1),
        (False, "straße", 1),
        (False, "Weg", 1),
        (False, "Gasse", 0),
        (True, "Straße", 1),
        (True, "straße", 0),
        (True, "WEG", 0),
    ],
)
def test_short_text_is_marked_as_on_the_platform(exact, typed, marks):
    stored = short_text("Straße", "Weg", exact=exact)
    assert sat(stored, RESPONSE=[typed]).score == marks
    assert here(stored, [typed]) == marks


@pytest.mark.parametrize("typed", ["Frist", "frist", "Fristen", ""])
@pytest.mark.parametrize("chosen", ["heute", "morgen", "gestern", None])
def test_each_gap_earns_its_share_as_on_the_platform(typed, chosen):
    stored = cloze(points=3)
    open_gap, listed = questions.read(stored).gaps
    picked = [one for one in listed.choices if one.text == chosen]
    item = sat(
        stored,
        RESPONSE_1=[typed] if typed else [],
        RESPONSE_2=[name_of(one.id) for one in picked],
    )
    answer = [f"{open_gap.id}:{typed}"] if typed else []
    answer += [f"{listed.id}:{listed.value_of(one.text)}" for one in picked]
    assert item.score == pytest.approx(here(stored, answer), abs=0.001)


@given(QUESTIONS)
@settings(max_examples=80)
def test_right_response_of_any_question_earns_everything(stored):
    read = questions.read(stored)
    empty = sat(stored)
    right = {name: empty.correct(name) for name in empty.declared}
    item = sat(stored, **right)
    assert item.score == pytest.approx(read.points, abs=0.001)
    assert empty.score == 0


@given(QUESTIONS, st.data())
@settings(max_examples=80)
def test_no_response_earns_less_than_nothing_or_more_than_everything(stored, data):
    item = sat(stored)
    keys = {
        name: [one.get("mapKey") for one in declared.iter() if one.get("mapKey")]
        for name, declared in item.declared.items()
    }
    tried = {
        name: data.draw(st.lists(st.sampled_from(known), unique=True, max_size=len(known)))
        for name, known in keys.items()
        if known and item.declared[name].get("cardinality") == "multiple"
    }
    score = sat(stored, **tried).score
    assert 0 <= score <= questions.read(stored).points + 0.001


@pytest.mark.parametrize("place", [0, 1, 2])
def test_feedback_is_that_of_what_was_chosen_and_the_explanation(place):
    stored = question()
    chosen = questions.read(stored).options[place]
    item = sat(stored, RESPONSE=[name_of(chosen.id)])
    assert item.feedback == [f"Rückmeldung {place + 1}", "Weil es so ist."]


def test_explanation_is_shown_for_questions_without_options():
    for stored in (matching(), ordering(), numeric(), short_text(), cloze()):
        assert sat(stored).feedback == ["Weil es so ist."]
