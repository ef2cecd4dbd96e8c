"""References between statements, kept as closure so that a filter needs one step, not many."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from uuid import UUID

from courses.xapi.models import Statement, StatementTarget
from courses.xapi.writing.rows import StatementRow

Closure = dict[UUID, set[UUID]]


def add_references(statements: Sequence[Statement | StatementRow]) -> None:
    """Add to the closure of references what these statements bring; may run twice.

    Statement a matches a filter if a targets b, b targets c and c matches (Communication
    2.1.3.s4); b may arrive after a.
    """
    rows = _reference_rows(statements)
    StatementTarget.objects.bulk_create(rows, ignore_conflicts=True)


def _reference_rows(statements: Sequence[Statement | StatementRow]) -> list[StatementTarget]:
    direct = {row.statement_id: row.target_id for row in statements if row.target_id}
    ancestors = _referring_to(row.statement_id for row in statements)
    if not direct and not ancestors:
        return []
    beyond = _targets_of(set(direct.values()) - direct.keys())
    added: Closure = defaultdict(set)
    for statement_id in direct:
        added[statement_id] = _reachable(statement_id, direct, beyond)
    new = dict(added)
    for statement_id, referring in ancestors.items():
        for ancestor in referring:
            added[ancestor] |= new.get(statement_id, set())
    return [
        StatementTarget(statement_id=statement_id, target_id=target_id)
        for statement_id in sorted(added)
        for target_id in sorted(added[statement_id])
    ]


def _reachable(start: UUID, direct: dict[UUID, UUID], beyond: Closure) -> set[UUID]:
    found: set[UUID] = set()
    step: UUID | None = direct[start]
    while step is not None and step not in found:
        found.add(step)
        found |= beyond.get(step, set())
        step = direct.get(step)
    return found


def _targets_of(statement_ids: Iterable[UUID]) -> Closure:
    rows = StatementTarget.objects.filter(statement_id__in=list(statement_ids))
    closure: Closure = defaultdict(set)
    for statement_id, target_id in rows.values_list("statement_id", "target_id"):
        closure[statement_id].add(target_id)
    return closure


def _referring_to(statement_ids: Iterable[UUID]) -> Closure:
    rows = StatementTarget.objects.filter(target_id__in=list(statement_ids))
    referring: Closure = defaultdict(set)
    for statement_id, target_id in rows.values_list("statement_id", "target_id"):
        referring[target_id].add(statement_id)
    return referring
