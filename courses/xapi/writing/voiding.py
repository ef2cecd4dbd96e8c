"""Voiding (XAPI-Data 2.3.2): in a batch, before and after the voided statement arrived."""

from collections.abc import Iterable
from uuid import UUID

from courses.xapi.authority import Authority, platform_authority
from courses.xapi.core.statements import VOIDED
from courses.xapi.errors import InvalidStatement, VoidingRefused
from courses.xapi.models import PendingStatement, Statement
from courses.xapi.writing.rows import Rows


def apply_voiding(rows: Rows, authority: Authority) -> None:
    """Mark what the new statements void, and new statements that were voided in advance."""
    _void_targets(rows, authority)
    _void_late_arrivals(rows.statements)


def _void_targets(rows: Rows, authority: Authority) -> None:
    voiding = {
        row.target_id: row for row in rows.statements if row.verb == VOIDED and row.target_id
    }
    if not voiding:
        return
    new = {row.statement_id: row for row in rows.statements}
    stored = Statement.objects.filter(statement_id__in=voiding).defer("raw")
    targets = [*stored, *(new[key] for key in voiding if key in new)]
    for target in targets:
        _check_may_void(target, authority)
        target.voided = True
        if target.registration is not None:
            # The projection of the voided statement's registration must be folded anew.
            rows.pending.append(
                PendingStatement(
                    statement_id=voiding[target.statement_id].statement_id,
                    registration=target.registration,
                )
            )
    known = sorted(target.statement_id for target in targets if target.statement_id not in new)
    Statement.objects.filter(statement_id__in=known, voided=False).update(voided=True)


def _check_may_void(target: Statement, authority: Authority) -> None:
    """Refuse to void a voiding statement (Data 2.3.2.s2.b7) or that of another authority (b4)."""
    if target.verb == VOIDED:
        raise InvalidStatement(
            path="object.id", reason="A voiding statement cannot be voided (xAPI Data 2.3.2.s2.b7)."
        )
    if not authority.over_all and target.authority_key != authority.key:
        raise VoidingRefused
    if authority.bound_actor_key not in ("", target.actor_key):
        raise VoidingRefused
    if authority.bound_registration not in (None, target.registration):
        raise VoidingRefused


def _void_late_arrivals(statements: Iterable[Statement]) -> None:
    waiting = {row.statement_id: row for row in statements if row.verb != VOIDED}
    voided_by = Statement.objects.filter(verb=VOIDED, target_id__in=waiting)
    platform = platform_authority().key
    pairs: Iterable[tuple[UUID | None, str]] = voided_by.values_list("target_id", "authority_key")
    for target_id, authority_key in pairs:
        row = waiting.get(target_id) if target_id else None
        if row is not None and authority_key in (row.authority_key, platform):
            row.voided = True
