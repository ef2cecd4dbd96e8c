"""Voiding: who may void what, and in which order things may arrive."""

import uuid
from typing import Any

import pytest

from courses.xapi import queue
from courses.xapi.authority import client_authority, platform_authority
from courses.xapi.core.statements import VOIDED
from courses.xapi.errors import InvalidStatement, VoidingRefused
from courses.xapi.models import Statement
from courses.xapi.services import store, void
from tests.factories.xapi import ClientFactory, agent, reference, statement

pytestmark = pytest.mark.django_db


def voiding(target: Any) -> dict[str, Any]:
    """Return a statement that voids another."""
    return statement(verb={"id": VOIDED}, object=reference(target))


def is_voided(statement_id: uuid.UUID) -> bool:
    """Tell whether a statement is voided."""
    return Statement.objects.get(pk=statement_id).voided


def test_void_marks_the_statement_and_no_other() -> None:
    first, second = store([statement(), statement()], authority=platform_authority())
    voiding_id = void(first, authority=platform_authority())
    assert is_voided(first)
    assert not is_voided(second)
    assert not is_voided(voiding_id)


def test_void_names_who_did_it() -> None:
    (first,) = store([statement()], authority=platform_authority())
    voiding_id = void(first, authority=platform_authority(), actor=agent("office"))
    assert "office" in Statement.objects.get(pk=voiding_id).actor_key


def test_void_in_the_same_batch_is_possible() -> None:
    identifier = uuid.uuid4()
    store([statement(id=str(identifier)), voiding(identifier)], authority=platform_authority())
    assert is_voided(identifier)


def test_void_before_the_statement_arrives_voids_it_on_arrival() -> None:
    identifier = uuid.uuid4()
    store([voiding(identifier)], authority=platform_authority())
    store([statement(id=str(identifier))], authority=platform_authority())
    assert is_voided(identifier)


def test_void_in_advance_by_a_stranger_has_no_effect() -> None:
    identifier = uuid.uuid4()
    store([voiding(identifier)], authority=client_authority(ClientFactory()))
    store([statement(id=str(identifier))], authority=platform_authority())
    assert not is_voided(identifier)


def test_void_a_voiding_statement_is_refused() -> None:
    (first,) = store([statement()], authority=platform_authority())
    voiding_id = void(first, authority=platform_authority())
    with pytest.raises(InvalidStatement) as caught:
        void(voiding_id, authority=platform_authority())
    assert caught.value.path == "object.id"


def test_a_voiding_statement_voided_in_advance_stays() -> None:
    identifier = uuid.uuid4()
    store([voiding(identifier)], authority=platform_authority())
    late = voiding(uuid.uuid4()) | {"id": str(identifier)}
    store([late], authority=platform_authority())
    assert not is_voided(identifier)


@pytest.mark.parametrize(("scopes", "allowed"), [(["all"], True), (["statements/write"], False)])
def test_void_what_another_authority_said_needs_the_scope_all(
    scopes: list[str], allowed: bool
) -> None:
    (first,) = store([statement()], authority=platform_authority())
    stranger = client_authority(ClientFactory(scopes=scopes))
    if allowed:
        void(first, authority=stranger)
    else:
        with pytest.raises(VoidingRefused):
            void(first, authority=stranger)
    assert is_voided(first) is allowed


def test_void_ones_own_is_allowed() -> None:
    own = client_authority(ClientFactory(scopes=["statements/write"]))
    (first,) = store([statement()], authority=own)
    void(first, authority=own)
    assert is_voided(first)


@pytest.mark.parametrize("bound", ["actor", "registration"])
def test_void_outside_the_bounds_of_a_credential_is_refused(bound: str) -> None:
    registration, other = uuid.uuid4(), uuid.uuid4()
    owner = {"scopes": ["statements/write"], "owner_kind": "provider", "owner_key": "7"}
    context = {"registration": str(other if bound == "registration" else registration)}
    actor = agent("another" if bound == "actor" else "me")
    unbound = client_authority(ClientFactory(**owner))
    (first,) = store([statement(actor=actor, context=context)], authority=unbound)
    bounds = {
        "bound_actor_key": "account:https://kommunalcampus.example|me",
        "bound_registration": registration,
    }
    launched = client_authority(ClientFactory(**owner, **bounds))
    attempt = voiding(first) | {
        "actor": agent("me"),
        "context": {"registration": str(registration)},
    }
    with pytest.raises(VoidingRefused):
        store([attempt], authority=launched)


def test_void_queues_the_registration_of_what_was_voided() -> None:
    registration = uuid.uuid4()
    whole = statement(context={"registration": str(registration)})
    (first,) = store([whole], authority=platform_authority())
    queue.done(row.id for row in queue.take_pending(10))
    voiding_id = void(first, authority=platform_authority())
    (pending,) = queue.take_pending(10)
    assert (pending.statement_id, pending.registration) == (voiding_id, registration)


def test_void_what_is_not_there_is_accepted() -> None:
    assert void(uuid.uuid4(), authority=platform_authority())
