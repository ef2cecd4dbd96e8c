"""Erasing a person: nothing leads back, others keep theirs, and what is erased stays erased."""

import hashlib
import json
import uuid
from typing import Any

import pytest

from courses.xapi import queue
from courses.xapi.authority import account_agent, platform_authority
from courses.xapi.clients import Limits, create_client
from courses.xapi.core.anonymous import Disguise
from courses.xapi.core.keys import agent_key
from courses.xapi.core.mentions import mentions_of
from courses.xapi.documents import AGENT_PROFILE, STATE, Place
from courses.xapi.erasing import persons, removal
from courses.xapi.errors import ErasureRefused
from courses.xapi.models import (
    ActivityMention,
    AgentMention,
    Attachment,
    AttachmentContent,
    Client,
    Document,
    Erasure,
    ForwardingTarget,
    OutboxEntry,
    PendingStatement,
    Statement,
    StatementId,
    StatementTarget,
)
from courses.xapi.services import (
    ANONYMISE,
    DELETE,
    Content,
    client_authority,
    count_person,
    erase_person,
    put_document,
    store,
)
from tests.courses.xapi.calling import Caller
from tests.courses.xapi.erasing.looking import left_of
from tests.courses.xapi.test_http_attachments import described
from tests.courses.xapi.test_learner_tokens import mine, token
from tests.courses.xapi.test_limits import places
from tests.factories.xapi import (
    ACTIVITY_ID,
    ClientFactory,
    agent,
    full_statement,
    group,
    reference,
    statement,
)
from tests.standards.xapi.test_signatures import described as signature_described
from tests.standards.xapi.test_signatures import signature_of

pytestmark = pytest.mark.django_db
NAME, YOUR_NAME = uuid.UUID(int=77), uuid.UUID(int=78)
ME, YOU = account_agent(str(NAME)), account_agent(str(YOUR_NAME))
SEAT, YOUR_SEAT = uuid.UUID(int=5 << 64), uuid.UUID(int=6 << 64)
BOTH = pytest.mark.parametrize("policy", [ANONYMISE, DELETE])
VOIDED = "http://adlnet.gov/expapi/verbs/voided"


def provider() -> Any:
    """Return the authority of a program."""
    return client_authority(ClientFactory(owner_kind="provider", owner_key="7"))


def kept(*wholes: dict[str, Any], by: Any = None, **more: Any) -> list[uuid.UUID]:
    """Store statements of a program, or of who is named."""
    return store(list(wholes), authority=by or provider(), **more)


def own(**parts: Any) -> dict[str, Any]:
    """Return a statement of the person on the person's seat."""
    return mine(ME, SEAT, **parts)


@BOTH
@pytest.mark.parametrize("by_platform", [True, False])
def test_nothing_leads_back_to_the_person(policy: str, by_platform: bool) -> None:
    whole = full_statement(actor={**ME, "name": "Erika Muster"})
    whole["result"]["response"] = "my own words"
    whole["context"]["registration"] = str(SEAT)
    by = platform_authority() if by_platform else provider()
    (stored,) = kept(whole, by=by)
    put_document(Place(STATE, "a", ACTIVITY_ID, ME, SEAT), content=b'{"me":"Erika Muster"}')
    put_document(Place(AGENT_PROFILE, "a", agent=ME), content=b'{"me":"Erika Muster"}')
    token(ME, SEAT)

    erasure = erase_person(ME, policy=policy, requested_by="Rathaus")

    taken = [] if by_platform else [str(stored)]
    assert left_of(NAME, "Erika", "my own words", SEAT, "content.example/x/") == []
    assert left_of(stored) == taken
    assert (erasure.statements, erasure.documents) == (1, 2)
    assert (erasure.kind, erasure.policy, erasure.requested_by) == ("person", policy, "Rathaus")
    assert Statement.objects.count() == (1 if policy == ANONYMISE else 0)
    assert not Client.objects.exclude(bound_registration=None).exists()


