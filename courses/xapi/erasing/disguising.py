"""Statements kept as anonymous: the person's own, and others' in which the person is named."""

from collections.abc import Callable, Sequence
from uuid import UUID

from courses.xapi.core import formats
from courses.xapi.core.anonymous import (
    Disguise,
    disguised,
    is_direct,
    purged,
    references_of,
    renamed,
)
from courses.xapi.core.jsontext import dumped, loaded
from courses.xapi.core.mentions import Mentions, mentions_of, registration_of, target_of
from courses.xapi.erasing.removal import Removed, delete_exactly, remove, remove_attachments
from courses.xapi.lookup import located
from courses.xapi.models import ActivityMention, AgentMention, Statement, StatementId
from courses.xapi.writing.references import add_references

IsOwn = Callable[[Statement], bool]


def renew(rows: Sequence[Statement], disguise: Disguise, is_own: IsOwn) -> Removed:
    """Replace a person's own statements by anonymous ones of another id and registration.

    Their ids may be computed from the registration, and the registration leads to the seat.
    """
    if not rows:
        return Removed()
    wholes = [loaded(row.raw) for row in rows]
    own = _own_references(
        {ref for whole in wholes for ref in references_of(whole)}, disguise, is_own
    )
    removed = remove(rows)
    made: list[Statement] = []
    mentioned: list[Mentions] = []
    for row, whole in zip(rows, wholes, strict=True):
        anonymous = purged(renamed(disguised(whole, disguise), disguise, own))
        found = mentions_of(anonymous, row.authority_key)
        made.append(
            Statement(
                statement_id=UUID(anonymous["id"]),
                registration=registration_of(anonymous),
                actor_key=found.actor_key,
                verb=row.verb,
                activity_key=found.activity_key,
                target_id=target_of(anonymous),
                authority_key=row.authority_key,
                timestamp=row.timestamp,
                stored=row.stored,
                voided=row.voided,
                raw=dumped(anonymous),
            )
        )
        mentioned.append(found)
    _add(made, mentioned)
    return removed


def disguise_in_place(rows: Sequence[Statement], disguise: Disguise) -> Removed:
    """Replace the person in statements that are others'; their ids and registrations stay.

    Where the person is the object, what was typed and attached is about the person and goes too.
    """
    attachments = 0
    for row in rows:
        whole = loaded(row.raw)
        result = disguised(whole, disguise)
        if is_direct(whole, disguise.key):
            result = purged(result)
            attachments += remove_attachments([row.statement_id])
        _rewrite(row, result, disguise)
    return Removed(statements=len(rows), attachments=attachments)


def _rewrite(row: Statement, result: dict[str, object], disguise: Disguise) -> None:
    before, after = (mentions_of(each, row.authority_key) for each in (loaded(row.raw), result))
    located([row.statement_id]).update(raw=dumped(result), actor_key=after.actor_key)
    gone = [key for key in before.agents if key not in after.agents]
    delete_exactly(
        "xapi_agentmention",
        ("agent_key", "stored", "statement_id"),
        # The person's own mention goes in any case: by it the statement was found.
        [(key, row.stored, row.statement_id) for key in {*gone, disguise.key}],
    )
    AgentMention.objects.bulk_create(
        AgentMention(agent_key=key, direct=direct, stored=row.stored, statement_id=row.statement_id)
        for key, direct in after.agents.items()
        if key not in before.agents
    )


def _own_references(ids: set[str], disguise: Disguise, is_own: IsOwn) -> set[str]:
    """Return those of the ids that are the person's own statements, or were before this erasure."""
    known = {identifier.lower() for identifier in ids if formats.is_uuid(identifier)}
    mine = {str(row.statement_id) for row in located(map(UUID, known)) if is_own(row)}
    renewed = {disguise.renamed(identifier): identifier for identifier in known}
    found = located(map(UUID, renewed)).values_list("statement_id", flat=True)
    return mine | {renewed[str(identifier)] for identifier in found}


def _add(made: Sequence[Statement], mentioned: Sequence[Mentions]) -> None:
    StatementId.objects.bulk_create(
        StatementId(statement_id=row.statement_id, stored=row.stored) for row in made
    )
    Statement.objects.bulk_create(made)
    pairs = list(zip(made, mentioned, strict=True))
    AgentMention.objects.bulk_create(
        AgentMention(agent_key=key, direct=direct, stored=row.stored, statement_id=row.statement_id)
        for row, found in pairs
        for key, direct in found.agents.items()
    )
    ActivityMention.objects.bulk_create(
        ActivityMention(
            activity_key=key, direct=direct, stored=row.stored, statement_id=row.statement_id
        )
        for row, found in pairs
        for key, direct in found.activities.items()
    )
    add_references([row for row in made if row.target_id])
