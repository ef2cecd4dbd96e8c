"""Adding, pausing and resuming targets, older statements, the state for people, the command."""

import datetime as dt
import io
import json
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campus.kit import dates
from courses.xapi.authority import platform_authority
from courses.xapi.forwarding import backfill, selectors, services, tasks
from courses.xapi.forwarding.configuration import VARIABLE, addresses
from courses.xapi.forwarding.errors import TargetExists, TargetNotConfigured, UnknownTarget
from courses.xapi.forwarding.sender import forward
from courses.xapi.models import ForwardingTarget, OutboxEntry, Statement
from courses.xapi.services import store
from tests.courses.xapi.forwarding.target import MemoryStore
from tests.factories.xapi import statement

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 11, 22, 12, 0, tzinfo=dt.UTC)
LATER = NOON + dt.timedelta(minutes=1)


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Name two targets in the environment."""
    monkeypatch.setenv(VARIABLE, "here=https://lrs.example/xapi there=https://b.example/xapi")
    for name in ("HERE", "THERE"):
        monkeypatch.setenv(f"{VARIABLE}_{name}_KEY", "key")
        monkeypatch.setenv(f"{VARIABLE}_{name}_SECRET", "secret")


def stored(count: int, at: dt.datetime = NOON) -> list[Any]:
    """Store some statements at an instant and return their ids."""
    return store([statement() for _ in range(count)], authority=platform_authority(), at=at)


def sent_to(lrs: MemoryStore) -> list[str]:
    """Send what waits for `here` and return the ids of all it holds."""
    forward({"here": addresses()["here"]}, seconds=20, open_receiver=lrs.open)
    return list(lrs.statements)


def test_added_target_gets_what_is_stored_from_then_on() -> None:
    stored(2)
    services.add_target(name="here")
    ids = stored(1)
    assert sent_to(MemoryStore()) == [str(ids[0])]


@pytest.mark.parametrize("name", ["elsewhere", ""])
def test_target_that_the_environment_does_not_name_is_not_added(name: str) -> None:
    with pytest.raises(TargetNotConfigured, match="here, there"):
        services.add_target(name=name)


def test_fault_in_the_environment_is_told_when_adding(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(f"{VARIABLE}_THERE_KEY")
    with pytest.raises(TargetNotConfigured, match="KC_XAPI_FORWARD_THERE_KEY"):
        services.add_target(name="here")


def test_target_is_added_only_once() -> None:
    services.add_target(name="here")
    with pytest.raises(TargetExists):
        services.add_target(name="here")


def test_backfill_sends_everything_once_and_in_order() -> None:
    ids = [str(key) for key in stored(7)]
    with dates.moved_clock(LATER):
        services.add_target(name="here", backfill=True)
    with dates.moved_clock(LATER + dt.timedelta(seconds=6)):
        lrs = MemoryStore()
        assert sent_to(lrs) == ids
        assert sent_to(lrs) == ids
    assert len(lrs.requests) == 1
    assert ForwardingTarget.objects.get().backfill_until is None


def test_backfill_goes_chunk_by_chunk_and_on_where_it_stopped() -> None:
    ids = stored(7)
    with dates.moved_clock(LATER):
        target = services.add_target(name="here", backfill=True)
    with dates.moved_clock(LATER + dt.timedelta(seconds=6)):
        counts = [backfill.queue_older(target, chunk=3) for _ in range(4)]
    assert counts == [3, 3, 1, 0]
    queued = OutboxEntry.objects.order_by("id").values_list("statement_id", flat=True)
    assert list(queued) == sorted(ids, key=lambda key: list(ids).index(key))


def test_backfill_waits_for_writers_that_may_have_missed_the_target() -> None:
    stored(2)
    with dates.moved_clock(LATER):
        target = services.add_target(name="here", backfill=True)
        assert backfill.queue_older(target) == 2
        late = stored(1, at=LATER - dt.timedelta(seconds=1))
        OutboxEntry.objects.all().delete()
        assert backfill.queue_older(target) == 1
    assert [entry.statement_id for entry in OutboxEntry.objects.all()] == late


def test_statement_stored_while_paused_is_sent_afterwards() -> None:
    services.add_target(name="here")
    services.pause_target(name="here")
    ids = [str(key) for key in stored(1)]
    lrs = MemoryStore()
    assert sent_to(lrs) == []
    services.resume_target(name="here")
    assert sent_to(lrs) == ids


def test_resuming_forgives_failures() -> None:
    services.add_target(name="here")
    ForwardingTarget.objects.update(failures=9, next_attempt_at=NOON + dt.timedelta(days=9999))
    stored(1)
    services.resume_target(name="here")
    assert len(sent_to(MemoryStore())) == 1


def test_refused_statements_are_sent_again_on_demand() -> None:
    services.add_target(name="here")
    stored(2)
    lrs = MemoryStore()
    lrs.refuse(400)
    assert sent_to(lrs) == []
    lrs.refuse(200)
    assert services.retry_refused(name="here") == 2
    assert len(sent_to(lrs)) == 2


def test_removed_target_leaves_nothing() -> None:
    services.add_target(name="here")
    stored(2)
    assert services.remove_target(name="here") == 2
    assert not OutboxEntry.objects.exists()
    stored(1)
    assert Statement.objects.count() == 3


@pytest.mark.parametrize(
    "deed",
    [
        services.pause_target,
        services.resume_target,
        services.retry_refused,
        services.remove_target,
        services.queue_all_older,
    ],
)
def test_deed_on_an_unknown_target_is_refused(deed: Any) -> None:
    with pytest.raises(UnknownTarget):
        deed(name="here")


def test_task_without_targets_asks_one_question() -> None:
    with CaptureQueriesContext(connection) as queries:
        assert tasks.forward.func() == 0
    assert len(queries) == 1


def test_task_with_nothing_to_send_reaches_nobody() -> None:
    services.add_target(name="here")
    assert tasks.forward.func() == 0


def test_states_tell_people_how_it_goes() -> None:
    services.add_target(name="there")
    services.add_target(name="here")
    stored(3)
    OutboxEntry.objects.filter(pk=OutboxEntry.objects.earliest("id").pk).update(refused="no")
    ForwardingTarget.objects.filter(name="here").update(failures=2, last_error="503: no")
    with CaptureQueriesContext(connection) as queries:
        here, there = selectors.target_states()
    assert len(queries) == 2
    assert (here.name, here.url, here.failures) == ("here", "https://lrs.example/xapi", 2)
    assert (there.waiting + there.refused, here.waiting + here.refused) == (3, 3)
    assert (here.last_error, here.oldest) == ("503: no", NOON)
    (refused,) = [each for name in ("here", "there") for each in selectors.refused_statements(name)]
    assert (refused.reason, refused.queued_at) == ("no", NOON)


def test_state_of_a_target_out_of_the_environment_has_no_address(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    services.add_target(name="here")
    monkeypatch.setenv(VARIABLE, "nonsense")
    (state,) = selectors.target_states()
    assert (state.url, state.waiting, state.oldest) == ("", 0, None)


def told(*arguments: str) -> str:
    """Run the command and return what it says."""
    out = io.StringIO()
    call_command("xapi_forwarding", *arguments, stdout=out)
    return out.getvalue()


def test_command_leads_a_target_through_its_life() -> None:
    stored(1)
    assert "Older ones" in told("add", "here", "--backfill")
    assert "what is stored waits" in told("pause", "here")
    (state,) = json.loads(told("status"))
    assert (state["name"], state["is_paused"], state["is_backfilling"]) == ("here", True, True)
    assert "0 statements" in told("send")
    assert "again" in told("resume", "here")
    assert told("retry", "here").startswith("0 ")
    assert json.loads(told("status", "--refused", "here")) == []
    assert "forgotten" in told("remove", "here")


def test_command_says_what_is_wrong() -> None:
    with pytest.raises(CommandError, match="in the environment|Umgebungsvariablen"):
        told("add", "nowhere")
    with pytest.raises(CommandError, match="nowhere"):
        told("pause", "nowhere")
