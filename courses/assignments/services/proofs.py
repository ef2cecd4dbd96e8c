"""Proofs that human resources enter, take away, or replace by leave for a while."""

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from wagtail.log_actions import log

from campus.kit import dates
from campus.kit.after_commit import announce
from courses.assignments.errors import (
    AlreadyValid,
    DueInThePast,
    FileNotAccepted,
    NothingToRevoke,
    ProofExpired,
    ProofInFuture,
    ReasonMissing,
)
from courses.assignments.models import Period, ProofFile
from courses.assignments.services.keeping import keep_days
from courses.assignments.services.news import tell
from courses.assignments.services.turns import enter, first_period, open_windows
from courses.assignments.signals import proof_revoked
from courses.pathways import files

if TYPE_CHECKING:
    from members.accounts.models import User

# So long somebody has at least whose proof was revoked.
TIME_TO_RENEW = dt.timedelta(days=14)


def lock(period: Period) -> Period:
    """Return the period, locked, with what its rules need."""
    rows = Period.objects.select_for_update(of=("self",))
    return rows.select_related("obligation__municipality", "employment__person__user").get(
        pk=period.pk
    )


@transaction.atomic
def record_proof(
    *, period: Period, on: dt.date, until: dt.date | None, content: bytes, by: "User"
) -> Period:
    """Enter a proof from elsewhere, with its document if there is one.

    Raises ProofInFuture, ProofExpired, AlreadyValid or FileNotAccepted.
    """
    if on > dates.today():
        raise ProofInFuture
    kind = checked(content)
    locked = lock(period)
    _check_counts(locked, on, until)
    enter(locked, on=on, until=until, source=Period.Source.RECORDED)
    if kind:
        ProofFile.objects.create(
            period=locked,
            name=files.file_name(locked.obligation.name, kind.suffix),
            media_type=kind.media_type,
            content=content,
        )
    _log(locked, "assignments.record", by)
    open_windows(only=Q(pk=locked.pk), quietly=True)
    return locked


def _check_counts(locked: Period, on: dt.date, until: dt.date | None) -> None:
    """Refuse a proof where there is one already, and one that has run out."""
    if locked.fulfilled_on:
        raise AlreadyValid(day=_german(locked.valid_until))
    last = until or locked.obligation.rhythm.expiry.valid_until(on, locked.previous_until)
    if last and last < dates.today():
        raise ProofExpired(day=_german(last))


@transaction.atomic
def take_over(
    *, period: Period, on: dt.date, until: dt.date | None, version: int | None, by: "User"
) -> Period:
    """Enter a proof that somebody has brought along, with its own days.

    What is not newer than the proof before answers nothing. Raises AlreadyValid or ProofExpired.
    """
    locked = lock(period)
    _check_counts(locked, on, until)
    former = Period.objects.filter(
        obligation=locked.obligation_id, employment=locked.employment_id, number__lt=locked.number
    )
    if former.filter(fulfilled_on__gte=on, revoked_on=None).exists():
        raise AlreadyValid(day=_german(locked.previous_until))
    enter(locked, on=on, until=until, version=version, source=Period.Source.TAKEN)
    _log(locked, "assignments.take_over", by)
    open_windows(only=Q(pk=locked.pk), quietly=True)
    return locked


def checked(content: bytes) -> files.Checked | None:
    """Return the kind of a document, None where none was given; refuse everything else."""
    if not content:
        return None
    kind = files.checked(content) if len(content) <= files.LARGEST else None
    if kind is None:
        raise FileNotAccepted
    return kind


@transaction.atomic
def revoke(*, period: Period, reason: str, by: "User") -> Period:
    """Take a proof away with a reason; the person gets a new turn and time for it.

    Raises ReasonMissing or NothingToRevoke.
    """
    if not reason.strip():
        raise ReasonMissing
    locked = _revoked(period, reason, by)
    following = _turn_after(locked)
    tell(following, kind="assignments_assigned", key=f"revoked:{locked.pk}")
    return following


@transaction.atomic
def revoke_for_its_origin(*, period: Period, reason: str) -> Period | None:
    """Take a proof away that was brought along, since it was revoked where it came from.

    Nobody is told here. Returns the open turn, None where nobody asks for one any more. Raises
    NothingToRevoke.
    """
    locked = _revoked(period, reason, None)
    if locked.obligation.ended_at or locked.archived_on:
        return None
    following = _turn_after(locked)
    return following if following.fulfilled_on is None else None


def _revoked(period: Period, reason: str, by: "User | None") -> Period:
    """Mark the turn, locked, and say so to rooms above; it stays as it is for ever."""
    locked = lock(period)
    if locked.fulfilled_on is None or locked.revoked_on:
        raise NothingToRevoke
    Period.objects.filter(pk=locked.pk).update(
        revoked_on=dates.today(),
        revoked_by=by,
        revoked_reason=reason.strip()[:240],
        closed_at=locked.closed_at or dates.now(),
    )
    _log(locked, "assignments.revoke", by, reason=reason.strip())
    announce(proof_revoked, Period, period_id=locked.pk)
    return locked


def _turn_after(revoked: Period) -> Period:
    """Return the open turn after a revoked one: the one begun already, or a new one."""
    after = Period.objects.filter(
        obligation=revoked.obligation_id, employment=revoked.employment_id
    )
    begun = after.filter(number__gt=revoked.number).order_by("-number").first()
    if begun is not None:
        if begun.fulfilled_on is None:
            begun.previous_until = begun.ends_on = None
            begun.save(update_fields=["previous_until", "ends_on"])
        return begun
    today = dates.today()
    period = first_period(revoked.obligation, revoked.employment, on=today)
    period.number = revoked.number + 1
    period.opens_on = today
    period.due_on = period.planned_due_on = max(period.due_on, today + TIME_TO_RENEW)
    period.save()
    return period


@transaction.atomic
def allow_for_now(*, period: Period, until: dt.date, reason: str, by: "User") -> Period:
    """Let somebody count as valid until a day without having learnt it, with a reason.

    Raises ReasonMissing, DueInThePast or AlreadyValid.
    """
    if not reason.strip():
        raise ReasonMissing
    if until < dates.today():
        raise DueInThePast
    locked = lock(period)
    if locked.fulfilled_on:
        raise AlreadyValid(day=_german(locked.valid_until))
    keep_days([locked])
    locked.temporary_until = until
    locked.save(update_fields=["temporary_until"])
    _log(locked, "assignments.allow", by, reason=reason.strip(), until=str(until))
    return locked


def _log(period: Period, action: str, by: "User | None", **more: str) -> None:
    data = {"employment": period.employment_id, "turn": period.number, **more}
    log(instance=period.obligation, action=action, user=by, data=data)


def _german(day: dt.date | None) -> str:
    return f"{day:%d.%m.%Y}" if day else "∞"
