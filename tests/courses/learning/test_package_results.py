"""What packages report, judged by the rule of their item, and told to the learner."""

import uuid
from decimal import Decimal

import pytest

from campus.kit import dates
from courses.learning.events import read_event
from courses.learning.fold import fold
from courses.learning.package_results import is_of_package, meets, needs_score
from courses.learning.plans import is_graded
from courses.learning.telling import tell
from courses.learning.wording import rule_in_words
from courses.modules.selectors import OutlineItem
from courses.xapi import vocabulary as xapi
from courses.xapi.selectors import StatementRow

ITEM = uuid.uuid4()
IRI = "https://kommunalcampus.example/xapi/activities/item/1"


def row(verb, *, scaled=None):
    now = dates.now()
    return StatementRow(
        statement_id=uuid.uuid4(),
        verb=verb.iri,
        activity=IRI,
        timestamp=now,
        stored=now,
        actor="x",
        result={} if scaled is None else {"score": {"scaled": scaled}},
        context={},
        authority_key="platform",
        voided=False,
    )


def event_of(statement, rule):
    return read_event(statement, {IRI: ITEM}, {ITEM: rule})


def state_of(statement, rule):
    return fold([event_of(statement, rule)]).items[ITEM]


@pytest.mark.parametrize(
    ("rule", "verb", "scaled", "is_done"),
    [
        ("reported", xapi.COMPLETED, None, True),
        ("reported", xapi.PASSED, None, True),
        ("reported", xapi.SATISFIED, None, True),
        ("reported", xapi.FAILED, 0.4, False),
        ("reported", xapi.SCORED, 1, False),
        ("reported", xapi.EXPERIENCED, None, False),
        ("succeeded", xapi.COMPLETED, 1, False),
        ("succeeded", xapi.PASSED, None, True),
        ("succeeded", xapi.SATISFIED, None, True),
        ("succeeded", xapi.FAILED, 0.9, False),
        ("scored:80", xapi.SCORED, 0.8, True),
        ("scored:80", xapi.COMPLETED, 0.9, True),
        ("scored:80", xapi.FAILED, 0.85, True),
        ("scored:80", xapi.PASSED, 0.79, False),
        ("scored:80", xapi.PASSED, None, False),
        ("scored:80", xapi.SATISFIED, None, True),
    ],
)
def test_report_of_a_package_counts_by_the_rule_of_its_item(rule, verb, scaled, is_done):
    assert (state_of(row(verb, scaled=scaled), rule).completed_at is not None) is is_done


@pytest.mark.parametrize("verb", [xapi.PASSED, xapi.FAILED, xapi.SCORED])
def test_score_is_kept_as_a_result_also_where_it_does_not_suffice(verb):
    assert state_of(row(verb, scaled=0.5), "scored:80").best.scaled == Decimal("0.5")


@pytest.mark.parametrize("verb", [xapi.SCORED, xapi.SATISFIED])
def test_verb_of_packages_says_nothing_about_a_lesson(verb):
    assert event_of(row(verb, scaled=1), "button") is None


@pytest.mark.parametrize(
    ("code", "is_packages"),
    [("reported", True), ("succeeded", True), ("scored:5", True), ("button", False), (None, False)],
)
def test_rules_of_packages_are_told_apart(code, is_packages):
    assert is_of_package(code) is is_packages


def test_score_without_a_share_meets_no_mark():
    assert not meets("scored:1", "passed", None)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("reported", "Erledigt, wenn das Paket meldet, dass Sie fertig sind."),
        ("succeeded", "Erledigt, wenn das Paket meldet, dass Sie bestanden haben."),
        ("scored:80", "Erledigt, wenn das Paket mindestens 80 Prozent meldet."),
    ],
)
def test_rule_of_a_package_is_told_in_words(rule, words):
    assert rule_in_words(rule) == words


@pytest.mark.parametrize(
    ("verb", "scaled", "words"),
    [
        (xapi.COMPLETED, None, "Das Paket hat das Ende gemeldet"),
        (xapi.PASSED, 0.9, "Das Paket hat „bestanden“ gemeldet: 90 Prozent"),
        (xapi.EXPERIENCED, None, "Geöffnet"),
        (xapi.PROGRESSED, None, ""),
    ],
)
def test_report_is_told_as_evidence(verb, scaled, words):
    statement = row(verb, scaled=scaled)
    assert tell(event_of(statement, "reported"), statement) == words


@pytest.mark.parametrize(
    ("verb", "scaled", "words"),
    [
        (xapi.COMPLETED, None, "Die andere Seite hat das Ende gemeldet"),
        (xapi.SCORED, 0.7, "Die andere Seite hat ein Ergebnis gemeldet: 70 Prozent"),
        (xapi.PASSED, 0.9, "Die andere Seite hat ein ausreichendes Ergebnis gemeldet: 90 Prozent"),
        (xapi.EXPERIENCED, None, "Geöffnet"),
        (xapi.PROGRESSED, None, ""),
    ],
)
def test_evidence_of_a_tool_speaks_of_no_package(verb, scaled, words):
    statement = row(verb, scaled=scaled)
    event = event_of(statement, "reported")
    assert tell(event, statement, is_elsewhere=True).split(" – ")[0] == words


def test_report_that_does_not_meet_the_rule_is_told_so():
    statement = row(xapi.COMPLETED)
    told = tell(event_of(statement, "succeeded"), statement)
    assert told.startswith("Das Paket hat das Ende gemeldet – ")
    assert "Regel" in told


@pytest.mark.parametrize(
    ("rule", "verb", "scaled", "is_passed"),
    [
        ("scored:80", xapi.SCORED, 0.8, True),
        ("scored:80", xapi.COMPLETED, 0.9, True),
        ("scored:80", xapi.PASSED, 0.79, False),
        ("scored:80", xapi.SATISFIED, None, True),
        ("reported", xapi.COMPLETED, 1, False),
        ("succeeded", xapi.PASSED, None, True),
    ],
)
def test_enough_points_are_a_pass_whatever_the_package_calls_them(rule, verb, scaled, is_passed):
    assert (state_of(row(verb, scaled=scaled), rule).passed_at is not None) is is_passed


def test_better_result_counts_in_whatever_order_they_come():
    better, worse = row(xapi.PASSED, scaled=0.9), row(xapi.FAILED, scaled=0.3)
    for order in ([better, worse], [worse, better]):
        state = fold([event_of(one, "scored:80") for one in order]).items[ITEM]
        assert (state.best.scaled, state.passed_at) == (Decimal("0.9"), better.timestamp)


@pytest.mark.parametrize(
    ("kind", "rule", "graded", "counts"),
    [
        ("quiz", "passed:60", True, True),
        ("quiz", "checked", False, False),
        ("package", "scored:80", True, True),
        ("package", "scored:80", False, False),
        ("package", "succeeded", True, False),
        ("package", "reported", True, False),
        ("lesson", "button", True, False),
    ],
)
def test_package_is_a_graded_test_only_by_its_score(kind, rule, graded, counts):
    item = OutlineItem(ITEM, "Titel", kind, 5, True, graded, 1, rule=rule)
    assert is_graded(item) is counts
    assert needs_score(rule) is rule.startswith("scored")
