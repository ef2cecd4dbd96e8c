"""XAPI-Data 2.2, 2.4: formatting requirements that hold everywhere in a statement."""

from typing import Any

import pytest

from courses.xapi.core.editions import Edition
from courses.xapi.core.jsontext import dumped, loaded
from courses.xapi.core.violations import Violation
from tests.factories.xapi import REMOVED, changed, full_statement, statement
from tests.standards.xapi.checking import accept, refuse

FULL = full_statement()


def test_data_2_4_a_statement_with_every_property_is_accepted() -> None:
    accept(FULL)


@pytest.mark.parametrize("value", [None, [], "statement", 7, True])
def test_data_2_2_s4_b1_b2_a_statement_is_an_object(value: Any) -> None:
    refuse(value, "statement")


@pytest.mark.parametrize("path", ["actor", "verb", "object"])
def test_data_2_2_s2_b3_actor_verb_and_object_are_required(path: str) -> None:
    refuse(changed(FULL, path, REMOVED), path)


@pytest.mark.parametrize(
    "path",
    [
        "id",
        "actor",
        "actor.account",
        "actor.account.name",
        "verb.display",
        "verb.display.de",
        "object.id",
        "result.score.raw",
        "result.success",
        "context.registration",
        "context.contextActivities.parent.id",
        "timestamp",
    ],
)
def test_data_2_2_s4_b1_b1_null_is_refused(path: str) -> None:
    refuse(changed(FULL, path, None), path)


def test_data_2_2_s4_b1_b1_null_in_an_array_is_refused() -> None:
    refuse(changed(FULL, "attachments.0", None), "attachments[0]")


@pytest.mark.parametrize(
    "path",
    ["result.extensions", "context.extensions"],
)
def test_data_2_2_s4_b1_b1_null_inside_extensions_is_accepted(path: str) -> None:
    accept(changed(FULL, path, {"https://content.example/x": None}))


def test_data_2_2_s4_b1_b1_null_inside_definition_extensions_is_accepted() -> None:
    definition = {"extensions": {"https://content.example/x": [None, {"y": None}]}}
    accept(changed(FULL, "object.definition", definition))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("actor", "somebody"),
        ("actor.account", "account"),
        ("actor.account.name", 7),
        ("verb", "experienced"),
        ("verb.id", 7),
        ("verb.display", "experienced"),
        ("object", "course"),
        ("object.id", 7),
        ("result", []),
        ("result.score", 1),
        ("result.response", 5),
        ("context", []),
        ("context.contextActivities", []),
        ("context.platform", 5),
        ("context.language", 5),
        ("timestamp", 1700000000),
        ("attachments", {}),
    ],
)
def test_data_2_2_s4_b1_b2_a_wrong_type_is_refused(path: str, value: Any) -> None:
    refuse(changed(FULL, path, value), path)


@pytest.mark.parametrize("path", ["scaled", "raw", "min", "max"])
def test_data_2_2_s4_b1_b2_b1_a_string_is_no_number(path: str) -> None:
    refuse(changed(FULL, f"result.score.{path}", "0"), f"result.score.{path}")


@pytest.mark.parametrize("path", ["success", "completion"])
@pytest.mark.parametrize("value", ["true", 1, 0])
def test_data_2_2_s4_b1_b2_b2_a_string_or_number_is_no_boolean(path: str, value: Any) -> None:
    refuse(changed(FULL, f"result.{path}", value), f"result.{path}")


@pytest.mark.parametrize(
    "path",
    [
        "id",
        "verb.id",
        "object.id",
        "context.registration",
        "context.language",
        "result.duration",
        "timestamp",
        "actor.account.homePage",
    ],
)
def test_data_2_2_s4_b1_b3_the_empty_string_has_no_format(path: str) -> None:
    refuse(changed(FULL, path, ""), path)


