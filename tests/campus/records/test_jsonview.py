"""JSON for reading: nothing is lost, nothing is added but space."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campus.records.jsonview import LONGEST, Piece, pieces

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


def text_of(raw: str) -> str:
    return "".join(piece.text for piece in pieces(raw))


@given(VALUES)
def test_view_reads_as_the_same_value(value):
    assert json.loads(text_of(json.dumps(value, separators=(",", ":")))) == value


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ('{"a":1}', '{\n  "a": 1\n}'),
        ('{"a":[],"b":{}}', '{\n  "a": [],\n  "b": {}\n}'),
        ("[1,[2]]", "[\n  1,\n  [\n    2\n  ]\n]"),
        ('"Pr\\u00fcfung"', '"Prüfung"'),
        ('"zwei \\"W\\u00f6rter\\""', '"zwei \\"Wörter\\""'),
        ("1.50e2", "1.50e2"),
    ],
)
def test_view_is_indented_and_keeps_numbers_as_written(raw, shown):
    assert text_of(raw) == shown


@pytest.mark.parametrize("code", ["\\u202e", "\\ud800", "\\u0000", "\\u200b"])
def test_character_that_nobody_sees_keeps_its_code(code):
    assert code in text_of(f'"Text{code}"')


def test_pieces_say_what_they_are():
    found = {piece.text: piece.kind for piece in pieces('{"a":"b","c":1,"d":true,"e":null}')}
    assert found['"a"'] == "key"
    assert found['"b"'] == "text"
    assert found["1"] == "number"
    assert found["true"] == found["null"] == "word"


def test_view_of_a_huge_statement_is_its_text():
    raw = json.dumps(["x" * LONGEST])
    assert list(pieces(raw)) == [Piece("", raw)]
