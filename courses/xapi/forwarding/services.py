"""Deeds on forwarding targets: add, pause, resume, remove, try again, send."""

from django.db import IntegrityError, transaction

from campus.kit import dates
from courses.xapi.forwarding import sender
from courses.xapi.forwarding.backfill import end_of_backfill
from courses.xapi.forwarding.configuration import VARIABLE, Misconfigured, addresses
from courses.xapi.forwarding.errors import TargetExists, TargetNotConfigured, UnknownTarget
from courses.xapi.models import ForwardingTarget, OutboxEntry


def add_target(*, name: str, backfill: bool = False) -> ForwardingTarget:
    """Let a target get every statement stored from now on, and older ones too with `backfill`."""
    _check_configured(name)
    try:
        with transaction.atomic():
            target = ForwardingTarget.objects.create(name=name)
    except IntegrityError:
        raise TargetExists(name=name) from None
    return queue_all_older(name=name) if backfill else target


def queue_all_older(*, name: str) -> ForwardingTarget:
    """Have everything queued that was stored before; the sender does it, chunk by chunk."""
    target = _target(name)
    target.backfill_until = end_of_backfill()
    target.backfill_stored = target.backfill_id = None
    target.save(update_fields=["backfill_until", "backfill_stored", "backfill_id"])
    return target


def pause_target(*, name: str) -> ForwardingTarget:
    """Send nothing to a target for now; what is stored meanwhile waits."""
    target = _target(name)
    target.paused = True
    target.save(update_fields=["paused"])
    return target


def resume_target(*, name: str) -> ForwardingTarget:
    """Go on sending at once, also after failures."""
    target = _target(name)
    target.paused, target.failures, target.next_attempt_at = False, 0, dates.now()
    target.save(update_fields=["paused", "failures", "next_attempt_at"])
    return target


def retry_refused(*, name: str) -> int:
    """Have what the target refused sent again, after its operator changed something."""
    refused = OutboxEntry.objects.filter(target=_target(name)).exclude(refused="")
    return refused.update(refused="")


def remove_target(*, name: str) -> int:
    """Forget a target and what waits for it; return how many statements waited."""
    target = _target(name)
    waiting, _ = OutboxEntry.objects.filter(target=target).delete()
    target.delete()
    return waiting


def forward(*, seconds: float) -> int:
    """Send what waits, for so long at most; return how many statements were accepted."""
    if not ForwardingTarget.objects.filter(active=True, paused=False).exists():
        return 0
    return sender.forward(addresses(), seconds=seconds)


def _check_configured(name: str) -> None:
    try:
        known = addresses()
    except Misconfigured as fault:
        raise TargetNotConfigured(name=name, reason=str(fault)) from None
    if name not in known:
        raise TargetNotConfigured(name=name, reason=f"{VARIABLE}: {', '.join(known) or '–'}")


def _target(name: str) -> ForwardingTarget:
    target = ForwardingTarget.objects.filter(name=name).first()
    if target is None:
        raise UnknownTarget(name=name)
    return target
