"""What changing over to a newer edition would keep, ask again, add and leave out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from courses.learning import voices
from courses.learning.events import read_events
from courses.learning.fold import State, Summary, fold, fulfilled_at, summarise
from courses.learning.plans import is_graded, plan_of
from courses.learning.retention import kept_state
from courses.learning.wording import rule_in_words
from courses.modules import selectors as modules

if TYPE_CHECKING:
    from courses.enrolment.models import Enrolment
    from courses.modules.models import ModuleVersion
    from courses.modules.selectors import OutlineItem


@dataclass(frozen=True, slots=True)
class Entry:
    """A step of one of the two editions."""

    title: str
    rule: str


@dataclass(frozen=True, slots=True)
class Move:
    """What would happen to a seat."""

    newest: "ModuleVersion"
    kept: tuple[Entry, ...]
    again: tuple[Entry, ...]
    still_open: tuple[Entry, ...]
    new: tuple[Entry, ...]
    gone: tuple[Entry, ...]
    now: Summary
    then: Summary


def move_of(enrolment: "Enrolment") -> Move | None:
    """Return what changing over would do to a seat; None where there is no newer edition."""
    newest = modules.newer_edition(enrolment.version)
    if newest is None:
        return None
    here, there = _items(enrolment.version), _items(newest)
    now, then = _state(enrolment, enrolment.version), _state(enrolment, newest)
    done = {key for key, item in here.items() if _is_done(now, item)}
    kept = {key for key, item in there.items() if _is_done(then, item)}
    common = here.keys() & there.keys()
    return Move(
        newest=newest,
        kept=_entries(there, kept),
        again=_entries(there, (done - kept) & common),
        still_open=_entries(there, common - done - kept),
        new=_entries(there, there.keys() - here.keys() - kept),
        gone=_entries(here, here.keys() - there.keys()),
        now=summarise(now, plan_of(enrolment.version).items),
        then=summarise(then, plan_of(newest).items),
    )


def _items(version: "ModuleVersion") -> "dict[UUID, OutlineItem]":
    return {item.key: item for unit in modules.outline(version) for item in unit.items}


def _state(enrolment: "Enrolment", version: "ModuleVersion") -> State:
    """Fold the statements of a seat by what a version asks."""
    plan = plan_of(version)
    events = read_events(voices.statements_of(enrolment), plan.keys, plan.rules)
    return fold(events, kept_state(enrolment, plan))


def _is_done(state: State, item: "OutlineItem") -> bool:
    return fulfilled_at(state.items.get(item.key), graded=is_graded(item)) is not None


def _entries(items: "Mapping[UUID, OutlineItem]", keys: set[UUID]) -> tuple[Entry, ...]:
    """Return the named items in the order of their edition."""
    return tuple(
        Entry(item.title, rule_in_words(item.rule)) for key, item in items.items() if key in keys
    )
