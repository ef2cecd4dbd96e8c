"""Define, change and remove a group of staff."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, TypedDict, Unpack

from django.db import transaction
from wagtail.log_actions import log

from campus.kit.after_commit import announce
from members.groups import usage
from members.groups.errors import (
    GroupInUse,
    GroupMeansNobody,
    GroupNameTaken,
    KeptByDirectory,
    NotFromHere,
)
from members.groups.matching import tidied
from members.groups.models import StaffGroup
from members.people.signals import jobs_changed

if TYPE_CHECKING:
    from members.accounts.models import User
    from members.organisations.models import Municipality
    from members.people.models import Department, Employment


class Definition(TypedDict, total=False):
    """The rule of a group, and who belongs to it by name."""

    departments: "Sequence[Department]"
    position_words: str
    entered_from: dt.date | None
    entered_until: dt.date | None
    people: "Sequence[Employment]"


@transaction.atomic
def define(
    *, municipality: "Municipality", name: str, by: "User", **definition: Unpack[Definition]
) -> StaffGroup:
    """Add a group. Raises GroupNameTaken, GroupMeansNobody or NotFromHere."""
    group = StaffGroup(municipality=municipality, created_by=by)
    _write(group, name, definition)
    log(instance=group, action="staff_groups.define", user=by)
    return group


@transaction.atomic
def change(
    *, group: StaffGroup, name: str, by: "User", **definition: Unpack[Definition]
) -> StaffGroup:
    """Give a group another name or another rule; what is left out is no condition any more."""
    locked = StaffGroup.objects.select_for_update().get(pk=group.pk)
    _check_ours(locked)
    _write(locked, name, definition)
    log(instance=locked, action="staff_groups.change", user=by)
    return locked


@transaction.atomic
def remove(*, group: StaffGroup, by: "User") -> None:
    """Remove a group that nothing needs. Raises GroupInUse or KeptByDirectory."""
    _check_ours(group)
    _remove(group, by)


@transaction.atomic
def keep_for_directory(
    *,
    municipality: "Municipality",
    name: str,
    people: Iterable[int],
    group: StaffGroup | None = None,
) -> StaffGroup:
    """Write a group as a directory tells of it: a name, and jobs by key.

    Obligations follow whoever comes or goes. Raises GroupNameTaken.
    """
    row = group or StaffGroup(municipality=municipality, is_kept_by_directory=True)
    is_new = row.pk is None
    _name(row, name)
    before = set() if is_new else set(row.people.order_by().values_list("pk", flat=True))
    row.save()
    row.people.set(people)
    after = set(row.people.order_by().values_list("pk", flat=True))
    moved = sorted(before ^ after)
    if moved:
        announce(jobs_changed, StaffGroup, employment_ids=moved, settled_at=None)
    if is_new:
        log(instance=row, action="staff_groups.define")
    elif moved:
        data = {"came": len(after - before), "went": len(before - after)}
        log(instance=row, action="staff_groups.change", data=data)
    return row


@transaction.atomic
def forget_for_directory(*, group: StaffGroup) -> None:
    """Remove a group that a directory has deleted. Raises GroupInUse."""
    _remove(group, None)


def _check_ours(group: StaffGroup) -> None:
    if group.is_kept_by_directory:
        raise KeptByDirectory(name=group.name)


def _remove(group: StaffGroup, by: "User | None") -> None:
    uses = usage.groups.of(group)
    if uses:
        raise GroupInUse(uses=", ".join(use.text for use in uses))
    log(instance=group, action="staff_groups.remove", user=by, data={"name": group.name})
    group.delete()


@transaction.atomic
def keep(*, municipality: "Municipality", name: str, by: "User | None") -> StaffGroup:
    """Add a group whose members a room above alone names; a name that is taken gets a number."""
    longest = StaffGroup._meta.get_field("name").max_length or 0
    taken = set(StaffGroup.objects.filter(municipality=municipality).values_list("name", flat=True))
    name, number = name[:longest], 1
    wanted = name
    while wanted in taken:
        number += 1
        ending = f" ({number})"
        wanted = f"{name[: longest - len(ending)]}{ending}"
    return StaffGroup.objects.create(
        municipality=municipality, name=wanted, is_kept=True, created_by=by
    )


@transaction.atomic
def put_in(*, group: StaffGroup, jobs: Iterable[int]) -> None:
    """Let these jobs belong to a kept group."""
    group.people.add(*jobs)


@transaction.atomic
def take_out(*, group: StaffGroup, jobs: Iterable[int]) -> None:
    """Let these jobs no longer belong to a kept group."""
    group.people.remove(*jobs)


def _write(group: StaffGroup, name: str, definition: Definition) -> None:
    """Check a definition and store it."""
    departments, people = definition.get("departments", ()), definition.get("people", ())
    places = {one.municipality_id for one in departments}
    places |= {one.municipality_id for one in people}
    if places - {group.municipality_id}:
        raise NotFromHere
    words = tidied(definition.get("position_words", ""))
    days = definition.get("entered_from"), definition.get("entered_until")
    if not (departments or people or words or any(days)):
        raise GroupMeansNobody
    _name(group, name)
    group.position_words = words
    group.entered_from, group.entered_until = days
    group.save()
    group.departments.set(departments)
    group.people.set(people)


def _name(group: StaffGroup, name: str) -> None:
    others = StaffGroup.objects.filter(municipality=group.municipality_id, name__iexact=name)
    if others.exclude(pk=group.pk).exists():
        raise GroupNameTaken(name=name)
    group.name = name
