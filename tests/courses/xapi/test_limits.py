"""What a client may write: lists of verbs and actors, and people by opaque accounts only."""

import json
import uuid
from typing import Any

import pytest
from django.conf import settings

from courses.xapi.acceptance import check_accounts
from courses.xapi.core.people import account_fault, named_in
from courses.xapi.errors import StatementRefused
from courses.xapi.models import Document, Statement
from courses.xapi.services import (
    Limits,
    actor_key_of,
    client_authority,
    create_client,
    platform_authority,
    store,
)
from tests.courses.xapi.calling import Caller
from tests.factories.xapi import (
    ACTIVITY_ID,
    VERB_ID,
    activity,
    agent,
    full_statement,
    group,
    reference,
    statement,
    substatement,
)

OTHER_VERB = "http://adlnet.gov/expapi/verbs/attempted"
VOIDED = "http://adlnet.gov/expapi/verbs/voided"
MAILBOX = {"objectType": "Agent", "mbox": "mailto:learner@example.org"}
SHA1 = {"mbox_sha1sum": "a" * 40}
OPENID = {"openid": "https://id.example/learner"}


def limited(**limits: Any) -> Any:
    """Return the authority of a client with limits."""
    client, _secret = create_client(
        name="Lernspiel", scopes=["statements/write"], limits=Limits(**limits)
    )
    return client_authority(client)


@pytest.mark.django_db
def test_verb_on_the_list_is_stored_and_another_refused_by_name() -> None:
    authority = limited(verbs=[VERB_ID, VOIDED])
    store([statement()], authority=authority)
    with pytest.raises(StatementRefused, match=f"these verbs only: {VERB_ID}, {VOIDED}"):
        store([statement(), statement(verb={"id": OTHER_VERB})], authority=authority)
    assert Statement.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("verb", [VERB_ID.upper(), f"{VERB_ID}/", f"{VERB_ID}?", f"{VERB_ID}#"])
def test_verb_that_only_looks_like_one_on_the_list_is_refused(verb: str) -> None:
    with pytest.raises(StatementRefused):
        store([statement(verb={"id": verb})], authority=limited(verbs=[VERB_ID]))


@pytest.mark.django_db
def test_voiding_needs_its_verb_on_the_list() -> None:
    authority = limited(verbs=[VERB_ID])
    (stored,) = store([statement()], authority=authority)
    with pytest.raises(StatementRefused):
        store([statement(verb={"id": VOIDED}, object=reference(stored))], authority=authority)


ALLOWED = [agent("one"), agent("two")]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("actor", "good"),
    [
        (agent("one"), True),
        (agent("two"), True),
        (agent("three"), False),
        (group(agent("one"), agent("two")), True),
        (group(agent("one"), agent("three")), False),
        (group(**agent("one") | {"objectType": "Group"}), True),
        (group(agent("one"), **agent("three") | {"objectType": "Group"}), False),
    ],
)
def test_actors_on_the_list_are_stored_and_others_refused_by_name(
    actor: dict[str, Any], good: bool
) -> None:
    authority = limited(actors=[actor_key_of(each["account"]["name"]) for each in ALLOWED])
    if good:
        assert store([statement(actor=actor)], authority=authority)
        return
    with pytest.raises(StatementRefused, match="these actors only: account:.*one, account:.*two"):
        store([statement(actor=actor)], authority=authority)


@pytest.mark.django_db
def test_refusal_over_http_is_a_403_that_names_what_is_allowed() -> None:
    caller = Caller("statements/write", allowed_verbs=[VERB_ID])
    response = caller.post("statements", [statement(verb={"id": OTHER_VERB})])
    assert (response.status_code, response.json()["code"]) == (403, "statement_refused")
    assert VERB_ID in response.json()["error"]
    put = caller.put(
        "statements", statement(verb={"id": OTHER_VERB}), statementId=str(uuid.uuid4())
    )
    assert put.status_code == 403


