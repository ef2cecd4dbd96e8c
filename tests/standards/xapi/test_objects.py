"""XAPI-Data 2.3.2, 2.4.1, 2.4.3, 2.4.4: ids, verbs, objects, references and SubStatements."""

import uuid
from typing import Any

import pytest

from courses.xapi.core.statements import VOIDED
from tests.factories.xapi import (
    REMOVED,
    activity,
    agent,
    changed,
    group,
    reference,
    statement,
    substatement,
)
from tests.standards.xapi.checking import accept, refuse


@pytest.mark.parametrize(
    "identifier",
    ["12345678-1234-5678-1234-567812345678", "FD41C918-B88B-4B20-A0A5-A4C32391AAA0"],
)
def test_data_2_4_1_s1_a_uuid_in_standard_form_is_an_id(identifier: str) -> None:
    accept(statement(id=identifier))


@pytest.mark.parametrize(
    "identifier",
    [
        "12345678123456781234567812345678",
        "{12345678-1234-5678-1234-567812345678}",
        "urn:uuid:12345678-1234-5678-1234-567812345678",
        "12345678-1234-5678-1234-56781234567",
        "12345678-1234-5678-1234-56781234567g",
        "12345678-1234-5678-1234-567812345678\n",
        7,
    ],
)
def test_data_4_4_another_form_is_no_id(identifier: Any) -> None:
    refuse(statement(id=identifier), "id")


def test_data_2_4_3_s3_table1_row1_a_verb_has_an_id() -> None:
    refuse(changed(statement(), "verb.id", REMOVED), "verb.id")


def test_data_2_4_3_s3_table1_row2_a_verb_needs_no_display() -> None:
    accept(changed(statement(), "verb.display", REMOVED))


@pytest.mark.parametrize("tag", ["de", "de-DE", "de-CH-1901", "sr-Latn-RS", "x-kommune", "und"])
def test_data_4_2_s1_a_language_map_has_language_tags(tag: str) -> None:
    accept(changed(statement(), "verb.display", {tag: "angesehen"}))


@pytest.mark.parametrize("tag", ["", "deutsch-x-", "de_DE", "a12345678", "d", "de--DE", "dé"])
def test_data_4_2_s1_a_language_map_has_nothing_else(tag: str) -> None:
    refuse(changed(statement(), "verb.display", {tag: "angesehen"}), f"verb.display.{tag}")


@pytest.mark.parametrize("text", [7, {}, ["angesehen"], True])
def test_data_4_2_s1_a_language_map_has_strings(text: Any) -> None:
    refuse(changed(statement(), "verb.display", {"de": text}), "verb.display.de")


@pytest.mark.parametrize(
    "target",
    [
        activity(),
        {"id": "https://content.example/x"},
        agent(),
        group(agent()),
        reference(uuid.uuid4()),
        substatement(),
    ],
    ids=["activity", "no type", "agent", "group", "reference", "substatement"],
)
def test_data_2_4_4_s2_each_type_of_object_is_accepted(target: dict[str, Any]) -> None:
    accept(statement(object=target))


@pytest.mark.parametrize("kind", ["Course", "activity", "Statement", "", 7])
def test_data_2_4_4_s2_another_type_of_object_is_refused(kind: Any) -> None:
    refuse(statement(object=activity() | {"objectType": kind}), "object.objectType")


def test_data_2_4_4_2_s1_b1_an_agent_as_object_says_so() -> None:
    refuse(statement(object={"account": agent()["account"]}), "object.account")


@pytest.mark.parametrize("key", ["objectType", "id"])
def test_data_2_4_4_3_s4_a_reference_has_type_and_id(key: str) -> None:
    broken = changed(reference(uuid.uuid4()), key, REMOVED)
    path = f"context.statement.{key}"
    refuse(statement(context={"statement": broken}), path)


@pytest.mark.parametrize("identifier", ["x", "", 7])
def test_data_2_4_4_3_s4_b2_a_reference_names_a_uuid(identifier: Any) -> None:
    target = {"objectType": "StatementRef", "id": identifier}
    refuse(statement(object=target), "object.id")


@pytest.mark.parametrize("key", ["actor", "verb", "object"])
def test_data_2_4_4_3_s8_b2_a_substatement_is_a_statement(key: str) -> None:
    refuse(statement(object=changed(substatement(), key, REMOVED)), f"object.{key}")


def test_data_2_4_4_3_s8_b2_a_fault_in_a_substatement_is_found() -> None:
    broken = substatement(result={"score": {"scaled": 2}}, context={"platform": "x"})
    refuse(statement(object=broken), "object.result.score.scaled")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("id", "6c5a6a1e-3a52-4b8b-9d5e-0a6cf3f2b001"),
        ("stored", "2026-03-02T08:15:30Z"),
        ("version", "1.0.0"),
        ("authority", agent()),
    ],
)
def test_data_2_4_4_3_s8_b3_a_substatement_has_nothing_the_store_sets(key: str, value: Any) -> None:
    refuse(statement(object=substatement(**{key: value})), f"object.{key}")


def test_data_2_4_4_3_s8_b4_a_substatement_is_not_nested() -> None:
    nested = substatement(object=substatement())
    refuse(statement(object=nested), "object.object")


def test_data_2_3_2_s2_b1_voiding_refers_to_a_statement() -> None:
    verb = {"id": VOIDED}
    accept(statement(verb=verb, object=reference(uuid.uuid4())))
    refuse(statement(verb=verb), "object.objectType")
    refuse(statement(verb=verb, object=agent()), "object.objectType")


@pytest.mark.parametrize("key", ["stored", "timestamp"])
def test_data_4_5_s1_b1_times_follow_iso_8601(key: str) -> None:
    accept(statement(**{key: "2026-03-02T09:15:30+01:00"}))
    refuse(statement(**{key: "02.03.2026"}), key)
