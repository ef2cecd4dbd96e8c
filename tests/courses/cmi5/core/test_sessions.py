"""What a unit may state: one row for each requirement that can be broken."""

from copy import deepcopy
from dataclasses import replace

import pytest

from courses.cmi5.core import vocabulary as words
from courses.cmi5.core.sessions import Session, Violation, check, is_defined

ACTOR = {"objectType": "Agent", "account": {"homePage": "https://platform.example", "name": "u"}}
TEMPLATE = {
    "contextActivities": {"grouping": [{"id": "https://hochschule.example/au/1"}]},
    "extensions": {words.SESSION: "s-1"},
}
FRESH = Session(
    session="s-1",
    registration="r-1",
    activity_id="https://platform.example/au/1",
    actor=ACTOR,
    template=TEMPLATE,
)
RUNNING = replace(FRESH, used=frozenset({words.INITIALIZED}))
MARKED = replace(RUNNING, mastery_score=0.8)
RESULTS = {
    words.INITIALIZED: None,
    words.TERMINATED: {"duration": "PT1S"},
    words.COMPLETED: {"completion": True, "duration": "PT1S"},
    words.PASSED: {"success": True, "duration": "PT1S"},
    words.FAILED: {"success": False, "duration": "PT1S"},
}
COUNTING = (words.COMPLETED, words.PASSED, words.FAILED)
ALLOWED = "http://adlnet.gov/expapi/verbs/answered"


def said(verb, *, defined=True, result=None, score=None, **changes):
    """Return a good statement with changes: a dotted path without its dots names what changes."""
    categories = [{"id": words.CMI5_CATEGORY}] if defined else []
    if verb in COUNTING:
        categories.append({"id": words.MOVE_ON_CATEGORY})
    result = dict(RESULTS.get(verb) or {}) if result is None else dict(result)
    if score is not None:
        result["score"] = score
    statement = {
        "id": "1",
        "actor": ACTOR,
        "verb": {"id": verb},
        "object": {"id": "https://platform.example/au/1"},
        "timestamp": "2026-11-22T12:00:00.000Z",
        "result": result,
        "context": {
            "registration": "r-1",
            **deepcopy(TEMPLATE),
        },
    }
    statement["context"]["contextActivities"]["category"] = categories
    return {**statement, **changes}


def in_context(verb, **changes):
    """Return a statement whose context differs."""
    statement = said(verb)
    return {**statement, "context": {**statement["context"], **changes}}


def with_mark(statement, mark=0.8):
    """Return the statement with the extension for the pass mark."""
    statement["context"]["extensions"][words.MASTERY_SCORE] = mark
    return statement


@pytest.mark.parametrize("verb", [words.TERMINATED, words.COMPLETED, words.PASSED, words.FAILED])
def test_a_good_statement_is_accepted(verb):
    check(said(verb), RUNNING)


def test_a_whole_session_runs_from_initialized_to_terminated():
    session = FRESH
    for verb in (words.INITIALIZED, ALLOWED, words.COMPLETED, words.PASSED, words.TERMINATED):
        statement = said(verb, defined=verb != ALLOWED)
        check(statement, session)
        session = session.after(statement)
    assert len(session.used) == 4
    assert not is_defined(said(ALLOWED, defined=False))


