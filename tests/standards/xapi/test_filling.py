"""XAPI-Data 2.4, Communication 2.1.3: what the store sets, notes and gives back."""

import datetime as dt
import uuid
from typing import Any

import pytest

from courses.xapi.core.editions import Edition, negotiated
from courses.xapi.core.filling import filled
from courses.xapi.core.forms import (
    accepted_languages,
    in_canonical_form,
    in_ids_form,
    in_one_language,
    preferred,
)
from courses.xapi.core.keys import agent_key, index_key
from courses.xapi.core.mentions import mentions_of, target_of
from courses.xapi.core.merging import merged_definition, merged_document
from tests.factories.xapi import (
    ACTIVITY_ID,
    activity,
    agent,
    full_statement,
    group,
    reference,
    statement,
    substatement,
)

STORED = dt.datetime(2026, 3, 2, 8, 16, tzinfo=dt.UTC)
AUTHORITY = agent("platform")


def complete(sent: dict[str, Any], edition: Edition = Edition.TWO) -> dict[str, Any]:
    """Return the statement as the store keeps it."""
    identifier = uuid.UUID(sent.get("id") or str(uuid.uuid4()))
    return filled(
        sent, statement_id=identifier, stored=STORED, authority=AUTHORITY, edition=edition
    )


def test_data_2_4_s1_what_the_store_sets_is_set() -> None:
    kept = complete(statement(stored="2001-01-01T00:00:00Z", authority=agent("me")))
    assert uuid.UUID(kept["id"])
    assert kept["stored"] == "2026-03-02T08:16:00.000000Z"
    assert kept["timestamp"] == kept["stored"]
    assert kept["authority"] == AUTHORITY


@pytest.mark.parametrize(
    ("edition", "sent", "kept"),
    [
        (Edition.ONE, None, "1.0.0"),
        (Edition.TWO, None, "2.0.0"),
        (Edition.ONE, "1.0.2", "1.0.2"),
        (Edition.TWO, "1.0.3", "1.0.3"),
    ],
)
def test_data_2_4_10_s3_b3_the_version_is_kept_or_set(
    edition: Edition, sent: str | None, kept: str
) -> None:
    whole = statement(version=sent) if sent else statement()
    assert complete(whole, edition)["version"] == kept


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("2026-03-02T08:15:30.1Z", "2026-03-02T08:15:30.1Z"),
        ("2026-03-02T09:15:30+01:00", "2026-03-02T08:15:30.000000Z"),
    ],
)
def test_data_4_5_s1_b6_a_timestamp_is_returned_in_utc(sent: str, kept: str) -> None:
    assert complete(statement(timestamp=sent))["timestamp"] == kept


def test_data_2_4_6_2_s4_b3_context_activities_are_returned_as_arrays() -> None:
    context = {"contextActivities": {"parent": activity(), "other": [activity("urn:x")]}}
    kept = complete(statement(context=context, object=substatement(context=context)))
    expected = {"parent": [activity()], "other": [activity("urn:x")]}
    assert kept["context"]["contextActivities"] == expected
    assert kept["object"]["context"]["contextActivities"] == expected


def test_data_2_3_1_nothing_else_is_touched() -> None:
    sent = full_statement()
    kept = complete(sent)
    for key in ("id", "actor", "verb", "object", "result", "attachments", "timestamp"):
        assert kept[key] == sent[key]


@pytest.mark.parametrize(
    ("header", "edition"),
    [
        ("1.0", Edition.ONE),
        ("1.0.0", Edition.ONE),
        ("1.0.3", Edition.ONE),
        ("1.0.99", Edition.ONE),
        ("2.0", Edition.TWO),
        ("2.0.0", Edition.TWO),
        ("2.0.1", Edition.TWO),
        ("0.95", None),
        ("1.1.0", None),
        ("2.1", None),
        ("3.0.0", None),
        ("", None),
        ("1.0.3 ", None),
        ("x", None),
    ],
)
def test_communication_3_3_s3_versions_are_negotiated(header: str, edition: Any) -> None:
    assert negotiated(header) is edition