def places(person: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return statements that name somebody at every place where a statement can."""
    relevant = {"objectType": "contextAgent", "agent": person}
    team = {"objectType": "contextGroup", "group": group(person)}
    return {
        "actor": statement(actor=person),
        "actor.member[0]": statement(actor=group(person)),
        "actor.member[1]": statement(actor=group(agent(), person)),
        "object": statement(object={"objectType": "Agent", **person}),
        "object.member[0]": statement(object=group(person)),
        "object.actor": statement(object=substatement(actor=person)),
        "object.object": statement(object=substatement(object={"objectType": "Agent", **person})),
        "object.context.team.member[0]": statement(
            object=substatement(context={"team": group(person)})
        ),
        "context.instructor": statement(context={"instructor": person}),
        "context.instructor.member[0]": statement(context={"instructor": group(person)}),
        "context.team.member[0]": statement(context={"team": group(person)}),
        "context.contextAgents[0].agent": statement(context={"contextAgents": [relevant]}),
        "context.contextGroups[0].group.member[0]": statement(context={"contextGroups": [team]}),
    }


PLACES = list(places(agent()))
FAULTS = [
    (MAILBOX, "must be identified by an account"),
    (SHA1, "must be identified by an account"),
    (OPENID, "must be identified by an account"),
    (agent(name="Erika"), "must not carry a name"),
    (agent("learner@example.org"), "must not have an e-mail address as its account"),
]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(("person", "fault"), FAULTS)
def test_person_who_is_no_opaque_account_is_refused_wherever_named(
    place: str, person: dict[str, Any], fault: str
) -> None:
    with pytest.raises(StatementRefused) as caught:
        check_accounts(places(person)[place])
    assert f"{place} {fault}" in str(caught.value)


@pytest.mark.parametrize("place", PLACES)
def test_opaque_account_is_accepted_wherever_named(place: str) -> None:
    check_accounts(places(agent())[place])


def test_every_place_of_a_full_statement_is_seen() -> None:
    found = [path for path, _agent in named_in(full_statement())]
    assert found == [
        "actor",
        "context.instructor",
        "context.team",
        "context.team.member[0]",
        "context.team.member[1]",
    ]


@pytest.mark.parametrize(
    ("somebody", "fault"),
    [
        (agent(), ""),
        (group(agent()), ""),
        (group(MAILBOX), ""),
        (group(agent(), name="Team Blau"), "must not carry a name"),
        (group(mbox="mailto:team@example.org"), "must be identified by an account"),
    ],
)
def test_account_fault_asks_an_anonymous_group_for_nothing(
    somebody: dict[str, Any], fault: str
) -> None:
    assert account_fault(somebody) == fault


@pytest.mark.django_db
@pytest.mark.parametrize("whole", [*places(MAILBOX).values(), full_statement()])
def test_client_that_may_all_is_stored_unaltered(whole: dict[str, Any]) -> None:
    caller = Caller("all")
    (stored,) = caller.store(whole)
    returned = caller.get("statements", statementId=stored).json()
    for key in ("actor", "object"):
        assert returned[key] == whole[key]
    assert returned.get("context", {}).get("team") == whole.get("context", {}).get("team")


@pytest.mark.django_db
def test_platform_itself_is_not_asked() -> None:
    assert store([statement(actor=MAILBOX)], authority=platform_authority())


@pytest.mark.django_db
def test_authority_that_a_client_sends_is_never_kept() -> None:
    caller = Caller("statements/write", "statements/read")
    (stored,) = caller.store({**statement(), "authority": MAILBOX})
    returned = caller.get("statements", statementId=stored).json()
    assert returned["authority"]["account"]["homePage"] == settings.KC_XAPI_HOME_PAGE
    assert MAILBOX["mbox"] not in json.dumps(returned)


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["GET", "PUT", "POST", "DELETE"])
@pytest.mark.parametrize("resource", ["activities/state", "agents/profile"])
@pytest.mark.parametrize(("person", "fault"), FAULTS)
def test_documents_of_who_is_no_opaque_account_are_refused(
    method: str, resource: str, person: dict[str, Any], fault: str
) -> None:
    caller = Caller("state", "profile")
    names = {"activities/state": "stateId", "agents/profile": "profileId"}
    params = {"agent": json.dumps(person), names[resource]: "a"}
    if resource == "activities/state":
        params["activityId"] = ACTIVITY_ID
    response = caller.call(method, resource, {"x": 1}, params=params)
    assert (response.status_code, response.json()["code"]) == (403, "agent_refused")
    assert fault in response.json()["error"]
    assert not Document.objects.exists()


@pytest.mark.django_db
def test_document_of_a_mailbox_is_kept_for_a_client_that_may_all() -> None:
    place = {"agent": MAILBOX, "profileId": "a"}
    assert Caller("all").post("agents/profile", {"x": 1}, **place).status_code == 204


@pytest.mark.django_db
def test_definitions_do_not_count_as_people() -> None:
    named = statement(object=activity(name={"de": "Erika"}))
    assert Caller("statements/write").post("statements", named).status_code == 200
