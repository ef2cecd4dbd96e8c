"""Agents, groups and their identifiers (XAPI-Data 2.4.2)."""

from courses.xapi.core import formats
from courses.xapi.core.primitives import (
    Json,
    check_array,
    check_iri,
    check_known_keys,
    check_object,
    check_required_keys,
    check_text,
)
from courses.xapi.core.remembering import once
from courses.xapi.core.violations import Violation

IDENTIFIERS = ("mbox", "mbox_sha1sum", "openid", "account")
_AGENT_KEYS = frozenset({"objectType", "name", *IDENTIFIERS})
_GROUP_KEYS = _AGENT_KEYS | {"member"}
_ACCOUNT_KEYS = frozenset({"homePage", "name"})


@once
def check_actor(value: Json, path: str) -> None:
    """Check an agent or a group, told by objectType: XAPI-Data 2.4.2 (XAPI-00031)."""
    check_object(value, path)
    kind = value.get("objectType", "Agent")
    if kind == "Agent":
        check_agent(value, path)
    elif kind == "Group":
        check_group(value, path)
    else:
        raise Violation(f"{path}.objectType", "must be Agent or Group.", "Data 2.4.2")


def check_agent(value: Json, path: str) -> None:
    """Check an agent: XAPI-Data 2.4.2.1 (XAPI-00032 to XAPI-00034)."""
    check_object(value, path)
    check_known_keys(value, _AGENT_KEYS, path)
    if value.get("objectType", "Agent") != "Agent":
        raise Violation(f"{path}.objectType", "must be Agent.", "Data 2.4.2.1.s2.table1.row1")
    check_name(value, path)
    if count_identifiers(value) == 0:
        raise Violation(path, "must have an identifier.", "Data 2.4.2.1.s2.b1")
    check_identifier(value, path)


def check_group(value: Json, path: str) -> None:
    """Check an anonymous or identified group: XAPI-Data 2.4.2.2 (XAPI-00035 to XAPI-00037)."""
    check_object(value, path)
    check_known_keys(value, _GROUP_KEYS, path)
    if value.get("objectType") != "Group":
        raise Violation(f"{path}.objectType", "must be Group.", "Data 2.4.2.2.s2.table1.row1")
    check_name(value, path)
    check_members(value, path)
    if count_identifiers(value) == 0:
        check_anonymous_group_has_members(value, path)
    else:
        check_identifier(value, path)


def check_name(value: Json, path: str) -> None:
    """Check that a name is a string: XAPI-Data 2.4.2.1.s2.table1.row2 (XAPI-00032)."""
    if "name" in value:
        check_text(value["name"], f"{path}.name")


def check_members(value: Json, path: str) -> None:
    """Check that members are agents, no groups: XAPI-Data 2.4.2.2.s4.b2, s5.b2 (XAPI-00036)."""
    if "member" not in value:
        return
    check_array(value["member"], f"{path}.member")
    for index, member in enumerate(value["member"]):
        check_agent(member, f"{path}.member[{index}]")


def check_anonymous_group_has_members(value: Json, path: str) -> None:
    """Check that a group without identifier lists members: XAPI-Data 2.4.2.2.s4.b1 (XAPI-00035)."""
    if not value.get("member"):
        raise Violation(f"{path}.member", "is required without identifier.", "Data 2.4.2.2.s4.b1")


def count_identifiers(value: Json) -> int:
    """Return how many inverse functional identifiers there are."""
    return sum(1 for key in IDENTIFIERS if key in value)


def check_identifier(value: Json, path: str) -> None:
    """Check for one well-formed identifier: XAPI-Data 2.4.2.1.s2.b2, 2.4.2.2.s5.b1 (XAPI-00034)."""
    if count_identifiers(value) > 1:
        raise Violation(path, "must have one identifier only.", "Data 2.4.2.1.s2.b2")
    if "account" in value:
        check_account(value["account"], f"{path}.account")
    elif "mbox" in value:
        check_mbox(value["mbox"], f"{path}.mbox")
    elif "mbox_sha1sum" in value:
        check_mbox_sha1sum(value["mbox_sha1sum"], f"{path}.mbox_sha1sum")
    else:
        check_openid(value["openid"], f"{path}.openid")


def check_mbox(value: Json, path: str) -> None:
    """Check `mailto:address`: XAPI-Data 2.4.2.3.s3.table1.row1 (XAPI-00038, XAPI-00039)."""
    check_text(value, path)
    if not formats.is_mailbox(value):
        raise Violation(path, "must be mailto: and an address.", "Data 2.4.2.3.s3.table1.row1")


def check_mbox_sha1sum(value: Json, path: str) -> None:
    """Check a hexadecimal SHA-1: XAPI-Data 2.4.2.3.s3.table1.row2 (XAPI-00040)."""
    check_text(value, path)
    if not formats.is_sha1(value):
        raise Violation(path, "must be a SHA-1 in hex digits.", "Data 2.4.2.3.s3.table1.row2")


def check_openid(value: Json, path: str) -> None:
    """Check a URI: XAPI-Data 2.4.2.3.s3.table1.row3 (XAPI-00041)."""
    check_iri(value, path)


def check_account(value: Json, path: str) -> None:
    """Check home page and name of an account: XAPI-Data 2.4.2.4 (XAPI-00042, XAPI-00043)."""
    check_object(value, path)
    check_known_keys(value, _ACCOUNT_KEYS, path)
    check_required_keys(value, ("homePage", "name"), path)
    check_iri(value["homePage"], f"{path}.homePage")
    check_text(value["name"], f"{path}.name")


def check_authority(value: Json, path: str) -> None:
    """Check an agent, or an anonymous pair with a consumer account: XAPI-Data 2.4.9.s3.b1.

    XAPI-00098, XAPI-00100. Consumer and user of three-legged OAuth make up the group.
    """
    check_actor(value, path)
    if value.get("objectType") != "Group":
        return
    if count_identifiers(value):
        raise Violation(path, "must be an anonymous group.", "Data 2.4.9.s3.b1")
    members = value.get("member", [])
    if len(members) != 2:
        raise Violation(f"{path}.member", "must have two members.", "Data 2.4.9.s3.b1")
    if not any("account" in member for member in members):
        raise Violation(f"{path}.member", "must have a consumer account.", "Data 2.4.9.s5.b2")
