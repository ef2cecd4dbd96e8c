"""Statements of units: what the store refuses, one row for each way to break a requirement."""

from urllib.parse import urlsplit

import pytest

from courses.cmi5 import services
from courses.cmi5.core import vocabulary as words
from courses.xapi.models import Statement
from tests.factories.cmi5 import ALLOWED, begun, launched, trial
from tests.factories.packages import unit
from tests.standards.cmi5.requirements import req, shows

pytestmark = pytest.mark.django_db

MARKED = unit(more='moveOn="CompletedOrPassed" masteryScore="0.9"')
C, P, F, T, A = words.COMPLETED, words.PASSED, words.FAILED, words.TERMINATED, ALLOWED
GOOD = {"scaled": 0.95}


def without(*path):
    """Return a change that takes something out of a statement."""

    def change(statement):
        for name in path[:-1]:
            statement = statement[name]
        del statement[path[-1]]

    return change


def with_(value, *path):
    """Return a change that puts a value somewhere in a statement."""

    def change(statement):
        for name in path[:-1]:
            statement = statement.setdefault(name, {})
        statement[path[-1]] = value

    return change


def category(*ids):
    """Return a change of the categories."""
    return with_([{"id": one} for one in ids], "context", "contextActivities", "category")


EXTENSIONS = ("context", "extensions")
CMI5, MOVE_ON = words.CMI5_CATEGORY, words.MOVE_ON_CATEGORY
REFUSED = [
    req("9.1.0.0-1(d)", A, without("id")),
    req("9.7.0.0-1(d)", A, without("timestamp")),
    req("9.7.0.0-2(d)", A, with_("2026-11-22T12:00:00+01:00", "timestamp")),
    req("8.1.3.0-3(d)", P, with_("fremd", "actor", "account", "name")),
    req("9.2.0.0-1", P, with_({"mbox": "mailto:a@b.example"}, "actor")),
    req("9.4.0.0-1(d) 8.1.5.0-6(d)", P, with_("https://a.example/x", "object", "id")),
    req("9.6.0.0-1(d)", P, without("context")),
    req("8.1.4.0-3(d)", P, without("context", "registration")),
    req(
        "9.6.1.0-1(d) 9.6.1.0-1",
        P,
        with_("ccaf384c-f8d4-4e7a-8304-49af58f0b176", "context", "registration"),
    ),
    req("9.6.2.0-1(d)", P, without("context", "contextActivities", "grouping")),
    req("10.2.1.0-6(d) 10.2.1.0-6", A, without("context", "contextActivities", "grouping")),
    req("9.6.3.1-4(d) 9.6.3.1-4", A, without(*EXTENSIONS, words.SESSION)),
    req("10.2.1.0-7(d)", A, with_("eine andere", *EXTENSIONS, words.SESSION)),
    req("9.5.3.0-2(d)", P, with_(True, "result", "completion")),
    req("9.5.2.0-3(d)", C, with_(True, "result", "success")),
    req("9.5.3.0-1(d1)", C, with_(False, "result", "completion")),
    req("9.5.1.0-2(d)", C, with_({"scaled": 0.5}, "result", "score")),
    req("9.5.4.1-1(d)", T, without("result", "duration")),
    req("9.5.4.1-2(d)", C, without("result", "duration")),
    req("9.5.4.1-3(d)", P, without("result", "duration")),
    req("9.5.4.1-4(d)", F, without("result", "duration")),
    req("9.5.2.0-1(d1)", P, without("result", "success")),
    req("9.5.2.0-2(d)", F, with_(True, "result", "success")),
    req("9.3.4.0-2(d2) 9.3.4.0-2", P, with_({"scaled": 0.89}, "result", "score")),
    req("9.3.5.0-2(d) 9.3.5.0-2", F, with_({"scaled": 0.9}, "result", "score")),
    req("9.5.1.0-1", F, with_({"scaled": 0.91}, "result", "score")),
    req("9.5.1.0-3(d1)", P, with_({"raw": 9, "max": 10}, "result", "score")),
    req("9.5.1.0-3(d2)", P, with_({"raw": 9, "min": 0}, "result", "score")),
    req("9.6.2.2-1(d1)", C, category(CMI5)),
    req("9.6.2.2-1(d2)", P, category(CMI5)),
    req("9.6.2.2-1(d3)", F, category(CMI5)),
    req("9.6.2.2-2(d)", T, category(CMI5, MOVE_ON)),
    req("9.6.3.2-2(d) 9.6.3.2-2", P, with_(0.8, *EXTENSIONS, words.MASTERY_SCORE)),
]


@pytest.mark.parametrize(("verb", "change"), REFUSED)
def test_refuses(verb, change):
    sender = begun(MARKED)
    defined = verb != A
    score = {"score": GOOD} if verb == P else {}
    if verb == F:
        score = {"score": {"scaled": 0.5}}
    statement = sender.statement(verb, defined=defined, **score)
    change(statement)
    known = Statement.objects.count()
    assert sender.send(statement).status_code == 403
    assert Statement.objects.count() == known


