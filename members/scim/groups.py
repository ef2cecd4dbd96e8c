"""What a directory may do with groups: each is a group of the municipality, by name, kept here.

Its members are the users of whom the same directory has told; who of them has a job belongs to the
group of staff. Human resources see the group, use it, and leave it as it is.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import transaction

from campus.kit import dates
from members.groups import services as staff_groups
from members.scim.errors import GroupInGroup, MemberUnknown, NameMissing, TooLong
from members.scim.models import DirectoryGroup, DirectoryUser, Key
from members.scim.resources import LONG, SHORT, members_of
from members.scim.selectors import as_uuid, users_of

if TYPE_CHECKING:
    from members.organisations.models import Municipality


@transaction.atomic
def add_group(*, key: Key, group: Any) -> DirectoryGroup:
    """Take a group of which the directory tells for the first time.

    Raises GroupNameTaken, also where human resources have defined a group of this name.
    """
    name, members = _checked(key.municipality, group)
    row = DirectoryGroup(municipality=key.municipality, external_id=group.external_id or "")
    row.group = staff_groups.keep_for_directory(
        municipality=key.municipality, name=name, people=_jobs(members)
    )
    row.save()
    row.members.set(members)
    return row


@transaction.atomic
def change_group(*, key: Key, row: DirectoryGroup, group: Any) -> DirectoryGroup:
    """Let the group be called and consist as the directory says now."""
    row = locked_group(row=row)
    name, members = _checked(key.municipality, group)
    row.external_id, row.changed_at = group.external_id or "", dates.now()
    row.save(update_fields=["external_id", "changed_at"])
    row.members.set(members)
    _follow(row, name)
    return row


def locked_group(*, row: DirectoryGroup) -> DirectoryGroup:
    """Return the group as it stands now; others wait until the transaction is over."""
    rows = DirectoryGroup.objects.select_for_update(of=("self",)).select_related("group")
    return rows.get(pk=row.pk)


@transaction.atomic
def remove_group(*, row: DirectoryGroup) -> None:
    """Forget a group that the directory has deleted. Raises GroupInUse."""
    row = locked_group(row=row)
    staff_groups.forget_for_directory(group=row.group)


def follow_user(row: DirectoryUser) -> None:
    """Let the groups of a user follow when the user has another job than before."""
    for one in row.groups.select_related("group"):
        _follow(one, one.group.name)


def leave_groups(row: DirectoryUser) -> None:
    """Take a user out of all groups, before the user is forgotten."""
    groups = list(row.groups.select_related("group"))
    row.groups.clear()
    for one in groups:
        _follow(one, one.group.name)


def _follow(row: DirectoryGroup, name: str) -> None:
    jobs = _jobs(row.members.all())
    staff_groups.keep_for_directory(
        municipality=row.municipality, name=name, people=jobs, group=row.group
    )


def _jobs(members: Iterable[DirectoryUser]) -> list[int]:
    return [one.employment_id for one in members if one.employment_id]


def _checked(municipality: "Municipality", group: Any) -> tuple[str, list[DirectoryUser]]:
    """Return name and members; what cannot be kept is refused as a whole."""
    name = " ".join((group.display_name or "").split())
    if not name:
        raise NameMissing
    if len(name) > SHORT:
        raise TooLong(attribute="displayName")
    if len(group.external_id or "") > LONG:
        raise TooLong(attribute="externalId")
    named = members_of(group)
    if any(kind.casefold() == "group" for _value, kind in named):
        raise GroupInGroup
    wanted = {value: as_uuid(value) for value, _kind in named}
    keys = [key for key in wanted.values() if key]
    found = {row.reference: row for row in users_of(municipality).filter(reference__in=keys)}
    for value, key in wanted.items():
        if key not in found:
            raise MemberUnknown(member=value[:SHORT])
    return name, list(found.values())
