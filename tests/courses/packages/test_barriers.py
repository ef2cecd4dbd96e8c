"""What axe has found on the pages of a trial, joined from page to page."""

import pytest

from courses.packages.barriers import joined
from courses.packages.words import barriers


def row(rule="image-alt", impact="critical", count=1, places=("img",), **changes):
    values = {"rule": rule, "impact": impact, "help": "Hilfe", "count": count}
    return {**values, "places": list(places), **changes}


def test_worst_comes_first_and_each_rule_once():
    found = joined(
        [row("b", "minor")], [row("a", "serious"), row("b", "minor", 3, ["p"]), row("c")]
    )
    assert [(one["rule"], one["count"]) for one in found] == [("c", 1), ("a", 1), ("b", 3)]
    assert found[2]["places"] == ["img", "p"]


def test_looking_again_at_the_same_page_counts_nothing_twice():
    once = joined([], [row(count=4)])
    assert joined(once, [row(count=4)]) == once


@pytest.mark.parametrize(
    "odd",
    [
        "x",
        None,
        {},
        row(impact="odd"),
        row(rule=""),
        row(rule=5),
        row(help=None),
    ],
)
def test_nonsense_is_left_out(odd):
    assert joined([], [odd]) == []


@pytest.mark.parametrize(("count", "kept"), [(0, 1), ("x", 1), (10**9, 10_000), (7, 7)])
def test_numbers_stay_within_reason(count, kept):
    assert joined([], [row(count=count, places=[1])])[0]["count"] == kept


def test_no_more_rules_are_kept_than_anybody_reads():
    assert len(joined([], [row(f"r{number}") for number in range(200)])) == 60


@pytest.mark.parametrize(
    ("found", "is_examined", "words"),
    [
        ([], False, []),
        ([row(count=1)], True, ["Barriere: Hilfe (1 Stelle)."]),
        ([row(count=2)], True, ["Barriere: Hilfe (2 Stellen)."]),
    ],
)
def test_barriers_are_told_in_words(found, is_examined, words):
    assert barriers(found, is_examined=is_examined) == words
