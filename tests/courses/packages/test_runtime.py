"""What a SCO is told and what its answers mean, by table."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.packages.reading.shapes import Kind
from courses.packages.runtime import Learner, Outcome, first_data, outcome_of

SOMEBODY = Learner("u-1", "Probe")
JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=5,
)


def core(status, **more):
    """Return committed data of SCORM 1.2."""
    return {"core": {"lesson_status": status, **more}}


@pytest.mark.parametrize(
    ("data", "outcome"),
    [
        ({}, Outcome()),
        (core("not attempted"), Outcome()),
        (core("incomplete"), Outcome()),
        (core("browsed"), Outcome()),
        (core("completed"), Outcome(completed=True)),
        (core("passed"), Outcome(completed=True, success=True)),
        (core("failed"), Outcome(completed=True, success=False)),
        (core("", score={"raw": "80"}), Outcome(scaled=0.8)),
        (core("", score={"raw": "8", "min": "0", "max": "10"}), Outcome(scaled=0.8)),
        (core("", score={"raw": "15", "min": "10", "max": "20"}), Outcome(scaled=0.5)),
        (core("", score={"raw": "120"}), Outcome()),
        (core("", score={"raw": "viel"}), Outcome()),
        (core("", score={"raw": "5", "max": "0"}), Outcome()),
        (core("", lesson_location="7"), Outcome(has_place=True)),
        ({"suspend_data": "abc"}, Outcome(suspended=3)),
        ({"core": "x", "suspend_data": 5}, Outcome()),
    ],
)
def test_scorm_12_is_understood(data, outcome):
    assert outcome_of(Kind.SCORM12, data) == outcome


@pytest.mark.parametrize(
    ("data", "outcome"),
    [
        ({}, Outcome()),
        ({"completion_status": "incomplete", "success_status": "unknown"}, Outcome()),
        ({"completion_status": "completed"}, Outcome(completed=True)),
        ({"success_status": "passed"}, Outcome(success=True)),
        ({"success_status": "failed"}, Outcome(success=False)),
        ({"score": {"scaled": "0.75"}}, Outcome(scaled=0.75)),
        ({"score": {"scaled": "7"}}, Outcome()),
        ({"score": {"scaled": "nan"}}, Outcome()),
        ({"location": "3", "suspend_data": "ab"}, Outcome(has_place=True, suspended=2)),
    ],
)
def test_scorm_2004_is_understood(data, outcome):
    assert outcome_of(Kind.SCORM2004, data) == outcome


@given(st.sampled_from([Kind.SCORM12, Kind.SCORM2004]), st.dictionaries(st.text(max_size=9), JSON))
def test_no_nonsense_of_a_package_does_any_harm(kind, data):
    outcome = outcome_of(kind, data)
    assert outcome.scaled is None or -1 <= outcome.scaled <= 1


def test_scorm_12_starts_anew_with_what_the_manifest_says():
    settings = {"mastery_score": "80", "launch_data": "start"}
    assert first_data(Kind.SCORM12, settings, SOMEBODY, {}) == {
        "core": {
            "student_id": "u-1",
            "student_name": "Probe",
            "lesson_mode": "normal",
            "credit": "credit",
            "entry": "ab-initio",
        },
        "student_data": {"mastery_score": "80"},
        "launch_data": "start",
    }


def test_scorm_12_goes_on_where_it_was_left():
    stored = {**core("incomplete", lesson_location="7", exit="suspend"), "suspend_data": "abc"}
    data = first_data(Kind.SCORM12, {}, SOMEBODY, stored)
    assert (data["core"]["entry"], data["core"]["lesson_location"]) == ("resume", "7")
    assert (data["suspend_data"], data["core"]["lesson_status"]) == ("abc", "incomplete")


def test_scorm_2004_goes_on_where_it_was_left():
    stored = {"location": "7", "suspend_data": "abc", "exit": "suspend", "session_time": "PT1S"}
    data = first_data(Kind.SCORM2004, {"scaled_passing_score": "0.7"}, SOMEBODY, stored)
    assert (data["entry"], data["location"], data["suspend_data"]) == ("resume", "7", "abc")
    assert (data["learner_id"], data["scaled_passing_score"]) == ("u-1", "0.7")
    assert "session_time" not in data


@pytest.mark.parametrize(
    ("stored", "entry"),
    [
        ({}, "ab-initio"),
        ({"exit": "suspend"}, "resume"),
        ({"exit": "normal", "location": "1"}, None),
        ({"suspend_data": "x"}, "resume"),
    ],
)
def test_how_a_session_begins(stored, entry):
    assert first_data(Kind.SCORM2004, {}, SOMEBODY, stored).get("entry") == entry