def test_anonymous_statement_keeps_numbers_place_and_time() -> None:
    whole = own(result={"score": {"scaled": 0.5}, "response": "b"})
    kept({**whole, "timestamp": "2026-03-02T08:00:00Z"})
    before = Statement.objects.get()

    erase_person(ME, policy=ANONYMISE)

    after = Statement.objects.get()
    for name in ("verb", "activity_key", "authority_key", "timestamp", "stored", "voided"):
        assert getattr(after, name) == getattr(before, name)
    raw = json.loads(after.raw)
    assert raw["result"] == {"score": {"scaled": 0.5}}
    assert raw["id"] == str(after.statement_id) != str(before.statement_id)
    assert raw["context"]["registration"] == str(after.registration) != str(SEAT)
    assert raw["actor"]["account"]["name"] == after.actor_key.partition("|")[2] != str(NAME)


def test_anonymous_statements_still_belong_together_and_are_found() -> None:
    caller = Caller("all")
    caller.store(*[own() for _ in range(3)], mine(YOU, YOUR_SEAT))

    erase_person(ME, policy=ANONYMISE)

    actors = Statement.objects.exclude(registration=YOUR_SEAT).values("actor_key", "registration")
    assert len(actors) == 3
    (one,) = actors.distinct()
    stranger = account_agent(one["actor_key"].partition("|")[2])
    assert len(caller.ids(agent=stranger)) == 3
    assert len(caller.ids(registration=str(one["registration"]))) == 3
    assert len(caller.ids(activity=ACTIVITY_ID)) == 4
    assert caller.ids(agent=ME) == caller.ids(registration=str(SEAT)) == []


@BOTH
def test_others_keep_theirs(policy: str) -> None:
    foreign = [full_statement(actor=YOU), mine(YOU, YOUR_SEAT), statement(actor=group(YOU))]
    kept(*foreign)
    put_document(Place(STATE, "a", ACTIVITY_ID, YOU, YOUR_SEAT), content=b"{}")
    token(YOU, YOUR_SEAT)
    before = list(Statement.objects.order_by("stored").values())
    counts = [AgentMention.objects.count(), ActivityMention.objects.count()]
    kept(own())

    erase_person(ME, policy=DELETE)

    assert list(Statement.objects.order_by("stored").values()) == before
    assert [AgentMention.objects.count(), ActivityMention.objects.count()] == counts
    assert Document.objects.count() == 1
    assert Client.objects.exclude(bound_registration=None).count() == 1


NAMED = [place for place in places(ME) if place != "actor"]


@BOTH
@pytest.mark.parametrize("place", NAMED)
def test_statements_of_others_only_lose_the_name(policy: str, place: str) -> None:
    whole = {**places({**ME, "name": "Erika"})[place]}
    if not place.startswith("actor"):
        whole["actor"] = YOU
    whole.setdefault("context", {})["registration"] = str(YOUR_SEAT)
    (stored,) = kept({**whole, "result": {"score": {"scaled": 1}, "response": "of hers"}})

    erase_person(ME, policy=policy)

    assert left_of(NAME, "Erika") == []
    row = Statement.objects.get()
    assert (row.statement_id, row.registration) == (stored, YOUR_SEAT)
    assert ("response" in json.loads(row.raw)["result"]) is ("context" in place)
    found = mentions_of(json.loads(row.raw), row.authority_key)
    assert dict(AgentMention.objects.values_list("agent_key", "direct")) == found.agents
    assert row.actor_key == found.actor_key


def test_statements_of_others_on_the_persons_seat_are_the_persons_own() -> None:
    kept(mine(YOU, SEAT), mine(YOU, YOUR_SEAT))
    erase_person(ME, policy=DELETE, registrations=[SEAT])
    assert Statement.objects.get().registration == YOUR_SEAT


def test_statements_of_others_on_the_persons_seat_leave_it_when_kept() -> None:
    kept(mine(YOU, SEAT))
    erase_person(ME, policy=ANONYMISE, registrations=[SEAT])
    assert Statement.objects.get().actor_key == agent_key(YOU)
    assert left_of(SEAT) == []


@BOTH
@pytest.mark.parametrize("actor", [ME, YOU])
def test_signed_statement_can_only_be_deleted(policy: str, actor: dict[str, Any]) -> None:
    whole = mine(actor, YOUR_SEAT, id=str(uuid.uuid4()))
    whole["context"]["instructor"] = ME
    data = signature_of(whole)
    described = signature_described(data)
    kept({**whole, "attachments": [described]}, contents={described["sha2"]: Content(data)})

    assert count_person(ME).signed == 1
    assert erase_person(ME, policy=policy).attachments == 1

    assert not Statement.objects.exists()
    assert not AttachmentContent.objects.exists()


