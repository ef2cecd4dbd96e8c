"""Reads: whose key it is, whom the directory has told of, and what it asks for."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from operator import and_
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from scim2_models import SearchRequest
from scim2_models.path import (
    CompareOperator,
    Comparison,
    FilterNode,
    LogicalExpr,
    LogicalOperator,
)

from members.scim.models import DirectoryGroup, DirectoryUser, Key, Note
from members.scim.resources import MOST_RESULTS, name_key

if TYPE_CHECKING:
    from members.organisations.models import Municipality

NEWEST_NOTES = 50
# What a database index finds: attribute → column, and the value as the column has it.
Indexed = dict[str, tuple[str, Callable[[str], object]]]
INDEXED: Indexed = {
    "username": ("user_name", name_key),
    "externalid": ("external_id", str),
    "id": ("reference", lambda text: as_uuid(text)),
}
INDEXED_GROUPS: Indexed = {
    "displayname": ("group__name__iexact", str),
    "externalid": ("external_id", str),
    "id": ("reference", lambda text: as_uuid(text)),
}


@dataclass(frozen=True, slots=True)
class Found:
    """A page of an answer (RFC 7644 section 3.4.2)."""

    total: int
    start: int
    resources: list[Any]


def digest(secret: str) -> str:
    """Return what is kept of a secret; it is long and random, so a plain hash will do."""
    return hashlib.sha256(secret.encode()).hexdigest()


def key_of(secret: str) -> Key | None:
    """Return the key in force with this secret."""
    found = Key.objects.filter(secret_hash=digest(secret), revoked_at=None)
    return found.select_related("municipality").first()


def users_of(municipality: "Municipality") -> QuerySet[DirectoryUser]:
    """Return everybody of whom this municipality's directory has told."""
    return DirectoryUser.objects.filter(municipality=municipality)


def user_of(municipality: "Municipality", reference: str) -> DirectoryUser | None:
    """Return one user of this directory; those of others do not exist."""
    wanted = as_uuid(reference)
    return users_of(municipality).filter(reference=wanted).first() if wanted else None


def groups_of(municipality: "Municipality") -> QuerySet[DirectoryGroup]:
    """Return every group of which this municipality's directory has told, with its members."""
    rows = DirectoryGroup.objects.filter(municipality=municipality).select_related("group")
    return rows.prefetch_related("members")


def group_of(municipality: "Municipality", reference: str) -> DirectoryGroup | None:
    """Return one group of this directory; those of others do not exist."""
    wanted = as_uuid(reference)
    return groups_of(municipality).filter(reference=wanted).first() if wanted else None


def find_users(municipality: "Municipality", wanted: "SearchRequest[Any]") -> Found:
    """Return the users for whom a question asks."""
    return _find(users_of(municipality), wanted, INDEXED)


def find_groups(municipality: "Municipality", wanted: "SearchRequest[Any]") -> Found:
    """Return the groups for which a question asks."""
    return _find(groups_of(municipality), wanted, INDEXED_GROUPS)


def find_all(municipality: "Municipality", wanted: "SearchRequest[Any]") -> Found:
    """Return the users and groups for which a question at the root asks."""
    resources = [row.resource for row in users_of(municipality)]
    resources += [row.resource for row in groups_of(municipality)]
    return _cut(resources, wanted)


def _find(
    rows: QuerySet[Any],
    wanted: "SearchRequest[Any]",
    indexed: Indexed,
) -> Found:
    """Return what a question asks for, in the order and the piece that it wants.

    Questions for one resource by name or number are answered by an index; any other filter is
    held against each resource of this one municipality.
    """
    start = wanted.start_index_0 or 0
    size = MOST_RESULTS if wanted.count is None else min(wanted.count, MOST_RESULTS)
    if wanted.filter is None and wanted.sort_by is None:
        page = [row.resource for row in rows[start : start + size]]
        return Found(rows.count(), start + 1, page)
    if wanted.filter is not None:
        rows = rows.filter(_narrowed(wanted.filter.ast, indexed))
    return _cut([row.resource for row in rows], wanted)


def _cut(resources: list[Any], wanted: "SearchRequest[Any]") -> Found:
    start = wanted.start_index_0 or 0
    size = MOST_RESULTS if wanted.count is None else min(wanted.count, MOST_RESULTS)
    if wanted.filter is not None:
        resources = [one for one in resources if wanted.filter.match(one)]
    if wanted.sort_by is not None:
        resources = wanted.sort(resources)
    return Found(len(resources), start + 1, resources[start : start + size])


def _narrowed(node: FilterNode, indexed: Indexed) -> Q:
    """Return what the index may leave out; the filter itself is asked afterwards."""
    if isinstance(node, LogicalExpr) and node.op is LogicalOperator.and_:
        return reduce(and_, (_narrowed(one, indexed) for one in node.terms), Q())
    if not isinstance(node, Comparison) or node.op is not CompareOperator.eq:
        return Q()
    column, prepared = indexed.get(node.attr_path.attr.casefold(), ("", str))
    return Q(**{column: prepared(node.value)}) if column and isinstance(node.value, str) else Q()


def keys_of(municipality: "Municipality") -> QuerySet[Key]:
    """Return the keys in force, newest first."""
    return Key.objects.filter(municipality=municipality, revoked_at=None).select_related(
        "created_by"
    )


def notes_of(municipality: "Municipality") -> list[Note]:
    """Return what could not be done lately, newest first."""
    return list(Note.objects.filter(municipality=municipality)[:NEWEST_NOTES])


def figures_of(municipality: "Municipality") -> dict[str, int]:
    """Return how many users the directory has told of, and for how many nobody works here."""
    return users_of(municipality).aggregate(
        all=Count("pk", distinct=True),
        idle=Count("pk", filter=Q(employment=None), distinct=True),
        groups=Count("groups", distinct=True),
    )


def as_uuid(text: str) -> UUID | None:
    """Return the UUID that a text names, if it names one."""
    try:
        return UUID(text)
    except ValueError:
        return None
