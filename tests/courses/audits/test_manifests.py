"""Manifests, questions and hashes: the same in, the same bytes out."""

import datetime as dt
import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.audits.manifests import FORMAT, canonical, hash_in, hash_of, manifest_of
from courses.audits.questions import Question, question_of

KEYS = st.lists(st.integers(1, 10_000), max_size=6)


@given(files=st.dictionaries(st.text(max_size=20), st.binary(max_size=50), max_size=8))
def test_manifest_names_every_file_and_does_not_depend_on_their_order(files):
    made = manifest_of(files, {"day": "2025-12-31"})
    turned = dict(reversed(files.items()))
    assert manifest_of(turned, {"day": "2025-12-31"}) == made
    read = json.loads(made)
    assert read["format"] == FORMAT
    assert read["files"] == {
        name: {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
        for name, content in files.items()
    }


@given(departments=KEYS, people=KEYS, obligations=KEYS, documents=st.booleans())
def test_question_survives_the_database_and_does_not_depend_on_the_order_of_the_choice(
    departments, people, obligations, documents
):
    day = dt.date(2025, 12, 31)
    question = Question(
        day, tuple(departments), tuple(people), tuple(obligations), documents=documents
    )
    turned = Question(
        day,
        tuple(reversed(departments)),
        tuple(reversed(people)),
        tuple(reversed(obligations)),
        documents=documents,
    )
    stored = json.loads(json.dumps(question.as_json()))
    assert question_of(stored).as_json() == stored
    assert question.key == turned.key == question_of(stored).key


@pytest.mark.parametrize(
    "other",
    [
        Question(dt.date(2025, 12, 30)),
        Question(dt.date(2025, 12, 31), departments=(1,)),
        Question(dt.date(2025, 12, 31), people=(1,)),
        Question(dt.date(2025, 12, 31), obligations=(1,)),
        Question(dt.date(2025, 12, 31), documents=True),
    ],
)
def test_another_question_has_another_key(other):
    assert Question(dt.date(2025, 12, 31)).key != other.key


@given(
    value=st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
        max_leaves=10,
    )
)
def test_canonical_bytes_are_json_of_the_value(value):
    assert json.loads(canonical(value)) == value
    assert canonical(value).endswith(b"\n")


SOME = hash_of(b"abc")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        (SOME, SOME),
        (SOME.upper(), SOME),
        (f"  {SOME[:32]} {SOME[32:]}\n", SOME),
        (":".join(SOME[at : at + 2] for at in range(0, 64, 2)), SOME),
        (SOME[:-1], ""),
        (f"{SOME}0", ""),
        ("g" * 64, ""),
        ("", ""),
    ],
)
def test_hash_is_recognised_however_it_was_copied(typed, found):
    assert hash_in(typed) == found
