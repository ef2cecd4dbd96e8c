"""What was done under one rule, judged by another; the parts of a recording that were played."""

import uuid
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campus.kit import dates
from courses.learning.events import read_event, read_spans, write_spans
from courses.learning.fold import fold, join_spans
from courses.learning.vocabulary import PLACE, PLAYED, POSITION, RULE
from courses.xapi import vocabulary as xapi
from courses.xapi.selectors import StatementRow

ITEM = uuid.uuid4()
IRI = "https://kommunalcampus.example/xapi/activities/item/1"


def row(verb=xapi.COMPLETED, *, rule=None, result=None):
    now = dates.now()
    return StatementRow(
        statement_id=uuid.uuid4(),
        verb=verb.iri,
        activity=IRI,
        timestamp=now,
        stored=now,
        actor="x",
        result=result or {},
        context={"extensions": {RULE: rule}} if rule is not None else {},
        authority_key="platform",
        voided=False,
    )


def state_of(statement, rule):
    event = read_event(statement, {IRI: ITEM}, {ITEM: rule})
    return fold([event]).items[ITEM]


@pytest.mark.parametrize(
    ("made_under", "now", "counts"),
    [
        ("button", "button", True),
        (None, "button", True),
        (None, "seen:90:video", True),
        ("button", "seen:90:video", False),
        ("seen:50:video", "seen:90:video", False),
        ("confirmed:2026-01-01:aa", "confirmed:2026-10-01:aa", False),
        ("confirmed:2026-10-01:aa", "confirmed:2026-10-01:bb", False),
        ("passed:60", "checked", True),
        (7, "button", True),
    ],
)
def test_completion_counts_as_long_as_the_rule_is_the_same(made_under, now, counts):
    assert (state_of(row(rule=made_under), now).completed_at is not None) is counts


@pytest.mark.parametrize(("scaled", "counts"), [(0.8, True), (0.85, True), (0.79, False)])
def test_pass_counts_under_a_new_mark_that_the_result_reaches(scaled, counts):
    result = {"score": {"scaled": scaled}}
    state = state_of(row(xapi.PASSED, rule="passed:60", result=result), "passed:80")

    assert (state.passed_at is not None) is counts
    assert state.best is not None


def test_place_and_played_parts_are_read():
    extensions = {POSITION: 12.25, PLACE: "b" * 50, PLAYED: "0[.]4.2[,]4[.]10"}
    state = state_of(row(xapi.PROGRESSED, result={"extensions": extensions}), "button")

    assert state.position.seconds == Decimal("12.2")
    assert state.position.place == "b" * 36
    assert state.played == ((0, 10),)


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("0[.]4.2[,]4[.]10", ((0, 10),)),
        ("5[.]6[,]1[.]2", ((1, 2), (5, 6))),
        ("7[.]3", ()),
        ("x[.]3[,]1[.]2", ((1, 2),)),
        ("-1[.]3", ()),
        ("9999999[.]99999999", ()),
        ("", ()),
        (None, ()),
        (12, ()),
    ],
)
def test_spans_are_read_without_broken_ones(text, spans):
    assert read_spans(text) == spans


SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=6).map(tuple)


@given(SPANS, SPANS, SPANS)
def test_join_of_spans_forgets_order_and_repetition(one, two, three):
    joined = join_spans(one, two, three)

    assert joined == join_spans(three, join_spans(two, one), one)
    assert join_spans(joined, joined) == joined
    assert all(begin < end for begin, end in joined)
    assert all(first[1] < second[0] for first, second in zip(joined, joined[1:], strict=False))


@given(SPANS)
def test_spans_survive_writing(spans):
    joined = join_spans(spans)

    assert read_spans(write_spans(joined)) == joined
