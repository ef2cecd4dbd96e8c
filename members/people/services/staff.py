"""Who works for a municipality: add, change, end."""

import datetime as dt
from typing import TYPE_CHECKING, TypedDict, Unpack

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import Q
from django.utils import formats

from campus.kit import dates
from campus.kit.after_commit import announce
from members.accounts import services as accounts
from members.people.errors import (
    AlreadyEmployed,
    DepartmentNotThere,
    EmailInUse,
    EndsBeforeItBegins,
    KnownElsewhere,
    PersonnelNumberInUse,
)
from members.people.models import Department, Employment, Invitation, LearnerAccount, Person
from members.people.services.places import keep_places
from members.people.services.posts import end_posts_in
from members.people.signals import jobs_changed
from members.roles import selectors as roles
from members.roles import services as role_services

if TYPE_CHECKING:
    from members.accounts.models import User
    from members.organisations.models import Municipality


class JobDetails(TypedDict, total=False):
    """What HR may know about a new colleague, all of it optional."""

    email: str | None
    department: Department | None
    position: str
    personnel_number: str
    # Whoever adds many says so for all of them together.
    quietly: bool


@transaction.atomic
def add_person(
    *,
    first_name: str,
    last_name: str,
    municipality: "Municipality",
    valid_from: dt.date,
    added_by: "User | None",
    **details: Unpack[JobDetails],
) -> Employment:
    """Put somebody on the list of staff.

    A known address of the same last name is the same person with another employer; the former
    personnel number of the same name is somebody who comes back and keeps the own record.
    """
    email = details.pop("email", None) or ""
    number = details.get("personnel_number", "")
    check_department(details.get("department"), municipality)
    person = (
        person_of_address(email, last_name)
        or _former_colleague(municipality, number, first_name, last_name)
        or Person.objects.create(first_name=first_name, last_name=last_name, email=email)
    )
    return add_job(
        person=person,
        municipality=municipality,
        valid_from=valid_from,
        added_by=added_by,
        **details,
    )


@transaction.atomic
def add_job(
    *,
    person: Person,
    municipality: "Municipality",
    valid_from: dt.date,
    added_by: "User | None",
    **details: Unpack[JobDetails],
) -> Employment:
    """Let somebody who is known have a job there, too; who works there already has it."""
    quietly = details.pop("quietly", False)
    number = details.get("personnel_number", "")
    check_department(details.get("department"), municipality)
    LearnerAccount.objects.name_of(person)
    jobs = Employment.objects.not_over_on(max(valid_from, dates.today()))
    if jobs.filter(person=person, municipality=municipality).exists():
        raise AlreadyEmployed(name=str(person))
    _check_personnel_number(municipality, number, person)
    job = Employment.objects.create(
        person=person,
        municipality=municipality,
        valid_from=valid_from,
        added_by=added_by,
        **details,
    )
    if not quietly:
        announce(jobs_changed, Employment, employment_ids=[job.pk], settled_at=None)
    return job


@transaction.atomic
def add_person_without_job(*, first_name: str, last_name: str, email: str) -> Person:
    """Put somebody on file who works for no municipality: an author, the office, the board."""
    person = person_of_address(email, last_name) or Person.objects.create(
        first_name=first_name, last_name=last_name, email=email
    )
    LearnerAccount.objects.name_of(person)
    return person


@transaction.atomic
def change_employment(
    *,
    employment: Employment,
    department: Department | None,
    position: str,
    personnel_number: str,
    quietly: bool = False,
) -> Employment:
    """Move somebody to another department or change what they are called there.

    Quietly: whoever changes many jobs says so for all of them together.
    """
    before = employment.department_id, employment.position
    check_department(department, employment.municipality)
    if personnel_number != employment.personnel_number:
        _check_personnel_number(employment.municipality, personnel_number, employment.person)
    if employment.department_id != (department.pk if department else None):
        keep_places([employment])
        end_posts_in(employment=employment, department=department)
    employment.department = department
    employment.position = position
    employment.personnel_number = personnel_number
    employment.save(update_fields=["department", "position", "personnel_number"])
    if not quietly and before != (employment.department_id, position):
        announce(jobs_changed, Employment, employment_ids=[employment.pk], settled_at=None)
    return employment


def is_known_elsewhere(employment: Employment) -> bool:
    """Tell whether others than this employer have dealings with the person."""
    person = employment.person
    others = Employment.objects.filter(person=person).exclude(municipality=employment.municipality)
    return others.exists() or Invitation.objects.filter(person=person).exclude(role="").exists()