@pytest.mark.parametrize(
    ("path", "key"),
    [
        ("Actor", "Actor"),
        ("verb.ID", "verb.ID"),
        ("result.Score", "result.Score"),
        ("result.score.Scaled", "result.score.Scaled"),
        ("context.contextActivities.Parent", "context.contextActivities.Parent"),
        ("object.Definition", "object.Definition"),
        ("actor.Account", "actor.Account"),
    ],
)
def test_data_2_2_s4_b1_b4_a_key_in_another_case_is_refused(path: str, key: str) -> None:
    refuse(changed(FULL, path, {}), key)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("actor.objectType", "agent"),
        ("object.objectType", "activity"),
        ("context.team.objectType", "group"),
        ("context.statement.objectType", "statementRef"),
    ],
)
def test_data_2_2_s4_b1_b5_a_value_in_another_case_is_refused(path: str, value: str) -> None:
    refuse(changed(FULL, path, value), path)


@pytest.mark.parametrize(
    "path",
    [
        "note",
        "actor.age",
        "actor.account.note",
        "verb.note",
        "object.note",
        "result.note",
        "result.score.note",
        "context.note",
        "context.statement.note",
        "attachments.0.note",
    ],
)
def test_data_2_2_s4_b1_b6_a_key_that_is_not_specified_is_refused(path: str) -> None:
    refuse(changed(FULL, path, "?"), path.replace(".0.", "[0]."))


@pytest.mark.parametrize("value", ["experienced", "/verbs/experienced", "content.example/x", "#x"])
@pytest.mark.parametrize("path", ["verb.id", "object.id"])
def test_data_2_2_s4_b1_b7_an_iri_without_scheme_is_refused(path: str, value: str) -> None:
    refuse(changed(FULL, path, value), path)


def test_data_2_2_s4_b3_numbers_keep_their_precision() -> None:
    precise = changed(FULL, "result.score", {"raw": 0.1234567890123456})
    assert loaded(dumped(precise))["result"]["score"]["raw"] == 0.1234567890123456


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "{'a': 1}",
        '{"a": NaN}',
        '{"a": Infinity}',
        '{"a": -Infinity}',
        '{"a": 1e999}',
        '{"a": 1, "a": 2}',
        '{"a": ' + "9" * 5000 + "}",
        "[" * 100_000,
        b"\xff\xfe{}",
        b'{"a": "\xe4"}',
    ],
)
def test_data_2_2_s3_text_that_is_no_json_is_refused(text: str | bytes) -> None:
    with pytest.raises(Violation):
        loaded(text)


@pytest.mark.parametrize("text", ["\x00", "\ud800", "ä€𝄞", '"\\'])
def test_communication_1_4_any_string_survives_writing_and_reading(text: str) -> None:
    written = dumped({"a": text})
    assert "\x00" not in written
    assert written.encode().decode() == written
    assert loaded(written) == {"a": text}


@pytest.mark.parametrize(
    ("version", "editions"),
    [
        ("1.0.0", (Edition.ONE, Edition.TWO)),
        ("1.0.9", (Edition.ONE, Edition.TWO)),
        ("1.0", (Edition.ONE, Edition.TWO)),
        ("2.0.0", (Edition.TWO,)),
        ("2.0.1", (Edition.TWO,)),
    ],
)
def test_data_2_4_10_s3_b1_a_version_of_the_edition_is_accepted(
    version: str, editions: tuple[Edition, ...]
) -> None:
    accept(statement(version=version), *editions)


@pytest.mark.parametrize("version", ["0.9", "0.95", "1.1.0", "2.1.0", "1.0.x", "1", "", 1, "10.0"])
def test_data_2_4_10_s3_b2_another_version_is_refused(version: Any) -> None:
    refuse(statement(version=version), "version")


def test_data_2_4_10_s3_b2_a_later_major_version_is_refused_in_1_0_3() -> None:
    refuse(statement(version="2.0.0"), "version", Edition.ONE)
