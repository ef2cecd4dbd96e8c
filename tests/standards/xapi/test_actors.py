"""XAPI-Data 2.4.2, 2.4.9: actors, identifiers and authorities."""

from typing import Any

import pytest

from tests.factories.xapi import REMOVED, agent, changed, group, statement
from tests.standards.xapi.checking import accept, refuse

ACCOUNT = {"homePage": "https://kommunalcampus.example", "name": "3f0c"}
IDENTIFIERS: dict[str, Any] = {
    "mbox": "mailto:store@kommunalcampus.example",
    "mbox_sha1sum": "cd9b00a5611f94eaa7b1661edab976068e364975",
    "openid": "https://id.example/3f0c",
    "account": ACCOUNT,
}
# Where an agent or group may stand.
PLACES = ["actor", "object", "context.instructor"]


def with_actor(place: str, actor: Any) -> dict[str, Any]:
    """Return a statement with an actor at that place."""
    return changed(statement(context={}), place, actor)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("key", IDENTIFIERS)
def test_data_2_4_2_3_each_identifier_names_an_agent(place: str, key: str) -> None:
    accept(with_actor(place, {"objectType": "Agent", key: IDENTIFIERS[key]}))


@pytest.mark.parametrize("key", IDENTIFIERS)
def test_data_2_4_2_3_each_identifier_names_a_group(key: str) -> None:
    accept(statement(actor={"objectType": "Group", key: IDENTIFIERS[key]}))


def test_data_2_4_2_1_s2_table1_row1_object_type_agent_may_be_left_out() -> None:
    accept(statement(actor={"account": ACCOUNT}))


@pytest.mark.parametrize("kind", ["Person", "agent", "", 3, "Activity"])
def test_data_2_4_2_an_actor_is_agent_or_group(kind: Any) -> None:
    refuse(statement(actor={"objectType": kind, "account": ACCOUNT}), "actor.objectType")


@pytest.mark.parametrize("place", PLACES)
def test_data_2_4_2_1_s2_b1_an_agent_has_an_identifier(place: str) -> None:
    refuse(with_actor(place, {"objectType": "Agent", "name": "?"}), place)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("first", IDENTIFIERS)
@pytest.mark.parametrize("second", IDENTIFIERS)
def test_data_2_4_2_1_s2_b2_an_agent_has_one_identifier_only(
    place: str, first: str, second: str
) -> None:
    if first != second:
        both = {first: IDENTIFIERS[first], second: IDENTIFIERS[second]}
        refuse(with_actor(place, {"objectType": "Agent", **both}), place)


def test_data_2_4_2_1_s2_table1_row2_a_name_is_a_string() -> None:
    refuse(statement(actor=agent(name={"de": "x"})), "actor.name")


def test_data_2_4_2_1_an_agent_has_no_members() -> None:
    refuse(statement(actor=agent(member=[])), "actor.member")


def test_data_2_4_2_2_s4_b1_an_anonymous_group_lists_members() -> None:
    accept(statement(actor=group(agent("a"), agent("b"))))
    refuse(statement(actor={"objectType": "Group"}), "actor.member")
    refuse(statement(actor=group()), "actor.member")


@pytest.mark.parametrize("identified", [{}, {"account": ACCOUNT}])
def test_data_2_4_2_2_s4_b2_a_group_has_no_groups_as_members(identified: dict[str, Any]) -> None:
    refuse(statement(actor=group(group(agent()), **identified)), "actor.member[0].member")


@pytest.mark.parametrize("member", [{"name": "x"}, "x", 3, []])
def test_data_2_4_2_2_members_are_agents(member: Any) -> None:
    refuse(statement(actor=group(agent(), member)), "actor.member[1]")


def test_data_2_4_2_2_members_come_as_an_array() -> None:
    refuse(statement(actor={"objectType": "Group", "member": agent()}), "actor.member")


def test_data_2_4_2_2_s5_b1_an_identified_group_has_one_identifier_only() -> None:
    both = {"account": ACCOUNT, "mbox": IDENTIFIERS["mbox"]}
    refuse(statement(actor=group(agent(), **both)), "actor")


def test_data_2_4_2_2_s5_an_identified_group_needs_no_members() -> None:
    accept(statement(actor=group(account=ACCOUNT)))


@pytest.mark.parametrize(
    "mbox",
    [
        "store@kommunalcampus.example",
        "mailto:kommunalcampus.example",
        "mailto:",
        "mailto:a@b@c",
        "mailto:a b@c.example",
        "http://kommunalcampus.example",
        "MAILTO",
        7,
    ],
)
def test_data_2_4_2_3_s3_table1_row1_mbox_is_a_mailto_iri(mbox: Any) -> None:
    refuse(statement(actor={"mbox": mbox}), "actor.mbox")


@pytest.mark.parametrize("digest", ["cd9b", "z" * 40, "a" * 41, "", 7])
def test_data_2_4_2_3_s3_table1_row2_mbox_sha1sum_is_a_sha1(digest: Any) -> None:
    refuse(statement(actor={"mbox_sha1sum": digest}), "actor.mbox_sha1sum")


@pytest.mark.parametrize("uri", ["id.example/3f0c", "ab=c://id.example", "", 7])
def test_data_2_4_2_3_s3_table1_row3_openid_is_a_uri(uri: Any) -> None:
    refuse(statement(actor={"openid": uri}), "actor.openid")


@pytest.mark.parametrize("key", ["homePage", "name"])
def test_data_2_4_2_4_an_account_has_home_page_and_name(key: str) -> None:
    path = f"actor.account.{key}"
    refuse(changed(statement(), path, REMOVED), path)
    refuse(changed(statement(), path, 7), path)


@pytest.mark.parametrize("page", ["kommunalcampus.example", "ab=c://x", ""])
def test_data_2_4_2_4_s2_table1_row1_a_home_page_is_an_irl(page: str) -> None:
    refuse(changed(statement(), "actor.account.homePage", page), "actor.account.homePage")


def test_data_2_4_9_an_agent_may_be_authority() -> None:
    accept(statement(authority=agent("program")))


def test_data_2_4_9_s3_b1_a_pair_of_consumer_and_user_may_be_authority() -> None:
    accept(statement(authority=group(agent("consumer"), {"mbox": IDENTIFIERS["mbox"]})))


@pytest.mark.parametrize(
    "members", [[agent("a")], [agent("a"), agent("b"), agent("c")]], ids=["one", "three"]
)
def test_data_2_4_9_s3_b1_a_group_as_authority_has_two_members(members: list[Any]) -> None:
    refuse(statement(authority=group(*members)), "authority.member")


@pytest.mark.parametrize("key", IDENTIFIERS)
def test_data_2_4_9_s3_b1_a_group_as_authority_is_anonymous(key: str) -> None:
    pair = group(agent("a"), agent("b"), **{key: IDENTIFIERS[key]})
    refuse(statement(authority=pair), "authority")


def test_data_2_4_9_s5_b2_the_consumer_has_an_account() -> None:
    pair = group({"mbox": IDENTIFIERS["mbox"]}, {"openid": IDENTIFIERS["openid"]})
    refuse(statement(authority=pair), "authority.member")
