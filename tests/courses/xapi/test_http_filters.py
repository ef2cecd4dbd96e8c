"""Filters of the statement list (XAPI-Communication 2.1.3, 2.1.4)."""

import datetime as dt
import uuid
from typing import Any

import pytest

from courses.xapi.authority import platform_authority
from courses.xapi.core.statements import VOIDED
from courses.xapi.services import store, void
from tests.courses.xapi.calling import Caller
from tests.factories.xapi import activity, agent, group, reference, statement, substatement

pytestmark = pytest.mark.django_db
START = dt.datetime(2026, 3, 2, 8, tzinfo=dt.UTC)


def kept(*statements: dict[str, Any], minute: int = 0) -> list[str]:
    """Store statements of the platform and return their ids."""
    at = START + dt.timedelta(minutes=minute)
    return [str(each) for each in store(statements, authority=platform_authority(), at=at)]


@pytest.mark.parametrize(
    "whole",
    [
        statement(actor=agent("me")),
        statement(object=agent("me")),
        statement(actor=group(agent("other"), agent("me"))),
        statement(object=group(agent("me"))),
    ],
    ids=["actor", "object", "member of actor", "member of object"],
)
def test_agent_finds_actor_and_object_and_their_members(whole: dict[str, Any]) -> None:
    found = kept(whole)
    kept(statement(actor=agent("other")))
    assert Caller().ids(agent=agent("me", name="any")) == found


@pytest.mark.parametrize(
    "whole",
    [
        statement(context={"instructor": agent("me")}),
        statement(context={"team": group(agent("me"))}),
        statement(object=substatement(actor=agent("me"))),
        statement(object=substatement(context={"instructor": agent("me")})),
    ],
    ids=["instructor", "team", "actor below", "instructor below"],
)
def test_related_agents_finds_all_mentions(whole: dict[str, Any]) -> None:
    found = kept(whole)
    caller = Caller()
    assert caller.ids(agent=agent("me")) == []
    assert caller.ids(agent=agent("me"), related_agents="true") == found


def test_related_agents_finds_the_authority() -> None:
    found = kept(statement())
    authority = platform_authority().agent
    assert Caller().ids(agent=authority, related_agents="true") == found
    assert Caller().ids(agent=authority) == []


def test_a_group_is_found_by_its_identifier() -> None:
    identified = group(agent("member"), account=agent("town")["account"])
    found = kept(statement(actor=identified))
    assert Caller().ids(agent={**agent("town"), "objectType": "Group"}) == found


def test_activity_finds_the_object_only() -> None:
    found = kept(statement(object=activity("urn:a")))
    kept(statement(context={"contextActivities": {"parent": activity("urn:a")}}))
    assert Caller().ids(activity="urn:a") == found


@pytest.mark.parametrize("relation", ["parent", "grouping", "category", "other"])
def test_related_activities_finds_context_activities(relation: str) -> None:
    found = kept(statement(context={"contextActivities": {relation: [activity("urn:a")]}}))
    assert Caller().ids(activity="urn:a", related_activities="true") == found


def test_related_activities_finds_those_of_a_substatement() -> None:
    found = kept(statement(object=substatement(object=activity("urn:a"))))
    assert Caller().ids(activity="urn:a", related_activities="true") == found
    assert Caller().ids(activity="urn:a") == []


def test_verb_and_registration_find_theirs() -> None:
    registration = str(uuid.uuid4())
    found = kept(statement(verb={"id": "urn:v"}, context={"registration": registration}))
    kept(statement())
    caller = Caller()
    assert caller.ids(verb="urn:v") == found
    assert caller.ids(registration=registration) == found
    assert caller.ids(verb="urn:v", registration=str(uuid.uuid4())) == []


def test_all_filters_must_hold_for_the_same_statement() -> None:
    found = kept(statement(actor=agent("me"), object=activity("urn:a"), verb={"id": "urn:v"}))
    kept(statement(actor=agent("me"), object=activity("urn:b"), verb={"id": "urn:v"}))
    kept(statement(actor=agent("you"), object=activity("urn:a"), verb={"id": "urn:v"}))
    assert Caller().ids(agent=agent("me"), activity="urn:a", verb="urn:v") == found


@pytest.mark.parametrize("filters", [{}, {"agent": agent()}, {"activity": activity()["id"]}])
def test_since_is_exclusive_and_until_inclusive(filters: dict[str, Any]) -> None:
    ids = [kept(statement(), minute=minute)[0] for minute in range(4)]
    caller = Caller()
    since, until = "2026-03-02T08:01:00Z", "2026-03-02T09:02:00+01:00"
    assert caller.ids(since=since, **filters) == [ids[3], ids[2]]
    assert caller.ids(until=until, **filters) == [ids[2], ids[1], ids[0]]
    assert caller.ids(since=since, until=until, **filters) == [ids[2]]


