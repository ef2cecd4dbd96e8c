"""Statements without the person, as pure functions."""

import uuid
from typing import Any

import pytest

from courses.xapi.core.anonymous import (
    Disguise,
    disguised,
    is_direct,
    is_signed,
    names,
    purged,
    references_of,
    renamed,
)
from courses.xapi.core.attachments import SIGNATURE_USAGE
from courses.xapi.core.editions import Edition
from courses.xapi.core.keys import agent_key
from courses.xapi.core.statements import check_statement
from tests.courses.xapi.test_limits import places
from tests.factories.xapi import (
    agent,
    attachment,
    full_statement,
    group,
    reference,
    statement,
    substatement,
)

ME = agent("me", name="Erika")
ONE, OTHER = uuid.UUID(int=1), uuid.UUID(int=2)
PLACES = list(places(ME))


def turned(text: str) -> str:
    """Return another UUID for each."""
    return str(uuid.UUID(int=uuid.UUID(text).int ^ (1 << 127)))


DISGUISE = Disguise(agent_key(ME), agent("nobody"), turned)
SOMEBODY = {"mbox": "mailto:me@example.org", "name": "Erika"}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("person", [ME, SOMEBODY], ids=["account", "mailbox"])
def test_person_is_replaced_wherever_named_and_nobody_else(
    place: str, person: dict[str, Any]
) -> None:
    disguise = Disguise(agent_key(person), agent("nobody"), turned)
    whole = places(person)[place]
    result = disguised(whole, disguise)
    assert names(whole, disguise.key)
    assert not names(result, disguise.key)
    assert names(result, agent_key(agent("nobody")))
    assert not any(trace in str(result) for trace in ("Erika", "me@example.org"))
    check_statement(result, Edition.TWO)
    assert disguised(places(agent())[place], disguise) == places(agent())[place]


@pytest.mark.parametrize("place", PLACES)
def test_direct_is_who_acts_or_is_acted_upon(place: str) -> None:
    assert is_direct(places(ME)[place], DISGUISE.key) is ("context" not in place)


def test_group_keeps_being_one() -> None:
    team = {**group(agent()), **ME, "objectType": "Group"}
    result = disguised(statement(actor=team), DISGUISE)["actor"]
    assert result == {**agent("nobody"), "objectType": "Group", "member": [agent()]}


def test_what_people_typed_is_purged_and_numbers_are_kept() -> None:
    whole = full_statement()
    result = purged(whole)
    assert result["result"] == {
        key: whole["result"][key] for key in ("score", "success", "completion", "duration")
    }
    assert "attachments" not in result
    assert "extensions" not in result["context"]
    assert result["context"]["contextActivities"] == whole["context"]["contextActivities"]
    check_statement(result, Edition.TWO)


def test_result_of_answers_only_goes_as_a_whole() -> None:
    assert "result" not in purged(statement(result={"response": "b", "extensions": {"x:y": 1}}))


def test_substatement_is_purged_too() -> None:
    whole = statement(object=substatement(result={"response": "b", "success": True}))
    assert purged(whole)["object"]["result"] == {"success": True}


def test_own_names_are_exchanged_and_foreign_references_stay() -> None:
    whole = statement(
        id=str(ONE),
        object=reference(str(OTHER).upper()),
        context={"registration": str(ONE), "statement": reference(OTHER)},
    )
    assert list(references_of(whole)) == [str(OTHER).upper(), str(OTHER)]
    result = renamed(whole, DISGUISE, {str(OTHER)})
    assert result["id"] == result["context"]["registration"] == turned(str(ONE))
    assert result["object"]["id"] == result["context"]["statement"]["id"] == turned(str(OTHER))
    kept = renamed(whole, DISGUISE, set())
    assert kept["object"] == whole["object"]
    assert kept["context"]["statement"] == reference(OTHER)


def test_names_below_are_exchanged_too() -> None:
    context = {"registration": str(ONE), "statement": reference(OTHER)}
    below = substatement(context=context, object=reference(OTHER))
    whole = statement(id=str(ONE), object=below)
    assert list(references_of(whole)) == [str(OTHER), str(OTHER)]
    result = renamed(whole, DISGUISE, {str(OTHER)})["object"]
    assert result["context"] == {
        "registration": turned(str(ONE)),
        "statement": reference(turned(str(OTHER))),
    }
    assert result["object"] == reference(turned(str(OTHER)))


@pytest.mark.parametrize(
    ("attachments", "signed"),
    [([], False), ([attachment()], False), ([attachment(usageType=SIGNATURE_USAGE)], True)],
)
def test_signed_is_what_carries_a_signature(attachments: list[Any], signed: bool) -> None:
    assert is_signed(statement(attachments=attachments)) is signed
    assert not is_signed(statement())
