"""Add several people at once: check every row first, write all of them or none."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from campus.kit import dates
from members.people.errors import ListHasFaults
from members.people.models import Department, Employment, Invitation, Person
from members.people.pasted import PastedRow
from members.people.services.invitations import invite
from members.people.services.staff import add_person

if TYPE_CHECKING:
    from members.accounts.models import User
    from members.organisations.models import Municipality

LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class CheckedRow:
    """A row with the department it means and what is wrong with it."""

    row: PastedRow
    department: Department | None
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Added:
    """What came of a list: all new jobs, and how many of the people have been sent an e-mail."""

    jobs: list[Employment]
    invited: int

    @property
    def without_email(self) -> int:
        """Return for how many people a letter has to be printed."""
        return sum(not job.person.email and job.person.user_id is None for job in self.jobs)


def check_rows(
    *,
    rows: Sequence[PastedRow],
    municipality: "Municipality",
    departments: Sequence[Department],
    department_needed: bool,
) -> list[CheckedRow]:
    """Find the faults of every row with a constant number of queries."""
    by_name = {department.name.casefold(): department for department in departments}
    addresses = [row.email.lower() for row in rows if row.email]
    people = Person.objects.annotate(address=Lower("email")).filter(address__in=addresses)
    known = {person.address: person for person in people}
    employed = set(
        Employment.objects.not_over_on(dates.today())
        .filter(municipality=municipality, person__in=known.values())
        .values_list("person_id", flat=True)
    )
    repeated = {address for address, times in Counter(addresses).items() if times > 1}
    checked = []
    for row in rows:
        department = by_name.get(row.department.casefold())
        faults = [*_faults_of_names(row), *_faults_of_address(row, repeated)]
        faults += _faults_of_person(row, known.get(row.email.lower()), employed)
        if department is None and row.department:
            faults.append(_("There is no department “%(name)s”.") % {"name": row.department})
        elif department is None and department_needed:
            faults.append(_("The department is missing."))
        checked.append(CheckedRow(row, department, tuple(faults)))
    return checked


@transaction.atomic
def add_several(
    *,
    checked: Sequence[CheckedRow],
    municipality: "Municipality",
    valid_from: dt.date,
    added_by: "User",
) -> Added:
    """Add everybody on a list without faults and invite those who have an address."""
    if any(entry.faults for entry in checked):
        raise ListHasFaults
    jobs, invited = [], 0
    for entry in checked:
        job = add_person(
            first_name=entry.row.first_name,
            last_name=entry.row.last_name,
            municipality=municipality,
            valid_from=valid_from,
            added_by=added_by,
            email=entry.row.email,
            department=entry.department,
        )
        jobs.append(job)
        if job.person.email and job.person.user_id is None:
            invite(employment=job, invited_by=added_by, channel=Invitation.Channel.EMAIL)
            invited += 1
    return Added(jobs, invited)


def _faults_of_names(row: PastedRow) -> list[str]:
    faults = []
    if not row.first_name or not row.last_name:
        faults.append(_("First name and last name are both needed."))
    if max(len(row.first_name), len(row.last_name)) > LONGEST_NAME:
        faults.append(_("A name has at most 80 characters."))
    if row.has_too_many_columns:
        faults.append(_("There are more than four columns."))
    return faults


def _faults_of_address(row: PastedRow, repeated: set[str]) -> list[str]:
    if not row.email:
        return []
    try:
        validate_email(row.email)
    except ValidationError:
        return [_("“%(email)s” is not an e-mail address.") % {"email": row.email}]
    if row.email.lower() in repeated:
        return [_("This e-mail address stands in the list more than once.")]
    return []


def _faults_of_person(row: PastedRow, person: Person | None, employed: set[int]) -> list[str]:
    if person is None:
        return []
    if person.last_name.casefold() != row.last_name.casefold():
        return [_("This e-mail address already belongs to somebody else.")]
    if person.pk in employed:
        return [_("This person is already on the list of staff.")]
    return []
