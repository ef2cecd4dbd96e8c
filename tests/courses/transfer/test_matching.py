"""Which proof answers what, and what the platform finds when it checks: two tables."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.transfer.matching import Facts, Topic, Verdict, verdict

DAY = dt.date(2026, 3, 1)
LATER = dt.date(2027, 3, 1)
FACTS = Facts("Datenschutz", 3, DAY, LATER)


@pytest.mark.parametrize(
    ("proven", "asked", "answers"),
    [
        (Topic(course=1, title="Datenschutz"), Topic(course=1, title="Datenschutz neu"), True),
        (Topic(course=1, title="Datenschutz"), Topic(course=2, title="Datenschutz"), False),
        (Topic(course=1, title="Datenschutz"), Topic(title="Datenschutz"), False),
        (Topic(title="Datenschutz"), Topic(course=1, title="Datenschutz"), False),
        (Topic(path=4, title="Weg"), Topic(path=4, title="Anderer Name"), True),
        (Topic(path=4, title="Weg"), Topic(path=5, title="Weg"), False),
        (Topic(path=4, title="Weg"), Topic(title="Weg"), False),
        (Topic(title="Erste Hilfe"), Topic(title=" erste  HILFE "), True),
        (Topic(title="Erste Hilfe"), Topic(title="Brandschutz"), False),
        (Topic(), Topic(), False),
        # The course or the path was deleted meanwhile: only its title is left.
        (Topic(title="Datenschutz"), Topic(path=4, title="Datenschutz"), False),
    ],
)
def test_proof_answers_the_same_course_path_or_name(proven, asked, answers):
    assert proven.answers(asked) is answers
    assert asked.answers(proven) is answers


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({}, Verdict.GENUINE),
        ({"day": LATER}, Verdict.GENUINE),
        ({"day": LATER + dt.timedelta(days=1)}, Verdict.EXPIRED),
        ({"is_revoked": True}, Verdict.REVOKED),
        ({"is_revoked": True, "is_replaced": True}, Verdict.REPLACED),
        ({"is_revoked": True, "day": LATER + dt.timedelta(days=1)}, Verdict.REVOKED),
        ({"kept": replace(FACTS, version_number=4)}, Verdict.REPLACED),
        ({"kept": replace(FACTS, valid_until=None)}, Verdict.REPLACED),
        ({"kept": replace(FACTS, completed_on=LATER)}, Verdict.REPLACED),
    ],
)
def test_platform_says_what_it_has_found(change, found):
    facts = {"shown": FACTS, "kept": FACTS, "day": DAY, "is_revoked": False, "is_replaced": False}
    assert verdict(**{**facts, **change}) is found


def test_proof_without_an_end_never_expires():
    endless = replace(FACTS, valid_until=None)
    far = dt.date(2099, 1, 1)
    assert (
        verdict(shown=endless, kept=endless, day=far, is_revoked=False, is_replaced=False)
        is Verdict.GENUINE
    )


titles = st.text(alphabet="aAbB ß", max_size=6)
keys = st.none() | st.integers(1, 3)
topics = st.builds(Topic, keys, keys, titles)


@given(topics, topics)
def test_answering_is_the_same_from_both_sides(one, other):
    assert one.answers(other) is other.answers(one)


@given(topics)
def test_everything_that_has_a_name_or_a_key_answers_itself(topic):
    assert topic.answers(topic) is bool(topic.course or topic.path or topic.name)


@given(topics, titles)
def test_a_new_title_changes_nothing_where_there_is_a_key(topic, title):
    same = replace(topic, title=title)
    if topic.course or topic.path:
        assert topic.answers(same)


days = st.dates(dt.date(2020, 1, 1), dt.date(2030, 12, 31))


@given(days, days, st.booleans(), st.booleans())
def test_only_what_is_unchanged_unrevoked_and_not_over_is_genuine(day, until, revoked, replaced):
    facts = replace(FACTS, valid_until=until)
    found = verdict(shown=facts, kept=facts, day=day, is_revoked=revoked, is_replaced=replaced)
    assert (found is Verdict.GENUINE) is (not revoked and not replaced and day <= until)
