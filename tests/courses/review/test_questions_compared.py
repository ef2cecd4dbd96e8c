"""Every kind of question is compared down to the last field; texts and orders can be rebuilt."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.review.comparing.changes import (
    ADDED,
    CHANGED,
    REMOVED,
    between_lessons,
)
from courses.review.comparing.leaves import leaves
from courses.review.comparing.order import moves
from courses.review.comparing.states import LessonState
from courses.review.comparing.words import CONTEXT, GONE, NEW, SAME, WORD, compare


def item(key, value):
    return {"type": "item", "id": key, "value": value}


QUESTIONS = {
    "matching": {
        "prompt": "Was gehört zusammen?",
        "pairs": [
            item("a", {"left": "Bauamt", "right": "Bauantrag"}),
            item("b", {"left": "Standesamt", "right": "Eheschließung"}),
        ],
        "distractors": "Angelschein",
        "points": 2,
        "explanation": "Nach dem Geschäftsplan.",
    },
    "ordering": {
        "prompt": "In welcher Folge?",
        "steps": [
            item("a", "Antrag"),
            item("b", "Prüfung"),
            item("c", "Bescheid"),
        ],
        "points": 1,
        "explanation": "So läuft es.",
    },
    "numeric": {
        "prompt": "Wie viele Tage?",
        "value": "14",
        "tolerance": "0",
        "unit": "Tage",
        "points": 1,
        "explanation": "Zwei Wochen.",
    },
    "short_text": {
        "prompt": "Wie heißt das Gesetz?",
        "accepted": "OZG",
        "exact": True,
        "points": 1,
        "explanation": "Onlinezugangsgesetz.",
    },
    "cloze": {
        "prompt": "Füllen Sie die Lücken.",
        "text": "Ein [1] ist besser.",
        "gaps": [
            item("a", {"accepted": "Merksatz", "others": "Wort"}),
        ],
        "exact": False,
        "points": 1,
        "explanation": "Weil er lang ist.",
    },
}


def texts(value):
    """Return every text that an author has typed into a question."""
    if isinstance(value, dict):
        inner = value["value"] if set(value) == {"type", "id", "value"} else value
        parts = inner.values() if isinstance(inner, dict) else [inner]
        return [text for part in parts for text in texts(part)]
    if isinstance(value, list):
        return [text for part in value for text in texts(part)]
    return [value] if isinstance(value, str) else []


@pytest.mark.parametrize("kind", QUESTIONS)
def test_every_typed_text_is_a_leaf(kind):
    found = [leaf.text for leaf in leaves(kind, QUESTIONS[kind])]
    assert set(texts(QUESTIONS[kind])) <= set(found)


@pytest.mark.parametrize("kind", QUESTIONS)
def test_every_leaf_has_a_name_and_a_place_of_its_own(kind):
    found = leaves(kind, QUESTIONS[kind])
    assert all(leaf.label for leaf in found)
    assert len({leaf.path for leaf in found}) == len(found)


def lesson(kind, value):
    return LessonState("k", 1, "L", "K", {}, ({"type": kind, "value": value, "id": "q"},))


@pytest.mark.parametrize(
    ("kind", "field", "new"),
    [
        ("matching", "prompt", "Was passt?"),
        ("matching", "distractors", "Hundesteuer"),
        ("matching", "points", 3),
        ("ordering", "explanation", "Anders."),
        ("numeric", "value", "15"),
        ("numeric", "tolerance", "1"),
        ("numeric", "unit", "Wochen"),
        ("short_text", "accepted", "BGB"),
        ("short_text", "exact", False),
        ("cloze", "text", "Ein [1] ist gut."),
        ("cloze", "exact", True),
    ],
)
def test_change_of_one_field_is_one_change(kind, field, new):
    old = QUESTIONS[kind]
    [change] = between_lessons(lesson(kind, old), lesson(kind, {**old, field: new}))
    assert (change.deed, change.name, change.block) == (CHANGED, kind, "q")
    assert change.part


@pytest.mark.parametrize(
    ("kind", "field", "extra", "count"),
    [
        ("matching", "pairs", item("z", {"left": "Kasse", "right": "Gebühr"}), 2),
        ("ordering", "steps", item("z", "Widerspruch"), 1),
        ("cloze", "gaps", item("z", {"accepted": "Satz", "others": ""}), 1),
    ],
)
def test_entry_that_came_or_went_is_told_field_by_field(kind, field, extra, count):
    old = QUESTIONS[kind]
    longer = {**old, field: [*old[field], extra]}
    came = list(between_lessons(lesson(kind, old), lesson(kind, longer)))
    went = list(between_lessons(lesson(kind, longer), lesson(kind, old)))
    assert [one.deed for one in came] == [ADDED] * count
    assert [one.deed for one in went] == [REMOVED] * count


SHORT_TEXTS = st.text(alphabet="ab .,\nä1", max_size=2 * CONTEXT)


@given(old=SHORT_TEXTS, new=SHORT_TEXTS)
def test_both_texts_can_be_rebuilt_from_their_comparison(old, new):
    found = compare(old, new)
    assert "".join(one.text for one in found if one.kind in (SAME, GONE)) == old
    assert "".join(one.text for one in found if one.kind in (SAME, NEW)) == new


@given(text=SHORT_TEXTS)
def test_text_compared_with_itself_has_no_change(text):
    assert {one.kind for one in compare(text, text)} <= {SAME}


@given(old=SHORT_TEXTS, new=SHORT_TEXTS)
def test_no_stretch_is_empty_and_none_follows_its_like(old, new):
    found = compare(old, new)
    assert all(one.text for one in found)
    assert all(first.kind != second.kind for first, second in pairwise(found))


@given(text=st.text(alphabet="ab .,\nä1ß"))
def test_words_leave_nothing_out(text):
    assert "".join(WORD.findall(text)) == text


ORDERS = st.lists(st.integers(0, 9), unique=True)


@given(before=ORDERS, after=ORDERS)
def test_what_is_told_of_an_order_is_whole(before, after):
    found = moves(before, after)
    assert set(found.added) == set(after) - set(before)
    assert set(found.removed) == set(before) - set(after)
    assert set(found.kept) == set(after) & set(before)
    assert set(found.moved) <= set(found.kept)


@given(before=ORDERS, after=ORDERS)
def test_what_has_not_moved_stands_in_the_same_order(before, after):
    found = moves(before, after)
    still = set(found.kept) - set(found.moved)
    assert [key for key in before if key in still] == [key for key in after if key in still]


@given(before=ORDERS)
def test_one_entry_put_to_the_front_is_one_move(before):
    after = [*before[-1:], *before[:-1]]
    assert len(moves(before, after).moved) == (1 if len(before) > 1 else 0)
