"""What the pages show: the store's figures, its programs with their owners, its statements."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from campus.records import labels, words
from campus.records.owners import PLATFORM, Owner, owner_names
from courses.xapi import selectors as store

if TYPE_CHECKING:
    from courses.xapi.models import Client, Erasure

ERASURES_SHOWN = 10
# A worker folds every five minutes at the latest; what waits longer has lost its worker.
LATE_AFTER = dt.timedelta(minutes=10)
_PROGRAM = "client"


@dataclass(frozen=True, slots=True)
class Overview:
    """How the store is doing, in one picture."""

    rate: store.Rate
    stored: int
    queue: store.Waiting
    targets: list[store.Forwarding]
    partitions: list[store.Partition]
    erasures: list["Erasure"]

    @property
    def lag(self) -> dt.timedelta:
        """Return for how long the oldest statement has been waiting to be folded."""
        oldest = self.queue.oldest
        return max(self.rate.now - oldest, dt.timedelta(0)) if oldest else dt.timedelta(0)

    @property
    def is_late(self) -> bool:
        """Tell whether somebody should look after the worker."""
        return self.lag > LATE_AFTER


@dataclass(frozen=True, slots=True)
class Program:
    """A credential with its owner in words."""

    client: "Client"
    owner: str

    @property
    def scopes(self) -> list[str]:
        """Return what the program may do, in words."""
        return labels.scope_words(self.client.scopes)

    @property
    def limits(self) -> list[str]:
        """Return the program's limits in words."""
        return labels.limit_words(self.client)

    @property
    def states(self) -> list[str]:
        """Return whether the program may call, in words."""
        return labels.state_words(self.client)


@dataclass(frozen=True, slots=True)
class Line:
    """One statement of the timeline in words."""

    entry: store.Entry
    actor: str
    verb: str
    thing: str
    place: str
    result: str
    source: str

    @property
    def verb_iri(self) -> str:
        """Return the verb's identifier, by which the list can be filtered."""
        return str(self.entry.whole["verb"]["id"])

    @property
    def activity_iri(self) -> str:
        """Return the activity's identifier, empty where the object is none."""
        target = self.entry.whole["object"]
        return str(target["id"]) if target.get("objectType", "Activity") == "Activity" else ""


@dataclass(frozen=True)
class AttachmentLine:
    """An attachment as the statement describes it; `kept` says that its bytes are here."""

    described: dict[str, Any]
    kept: bool

    @cached_property
    def name(self) -> str:
        """Return how the attachment is called."""
        return words.in_language(self.described.get("display", {})) or _("Attachment")

    @property
    def size(self) -> int:
        """Return the length in bytes."""
        return int(self.described["length"])


@dataclass(frozen=True, slots=True)
class StatementPage:
    """One statement with all that can be said about it."""

    line: Line
    raw: str
    attachments: list[AttachmentLine]
    voided_by: Line | None


def overview() -> Overview:
    """Return the figures; their price does not depend on the number of statements."""
    partitions = store.partition_sizes()
    stored = sum(part.statements for part in partitions) if partitions else store.stored_estimate()
    return Overview(
        rate=store.rate(),
        stored=stored,
        queue=store.projection_queue(),
        targets=store.forwarding(),
        partitions=partitions,
        erasures=list(store.erasures()[:ERASURES_SHOWN]),
    )


def programs() -> list[Program]:
    """Return the programs that may talk to the store, by name."""
    return _with_owners(list(store.clients()))


def program(pk: int) -> Program | None:
    """Return one program, None if there is none of that key."""
    found = _with_owners(list(store.clients().filter(pk=pk)))
    return found[0] if found else None


def _with_owners(clients: Sequence["Client"]) -> list[Program]:
    names = owner_names(_owner(client) for client in clients)
    return [Program(client, names[_owner(client)]) for client in clients]


def timeline(
    filters: store.Filters, authority_key: str, known: Sequence[Program]
) -> tuple[list[Line], bool]:
    """Return a page of statements in words, and whether more follow."""
    entries, has_more = store.timeline(filters, authority_key=authority_key)
    return lines(entries, known), has_more


def single_line(statement_id: UUID, known: Sequence[Program]) -> list[Line]:
    """Return the statement of this id as the only line of a list, or none."""
    found = store.details(statement_id)
    return lines([found.entry], known) if found else []


def statement_page(statement_id: UUID, known: Sequence[Program]) -> StatementPage | None:
    """Return one statement with its surroundings, None if there is none of that id."""
    found = store.details(statement_id)
    if found is None:
        return None
    entries = [found.entry, *([found.voided_by] if found.voided_by else [])]
    line, *voiding = lines(entries, known)
    described = found.entry.whole.get("attachments", [])
    return StatementPage(
        line=line,
        raw=found.raw,
        attachments=[
            AttachmentLine(each, each["sha2"].lower() in found.kept) for each in described
        ],
        voided_by=voiding[0] if voiding else None,
    )


def lines(entries: Sequence[store.Entry], known: Sequence[Program]) -> list[Line]:
    """Put statements into words, with one query for the names of all their activities."""
    wanted: set[str] = set()
    for entry in entries:
        target, around = entry.whole["object"], words.surrounding(entry.whole)
        wanted |= {each["id"] for each in (target, around) if each and _is_activity(each)}
    names = store.activity_names(wanted)
    sources = _sources(entries, known)
    return [_line(entry, names, sources) for entry in entries]


def _line(entry: store.Entry, names: dict[str, dict[str, str]], sources: dict[Owner, str]) -> Line:
    whole = entry.whole
    around = words.surrounding(whole)
    return Line(
        entry=entry,
        actor=words.actor_words(whole["actor"]),
        verb=words.verb_words(whole["verb"]),
        thing=words.thing_words(whole["object"], names),
        place=words.activity_words(around, names) if around else "",
        result=words.result_words(whole.get("result", {})),
        source=sources[words.source_of(whole)],
    )


def _sources(entries: Iterable[store.Entry], known: Sequence[Program]) -> dict[Owner, str]:
    """Return who sent the statements: owners by name, programs without an owner by theirs."""
    wanted = {words.source_of(entry.whole) for entry in entries}
    by_key = {Owner(_PROGRAM, program.client.key): program.client.name for program in known}
    names = owner_names(wanted - by_key.keys())
    return names | {owner: by_key[owner] for owner in wanted & by_key.keys()}


def _owner(client: "Client") -> Owner:
    return Owner(client.owner_kind or PLATFORM, client.owner_key)


def _is_activity(target: Mapping[str, Any]) -> bool:
    return bool(target.get("objectType", "Activity") == "Activity")
