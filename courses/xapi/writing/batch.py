"""A batch before it touches the database: checked, given ids, told apart from what is stored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from courses.xapi.acceptance import check_acceptance
from courses.xapi.authority import Authority
from courses.xapi.core.attachments import SIGNATURE_USAGE
from courses.xapi.core.editions import Edition
from courses.xapi.core.signatures import check_signature
from courses.xapi.core.statements import check_statement
from courses.xapi.core.violations import Violation
from courses.xapi.errors import BatchTooLarge, InvalidStatement

Json = Any
# One transaction has to stay short; clients send more in several batches.
MAX_STATEMENTS = 5000


@dataclass(frozen=True, slots=True)
class Content:
    """The bytes of an attachment as received; `length` as its part's header gave it."""

    data: bytes
    length: int | None = None


Contents = Mapping[str, Content]


@dataclass(slots=True)
class Batch:
    """Valid statements in the order received, their ids beside them."""

    statements: list[dict[str, Json]]
    ids: list[UUID]
    authority: Authority
    edition: Edition
    contents: Contents = field(default_factory=dict)


def prepared(
    statements: Sequence[Json], *, authority: Authority, edition: Edition, contents: Contents
) -> Batch:
    """Return the batch if every statement is valid and accepted; raise for the first that is not.

    A batch is stored whole or not at all (Communication 2.1.2).
    """
    if len(statements) > MAX_STATEMENTS:
        raise BatchTooLarge(limit=MAX_STATEMENTS)
    ids: list[UUID] = []
    for index, statement in enumerate(statements):
        prefix = f"[{index}]." if len(statements) > 1 else ""
        try:
            check_statement(statement, edition)
            _check_attachments(statement, contents)
        except Violation as violation:
            raise InvalidStatement.from_violation(violation, prefix) from None
        check_acceptance(statement, authority)
        ids.append(UUID(statement["id"]) if "id" in statement else uuid4())
    _check_distinct(ids)
    return Batch(list(statements), ids, authority, edition, contents)


def _check_distinct(ids: list[UUID]) -> None:
    """Refuse two statements with one id in a batch: Communication 2.1.2.s2.b5."""
    if len(set(ids)) != len(ids):
        raise InvalidStatement(path="id", reason="occurs twice in the batch.")


def _check_attachments(statement: dict[str, Json], contents: Contents) -> None:
    """Demand content or fileUrl of every attachment: Communication 1.5.2.s3.b1, s4.b5."""
    for index, attachment in enumerate(statement.get("attachments", ())):
        path = f"attachments[{index}]"
        content = contents.get(attachment["sha2"].lower())
        if content is None:
            if "fileUrl" not in attachment or attachment["usageType"] == SIGNATURE_USAGE:
                raise Violation(path, "needs its content or a fileUrl.", "Comm 1.5.2.s4.b5")
            continue
        if content.length is not None and content.length != attachment["length"]:
            raise Violation(f"{path}.length", "differs from the part's.", "Comm 1.5.2.s3.b2.b7")
        if attachment["usageType"] == SIGNATURE_USAGE:
            check_signature(statement, attachment, content.data, path)
