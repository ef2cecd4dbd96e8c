"""What contents of H5P say of themselves: only verb and result are believed, and only theirs."""

import pytest

from courses.packages.h5p import Said, heard, kept
from courses.packages.reading.shapes import Kind
from courses.packages.runtime import outcome_of

MINE = "https://kommunalcampus.example/xapi/activities/item/1"
VERBS = "http://adlnet.gov/expapi/verbs/"


def event(verb="answered", *, about=MINE, result=None, **definition):
    return {
        "verb": {"id": f"{VERBS}{verb}"},
        "object": {"id": about, "definition": definition},
        "result": result or {},
    }


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (event("completed"), Said("completed", completed=True)),
        (event("answered"), Said("answered")),
        (event(result={"completion": True}), Said("answered", completed=True)),
        (event("passed"), Said("passed", completed=True, success=True)),
        (event("failed"), Said("failed", completed=True, success=False)),
        (
            event(result={"score": {"raw": 1, "max": 2}, "success": False}),
            Said("answered", completed=True, success=False, scaled=0.5, raw=1.0, most=2.0),
        ),
        (event(result={"score": {"scaled": 7}}), Said("answered")),
        (event(result={"score": {"scaled": True}, "success": "ja"}), Said("answered")),
        (
            event(about=f"{MINE}?subContentId=ab-1", interactionType="choice"),
            Said("answered", part="ab-1", interaction="choice"),
        ),
        (event(name={"de": " Frage "}, interactionType="odd"), Said("answered", name="Frage")),
        (event(result={"response": "a" * 9999}), Said("answered", response="a" * 2000)),
    ],
)
def test_verb_and_result_are_read(told, said):
    assert heard([told], MINE) == [said]


@pytest.mark.parametrize(
    "told",
    [
        event("interacted"),
        event(about="https://example.org/1"),
        event(about=f"{MINE}2"),
        event(about=f"{MINE}?subContentId=../x"),
        event(about=f"{MINE}?subContentId="),
        event(about=7),
        {"verb": 5, "object": []},
        "odd",
        None,
    ],
)
def test_foreign_and_broken_statements_are_dropped(told):
    assert heard([told], MINE) == []


def test_only_so_many_are_read():
    assert len(heard([event()] * 1000, MINE)) == 200


def test_last_result_of_the_whole_is_kept_with_the_state():
    state = [{"dataType": "state", "previousState": "{}", "subContentId": "0"}]
    first = kept({}, {"state": state}, [Said("answered", completed=True, scaled=0.5)])
    assert first == {
        "state": state,
        "reported": {"completed": True, "success": None, "scaled": 0.5},
    }
    again = kept(first, {"state": "odd"}, [Said("passed", completed=True, success=True)])
    assert again["reported"] == {"completed": True, "success": True, "scaled": 0.5}
    assert again["state"] == []
    part = kept({}, {}, [Said("answered", part="x", completed=True)])
    assert part == {"state": [], "reported": {}}


@pytest.mark.parametrize(
    ("reported", "meant"),
    [
        ({}, (False, None, None)),
        ({"completed": True, "success": False, "scaled": 0.5}, (True, False, 0.5)),
        ({"completed": "ja", "success": "ja", "scaled": 3}, (False, None, None)),
    ],
)
def test_what_was_kept_means_the_same_later(reported, meant):
    outcome = outcome_of(Kind.H5P, {"reported": reported})
    assert (outcome.completed, outcome.success, outcome.scaled) == meant


@pytest.mark.parametrize(
    ("settings", "data", "completed", "success"),
    [
        ({}, {"score": {"scaled": "0.9"}}, False, None),
        ({"scaled_passing_score": "0.8"}, {"score": {"scaled": "0.8"}}, False, True),
        ({"scaled_passing_score": "0.8"}, {"score": {"scaled": "0.7"}}, False, False),
        ({"scaled_passing_score": "0.8"}, {"success_status": "passed"}, False, None),
        ({"scaled_passing_score": "x"}, {"success_status": "passed"}, False, True),
        ({"completion_threshold": "0.5"}, {"progress_measure": "0.5"}, True, None),
        ({"completion_threshold": "0.5"}, {"progress_measure": "0.4"}, False, None),
        ({"completion_threshold": "0.5"}, {"completion_status": "completed"}, True, None),
    ],
)
def test_marks_of_a_manifest_of_scorm_2004_decide(settings, data, completed, success):
    outcome = outcome_of(Kind.SCORM2004, data, settings)
    assert (outcome.completed, outcome.success) == (completed, success)
