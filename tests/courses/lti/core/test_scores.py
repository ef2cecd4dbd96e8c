"""Scores, clause by clause of Assignment and Grade Services 2.0, section 3.4."""

import datetime as dt
from decimal import Decimal

import pytest

from courses.lti.core.contents import Unreadable
from courses.lti.core.scores import read_score

NOW = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
WHOLE = {
    "userId": "u",
    "scoreGiven": 8,
    "scoreMaximum": 10,
    "activityProgress": "Completed",
    "gradingProgress": "FullyGraded",
    "timestamp": "2026-11-23T11:00:00+00:00",
    "comment": "Gut.",
}


def read(**changes):
    """Return a score that differs from a good one."""
    whole = {**WHOLE, **changes}
    return read_score({name: value for name, value in whole.items() if value is not ...}, NOW)


def test_ags_3_4_whole_score_is_read():
    score = read()
    assert (score.user, score.given, score.maximum) == ("u", 8, 10)
    assert (score.activity, score.grading, score.comment) == ("Completed", "FullyGraded", "Gut.")
    assert score.timestamp == dt.datetime(2026, 11, 23, 11, tzinfo=dt.UTC)
    assert score.is_completed
    assert score.scaled == Decimal("0.8")


@pytest.mark.parametrize("name", ["userId", "activityProgress", "gradingProgress", "timestamp"])
@pytest.mark.parametrize("value", [..., None, "", 7, [], "Anders"])
def test_ags_3_4_what_is_required_may_neither_be_missing_nor_wrong(name, value):
    if name == "userId" and value == "Anders":
        assert read(userId=value).user == "Anders"
        return
    with pytest.raises(Unreadable, match=name):
        read(**{name: value})


@pytest.mark.parametrize("document", [None, [], "x", 7, [WHOLE]])
def test_ags_3_4_score_is_an_object(document):
    with pytest.raises(Unreadable, match="JSON object"):
        read_score(document, NOW)


@pytest.mark.parametrize(
    ("given", "maximum", "scaled"),
    [
        (8, 10, "0.8"),
        (0, 10, "0"),
        (10, 10, "1"),
        (2.5, 10, "0.25"),
        (1, 3, "0.3333"),
        (..., ..., None),
        (None, None, None),
        (..., 10, None),
        # AGS 2.0, 3.4.5: more than all may be given; here it counts as all.
        (12, 10, "1"),
    ],
)
def test_ags_3_4_5_share_is_computed_from_points(given, maximum, scaled):
    score = read(scoreGiven=given, scoreMaximum=maximum)
    assert score.scaled == (None if scaled is None else Decimal(scaled))


@pytest.mark.parametrize("maximum", [..., None, 0])
def test_ags_3_4_6_points_need_their_maximum_above_nought(maximum):
    with pytest.raises(Unreadable, match="scoreMaximum"):
        read(scoreMaximum=maximum)


@pytest.mark.parametrize("name", ["scoreGiven", "scoreMaximum"])
@pytest.mark.parametrize(
    "value", ["8", True, -1, float("inf"), float("nan"), 10**7, 10**400, [], {}]
)
def test_ags_3_4_points_are_numbers_in_range(name, value):
    with pytest.raises(Unreadable, match=name):
        read(**{name: value})


@pytest.mark.parametrize(
    ("progress", "is_completed"),
    [
        ("Initialized", False),
        ("Started", False),
        ("InProgress", False),
        ("Submitted", False),
        ("Completed", True),
    ],
)
def test_ags_3_4_7_only_completed_means_finished(progress, is_completed):
    assert read(activityProgress=progress).is_completed is is_completed


@pytest.mark.parametrize(
    ("progress", "counts"),
    [
        ("FullyGraded", True),
        ("Pending", False),
        ("PendingManual", False),
        ("Failed", False),
        ("NotReady", False),
    ],
)
def test_ags_3_4_8_only_what_is_fully_graded_is_a_result(progress, counts):
    assert (read(gradingProgress=progress).scaled is not None) is counts


@pytest.mark.parametrize(
    "moment",
    [
        "2026-11-23T11:00:00Z",
        "2026-11-23T12:00:00+01:00",
        "2026-11-23T11:00:00.000000+00:00",
        "2026-11-23T06:00:00-05:00",
    ],
)
def test_ags_3_4_9_timestamp_is_read_in_any_time_zone(moment):
    assert read(timestamp=moment).timestamp.isoformat() == "2026-11-23T11:00:00+00:00"


@pytest.mark.parametrize(
    ("moment", "sentence"),
    [
        ("2026-11-23T11:00:00", "time zone"),
        ("23.11.2026", "ISO 8601"),
        ("gestern", "ISO 8601"),
        ("0001-01-01T00:00:00+23:59", "ISO 8601"),
        ("2026-11-23T12:06:00+00:00", "future"),
        ("2027-01-01T00:00:00Z", "future"),
    ],
)
def test_ags_3_4_9_timestamp_names_its_zone_and_lies_in_the_past(moment, sentence):
    with pytest.raises(Unreadable, match=sentence):
        read(timestamp=moment)


def test_clock_of_a_tool_may_be_a_little_ahead():
    assert read(timestamp="2026-11-23T12:04:00Z").timestamp > NOW


@pytest.mark.parametrize(
    ("comment", "kept"),
    [
        ("  Gut. ", "Gut."),
        ("a\x00b", "ab"),
        ("x" * 3000, "x" * 1000),
        (None, ""),
        (7, ""),
        (["x"], ""),
    ],
)
def test_ags_3_4_11_comment_is_a_plain_text(comment, kept):
    assert read(comment=comment).comment == kept
