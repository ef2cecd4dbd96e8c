"""Rules compared with jobs: every condition alone, all together, and people by name."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from members.groups.matching import JobFacts, Rule, tidied, with_those_below, words_of

DAY = dt.date(2026, 3, 1)
JOB = JobFacts(7, 3, "Sachgebietsleitung Grünflächen", DAY)
SOONER, LATER = DAY - dt.timedelta(days=1), DAY + dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("rule", "belongs"),
    [
        (Rule(), False),
        (Rule(departments=frozenset({3, 4})), True),
        (Rule(departments=frozenset({4})), False),
        (Rule(words=("leitung",)), True),
        (Rule(words=("grünflächen",)), True),
        (Rule(words=("hausmeister", "leitung")), True),
        (Rule(words=("hausmeister",)), False),
        (Rule(entered_from=DAY), True),
        (Rule(entered_from=LATER), False),
        (Rule(entered_until=DAY), True),
        (Rule(entered_until=SOONER), False),
        (Rule(entered_from=SOONER, entered_until=LATER), True),
        (Rule(departments=frozenset({3}), words=("hausmeister",)), False),
        (Rule(departments=frozenset({3}), words=("leitung",), entered_from=LATER), False),
        (Rule(departments=frozenset({3}), words=("leitung",), entered_from=DAY), True),
        (Rule(people=frozenset({7})), True),
        (Rule(people=frozenset({8})), False),
        (Rule(departments=frozenset({4}), people=frozenset({7})), True),
    ],
)
def test_rule_holds_where_all_conditions_do_or_by_name(rule, belongs):
    assert rule.holds_for(JOB) is belongs


def test_rule_with_departments_leaves_out_who_has_none():
    nowhere = JobFacts(1, None, "", DAY)
    assert not Rule(departments=frozenset({3})).holds_for(nowhere)
    assert not Rule(words=("leitung",)).holds_for(nowhere)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ()),
        (" , ,", ()),
        ("Leitung", ("leitung",)),
        ("Leitung,  Führung von  Personal ,leitung", ("leitung", "führung von personal")),
        ("STRASSE", ("strasse",)),
    ],
)
def test_words_are_parted_by_commas_and_each_named_once(text, words):
    assert words_of(text) == words
    assert words_of(tidied(text)) == words


def test_words_stay_as_they_were_written():
    assert tidied(" Leitung ,LEITUNG,Amt  für Soziales") == "Leitung, Amt für Soziales"


@pytest.mark.parametrize(
    ("chosen", "reached"),
    [
        ([], set()),
        ([1], {1, 2, 3}),
        ([2], {2, 3}),
        ([3, 4], {3, 4}),
        ([1, 3], {1, 2, 3}),
        ([9], {9}),
    ],
)
def test_departments_count_with_all_below_them(chosen, reached):
    parents = {1: None, 2: 1, 3: 2, 4: None}
    assert with_those_below(chosen, parents) == reached


def test_departments_in_a_circle_end_the_search():
    assert with_those_below([1], {1: 2, 2: 1}) == {1, 2}


days = st.dates(dt.date(2025, 1, 1), dt.date(2026, 12, 31))


@given(
    departments=st.frozensets(st.integers(1, 4)),
    words=st.lists(st.sampled_from(["leitung", "bauhof"]), max_size=2),
    entered=st.tuples(st.none() | days, st.none() | days),
    begins_on=days,
)
def test_one_more_condition_never_lets_anybody_in(departments, words, entered, begins_on):
    job = JobFacts(1, 2, "Leitung Bauhof", begins_on)
    loose = Rule(departments=departments | {2}, words=tuple(words))
    strict = Rule(loose.departments, loose.words, *entered)
    assert loose.holds_for(job) or not strict.holds_for(job)
