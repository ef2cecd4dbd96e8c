"""Courses sorted into facets, and counted."""

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from courses.catalogue import masks
from courses.catalogue.query import CatalogueQuery


def asked(address):
    return CatalogueQuery.from_params(QueryDict(address))


ROWS = [
    {"thema": ["a"], "stufe": ["x"], "kosten": ["kostenfrei"]},
    {"thema": ["a", "b"], "stufe": ["y"], "kosten": ["kostenfrei"]},
    {"thema": ["b"], "stufe": ["y"]},
    {"stufe": ["x"], "kosten": ["kostenpflichtig"]},
]
SORTED = masks.sort(ROWS)


@pytest.mark.parametrize(
    ("address", "topics", "levels", "costs"),
    [
        ("", {"a": 2, "b": 2}, {"x": 2, "y": 2}, {"kostenfrei": 2, "kostenpflichtig": 1}),
        ("thema=a", {"a": 2, "b": 2}, {"x": 1, "y": 1}, {"kostenfrei": 2}),
        ("thema=a&thema=b", {"a": 2, "b": 2}, {"x": 1, "y": 2}, {"kostenfrei": 2}),
        ("thema=a&stufe=y", {"a": 1, "b": 2}, {"x": 1, "y": 1}, {"kostenfrei": 1}),
        ("kosten=kostenpflichtig", {}, {"x": 1}, {"kostenfrei": 2, "kostenpflichtig": 1}),
        ("thema=b&stufe=x", {"a": 1}, {"y": 2}, {}),
        ("thema=unbekannt", {"a": 2, "b": 2}, {}, {}),
    ],
)
def test_counts_say_what_would_be_found_with_each_value(address, topics, levels, costs):
    counts = SORTED.counts(asked(address), SORTED.everything)
    assert (counts["thema"], counts["stufe"], counts["kosten"]) == (topics, levels, costs)


def test_counts_look_only_at_the_courses_with_the_search_words():
    counts = SORTED.counts(asked(""), masks.mask_of([1, 2]))
    assert (counts["thema"], counts["stufe"]) == ({"a": 1, "b": 2}, {"y": 2})


@pytest.mark.parametrize(
    ("address", "places"),
    [("", [0, 1, 2, 3]), ("thema=a", [0, 1]), ("thema=a&thema=b&stufe=y", [1, 2]), ("stufe=z", [])],
)
def test_fitting_courses_are_named_in_their_order(address, places):
    assert list(masks.places(SORTED.fitting(asked(address), SORTED.everything))) == places


def test_nothing_to_sort_finds_nothing():
    nothing = masks.sort([])
    assert nothing.everything == 0
    assert list(masks.places(0)) == []
    assert not any(nothing.counts(asked("thema=a"), 0).values())


@given(st.sets(st.integers(min_value=0, max_value=2000)))
def test_places_of_a_mask_are_those_it_was_made_of(places):
    assert list(masks.places(masks.mask_of(places))) == sorted(places)


@given(topics=st.lists(st.sets(st.sampled_from("abc")), max_size=8), chosen=st.sampled_from("abc"))
def test_count_of_a_value_is_what_choosing_it_finds(topics, chosen):
    held = masks.sort({"thema": sorted(values)} for values in topics)
    counts = held.counts(CatalogueQuery(), held.everything)
    found = held.fitting(CatalogueQuery(chosen={"thema": (chosen,)}), held.everything)
    expected = [place for place, values in enumerate(topics) if chosen in values]
    assert list(masks.places(found)) == expected
    assert counts["thema"].get(chosen, 0) == len(expected)
