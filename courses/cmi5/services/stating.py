"""What the platform states about a course, under its own authority (cmi5 section 9.3)."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from courses.cmi5.core import statements
from courses.cmi5.core.launch import Launch
from courses.cmi5.core.moveon import ROOT, UnitState, satisfied
from courses.cmi5.core.places import node_at
from courses.cmi5.identifiers import activity_id
from courses.cmi5.models import Run
from courses.xapi.services import platform_authority, store

if TYPE_CHECKING:
    from uuid import UUID


def locked(**lookup: Any) -> Run:
    """Return a run, locked until the transaction ends: all that happens to it waits in a row.

    Raises Run.DoesNotExist.
    """
    rows = Run.objects.select_for_update(of=("self",)).select_related("enrolment__person")
    return rows.get(**lookup)


def state(statement: Mapping[str, Any]) -> "UUID":
    """Store one of the platform's own statements."""
    return store([dict(statement)], authority=platform_authority())[0]


def states_of(run: Run) -> dict[str, UnitState]:
    """Return what has been achieved, by place."""
    return {
        row.place: UnitState(
            completed=row.completed_at is not None,
            passed=row.passed_at is not None,
            waived=row.waived_at is not None,
        )
        for row in run.units.all()
    }


def settle(run: Run, launch: Launch, at: dt.datetime) -> list[str]:
    """State which blocks, and whether the course, are satisfied now; return their places.

    9.3.9.0-9: under the session from which it follows. `run` is locked.
    """
    tree = run.package.structure
    known = set(run.satisfied)
    places = [place for place in satisfied(tree, states_of(run)) if place not in known]
    for statement in _satisfied(run, launch, at, places):
        state(statement)
    if places:
        run.satisfied = [*run.satisfied, *places]
        run.save(update_fields=["satisfied"])
    return places


def _satisfied(
    run: Run, launch: Launch, at: dt.datetime, places: Iterable[str]
) -> Iterable[dict[str, Any]]:
    for place in places:
        node = node_at(run.package.structure, place) or {}
        yield statements.satisfied(
            launch,
            at,
            activity_id=activity_id(run, place),
            publisher_id=str(node.get("id", "")),
            is_course=place == ROOT,
        )
