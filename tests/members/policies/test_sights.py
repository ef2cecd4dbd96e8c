"""An agreement can only narrow: by table, and for any document."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from members.policies.sights import (
    MAXIMUM,
    SCHEMA,
    NotAPolicy,
    Sight,
    document,
    hidden_by,
    shown,
    widens,
)

WORDS = st.lists(st.one_of(st.sampled_from([str(one) for one in Sight]), st.text(max_size=12)))
KNOWN = st.lists(st.sampled_from([str(one) for one in Sight]), unique=True)


def test_nothing_hidden_shows_the_maximum():
    assert shown([]) == MAXIMUM


@pytest.mark.parametrize("sight", list(Sight))
def test_each_sight_can_be_taken_away_alone(sight):
    assert shown([str(sight)]) == MAXIMUM - {sight}


@given(WORDS)
def test_no_agreement_shows_more_than_the_maximum(words):
    assert shown(words) <= MAXIMUM


@given(WORDS, WORDS)
def test_hiding_more_never_shows_more(first, second):
    assert shown([*first, *second]) <= shown(first)


@pytest.mark.parametrize("word", ["score", "attempts", "time", "voluntary", "answers"])
def test_what_is_never_shown_has_no_name_here(word):
    assert word not in set(Sight)
    with pytest.raises(NotAPolicy):
        hidden_by({"schema": SCHEMA, "shows": {word: True}})


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ([], [], False),
        ([], ["files"], False),
        (["files"], [], True),
        (["files"], ["files", "version"], False),
        (["files"], ["version"], True),
        (["files", "version"], ["version", "files"], False),
    ],
)
def test_widening_is_showing_anything_that_was_hidden(old, new, expected):
    assert widens(old, new) is expected


@given(KNOWN, KNOWN)
def test_what_does_not_widen_is_a_part_of_what_was_shown(old, new):
    assert widens(old, new) == bool(shown(new) - shown(old))


@given(KNOWN)
def test_document_read_back_hides_the_same(hidden):
    text = json.dumps(document(hidden, version=3))
    assert set(hidden_by(json.loads(text))) == set(hidden)


def test_document_names_every_sight_with_true_or_false():
    content = document(["files"], version=3, municipality="053140000000")
    assert content == {
        "schema": SCHEMA,
        "version": 3,
        "municipality": "053140000000",
        "shows": {
            "fulfilled_on": True,
            "version": True,
            "reminded_on": True,
            "files": False,
            "department_officers": True,
            "superiors": True,
            "team_requests": True,
        },
    }


def test_sight_that_a_document_does_not_name_is_hidden():
    assert hidden_by({"schema": SCHEMA, "shows": {"files": True}}) == [
        "fulfilled_on",
        "version",
        "reminded_on",
        "department_officers",
        "superiors",
        "team_requests",
    ]


@pytest.mark.parametrize(
    "content",
    [
        {},
        {"schema": "something-else", "shows": {}},
        {"schema": SCHEMA},
        {"schema": SCHEMA, "shows": ["files"]},
        {"schema": SCHEMA, "shows": {"files": "yes"}},
        {"schema": SCHEMA, "shows": {"files": 1}},
        {"schema": SCHEMA, "shows": {"files": None}},
    ],
)
def test_anything_else_is_no_agreement(content):
    with pytest.raises(NotAPolicy):
        hidden_by(content)
