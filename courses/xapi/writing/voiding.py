"""Voiding (XAPI-Data 2.3.2): in a batch, before and after the voided statement arrived."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from campus.kit import dates
from courses.xapi.authority import Authority, platform_authority
from courses.xapi.core.statements import VOIDED
from courses.xapi.errors import InvalidStatement, VoidingRefused
from courses.xapi.lookup import located
from courses.xapi.models import PendingStatement, Statement, StatementTarget
from courses.xapi.writing.rows import Rows, StatementRow


@dataclass(frozen=True, slots=True)
class Voided:
    """A statement to be voided, where it lies, and by which statement."""

    statement_id: UUID
    registration: UUID | None
    by: UUID


def check_voiding(rows: Rows, authority: Authority) -> list[Voided]:
    """Return what the new statements void of what is stored or new; raise if they may not."""
    voiding = {
        row.target_id: row.statement_id
        for row in rows.statements
        if row.verb == VOIDED and row.target_id
    }
    if not voiding:
        return []
    new = {row.statement_id: row for row in rows.statements}
    stored = located(voiding).defer("raw")
    targets: list[Statement | StatementRow] = [*stored]
    targets += [new[key] for key in voiding if key in new]
    for target in targets:
        _check_may_void(target, authority)
    return [
        Voided(target.statement_id, target.registration, voiding[target.statement_id])
        for target in targets
    ]


def _check_may_void(target: Statement | StatementRow, authority: Authority) -> None:
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


def void_targets(targets: Sequence[Voided]) -> None:
    """Mark statements as voided, and have the projections of their registrations folded anew."""
    if not targets:
        return
    by_id = {target.statement_id: target for target in targets}
    located(sorted(by_id)).filter(voided=False).update(voided=True)
    PendingStatement.objects.bulk_create(
        PendingStatement(
            statement_id=target.by, registration=target.registration, queued_at=dates.now()
        )
        for target in targets
        if target.registration is not None
    )


def void_late_arrivals(statements: Iterable[Statement]) -> list[Voided]:
    """Void statements that were voided before they arrived, by one who may; return them."""
    waiting = {row.statement_id: row for row in statements if not row.voided and row.verb != VOIDED}
    referring = StatementTarget.objects.filter(target_id__in=list(waiting))
    voiding = located(referring.values_list("statement_id", flat=True)).filter(
        verb=VOIDED, target_id__in=list(waiting)
    )
    platform = platform_authority().key
    found: dict[UUID, Voided] = {}
    for by in voiding.defer("raw").order_by("statement_id"):
        row = waiting[by.target_id] if by.target_id else None
        if row is not None and by.authority_key in (row.authority_key, platform):
            found[row.statement_id] = Voided(row.statement_id, row.registration, by.statement_id)
    void_targets(list(found.values()))
    return list(found.values())