@pytest.mark.parametrize(
    ("before", "verb", "score"),
    [
        req("9.3.0.0-2(d)", [C], C, None),
        req("9.3.2.0-3(d)", [], words.INITIALIZED, None),
        req("9.3.0.0-3(d)", [F], P, None),
        req("9.3.0.0-8(d)", [P], F, None),
        req("6.3.0.0-1", [], words.VOIDED, None),
    ],
)
def test_refuses_in_this_order(before, verb, score):
    sender = begun(MARKED)
    for earlier in before:
        assert sender.say(earlier).status_code == 204
    statement = sender.statement(verb, defined=verb != words.VOIDED)
    if verb == words.VOIDED:
        statement["object"] = {"objectType": "StatementRef", "id": statement["id"]}
    assert sender.send(statement).status_code == 403


@pytest.mark.parametrize(
    ("verb", "again", "allowed"),
    [
        req("9.3.0.0-6(d1) 9.3.0.0-6(d2)", C, C, 403),
        req("9.3.0.0-7(d1) 9.3.0.0-7(d2)", P, P, 403),
        pytest.param(F, P, 204, id="passed-after-a-failed-session"),
    ],
)
def test_what_was_achieved_in_an_earlier_session_is_remembered(verb, again, allowed):
    run = trial(MARKED)
    first = launched(run).begin()
    assert first.say(verb).status_code == 204
    first.say(T)
    assert launched(run).begin().say(again).status_code == allowed


@shows("7.1.1.0-1(d1) 7.1.1.0-1(d2) 7.1.3.0-1(d1) 9.3.0.0-4(d1) 9.3.0.0-4(d2) 9.3.2.0-1")
def test_nothing_is_stored_before_initialized(_requirement):
    sender = launched(trial(MARKED))
    sender.fetch()
    sender.preferences()
    assert sender.say(A, defined=False).status_code == 403
    assert sender.say(words.INITIALIZED).status_code == 204
    assert sender.say(A, defined=False).status_code == 204


@shows(
    "7.1.2.0-1(d1) 7.1.2.0-1(d2) 7.1.3.0-1(d2) 9.3.0.0-5(d1) 9.3.0.0-5(d2) 9.3.8.0-3 9.3.8.0-4 "
    "8.1.2.0-2(d)"
)
def test_nothing_is_stored_or_read_after_terminated(_requirement):
    sender = begun(MARKED)
    assert sender.say(T).status_code == 204
    assert sender.say(A, defined=False).status_code in (401, 403)
    assert sender.document("platz").status_code in (401, 403)
    sender.session.refresh_from_db()
    assert sender.session.terminated_at is not None


@shows("9.3.6.0-2 9.3.6.0-2(d1) 9.3.6.0-2(d2)")
def test_nothing_is_stored_or_read_after_abandoned(_requirement):
    sender = begun(MARKED)
    services.abandon(session=sender.session)
    assert sender.say(A, defined=False).status_code in (401, 403)
    assert sender.document("platz").status_code in (401, 403)


@pytest.mark.parametrize(
    "mode",
    [
        req("10.2.2.0-2 10.2.2.0-2(d)", words.BROWSE),
        req("10.2.2.0-3 10.2.2.0-3(d)", words.REVIEW),
    ],
)
@pytest.mark.parametrize("verb", [C, P, F])
def test_results_are_refused_in_mode(mode, verb):
    sender = begun(MARKED, mode=mode)
    assert sender.say(verb).status_code == 403


@shows("10.2.2.0-1 10.2.2.0-1(d) 10.2.2.0-5(d)")
def test_results_are_stored_in_normal_mode_and_other_statements_in_all(_requirement):
    assert begun(MARKED).say(C).status_code == 204
    looking = begun(MARKED, mode=words.BROWSE)
    assert looking.say(A, defined=False).status_code == 204
    assert looking.session.mode == words.BROWSE


@shows("9.3.0.0-9")
def test_other_verbs_are_recorded_and_told(_requirement):
    sender = begun(MARKED)
    statement = sender.statement("https://hochschule.example/verb/skizziert", defined=False)
    assert sender.send(statement).status_code == 204
    answer = sender.call("GET", "statements", registration=sender.told["registration"])
    assert statement["id"] in [one["id"] for one in answer.json()["statements"]]


@shows("6.3.0.0-2")
def test_a_batch_with_one_bad_statement_leaves_nothing_that_had_to_be_voided(_requirement):
    sender = begun(MARKED)
    known = Statement.objects.count()
    batch = [sender.statement(C), sender.statement(C)]
    assert sender.call("POST", "statements", batch).status_code == 403
    assert Statement.objects.count() == known
    good = [sender.statement(C), sender.statement(P), sender.statement(T)]
    assert sender.call("POST", "statements", good).status_code == 200


@shows("9.3.4.0-2(d1)")
def test_the_mastery_score_is_that_of_the_launch(_requirement):
    sender = begun(MARKED)
    package = sender.session.run.package
    package.structure["children"][0]["mastery_score"] = 0.1
    package.save()
    assert sender.say(P, score={"scaled": 0.5}).status_code == 403


@shows("8.1.2.0-5(d)")
def test_a_request_without_the_credential_is_refused(_requirement):
    sender = begun(MARKED)
    good, sender.authorization = sender.authorization, ""
    assert sender.say(A, defined=False).status_code == 401
    sender.authorization = good
    assert sender.say(A, defined=False).status_code == 204


@shows("8.2.1.0-5")
def test_the_credential_works_as_basic_authorisation(_requirement):
    sender = begun(MARKED)
    assert sender.authorization.startswith("Basic ")
    assert len(sender.credential) == 2
    assert urlsplit(sender.told["endpoint"]).path == "/xapi"
