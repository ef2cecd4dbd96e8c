"""A whole statement (XAPI-Data 2.4), its object and SubStatements."""

from courses.xapi.core.activities import check_activity
from courses.xapi.core.actors import check_actor, check_agent, check_authority, check_group
from courses.xapi.core.attachments import check_attachments
from courses.xapi.core.contexts import check_context
from courses.xapi.core.editions import Edition, check_statement_version
from courses.xapi.core.primitives import (
    Json,
    check_iri,
    check_known_keys,
    check_language_map,
    check_no_null,
    check_object,
    check_required_keys,
    check_time,
    check_uuid,
)
from courses.xapi.core.references import check_statement_reference
from courses.xapi.core.remembering import once
from courses.xapi.core.results import check_result
from courses.xapi.core.violations import Violation

VOIDED = "http://adlnet.gov/expapi/verbs/voided"
_REQUIRED = ("actor", "verb", "object")
_SUBSTATEMENT_KEYS = frozenset(
    {*_REQUIRED, "objectType", "result", "context", "timestamp", "attachments"}
)
_STATEMENT_KEYS = frozenset(
    {*_REQUIRED, "id", "result", "context", "timestamp", "stored", "authority", "version"}
) | {"attachments"}
_VERB_KEYS = frozenset({"id", "display"})


def check_statement(value: Json, edition: Edition = Edition.TWO) -> None:
    """Check a statement as received: XAPI-Data 2.2.s4, 2.4 (XAPI-00003)."""
    check_object(value, "")
    check_no_null(value)
    check_known_keys(value, _STATEMENT_KEYS, "")
    if "id" in value:
        check_uuid(value["id"], "id")
    if "version" in value:
        check_statement_version(value["version"], edition)
    if "stored" in value:
        check_stored(value["stored"], edition)
    if "authority" in value:
        check_authority(value["authority"], "authority")
    _check_body(value, "", edition)
    check_voiding(value)


def check_stored(value: Json, edition: Edition) -> None:
    """Check the form of `stored` before it is overwritten: XAPI-Data 2.4.8.s3.b2 (XAPI-00097)."""
    check_time(value, "stored", zone_required=edition is Edition.TWO)


@once
def check_verb(value: Json, path: str) -> None:
    """Check a verb: XAPI-Data 2.4.3.s3.table1 (XAPI-00044, XAPI-00045)."""
    check_object(value, path)
    check_known_keys(value, _VERB_KEYS, path)
    check_required_keys(value, ("id",), path)
    check_iri(value["id"], f"{path}.id")
    if "display" in value:
        check_language_map(value["display"], f"{path}.display")


def check_voiding(value: Json) -> None:
    """Check that a voiding statement refers to a statement: XAPI-Data 2.3.2.s2.b1 (XAPI-00017)."""
    if value["verb"]["id"] == VOIDED and value["object"].get("objectType") != "StatementRef":
        raise Violation("object.objectType", "must be StatementRef to void.", "Data 2.3.2.s2.b1")


def check_statement_object(value: Json, path: str, edition: Edition, *, nested: bool) -> None:
    """Check the object by its objectType: XAPI-Data 2.4.4.s2 (XAPI-00046)."""
    check_object(value, path)
    kind = value.get("objectType", "Activity")
    if kind == "Activity":
        check_activity(value, path)
    elif kind == "Agent":
        check_agent(value, path)
    elif kind == "Group":
        check_group(value, path)
    elif kind == "StatementRef":
        check_statement_reference(value, path)
    elif kind == "SubStatement":
        check_substatement(value, path, edition, nested=nested)
    else:
        raise Violation(f"{path}.objectType", "is no type of object.", "Data 2.4.4.s2")


def check_substatement(value: Json, path: str, edition: Edition, *, nested: bool) -> None:
    """Check a SubStatement, which must not be nested: XAPI-Data 2.4.4.3.s8.b2 to b4.

    XAPI-00066 to XAPI-00071; id, stored, version and authority are not among its keys.
    """
    if nested:
        raise Violation(path, "must not be a SubStatement of its own.", "Data 2.4.4.3.s8.b4")
    check_known_keys(value, _SUBSTATEMENT_KEYS, path)
    _check_body(value, f"{path}.", edition, nested=True)


def _check_body(value: Json, prefix: str, edition: Edition, *, nested: bool = False) -> None:
    check_required_keys(value, _REQUIRED, prefix.rstrip("."))
    check_actor(value["actor"], f"{prefix}actor")
    check_verb(value["verb"], f"{prefix}verb")
    check_statement_object(value["object"], f"{prefix}object", edition, nested=nested)
    if "result" in value:
        check_result(value["result"], f"{prefix}result")
    if "context" in value:
        object_type = value["object"].get("objectType", "Activity")
        check_context(value["context"], f"{prefix}context", edition, object_type)
    if "timestamp" in value:
        zone_required = edition is Edition.TWO
        check_time(value["timestamp"], f"{prefix}timestamp", zone_required=zone_required)
    if "attachments" in value:
        check_attachments(value["attachments"], f"{prefix}attachments")
