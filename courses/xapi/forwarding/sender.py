"""Sending: round and round the targets, a batch each, until nothing waits or the time is up."""

import random
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, nullcontext

from django.db import transaction

from campus.kit import dates
from courses.xapi.forwarding.backfill import queue_older
from courses.xapi.forwarding.backoff import delay_after
from courses.xapi.forwarding.configuration import Address
from courses.xapi.forwarding.delivery import Outcome, Receiver, deliver
from courses.xapi.forwarding.outbox import is_lockable, oldest, parcels_of, settle
from courses.xapi.forwarding.receiver import HttpReceiver
from courses.xapi.models import ForwardingTarget

BATCH = 200
# After a failure a target is felt out with less.
PROBE = 10
# From so many failures in a row, a single statement may be to blame.
PROBING_FROM = 3

Opener = Callable[[Address], AbstractContextManager[Receiver]]


def forward(
    addresses: Mapping[str, Address], *, seconds: float, open_receiver: Opener = HttpReceiver
) -> int:
    """Send what waits for the targets that are due and return how many statements were accepted.

    Each target gets a batch in turn; one that fails waits for its next attempt, the others go on.
    May run twice at once and be killed at any point: what was not settled is sent again.
    """
    end = time.monotonic() + seconds
    sent = 0
    with ExitStack() as stack:
        going = [
            (target, stack.enter_context(open_receiver(addresses[target.name])))
            for target in _due_targets()
            if target.name in addresses
        ]
        while going and time.monotonic() < end:
            accepted = [(pair, send_next(*pair)) for pair in going]
            sent += sum(count or 0 for _, count in accepted)
            going = [pair for pair, count in accepted if count is not None]
    return sent


def send_next(target: ForwardingTarget, receiver: Receiver) -> int | None:
    """Send a target its oldest statements; return how many it accepted, None to stop for now."""
    # On PostgreSQL the rows stay locked while they travel; on SQLite a transaction would keep
    # every other writer waiting, and a second sender at worst repeats what the target knows.
    with transaction.atomic() if is_lockable() else nullcontext():
        entries = oldest(target, PROBE if target.failures else BATCH)
        if not entries:
            return 0 if queue_older(target) else None
        parcels = parcels_of(entries)
        outcome = deliver(parcels, receiver, probing=target.failures >= PROBING_FROM)
        settle(entries, outcome)
    _record(target, outcome)
    return None if outcome.failure else len(outcome.done)


def _due_targets() -> Iterator[ForwardingTarget]:
    rows = ForwardingTarget.objects.filter(active=True, paused=False)
    yield from rows.filter(next_attempt_at__lte=dates.now()).order_by("next_attempt_at", "id")


def _record(target: ForwardingTarget, outcome: Outcome) -> None:
    """Note how it went, for people and for the next attempt."""
    now = dates.now()
    if outcome.done:
        target.last_sent_at = now
    if outcome.failure is None:
        target.failures, target.last_error, target.next_attempt_at = 0, "", now
    else:
        target.failures += 1
        target.last_error = str(outcome.failure)
        chance = random.random()  # noqa: S311 - it spreads attempts and guards nothing
        delay = delay_after(target.failures, chance=chance, asked_for=outcome.failure.asked_delay)
        target.next_attempt_at = now + delay
    target.save(update_fields=["failures", "last_error", "last_sent_at", "next_attempt_at"])
