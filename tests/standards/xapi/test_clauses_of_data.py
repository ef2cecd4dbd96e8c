"""XAPI-Data: clauses whose tests are not with those of their neighbours."""

import uuid
from typing import Any

import pytest

from courses.xapi.core.comparison import same_statement
from courses.xapi.core.editions import Edition
from tests.courses.xapi.calling import Caller
from tests.factories.xapi import REMOVED, activity, agent, attachment, group, reference, statement
from tests.standards.xapi.checking import accept, refuse


@pytest.mark.parametrize("tag", ["de", "de-DE", "zh-Hant-TW", "und"])
def test_data_2_2_s4_b2_a_language_tag_is_accepted(tag: str) -> None:
    accept(statement(object=activity(name={tag: "Datenschutz"})))


@pytest.mark.parametrize("tag", ["", "d", "de_DE", "deutsch-", "a-DE", "12", "419-de"])
def test_data_2_2_s4_b2_what_is_no_language_tag_is_refused(tag: str) -> None:
    refuse(statement(object=activity(name={tag: "x"})), f"object.definition.name.{tag}")


def test_data_2_3_1_s1_b2_definitions_do_not_make_statements_differ() -> None:
    one, other = statement(), statement(object=activity(name={"de": "Anders"}))
    assert same_statement(one, other)
    assert not same_statement(one, statement(object=activity("https://content.example/other")))


def test_data_2_3_1_s1_b3_the_display_of_a_verb_does_not_make_statements_differ() -> None:
    one = statement()
    assert same_statement(one, {**one, "verb": {"id": one["verb"]["id"]}})
    assert not same_statement(one, {**one, "verb": {"id": "https://content.example/verb"}})


@pytest.mark.parametrize("value", ["text/plain", "application/json", "a/b; c=d"])
def test_data_2_4_11_s2_table1_row4_a_media_type_is_accepted(value: str) -> None:
    accept(statement(attachments=[attachment(contentType=value)]))


@pytest.mark.parametrize("value", ["", "text", "/plain", "text/", 3])
def test_data_2_4_11_s2_table1_row4_what_is_no_media_type_is_refused(value: Any) -> None:
    path = "attachments[0].contentType"
    refuse(statement(attachments=[attachment(contentType=value)]), path)


@pytest.mark.parametrize("digits", [56, 64, 96, 128])
def test_data_2_4_11_s2_table1_row6_a_sha2_of_any_length_is_accepted(digits: int) -> None:
    accept(statement(attachments=[attachment(sha2="a" * digits)]))


@pytest.mark.parametrize("value", ["", "a" * 40, "a" * 63, "g" * 64, 7])
def test_data_2_4_11_s2_table1_row6_what_is_no_sha2_is_refused(value: Any) -> None:
    refuse(statement(attachments=[attachment(sha2=value)]), "attachments[0].sha2")


@pytest.mark.parametrize("value", [{}, "x", attachment()])
def test_data_2_4_s1_table1_row11_attachments_are_an_array(value: Any) -> None:
    accept(statement(attachments=[attachment(), attachment()]))
    refuse(statement(attachments=value), "attachments")


@pytest.mark.parametrize("kind", ["Agent", "group", REMOVED])
def test_data_2_4_2_2_s2_table1_row1_a_team_says_that_it_is_a_group(kind: Any) -> None:
    team = {key: value for key, value in group(agent()).items() if key != "objectType"}
    team |= {} if kind is REMOVED else {"objectType": kind}
    refuse(statement(context={"team": team}), "context.team.objectType")
    accept(statement(context={"team": group(agent())}))


@pytest.mark.parametrize("kind", ["activity", "Agent", "StatementRef"])
def test_data_2_4_4_1_s1_table1_row1_an_activity_says_that_it_is_one(kind: str) -> None:
    parent = [{**activity(), "objectType": kind}]
    whole = statement(context={"contextActivities": {"parent": parent}})
    refuse(whole, "context.contextActivities.parent[0].objectType")