@transaction.atomic
def correct_person(
    *, employment: Employment, first_name: str, last_name: str, email: str | None
) -> Person:
    """Correct name and address as their only employer.

    The address of somebody with an account stays: who changes it could take the account over.
    Links that went to an address which is corrected now no longer work.
    """
    person = employment.person
    if is_known_elsewhere(employment):
        raise KnownElsewhere(name=str(person))
    person.first_name, person.last_name = first_name, last_name
    if person.user is None:
        taken = Person.objects.filter(email__iexact=email or "").exclude(pk=person.pk)
        if email and taken.exists():
            raise EmailInUse(email=email)
        _end_links_to_another_address(person, email or "")
        person.email = email
    else:
        accounts.rename(user=person.user, first_name=first_name, last_name=last_name)
    person.save(update_fields=["first_name", "last_name", "email"])
    return person


def _end_links_to_another_address(person: Person, email: str) -> None:
    """Take links back that went to a wrong address: whoever reads it would get the account."""
    if (person.email or "").lower() != email.lower():
        Invitation.objects.open_at(dates.now()).filter(
            person=person, channel=Invitation.Channel.EMAIL
        ).update(revoked_at=dates.now())


@transaction.atomic
def follow_address(*, user: "User") -> None:
    """Let the person have the address that the owner of the account has proven."""
    person = Person.objects.filter(user=user).first()
    proven = EmailAddress.objects.filter(user=user, email__iexact=user.email or "", verified=True)
    if person is None or person.email == user.email or not proven.exists():
        return
    if not Person.objects.filter(email__iexact=user.email).exclude(pk=person.pk).exists():
        person.email = user.email
        person.save(update_fields=["email"])


@transaction.atomic
def end_employment(
    *, employment: Employment, last_day: dt.date, ended_by: "User | None"
) -> Employment:
    """Let a job end with its last day; open invitations end at once, roles with the job."""
    if last_day < employment.valid_from:
        raise EndsBeforeItBegins(
            first_day=formats.date_format(employment.valid_from, "SHORT_DATE_FORMAT")
        )
    employment.valid_until = last_day
    employment.ended_by = ended_by
    employment.save(update_fields=["valid_until", "ended_by"])
    Invitation.objects.open_at(dates.now()).filter(
        person=employment.person, municipality=employment.municipality
    ).update(revoked_at=dates.now())
    if last_day < dates.today():
        _end_roles(employment, ended_by)
    return employment


def close_ended_employments() -> int:
    """Take back the roles of everybody whose last day is over; runs daily, any number of times."""
    ended = Employment.objects.filter(
        valid_until__lt=dates.today(), person__user__grants__revoked_at=None
    ).select_related("person__user", "municipality")
    return sum(_end_roles(employment, None) for employment in ended.distinct())


def _end_roles(employment: Employment, ended_by: "User | None") -> int:
    """Take back the roles at the municipality, unless the person still works there."""
    user = employment.person.user
    still_there = Employment.objects.active_on(dates.today()).filter(
        person=employment.person, municipality=employment.municipality
    )
    if user is None or still_there.exists():
        return 0
    grants = roles.grants_in_force().filter(user=user, municipality=employment.municipality)
    return len([role_services.revoke(grant=grant, revoked_by=ended_by) for grant in grants])


def person_of_address(email: str, last_name: str) -> Person | None:
    """Return the known person of an address; an address of somebody else is refused."""
    if not email:
        return None
    person = Person.objects.filter(email__iexact=email).first()
    if person is not None and person.last_name.casefold() != last_name.casefold():
        raise EmailInUse(email=email)
    return person


def check_department(department: Department | None, municipality: "Municipality") -> None:
    """Refuse a department of another municipality."""
    if department is not None and department.municipality_id != municipality.pk:
        raise DepartmentNotThere


def _former_colleague(
    municipality: "Municipality", number: str, first_name: str, last_name: str
) -> Person | None:
    """Return who had the number there, if the name is the same."""
    if not number:
        return None
    former = Employment.objects.filter(
        municipality=municipality, personnel_number=number, valid_until__isnull=False
    )
    return Person.objects.filter(
        pk__in=former.values("person_id"),
        first_name__iexact=first_name,
        last_name__iexact=last_name,
    ).first()


def _check_personnel_number(municipality: "Municipality", number: str, person: Person) -> None:
    """Refuse a number that somebody else has or had there, or that a running job has already."""
    if not number:
        return
    holders = Employment.objects.filter(municipality=municipality, personnel_number=number)
    if holders.filter(Q(valid_until=None) | ~Q(person=person)).exists():
        raise PersonnelNumberInUse(number=number)
