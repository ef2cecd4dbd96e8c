"""What is new from one commit to the next, in the verbs of the SCORM profile."""

import pytest

from courses.packages.runtime import Outcome
from courses.playing.reports import Interaction, answered, changes, storable, together

NOTHING = Outcome()


def verbs(before, after):
    return [(verb.iri.rpartition("/")[2], result) for verb, result in changes(before, after)]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (NOTHING, NOTHING, []),
        (NOTHING, Outcome(completed=True), [("completed", {"completion": True})]),
        (Outcome(completed=True), Outcome(completed=True), []),
        (Outcome(completed=True), NOTHING, []),
        (NOTHING, Outcome(scaled=0.5), [("scored", {"score": {"scaled": 0.5}})]),
        (Outcome(scaled=0.5), Outcome(scaled=0.5), []),
        (
            NOTHING,
            Outcome(success=True, scaled=1.0),
            [("passed", {"success": True, "score": {"scaled": 1.0}})],
        ),
        (Outcome(success=True), Outcome(success=False), [("failed", {"success": False})]),
        (
            Outcome(success=False, scaled=0.2),
            Outcome(success=False, scaled=0.4),
            [("failed", {"success": False, "score": {"scaled": 0.4}})],
        ),
    ],
)
def test_only_what_is_new_is_stated(before, after, said):
    assert verbs(before, after) == said


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        ([Outcome(completed=True, success=True)], Outcome(completed=True, success=True)),
        ([Outcome(completed=True), NOTHING], NOTHING),
        (
            [Outcome(completed=True, success=True, scaled=1.0), Outcome(completed=True)],
            Outcome(completed=True, success=True, scaled=1.0),
        ),
        (
            [Outcome(completed=True, success=True), Outcome(completed=True, success=False)],
            Outcome(completed=True, success=False),
        ),
        ([Outcome(scaled=0.5), Outcome(completed=True, scaled=1.0)], NOTHING),
        (
            [Outcome(completed=True, scaled=0.5), Outcome(completed=True, scaled=1.0)],
            Outcome(completed=True, scaled=0.75),
        ),
        ([], NOTHING),
    ],
)
def test_parts_make_up_the_whole(parts, whole):
    assert together(parts) == whole


def asked(**facts):
    return {"id": "f1", "type": "choice", "student_response": "a", "result": "correct", **facts}


@pytest.mark.parametrize(
    ("row", "read"),
    [
        (asked(), Interaction("f1", "choice", "a", True)),
        (asked(result="wrong"), Interaction("f1", "choice", "a", False)),
        (asked(result="neutral"), Interaction("f1", "choice", "a", None)),
        (asked(type="odd"), Interaction("f1", "other", "a", True)),
        (asked(student_response="", result=""), None),
        (asked(id=""), None),
        ("odd", None),
    ],
)
def test_answers_are_read_whatever_a_package_writes(row, read):
    expected = [] if read is None else [read]
    assert answered({}, {"interactions": {"0": row}}) == expected
    assert answered({}, {"interactions": [row]}) == expected


def test_answer_is_told_once_and_again_when_it_changes():
    first = {"interactions": {"0": asked()}}
    assert answered(first, first) == []
    again = {"interactions": {"0": asked(student_response="b")}}
    assert [one.response for one in answered(first, again)] == ["b"]


def test_identifier_of_an_answer_is_a_path_whatever_it_holds():
    one = Interaction("urn:x / ?", "choice", "a", None)
    assert one.path == "interactions/urn%3Ax%20%2F%20%3F"


def test_what_no_database_keeps_is_taken_out():
    assert storable({"a\x00": ["b\x00", "\ud800c", 1, None]}) == {"a": ["b", "c", 1, None]}