@pytest.mark.parametrize("filters", [{}, {"agent": agent()}, {"activity": activity()["id"]}])
@pytest.mark.parametrize("ascending", ["true", "false"])
def test_lists_are_in_the_order_of_storing(filters: dict[str, Any], ascending: str) -> None:
    late, early = kept(statement(), minute=5)[0], kept(statement(), minute=1)[0]
    expected = [early, late] if ascending == "true" else [late, early]
    assert Caller().ids(ascending=ascending, **filters) == expected


def test_what_refers_to_a_match_is_a_match_at_any_distance() -> None:
    (first,) = kept(statement(actor=agent("ben"), object=activity("urn:training")))
    (second,) = kept(statement(actor=agent("andrew"), object=reference(first)), minute=1)
    (third,) = kept(statement(actor=agent("carla"), object=reference(second)), minute=2)
    kept(statement(actor=agent("andrew"), object=reference(uuid.uuid4())), minute=3)
    caller = Caller()
    assert caller.ids(activity="urn:training") == [third, second, first]
    assert caller.ids(agent=agent("ben")) == [third, second, first]
    assert caller.ids(agent=agent("carla")) == [third]


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 0, 2), (2, 0, 1)])
def test_references_match_in_whichever_order_they_arrive(order: tuple[int, ...]) -> None:
    ids = [str(uuid.uuid4()) for _ in range(3)]
    chain = [
        statement(id=ids[0], object=activity("urn:a")),
        statement(id=ids[1], object=reference(ids[0])),
        statement(id=ids[2], object=reference(ids[1])),
    ]
    for index in order:
        kept(chain[index])
    assert sorted(Caller().ids(activity="urn:a")) == sorted(ids)


def test_references_within_one_batch_match_even_in_a_circle() -> None:
    first, second = str(uuid.uuid4()), str(uuid.uuid4())
    kept(
        statement(id=first, object=reference(second)),
        statement(id=second, object=reference(first), verb={"id": "urn:v"}),
    )
    assert sorted(Caller().ids(verb="urn:v")) == sorted([first, second])


def test_a_reference_matches_only_if_its_target_meets_all_filters() -> None:
    (first,) = kept(statement(actor=agent("ben"), verb={"id": "urn:passed"}))
    kept(statement(actor=agent("andrew"), verb={"id": "urn:confirmed"}, object=reference(first)))
    assert Caller().ids(agent=agent("ben"), verb="urn:confirmed") == []


def test_times_apply_to_the_reference_itself() -> None:
    (first,) = kept(statement(object=activity("urn:a")))
    (second,) = kept(statement(object=reference(first)), minute=5)
    assert Caller().ids(activity="urn:a", since="2026-03-02T08:01:00Z") == [second]


def test_pages_hold_references_in_their_place() -> None:
    (first,) = kept(statement(object=activity("urn:a")))
    (second,) = kept(statement(object=reference(first)), minute=1)
    (third,) = kept(statement(object=activity("urn:a")), minute=2)
    caller = Caller()
    page = caller.get("statements", activity="urn:a", limit="2").json()
    assert [each["id"] for each in page["statements"]] == [third, second]
    rest = caller.call("GET", page["more"]).json()
    assert [each["id"] for each in rest["statements"]] == [first]


def test_a_voided_statement_is_left_out_but_not_what_refers_to_it() -> None:
    (first,) = kept(statement(object=activity("urn:a")))
    (second,) = kept(statement(object=reference(first)), minute=1)
    voiding = str(void(uuid.UUID(first), authority=platform_authority()))
    assert Caller().ids(activity="urn:a") == [voiding, second]


def test_pages_along_rare_matches_are_full_and_follow_each_other() -> None:
    """Of many statements of a person few fit the further filter, and voided ones lie between."""
    caller, wanted = Caller(), {"id": "urn:rare"}
    batch = []
    for number in range(60):
        rare = {"verb": wanted} if number % 9 == 0 else {}
        batch.append(statement(id=str(uuid.uuid4()), actor=agent("busy"), **rare))
    caller.post("statements", batch)
    (voiding,) = caller.store(statement(verb={"id": VOIDED}, object=reference(batch[9]["id"])))
    fitting = [row["id"] for row in reversed(batch) if row["verb"] == wanted]
    # What refers to a match is a match, also when it voids that.
    expected = [voiding, *(identifier for identifier in fitting if identifier != batch[9]["id"])]
    answer = caller.get("statements", agent=agent("busy"), verb="urn:rare", limit=2).json()
    found = [row["id"] for row in answer["statements"]]
    while answer["more"]:
        answer = caller.get(answer["more"]).json()
        found += [row["id"] for row in answer["statements"]]
    assert found == expected
