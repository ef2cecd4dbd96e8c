"""XAPI-Data 2.3.1: which differences make two statements different."""

from typing import Any

import pytest

from courses.xapi.core.comparison import same_as_signed, same_statement
from tests.factories.xapi import (
    REMOVED,
    activity,
    agent,
    attachment,
    changed,
    full_statement,
    group,
    statement,
    substatement,
)

FULL = full_statement()
STORED = {
    **FULL,
    "stored": "2026-03-02T08:16:00.000000Z",
    "authority": agent("program"),
    "version": "2.0.0",
}


def test_a_statement_is_the_same_as_what_the_store_made_of_it() -> None:
    assert same_statement(FULL, STORED)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("authority", agent("another")),
        ("stored", "2020-01-01T00:00:00Z"),
        ("version", "1.0.0"),
        ("verb.display", {"en": "seen"}),
        ("object.definition", {"name": {"de": "Anders"}}),
        ("context.contextActivities.parent.definition", {"type": "urn:x"}),
        ("timestamp", "2026-03-02T09:15:30.123+01:00"),
        ("timestamp", REMOVED),
        ("result.duration", "PT4M5.259S"),
    ],
)
def test_data_2_3_1_s1_an_exception_to_immutability_is_no_difference(path: str, value: Any) -> None:
    received = changed({**FULL, "authority": {}, "stored": "", "version": ""}, path, value)
    assert same_statement(received, STORED)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("actor", agent("another")),
        ("actor.name", "Sample"),
        ("verb.id", "urn:x"),
        ("object.id", "urn:x"),
        ("object", agent()),
        ("result", REMOVED),
        ("result.success", False),
        ("result.score.raw", 9),
        ("result.duration", "PT4M5.26S"),
        ("result.duration", "PT245.25S"),
        ("result.extensions", {}),
        ("context.registration", "00000000-0000-4000-8000-000000000000"),
        ("context.platform", "Anders"),
        ("context.contextActivities.parent.id", "urn:x"),
        ("timestamp", "2026-03-02T08:15:31.123Z"),
        ("attachments.0.sha2", "a" * 64),
        ("attachments", REMOVED),
    ],
)
def test_data_2_3_1_s2_b2_any_other_difference_counts(path: str, value: Any) -> None:
    assert not same_statement(changed(FULL, path, value), STORED)


def test_data_2_4_7_a_timestamp_the_store_set_does_not_count() -> None:
    stored = {**STORED, "timestamp": STORED["stored"]}
    assert same_statement(FULL, stored)


def test_data_2_3_1_s1_b5_members_of_a_group_have_no_order() -> None:
    first = statement(actor=group(agent("a"), agent("b")))
    second = statement(actor=group(agent("b"), agent("a")))
    assert same_statement(first, second)
    assert not same_statement(first, statement(actor=group(agent("a"), agent("c"))))


def test_data_2_3_1_s1_b7_the_domain_of_a_mailbox_ignores_case() -> None:
    first = statement(actor={"mbox": "mailto:a@Example.ORG"})
    assert same_statement(first, statement(actor={"mbox": "mailto:a@example.org"}))
    assert not same_statement(first, statement(actor={"mbox": "mailto:A@example.org"}))


def test_data_2_4_6_2_s4_b4_a_single_context_activity_is_the_same_as_an_array() -> None:
    first = statement(context={"contextActivities": {"parent": activity()}})
    second = statement(context={"contextActivities": {"parent": [activity()]}})
    assert same_statement(first, second)


@pytest.mark.parametrize(
    ("path", "value", "same"),
    [
        ("verb.display", {"en": "x"}, True),
        ("object.definition", {"type": "urn:x"}, True),
        ("timestamp", "2026-03-02T09:15:30+01:00", True),
        ("timestamp", "2026-03-02T09:15:30Z", False),
        ("actor", agent("another"), False),
    ],
)
def test_data_2_3_1_the_rules_hold_inside_a_substatement(path: str, value: Any, same: bool) -> None:
    inner = substatement(timestamp="2026-03-02T08:15:30Z")
    other = statement(object=changed(inner, path, value))
    assert same_statement(other, statement(object=inner)) is same


@pytest.mark.parametrize("key", ["agent", "group"])
def test_data_2_3_1_the_rules_hold_for_context_agents_and_groups(key: str) -> None:
    entries = [{key: {"mbox": f"mailto:a@{domain}"}} for domain in ("X.example", "x.example")]
    first, second = (statement(context={f"context{key.title()}s": [entry]}) for entry in entries)
    assert same_statement(first, second)


def test_data_2_6_s5_the_signature_itself_is_no_part_of_what_was_signed() -> None:
    signature = attachment(usageType="http://adlnet.gov/expapi/attachments/signature")
    received = {**FULL, "attachments": [*FULL["attachments"], signature]}
    assert same_as_signed(received, FULL)
    assert not same_as_signed(changed(received, "result.success", False), FULL)
    assert not same_as_signed(changed(received, "timestamp", "2020-01-01T00:00:00Z"), FULL)