@BOTH
def test_contents_go_unless_somebody_else_has_the_same(policy: str) -> None:
    shared, private = b"handout", b"my essay"
    contents = {hashlib.sha256(data).hexdigest(): Content(data) for data in (shared, private)}
    both = [described(shared), described(private)]
    kept(own(attachments=both), contents=contents)
    kept(mine(YOU, YOUR_SEAT, attachments=[described(shared)]), contents=contents)

    assert erase_person(ME, policy=policy).attachments == 2

    assert [bytes(each.data) for each in AttachmentContent.objects.all()] == [shared]
    assert Attachment.objects.count() == 1
    left = Statement.objects.exclude(registration=YOUR_SEAT)
    assert not any("attachments" in json.loads(row.raw) for row in left)


@BOTH
def test_erased_statement_is_not_brought_back_by_sending_it_again(policy: str) -> None:
    caller = Caller("all")
    whole = own(id=str(uuid.uuid4()))
    caller.store(whole)
    erase_person(ME, policy=policy)
    count = Statement.objects.count()

    assert caller.post("statements", whole).json() == [whole["id"]]
    assert caller.put("statements", whole, statementId=whole["id"]).status_code == 204
    other = caller.store(whole, mine(YOU, YOUR_SEAT))

    assert left_of(NAME) == []
    assert Statement.objects.count() == count + 1
    assert caller.get("statements", statementId=whole["id"]).status_code == 404
    assert caller.get("statements", statementId=other[1]).status_code == 200


def test_deed_of_the_platform_may_be_done_again_after_erasure() -> None:
    whole = own(id=str(uuid.uuid5(uuid.NAMESPACE_URL, "deed")))
    kept(whole, by=platform_authority())
    erase_person(ME, policy=DELETE)
    kept({**whole, "actor": YOU}, by=platform_authority())
    assert Statement.objects.get().actor_key == agent_key(YOU)


@BOTH
def test_what_waits_for_others_is_taken_out(policy: str) -> None:
    ForwardingTarget.objects.create(name="archive")
    kept(own(), mine(YOU, YOUR_SEAT))

    erase_person(ME, policy=policy)

    assert [row.registration for row in queue.take_pending(9)] == [YOUR_SEAT]
    (entry,) = OutboxEntry.objects.all()
    assert Statement.objects.get(statement_id=entry.statement_id).registration == YOUR_SEAT
    assert PendingStatement.objects.count() == 1


def test_references_among_the_persons_statements_follow_whatever_the_chunks(
    monkeypatch: Any,
) -> None:
    monkeypatch.setattr(persons, "CHUNK", 1)
    caller = Caller("all")
    first, second, foreign = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()
    kept(mine(YOU, YOUR_SEAT, id=str(foreign)))
    kept(own(id=str(first)))
    kept(own(id=str(second), object=reference(first)))
    kept(own(object=reference(foreign)))
    kept(own(object=reference(second)))

    erase_person(ME, policy=ANONYMISE)

    assert left_of(SEAT) == []
    targets = set(Statement.objects.exclude(target_id=None).values_list("target_id", flat=True))
    stored = set(Statement.objects.values_list("statement_id", flat=True))
    assert targets <= stored
    assert foreign in targets
    assert first not in targets
    assert len(caller.ids(activity=ACTIVITY_ID)) == 5
    assert StatementTarget.objects.count() == 4


@BOTH
def test_voided_statements_are_erased_and_stay_voided(policy: str) -> None:
    (stored,) = kept(own())
    kept(own(verb={"id": VOIDED}, object=reference(stored)))
    erase_person(ME, policy=policy)
    assert left_of(NAME, SEAT) == []
    assert Statement.objects.filter(voided=True).count() == (policy == ANONYMISE)


def test_many_statements_go_in_chunks(monkeypatch: Any) -> None:
    monkeypatch.setattr(persons, "CHUNK", 3)
    kept(*[own() for _ in range(10)], mine(YOU, YOUR_SEAT))
    assert erase_person(ME, policy=DELETE).statements == 10
    assert Statement.objects.get().registration == YOUR_SEAT