SPOILT = [
    ("9.1.0.0-1", said(words.COMPLETED, id=""), RUNNING),
    ("8.1.3.0-3", said(words.COMPLETED, actor={"mbox": "mailto:a@b.example"}), RUNNING),
    ("8.1.3.0-3", said(ALLOWED, defined=False, actor=None), RUNNING),
    ("9.6.1.0-1", in_context(words.COMPLETED, registration="r-2"), RUNNING),
    ("9.6.1.0-1", said(words.COMPLETED, context=None), RUNNING),
    ("9.6.3.1-4", in_context(words.COMPLETED, extensions={}), RUNNING),
    ("9.6.3.1-4", in_context(words.COMPLETED, extensions={words.SESSION: "s-2"}), RUNNING),
    ("9.6.2.0-1", in_context(words.COMPLETED, contextActivities={}), RUNNING),
    ("9.7.0.0-1", said(words.COMPLETED, timestamp=None), RUNNING),
    ("9.7.0.0-2", said(words.COMPLETED, timestamp="2026-11-22T12:00:00+01:00"), RUNNING),
    ("9.7.0.0-2", said(words.COMPLETED, timestamp="2026-11-22T12:00:00"), RUNNING),
    ("9.7.0.0-2", said(words.COMPLETED, timestamp="gestern"), RUNNING),
    ("8.1.5.0-6", said(words.COMPLETED, object={"id": "https://a.example"}), RUNNING),
    ("9.3.0.0-4", said(words.COMPLETED), FRESH),
    ("9.3.0.0-4", said(ALLOWED, defined=False), FRESH),
    ("9.3.0.0-4", said(words.INITIALIZED, defined=False), FRESH),
    ("9.3.0.0-5", said(ALLOWED, defined=False), replace(RUNNING, used={words.TERMINATED})),
    ("9.3.6.0-2", said(words.TERMINATED), replace(RUNNING, is_abandoned=True)),
    ("9.3.0.0-1", said(ALLOWED), RUNNING),
    ("9.3.0.0-2", said(words.INITIALIZED), RUNNING),
    ("9.3.0.0-3", said(words.FAILED), RUNNING.after(said(words.PASSED))),
    ("9.3.0.0-6", said(words.COMPLETED), replace(RUNNING, earlier={words.COMPLETED})),
    ("9.3.0.0-7", said(words.PASSED), replace(RUNNING, earlier={words.PASSED})),
    ("9.3.0.0-8", said(words.FAILED), replace(RUNNING, earlier={words.PASSED})),
    ("9.5.2.0-1", said(words.PASSED, result={"duration": "PT1S"}), RUNNING),
    ("9.5.2.0-2", said(words.FAILED, result={"success": True, "duration": "PT1S"}), RUNNING),
    ("9.5.2.0-3", said(words.TERMINATED, result={"success": True, "duration": "PT1S"}), RUNNING),
    ("9.5.3.0-1", said(words.COMPLETED, result={"duration": "PT1S"}), RUNNING),
    ("9.5.3.0-2", said(words.TERMINATED, result={"completion": True}), RUNNING),
    ("9.5.4.1-1", said(words.TERMINATED, result={}), RUNNING),
    ("9.5.4.1-2", said(words.COMPLETED, result={"completion": True}), RUNNING),
    ("9.5.4.1-3", said(words.PASSED, result={"success": True}), RUNNING),
    ("9.5.4.1-4", said(words.FAILED, result={"success": False}), RUNNING),
    ("9.5.1.0-2", said(words.COMPLETED, score={"scaled": 1}), RUNNING),
    ("9.5.1.0-3", said(words.PASSED, score={"raw": 5, "max": 9}), RUNNING),
    ("9.5.1.0-3", said(ALLOWED, defined=False, score={"raw": 5, "min": 0}), RUNNING),
    ("9.6.3.2-2", said(words.PASSED, score={"scaled": 0.9}), MARKED),
    ("9.6.3.2-2", with_mark(said(words.PASSED, score={"scaled": 0.9}), 0.5), MARKED),
    ("9.3.4.0-2", with_mark(said(words.PASSED, score={"scaled": 0.79})), MARKED),
    ("9.3.5.0-2", with_mark(said(words.FAILED, score={"scaled": 0.8})), MARKED),
    ("10.2.2.0-2", said(words.COMPLETED), replace(RUNNING, mode=words.BROWSE)),
    ("10.2.2.0-3", said(words.PASSED), replace(RUNNING, mode=words.REVIEW)),
]


@pytest.mark.parametrize(("requirement", "statement", "session"), SPOILT)
def test_req_each_broken_requirement_is_named(requirement, statement, session):
    with pytest.raises(Violation) as refused:
        check(statement, session)
    assert refused.value.requirement == requirement


def test_req_9_6_2_2_1_what_counts_says_so():
    statement = said(words.COMPLETED)
    statement["context"]["contextActivities"]["category"].pop()
    with pytest.raises(Violation, match=r"9\.6\.2\.2-1"):
        check(statement, RUNNING)


@pytest.mark.parametrize("verb", [words.TERMINATED, ALLOWED])
def test_req_9_6_2_2_2_what_does_not_count_does_not_say_so(verb):
    statement = said(verb, defined=verb != ALLOWED)
    statement["context"]["contextActivities"]["category"].append({"id": words.MOVE_ON_CATEGORY})
    with pytest.raises(Violation, match=r"9\.6\.2\.2-2"):
        check(statement, RUNNING)


def test_a_second_failure_in_another_session_is_allowed():
    check(said(words.FAILED), replace(RUNNING, earlier=frozenset({words.FAILED})))


def test_scores_at_the_pass_mark_pass_and_below_fail():
    check(with_mark(said(words.PASSED, score={"scaled": 0.8})), MARKED)
    check(with_mark(said(words.FAILED, score={"scaled": 0.79})), MARKED)
    check(said(words.PASSED), MARKED)


def test_a_context_activity_may_stand_alone():
    statement = said(words.COMPLETED)
    grouping = statement["context"]["contextActivities"]["grouping"]
    statement["context"]["contextActivities"]["grouping"] = grouping[0]
    check(statement, RUNNING)