def test_communication_2_1_3_actor_and_object_are_mentioned_directly() -> None:
    whole = complete(statement(actor=group(agent("a"), agent("b")), object=agent("c")))
    found = mentions_of(whole, agent_key(AUTHORITY))
    assert {key for key, direct in found.agents.items() if direct} == {
        agent_key(agent(name)) for name in "abc"
    }
    assert found.agents[agent_key(AUTHORITY)] is False


def test_communication_2_1_3_related_agents_and_activities_are_noted() -> None:
    context = {
        "instructor": agent("i"),
        "team": group(agent("t")),
        "contextAgents": [{"agent": agent("ca")}],
        "contextGroups": [{"group": group(agent("cg"))}],
        "contextActivities": {"category": [activity("urn:category")]},
    }
    inner = substatement(actor=agent("s"), object=activity("urn:inner"), context=context)
    found = mentions_of(complete(statement(object=inner)), agent_key(AUTHORITY))
    related = {key for key, direct in found.agents.items() if not direct}
    assert {agent_key(agent(name)) for name in ("i", "t", "ca", "cg", "s")} <= related
    assert found.activities == {"urn:inner": False, "urn:category": False}


def test_communication_2_1_3_an_activity_mentioned_twice_stays_direct() -> None:
    whole = statement(context={"contextActivities": {"other": activity()}})
    found = mentions_of(complete(whole), agent_key(AUTHORITY))
    assert found.activities == {ACTIVITY_ID: True}


@pytest.mark.parametrize(
    ("target", "key"),
    [(activity(), ACTIVITY_ID), ({"id": "urn:x"}, "urn:x"), (agent(), ""), (substatement(), "")],
)
def test_only_an_activity_as_object_has_an_activity_key(target: Any, key: str) -> None:
    whole = complete(statement(object=target))
    assert mentions_of(whole, agent_key(AUTHORITY)).activity_key == key


def test_a_reference_names_its_target() -> None:
    identifier = uuid.uuid4()
    assert target_of(statement(object=reference(identifier))) == identifier
    assert target_of(statement()) is None


@pytest.mark.parametrize(
    ("actor", "key"),
    [
        ({"account": {"homePage": "https://a", "name": "b"}}, "account:https://a|b"),
        ({"mbox": "mailto:A@B.example"}, "mbox:mailto:A@b.example"),
        ({"mbox_sha1sum": "AB"}, "mbox_sha1sum:ab"),
        ({"openid": "https://Id"}, "openid:https://Id"),
        ({"member": []}, ""),
    ],
)
def test_data_2_4_2_3_agents_are_the_same_by_identifier(actor: Any, key: str) -> None:
    assert agent_key(actor) == key


@pytest.mark.parametrize("text", ["x" * 251, "x" * 5000, "a\x00b", "a\ud800b", "ä" * 300])
def test_a_key_no_index_could_hold_is_cut_and_stays_distinct(text: str) -> None:
    key = index_key(text)
    assert len(key) <= 260
    assert key.isprintable()
    assert key.encode()
    assert key != index_key(text + "y")
    assert index_key(key) != key or len(key) <= 250


@pytest.mark.parametrize("text", ["", "https://content.example/x", "x" * 250])
def test_a_short_key_is_the_text_itself(text: str) -> None:
    assert index_key(text) == text


def test_communication_2_1_3_ids_form_holds_identifiers_only() -> None:
    whole = full_statement(authority=AUTHORITY)
    whole["actor"] = group(agent("a", name="A"), name="G")
    whole["object"] = substatement(
        actor=agent("b", name="B"), object=activity(name={"de": "x"}, type="urn:x")
    )
    bare = in_ids_form(whole)
    assert bare["actor"] == group(agent("a"))
    assert bare["verb"] == {"id": whole["verb"]["id"]}
    assert bare["object"]["actor"] == agent("b")
    assert bare["object"]["object"] == {"id": ACTIVITY_ID}
    assert bare["context"]["contextActivities"] == {
        "parent": [{"id": "https://content.example/course"}]
    }
    assert bare["result"] == whole["result"]