def test_what_is_stored_meanwhile_is_erased_too() -> None:
    kept(own())
    erasure = erase_person(ME, policy=DELETE, meanwhile=lambda: kept(own(), own()) and None)
    assert erasure.statements == 3
    assert not Statement.objects.exists()
    assert Erasure.objects.count() == 1


def test_broken_off_erasure_goes_on_where_it_stopped(monkeypatch: Any) -> None:
    monkeypatch.setattr(persons, "CHUNK", 2)
    kept(*[own() for _ in range(5)])
    done = removal.remove

    def breaking(rows: Any) -> Any:
        if Statement.objects.count() < 4:
            raise RuntimeError
        return done(rows)

    monkeypatch.setattr(persons, "remove", breaking)
    with pytest.raises(RuntimeError):
        erase_person(ME, policy=DELETE)
    assert (Statement.objects.count(), Erasure.objects.count()) == (3, 0)
    monkeypatch.setattr(persons, "remove", done)
    assert erase_person(ME, policy=DELETE).statements == 3


def test_mentions_without_a_statement_hold_nothing_up(monkeypatch: Any) -> None:
    monkeypatch.setattr(persons, "CHUNK", 1)
    kept(own(), own(), own())
    lost = Statement.objects.order_by("stored").first()
    assert lost is not None
    removal.delete_exactly("xapi_statement", ("statement_id",), [(lost.statement_id,)])
    assert erase_person(ME, policy=DELETE).statements == 2
    assert left_of(NAME) == []


def test_person_is_taken_off_the_lists_of_clients() -> None:
    me, you = agent_key(ME), agent_key(YOU)
    for actors in ([me], [me, you], [you]):
        create_client(name=str(len(actors)), scopes=["state"], limits=Limits(actors=actors))
    erase_person(ME, policy=DELETE)
    rows = Client.objects.order_by("id").values_list("allowed_actors", "active")
    assert list(rows) == [([], False), ([you], True), ([you], True)]


def test_mailbox_is_erased_as_well() -> None:
    person = {"mbox": "mailto:Erika@example.org", "name": "Erika"}
    Caller("all").store(statement(actor=person), statement(actor=YOU, object=group(person)))
    erase_person({"mbox": "mailto:Erika@EXAMPLE.org"}, policy=ANONYMISE)
    assert left_of("Erika") == []


def test_count_changes_nothing() -> None:
    kept(own(), own(), statement(actor=YOU, context={"instructor": ME}), mine(YOU, YOUR_SEAT))
    kept(mine(YOU, SEAT))
    put_document(Place(AGENT_PROFILE, "a", agent=ME), content=b"{}")
    before = left_of(NAME)
    counts = count_person(ME, registrations=[SEAT])
    assert (counts.own, counts.naming, counts.signed, counts.documents) == (3, 1, 0, 1)
    assert left_of(NAME) == before
    assert not Erasure.objects.exists()


@pytest.mark.parametrize("policy", ["", "forget", "DELETE"])
def test_unknown_policy_erases_nothing(policy: str) -> None:
    kept(own())
    with pytest.raises(ErasureRefused, match="anonymise or delete"):
        erase_person(ME, policy=policy)
    assert Statement.objects.count() == 1


def test_anonymous_group_cannot_be_found() -> None:
    with pytest.raises(ErasureRefused, match="identifier"):
        erase_person(group(agent()), policy=DELETE)


def test_disguise_is_the_same_for_one_erasure_and_another_for_the_next() -> None:
    one, other = persons.new_disguise("key"), persons.new_disguise("key")
    assert isinstance(one, Disguise)
    assert one.renamed(str(SEAT)) == one.renamed(str(SEAT).upper())
    assert len({one.renamed(str(SEAT)), other.renamed(str(SEAT)), str(SEAT)}) == 3
    assert one.agent != other.agent


def test_work_grows_with_the_person_not_with_the_store(django_assert_max_num_queries: Any) -> None:
    kept(*[mine(YOU, YOUR_SEAT) for _ in range(30)])
    kept(own(), own())
    with django_assert_max_num_queries(40):
        erase_person(ME, policy=DELETE)
    assert StatementId.objects.count() == 32