@pytest.mark.parametrize("kind", ["Statement", "statementref", REMOVED])
def test_data_2_4_4_3_s4_b1_a_reference_says_that_it_is_one(kind: Any) -> None:
    told = {"id": str(uuid.uuid4())} | ({} if kind is REMOVED else {"objectType": kind})
    refuse(statement(context={"statement": told}), "context.statement.objectType")
    accept(statement(context={"statement": reference(uuid.uuid4())}))


@pytest.mark.parametrize("scaled", [-1, 0, 0.5, 1])
def test_data_2_4_5_1_s2_table1_row1_scaled_lies_between_minus_one_and_one(scaled: float) -> None:
    accept(statement(result={"score": {"scaled": scaled}}))
    refuse(statement(result={"score": {"scaled": scaled + 2.01}}), "result.score.scaled")


@pytest.mark.parametrize("raw", [-1, 10.5])
def test_data_2_4_5_1_s2_table1_row2_raw_lies_between_min_and_max(raw: float) -> None:
    bounds = {"min": 0, "max": 10}
    accept(statement(result={"score": {"raw": 10, **bounds}}))
    refuse(statement(result={"score": {"raw": raw, **bounds}}), "result.score.raw")


@pytest.mark.parametrize("least", [10, 11])
def test_data_2_4_5_1_s2_table1_row3_min_is_less_than_max(least: float) -> None:
    accept(statement(result={"score": {"min": 9, "max": 10}}))
    refuse(statement(result={"score": {"min": least, "max": 10}}), "result.score.min")


@pytest.mark.parametrize(
    ("key", "value"),
    [("score", 1), ("success", "true"), ("completion", 1), ("response", 3), ("duration", "4m")],
)
def test_data_2_4_5_s2_table1_each_property_of_a_result_has_its_type(key: str, value: Any) -> None:
    refuse(statement(result={key: value}), f"result.{key}")


@pytest.mark.parametrize("target", [agent(), group(agent()), reference(uuid.uuid4())])
def test_data_2_4_6_s4_b2_a_platform_is_named_with_activities_only(target: Any) -> None:
    accept(statement(context={"platform": "Campus"}))
    refuse(statement(object=target, context={"platform": "Campus"}), "context.platform")


@pytest.mark.parametrize("value", ["gestern", "2026-02-30T00:00:00Z", 7])
def test_data_2_4_8_s3_b2_stored_is_a_time_though_it_is_overwritten(value: Any) -> None:
    refuse(statement(stored=value), "stored")


def test_data_2_4_10_s2_b1_a_version_is_that_of_the_edition() -> None:
    accept(statement(version="1.0.3"), Edition.ONE)
    accept(statement(version="2.0.0"), Edition.TWO)


@pytest.mark.django_db
def test_data_2_4_1_s2_b1_the_store_gives_an_id_to_a_statement_without_one() -> None:
    caller = Caller()
    (given,) = caller.store(statement())
    assert uuid.UUID(given).version == 4
    assert caller.get("statements", statementId=given).json()["id"] == given


@pytest.mark.django_db
def test_data_2_3_2_s2_b7_a_voiding_statement_cannot_be_voided() -> None:
    caller = Caller()
    verb = {"id": "http://adlnet.gov/expapi/verbs/voided"}
    (told,) = caller.store(statement())
    (voiding,) = caller.store(statement(verb=verb, object=reference(told)))
    again = statement(verb=verb, object=reference(voiding))
    assert caller.post("statements", again).status_code == 400
    assert caller.get("statements", statementId=voiding).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("agent", '{"mbox": "x"}'),
        ("verb", "completed"),
        ("activity", "lesson/1"),
        ("registration", "7"),
        ("since", "gestern"),
        ("until", "2026-02-30T00:00:00Z"),
    ],
)
def test_data_2_2_s4_b4_parameters_are_validated_as_in_statements(name: str, value: str) -> None:
    assert Caller().get("statements", **{name: value}).status_code == 400


@pytest.mark.django_db
def test_data_2_5_s3_b1_the_address_of_the_next_page_lasts() -> None:
    caller = Caller()
    caller.store(*(statement() for _ in range(3)))
    more = caller.get("statements", limit=1).json()["more"]
    first = caller.call("GET", more).json()
    caller.store(statement())
    assert caller.call("GET", more).json() == first
