"""XAPI-Data 2.4.5, 2.4.6, 2.4.11: results, contexts and attachments."""

import uuid
from typing import Any

import pytest

from courses.xapi.core.editions import Edition
from tests.factories.xapi import (
    REMOVED,
    activity,
    agent,
    attachment,
    changed,
    full_statement,
    group,
    reference,
    statement,
    substatement,
)
from tests.standards.xapi.checking import accept, refuse


@pytest.mark.parametrize(
    "score",
    [
        {},
        {"scaled": 1},
        {"scaled": -1.0},
        {"raw": 5, "min": 5, "max": 10},
        {"raw": 10, "min": 5, "max": 10},
        {"raw": -3},
        {"min": 0, "max": 0.01},
    ],
)
def test_data_2_4_5_1_s2_table1_scores_within_their_bounds_are_accepted(score: Any) -> None:
    accept(statement(result={"score": score}))


@pytest.mark.parametrize(
    ("score", "key"),
    [
        ({"scaled": 1.01}, "scaled"),
        ({"scaled": -1.01}, "scaled"),
        ({"raw": 4, "min": 5}, "raw"),
        ({"raw": 11, "max": 10}, "raw"),
        ({"min": 5, "max": 5}, "min"),
        ({"min": 6, "max": 5}, "min"),
        ({"raw": True}, "raw"),
        ({"raw": "5"}, "raw"),
    ],
)
def test_data_2_4_5_1_s2_table1_scores_outside_their_bounds_are_refused(
    score: Any, key: str
) -> None:
    refuse(statement(result={"score": score}), f"result.score.{key}")


@pytest.mark.parametrize("duration", ["PT", "P", "1H", "P4W1D", "PT1.5H2M", "-PT1H", "P1DT", 5])
def test_data_4_6_s1_b1_a_duration_follows_iso_8601(duration: Any) -> None:
    refuse(statement(result={"duration": duration}), "result.duration")


def test_data_4_6_s1_b4_a_duration_finer_than_a_hundredth_is_accepted() -> None:
    accept(statement(result={"duration": "P1DT12H36M0.12567S"}))


@pytest.mark.parametrize("key", ["revision", "platform"])
@pytest.mark.parametrize(
    "target",
    [agent(), group(agent()), reference(uuid.uuid4()), substatement()],
    ids=["agent", "group", "reference", "substatement"],
)
def test_data_2_4_6_s4_b1_b2_revision_and_platform_need_an_activity(
    key: str, target: dict[str, Any]
) -> None:
    accept(statement(context={key: "x"}))
    refuse(statement(object=target, context={key: "x"}), f"context.{key}")


@pytest.mark.parametrize("value", ["x", "", 7])
def test_data_2_4_6_s3_table1_row1_a_registration_is_a_uuid(value: Any) -> None:
    refuse(statement(context={"registration": value}), "context.registration")


def test_data_2_4_6_s3_table1_row2_an_instructor_is_agent_or_group() -> None:
    accept(statement(context={"instructor": group(agent())}))
    refuse(statement(context={"instructor": activity()}), "context.instructor.objectType")


def test_data_2_4_6_s3_table1_row3_a_team_is_a_group() -> None:
    accept(statement(context={"team": group(agent())}))
    refuse(statement(context={"team": agent()}), "context.team.objectType")


@pytest.mark.parametrize("value", ["deutsch-x-", "", "de_DE", 7])
def test_data_2_4_6_s3_table1_row7_a_language_is_a_tag(value: Any) -> None:
    refuse(statement(context={"language": value}), "context.language")


def test_data_2_4_6_s3_table1_row8_a_statement_is_a_reference() -> None:
    whole = statement(context={"statement": substatement()})
    refuse(whole, "context.statement.actor")


@pytest.mark.parametrize("relation", ["parent", "grouping", "category", "other"])
def test_data_2_4_6_2_s4_b2_one_activity_or_several_are_accepted(relation: str) -> None:
    accept(statement(context={"contextActivities": {relation: activity()}}))
    accept(statement(context={"contextActivities": {relation: [activity(), activity("urn:x")]}}))
    broken = {relation: [activity(), agent()]}
    path = f"context.contextActivities.{relation}[1].account"
    refuse(statement(context={"contextActivities": broken}), path)


def test_data_2_4_6_2_s4_b1_another_relation_is_refused() -> None:
    related = {"sibling": [activity()]}
    path = "context.contextActivities.sibling"
    refuse(statement(context={"contextActivities": related}), path)


@pytest.mark.parametrize("kind", ["Agent", "Group"])
def test_ieee_4_2_2_5_context_agents_and_groups_are_new_in_2_0(kind: str) -> None:
    who = agent() if kind == "Agent" else group(agent())
    entry = {"objectType": f"context{kind}", kind.lower(): who, "relevantTypes": ["urn:x:trainer"]}
    whole = statement(context={f"context{kind}s": [entry]})
    accept(whole, Edition.TWO)
    refuse(whole, f"context.context{kind}s", Edition.ONE)


@pytest.mark.parametrize(
    ("key", "value", "path"),
    [
        ("objectType", "Agent", ".objectType"),
        ("objectType", REMOVED, ".objectType"),
        ("agent", REMOVED, ".agent"),
        ("agent", {"name": "x"}, ".agent"),
        ("relevantTypes", [], ".relevantTypes"),
        ("relevantTypes", ["x"], ".relevantTypes[0]"),
        ("relevantTypes", "urn:x", ".relevantTypes"),
        ("note", "x", ".note"),
    ],
)
def test_ieee_4_2_2_5_a_context_agent_is_checked(key: str, value: Any, path: str) -> None:
    entry = {"objectType": "contextAgent", "agent": agent(), "relevantTypes": ["urn:x"], "note": 1}
    entry = changed(entry, "note", REMOVED) if key != "note" else entry
    whole = statement(context={"contextAgents": [changed(entry, key, value)]})
    refuse(whole, f"context.contextAgents[0]{path}", Edition.TWO)


@pytest.mark.parametrize("key", ["usageType", "display", "contentType", "length", "sha2"])
def test_data_2_4_11_s2_table1_an_attachment_has_its_required_properties(key: str) -> None:
    path = f"attachments[0].{key}"
    refuse(statement(attachments=[attachment(**{key: REMOVED})]), path)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("usageType", "certificate"),
        ("display", "x"),
        ("description", "x"),
        ("contentType", "text"),
        ("contentType", "text/plain; x"),
        ("length", "27"),
        ("length", -1),
        ("length", 2.5),
        ("length", True),
        ("sha2", "495395e7"),
        ("sha2", 7),
        ("fileUrl", "certificate.txt"),
    ],
)
def test_data_2_4_11_s2_table1_the_properties_of_attachments_are_checked(
    key: str, value: Any
) -> None:
    refuse(statement(attachments=[attachment(**{key: value})]), f"attachments[0].{key}")


def test_data_2_4_7_a_timestamp_may_lie_ahead() -> None:
    accept(statement(timestamp="2126-01-01T00:00:00Z"))


@pytest.mark.parametrize("edition", Edition)
def test_data_2_4_the_fullest_statement_may_be_a_substatement(edition: Edition) -> None:
    inner = {key: value for key, value in full_statement().items() if key != "id"}
    accept(statement(object={**inner, "objectType": "SubStatement"}), edition)
