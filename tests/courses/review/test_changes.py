"""Which changes are found between two states: a table of small lessons, without a database."""

import pytest

from courses.review.comparing.changes import (
    ADDED,
    BLOCK,
    CHANGED,
    MOVED,
    REMOVED,
    SETTING,
    TERM,
    between_lessons,
    between_modules,
)
from courses.review.comparing.states import LessonState, ModuleState

A = {"type": "paragraph", "value": "<p>Anton</p>", "id": "a"}
B = {"type": "paragraph", "value": "<p>Berta</p>", "id": "b"}
C = {"type": "heading", "value": "Cäsar", "id": "c"}
NAMELESS = {"type": "paragraph", "value": "<p>Ohne Kennung</p>"}


def lesson(*blocks, key="1", chapter="K", **settings):
    return LessonState(key, 1, f"L{key}", chapter, settings, blocks)


def glossary(*terms):
    entries = [
        {
            "type": "item",
            "id": term,
            "value": {"term": term, "definition": f"{term} erklärt"},
        }
        for term in terms
    ]
    return {"type": "glossary", "value": {"terms": entries}, "id": "g"}


def deeds(old, new):
    return [(one.deed, one.block) for one in between_lessons(old, new)]


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ([], [], []),
        ([A], [A], []),
        ([], [A], [(ADDED, "a")]),
        ([A], [], [(REMOVED, "a")]),
        ([A, B], [A], [(REMOVED, "b")]),
        ([A], [A, B], [(ADDED, "b")]),
        ([A], [B], [(ADDED, "b"), (REMOVED, "a")]),
        ([A, B, C], [C, A, B], [(MOVED, "c")]),
        ([A, B, C], [B, C, A], [(MOVED, "a")]),
        ([A], [{**A, "value": "<p>Anders</p>"}], [(CHANGED, "a")]),
        ([A, B], [B, {**A, "value": "<p>Anders</p>"}], [(MOVED, "b"), (CHANGED, "a")]),
        ([NAMELESS], [NAMELESS], []),
        ([NAMELESS], [{**NAMELESS, "value": "<p>Neu</p>"}], [(CHANGED, "place-0")]),
        ([A], [{**A, "type": "heading", "value": "Anton"}], [(ADDED, "a"), (REMOVED, "a")]),
    ],
)
def test_blocks_are_followed_by_their_ids(old, new, found):
    assert sorted(deeds(lesson(*old), lesson(*new))) == sorted(found)


@pytest.mark.parametrize(
    ("html", "is_told"),
    [
        ("<p>Anton</p>", False),
        ("<p><b>Anton</b></p>", False),
        ("<p>Anton </p>", False),
        ("<p>Anton.</p>", True),
        ("<p>anton</p>", True),
        ("", True),
    ],
)
def test_only_words_count_not_their_dress(html, is_told):
    assert bool(deeds(lesson(A), lesson({**A, "value": html}))) is is_told


@pytest.mark.parametrize(
    ("old", "new", "count", "deed"),
    [
        (("EfA",), ("EfA", "OZG"), 2, ADDED),
        (("EfA", "OZG"), ("EfA",), 2, REMOVED),
        (("EfA", "OZG"), ("OZG", "EfA"), 1, MOVED),
        (("EfA",), ("EfA",), 0, None),
    ],
)
def test_entries_of_a_list_are_followed_by_their_ids(old, new, count, deed):
    found = list(between_lessons(lesson(glossary(*old)), lesson(glossary(*new))))
    assert len(found) == count
    assert {one.deed for one in found} == ({deed} if deed else set())
    assert all(one.name == "glossary" for one in found)


@pytest.mark.parametrize(
    ("old", "new", "names"),
    [
        ({}, {}, []),
        ({"minutes": 5}, {"minutes": 5}, []),
        ({"minutes": 5}, {"minutes": 6}, ["minutes"]),
        ({"title": "A", "graded": False}, {"title": "B", "graded": True}, ["title", "graded"]),
        # What one of the states does not know is no change.
        ({}, {"minutes": 6}, []),
    ],
)
def test_settings_are_compared_by_name(old, new, names):
    found = list(between_lessons(lesson(**old), lesson(**new)))
    assert [one.name for one in found] == names
    assert {one.thing for one in found} <= {SETTING}
    assert all(one.values == (old[one.name], new[one.name]) for one in found)


def test_lesson_that_was_not_there_is_new_as_a_whole():
    found = list(between_lessons(None, lesson(A, C, minutes=5)))
    assert [(one.deed, one.thing, one.block) for one in found] == [
        (ADDED, BLOCK, "a"),
        (ADDED, BLOCK, "c"),
    ]


def module(keys, chapter="K", **terms):
    rows = (lesson(A, key=key, chapter=chapter) for key in keys)
    return ModuleState(tuple(rows), terms)


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("", "", []),
        ("12", "12", []),
        ("1", "12", [("2", ADDED)]),
        ("12", "2", [("1", REMOVED)]),
        ("123", "312", [("3", MOVED)]),
        ("12", "23", [("3", ADDED), ("1", REMOVED)]),
    ],
)
def test_lessons_are_followed_by_their_keys(old, new, found):
    comparison = between_modules(module(old), module(new))
    assert [(one.lesson.key, one.deed) for one in comparison.lessons] == found


def test_lesson_in_another_chapter_has_moved():
    comparison = between_modules(module("1", "K"), module("1", "Anderes"))
    assert [(one.deed, one.changes) for one in comparison.lessons] == [(MOVED, ())]


def test_terms_are_told_apart_from_lessons():
    comparison = between_modules(module("1", valid_months=None), module("1", valid_months=24))
    assert [(one.thing, one.name, one.values) for one in comparison.terms] == [
        (TERM, "valid_months", (None, 24))
    ]
    assert comparison.lessons == ()
    assert not comparison.is_empty