def test_communication_2_1_3_ids_form_leaves_members_of_identified_groups_out() -> None:
    account = agent()["account"]
    bare = in_ids_form(statement(actor=group(agent("a"), account=account, name="G")))
    assert bare["actor"] == {"objectType": "Group", "account": account}


def test_communication_2_1_3_s6_canonical_form_has_one_language_and_the_merged_definition() -> None:
    definitions = {ACTIVITY_ID: {"name": {"de": "Datenschutz", "en": "Privacy"}}}
    shown = in_canonical_form(statement(actor=agent(name="N")), definitions, ["en"])
    assert shown["object"]["definition"] == {"name": {"en": "Privacy"}}
    assert shown["verb"]["display"] == {"en": "experienced"}
    assert shown["actor"] == agent(name="N")


def test_communication_2_1_3_s6_canonical_form_falls_back_to_what_was_sent() -> None:
    whole = statement(object=activity(name={"fr": "x"}), verb={"id": "urn:v"})
    shown = in_canonical_form(whole, {}, [])
    assert shown["object"]["definition"] == {"name": {"fr": "x"}}
    assert shown["verb"] == {"id": "urn:v"}
    assert in_canonical_form(statement(), {}, [])["object"] == activity()


def test_communication_2_1_3_s6_interaction_components_are_filtered_too() -> None:
    both = {"de": "Ja", "en": "Yes"}
    definition = {"choices": [{"id": "a", "description": both}, {"id": "b"}], "description": both}
    shown = in_one_language(definition, ["de"])
    assert shown["choices"] == [{"id": "a", "description": {"de": "Ja"}}, {"id": "b"}]
    assert shown["description"] == {"de": "Ja"}


@pytest.mark.parametrize(
    ("languages", "tag"),
    [
        (["de"], "de-AT"),
        (["de-at"], "de-AT"),
        (["en", "de"], "en"),
        (["fr"], "en"),
        (["fr", "*"], "en"),
        ([], "en"),
    ],
)
def test_rfc_4647_the_preferred_language_is_chosen(languages: list[str], tag: str) -> None:
    assert list(preferred({"en": "a", "de-AT": "b"}, languages)) == [tag]
    assert preferred({}, languages) == {}


@pytest.mark.parametrize(
    ("header", "tags"),
    [
        ("de", ["de"]),
        ("en;q=0.5, de-DE;q=0.9, *;q=0.1", ["de-de", "en", "*"]),
        ("de;q=0, en", ["en"]),
        ("de;q=x, en", ["en"]),
        ("", []),
        (",,;q=1", []),
    ],
)
def test_rfc_9110_12_5_4_accept_language_is_read(header: str, tags: list[str]) -> None:
    assert accepted_languages(header) == tags


def test_data_2_4_4_1_s5_b3_definitions_are_merged() -> None:
    known = {"name": {"de": "Alt", "en": "Old"}, "type": "urn:a", "extensions": {"urn:x": 1}}
    received = {"name": {"de": "Neu"}, "type": "urn:b", "extensions": {"urn:y": 2}}
    assert merged_definition(known, received) == {
        "name": {"de": "Neu", "en": "Old"},
        "type": "urn:b",
        "extensions": {"urn:x": 1, "urn:y": 2},
    }


def test_communication_2_2_s7_documents_are_merged_at_the_top_only() -> None:
    kept, posted = {"x": {"a": 1}, "y": 1}, {"x": {"b": 2}, "z": 3}
    assert merged_document(kept, posted) == {"x": {"b": 2}, "y": 1, "z": 3}
