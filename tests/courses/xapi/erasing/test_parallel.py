"""Erasing while eight writers write, on PostgreSQL: no deadlock, and nobody else loses anything."""

import datetime as dt
import hashlib
import threading
import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from campus.kit import dates
from courses.xapi.authority import platform_authority
from courses.xapi.core.keys import agent_key
from courses.xapi.models import AgentMention, PendingStatement, Statement
from courses.xapi.partitions import make_partitions
from courses.xapi.services import ANONYMISE, DELETE, Content, erase_before, erase_person, store
from courses.xapi.signals import statements_accepted
from tests.courses.xapi.test_http_attachments import described
from tests.factories.xapi import agent, group, statement

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
WRITERS, ROUNDS = 8, 6
ME = agent("me")
DATA = b"handout"
CONTENTS = {hashlib.sha256(DATA).hexdigest(): Content(DATA)}
LONG_AGO = dt.datetime(2025, 3, 5, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def nobody_listens(monkeypatch: Any) -> None:
    """Keep the rooms above from folding the queue meanwhile."""
    monkeypatch.setattr(statements_accepted, "receivers", [])


def write(number: int) -> int:
    """Store batches about the person, about others, and about both, with a shared attachment."""
    stored = 0
    for _ in range(ROUNDS):
        batch = [
            statement(actor=ME, context={"registration": str(uuid.UUID(int=number + 1))}),
            statement(actor=agent(f"a{number}"), attachments=[described(DATA)]),
            statement(actor=agent(f"a{number}"), context={"team": group(ME)}),
        ]
        stored += len(store(batch, authority=platform_authority(), contents=CONTENTS))
    return stored


def beside_writers(*deeds: Any) -> None:
    """Run deeds beside eight writers that start together with them."""
    start = threading.Barrier(WRITERS + len(deeds))

    def one(deed: Any) -> Any:
        start.wait()
        try:
            return deed()
        finally:
            connection.close()

    writers = [lambda number=number: write(number) for number in range(WRITERS)]
    with ThreadPoolExecutor(WRITERS + len(deeds)) as pool:
        found = list(pool.map(one, [*writers, *deeds]))
    assert found[:WRITERS] == [3 * ROUNDS] * WRITERS


@pytest.mark.parametrize("policy", [ANONYMISE, DELETE])
def test_person_is_erased_beside_writers(policy: str) -> None:
    write(0)
    beside_writers(*[lambda: erase_person(ME, policy=policy)] * 2)
    erase_person(ME, policy=policy)

    assert not AgentMention.objects.filter(agent_key=agent_key(ME)).exists()
    assert not Statement.objects.filter(actor_key=agent_key(ME)).exists()
    others = 2 * ROUNDS * (WRITERS + 1)
    own = others // 2 if policy == ANONYMISE else 0
    assert Statement.objects.count() == others + own
    mentioned = AgentMention.objects.values_list("statement_id", flat=True)
    assert set(mentioned) == set(Statement.objects.values_list("statement_id", flat=True))


def test_old_months_are_dropped_beside_writers() -> None:
    make_partitions(since=LONG_AGO)
    old = [statement(actor=agent(f"a{index % 3}")) for index in range(450)]
    store(old, authority=platform_authority(), at=LONG_AGO)
    PendingStatement.objects.all().delete()

    beside_writers(lambda: erase_before(dates.now() - dt.timedelta(days=1)))

    assert Statement.objects.count() == 3 * ROUNDS * WRITERS
    assert not AgentMention.objects.filter(stored__lt=dates.now() - dt.timedelta(days=1)).exists()
