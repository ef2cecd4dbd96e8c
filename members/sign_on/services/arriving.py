"""Somebody comes from the identity provider of a municipality: who is it, and may they enter?

The municipality speaks for its own staff list only. An account that already exists is joined after
a code sent to its own address, or while its owner is signed in; nobody gains a role by arriving.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction

from campus.kit import dates
from members.people import selectors as people
from members.people import services as people_services
from members.sign_on import selectors
from members.sign_on.attributes import Arrival, is_of
from members.sign_on.errors import (
    AccountClosed,
    DetailsContradict,
    DetailsMissing,
    EmploymentOver,
    ForeignAddress,
    NotOnList,
    PasswordFirst,
    SwitchedOff,
)
from members.sign_on.models import Connection, Identity

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from members.accounts.models import User
    from members.people.models import Department, Employment, Person

LONGEST_NAME = 80
LONGEST_NUMBER = 30


@dataclass(frozen=True, slots=True)
class Welcome:
    """Who may enter, or to whom a code has to be sent before."""

    user: "User | None" = None
    to_confirm: "Person | None" = None


@transaction.atomic
def arrive(*, connection: Connection, arrival: Arrival, signed_in: "User | None" = None) -> Welcome:
    """Return the account of who arrives, made on the way where somebody is new."""
    if not connection.is_on:
        raise SwitchedOff(municipality=connection.municipality.name)
    Connection.objects.select_for_update().get(pk=connection.pk)
    known = selectors.identity_of(connection, arrival.subject)
    if known is not None:
        return _come_back(known, connection, arrival)
    person = _of_staff(connection, arrival)
    if person is None:
        return _newcomer(connection, arrival)
    if person.user is not None and signed_in is not None and person.user_id == signed_in.pk:
        return Welcome(user=_tie(connection, arrival, person))
    if person.user is not None or _is_known_elsewhere(connection, person):
        return _ask(connection, person)
    return Welcome(user=_tie(connection, arrival, person))


@transaction.atomic
def confirm(*, connection: Connection, arrival: Arrival, person: "Person") -> "User":
    """Join an existing person, after they have proven that its address is theirs."""
    if not connection.is_on:
        raise SwitchedOff(municipality=connection.municipality.name)
    Connection.objects.select_for_update().get(pk=connection.pk)
    if selectors.running_job(person, connection.municipality) is None:
        former = people.all_staff_of(connection.municipality)
        _refuse_former(connection, former.filter(person=person))
        _may_be_added(connection, arrival)
        people_services.add_job(person=person, **_job(connection, arrival))
    return _tie(connection, arrival, person)


def _come_back(known: Identity, connection: Connection, arrival: Arrival) -> Welcome:
    """Let somebody in who has come before, as long as they work there."""
    if not known.user.is_active:
        raise AccountClosed
    person = people.person_of(known.user)
    job = selectors.running_job(person, connection.municipality) if person else None
    if job is None:
        raise EmploymentOver(municipality=connection.municipality.name)
    _follow_department(job, connection, arrival)
    Identity.objects.filter(pk=known.pk).update(last_used_at=dates.now())
    return Welcome(user=known.user)


def _of_staff(connection: Connection, arrival: Arrival) -> "Person | None":
    """Return who of the municipality's running staff list is meant."""
    running = people.staff_of(connection.municipality)
    by_number = by_address = None
    if arrival.personnel_number:
        by_number = running.filter(personnel_number=arrival.personnel_number).first()
    if arrival.email:
        by_address = running.filter(person__email__iexact=arrival.email).first()
    if by_number and by_address and by_number.person_id != by_address.person_id:
        raise DetailsContradict
    job = by_number or by_address
    return job.person if job else None


def _newcomer(connection: Connection, arrival: Arrival) -> Welcome:
    """Put somebody on the staff list who is not there yet, unless they are known otherwise."""
    former = people.all_staff_of(connection.municipality)
    if arrival.personnel_number:
        _refuse_former(connection, former.filter(personnel_number=arrival.personnel_number))
    if arrival.email:
        _refuse_former(connection, former.filter(person__email__iexact=arrival.email))
    _may_be_added(connection, arrival)
    known = _known_by(arrival.email)
    if known is not None:
        return _ask(connection, known)
    job = people_services.add_person(
        first_name=arrival.first_name[:LONGEST_NAME],
        last_name=arrival.last_name[:LONGEST_NAME],
        email=arrival.email,
        **_job(connection, arrival),
    )
    return Welcome(user=_tie(connection, arrival, job.person))


def _may_be_added(connection: Connection, arrival: Arrival) -> None:
    """Refuse who may not be put on the staff list by the identity provider."""
    if not connection.creates_people:
        raise NotOnList(municipality=connection.municipality.name)
    if not (arrival.first_name and arrival.last_name):
        raise DetailsMissing(municipality=connection.municipality.name)
    if arrival.email and not is_of(arrival.email, selectors.domain_names(connection)):
        raise ForeignAddress(email=arrival.email, municipality=connection.municipality.name)


def _refuse_former(connection: Connection, jobs: "QuerySet[Employment]") -> None:
    """Refuse who has a job there that does not run: human resources decides on coming back."""
    if jobs.exists():
        raise EmploymentOver(municipality=connection.municipality.name)


def _known_by(email: str) -> "Person | None":
    """Return whose address it is anywhere on the platform: of the person or of the account."""
    if not email:
        return None
    return people.person_with_address(email)


def _ask(connection: Connection, person: "Person") -> Welcome:
    """Ask for a code at the address on file, never at one that the provider has sent."""
    if person.user is not None and not person.user.is_active:
        raise AccountClosed
    if not _address_of(person):
        raise PasswordFirst(municipality=connection.municipality.name)
    return Welcome(to_confirm=person)


def _address_of(person: "Person") -> str:
    return (person.user.email if person.user else person.email) or ""


def _is_known_elsewhere(connection: Connection, person: "Person") -> bool:
    job = selectors.running_job(person, connection.municipality)
    return job is not None and people_services.is_known_elsewhere(job)


def _job(connection: Connection, arrival: Arrival) -> "dict[str, Any]":
    """Return what is known of the job of somebody new."""
    return {
        "municipality": connection.municipality,
        "valid_from": dates.today(),
        "added_by": None,
        "department": _department(connection, arrival),
        "personnel_number": arrival.personnel_number[:LONGEST_NUMBER],
    }


def _tie(connection: Connection, arrival: Arrival, person: "Person") -> "User":
    """Let whoever the issuer calls by this subject use the person's account."""
    if person.user is not None and not person.user.is_active:
        raise AccountClosed
    user = person.user or people_services.open_account(
        person=person,
        email_is_proven=is_of(person.email or "", selectors.domain_names(connection))
        and (person.email or "").lower() == arrival.email,
    )
    Identity.objects.get_or_create(
        connection=connection,
        issuer=connection.issuer,
        subject=arrival.subject,
        defaults={"user": user},
    )
    job = selectors.running_job(person, connection.municipality)
    if job is not None:
        _follow_department(job, connection, arrival)
    return user


def _follow_department(job: "Employment", connection: Connection, arrival: Arrival) -> None:
    """Move somebody whom the provider names in another known department."""
    department = _department(connection, arrival)
    if department is None or department.pk == job.department_id:
        return
    people_services.change_employment(
        employment=job,
        department=department,
        position=job.position,
        personnel_number=job.personnel_number,
    )


def _department(connection: Connection, arrival: Arrival) -> "Department | None":
    if not arrival.department:
        return None
    departments = people.departments_of(connection.municipality)
    return departments.filter(name__iexact=arrival.department).first()
