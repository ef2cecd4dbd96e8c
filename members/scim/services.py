"""What a directory may do: tell of somebody new, of changes, of somebody who leaves.

The deeds are those of the list of staff; nothing goes round their rules. What cannot be done
as the directory wishes is noted for human resources, and refused where going on would mix
people up.
"""

import datetime as dt
import secrets
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.utils import translation
from scim2_models import Context

from campus.kit import dates
from campus.kit.errors import DomainError
from members.people import selectors as people
from members.people import services as staff
from members.scim import groups
from members.scim.errors import (
    DepartmentMissing,
    JobInUse,
    NameMissing,
    NumberTooLong,
    SomebodyElse,
    TooLong,
    UserNameInUse,
)
from members.scim.models import LONGEST_NOTE, DirectoryUser, Key, Note
from members.scim.resources import LONGEST_NUMBER, Said, name_key
from members.scim.selectors import digest, users_of

if TYPE_CHECKING:
    from members.accounts.models import User
    from members.organisations.models import Municipality
    from members.people.models import Department, Employment

FORGOTTEN_AFTER = dt.timedelta(days=90)
# How often "last used" is written, so that a thousand reads are not a thousand writes.
NOTED_EVERY = dt.timedelta(minutes=10)


@transaction.atomic
def make_key(
    *, municipality: "Municipality", name: str, created_by: "User", **wishes: bool
) -> tuple[Key, str]:
    """Make a key; its secret is returned this once."""
    secret = secrets.token_urlsafe(32)
    key = Key.objects.create(
        municipality=municipality,
        name=name,
        secret_hash=digest(secret),
        created_by=created_by,
        **wishes,
    )
    return key, secret


@transaction.atomic
def revoke_key(*, key: Key) -> None:
    """Take a key back; the people it brought stay."""
    Key.objects.filter(pk=key.pk, revoked_at=None).update(revoked_at=dates.now())


def note_use(*, key: Key) -> None:
    """Note that the key was used, every ten minutes at most."""
    if key.last_used_at is None or dates.now() - key.last_used_at >= NOTED_EVERY:
        Key.objects.filter(pk=key.pk).update(last_used_at=dates.now())


@transaction.atomic
def add_user(*, key: Key, user: Any) -> DirectoryUser:
    """Take somebody of whom the directory tells for the first time.

    Who is on the list of staff already, by personnel number or address, is taken as the same.
    """
    said = _checked(user)
    name = name_key(said.user_name)
    if users_of(key.municipality).filter(user_name=name).exists():
        raise UserNameInUse(name=said.user_name)
    row = DirectoryUser(municipality=key.municipality, user_name=name)
    _keep(row, user)
    if said.is_active:
        known = _known_job(key.municipality, said)
        row.employment = known or _new_job(key, said)
        if known is not None:
            _follow(key, known, None, said)
        else:
            _invite(key, row.employment, said)
    row.save()
    return row


@transaction.atomic
def change_user(*, key: Key, row: DirectoryUser, user: Any) -> DirectoryUser:
    """Let a job follow what has changed in the directory; what has not changed stays as it is."""
    row = locked(row=row)
    before, said = row.said, _checked(user)
    name = name_key(said.user_name)
    if users_of(key.municipality).filter(user_name=name).exclude(pk=row.pk).exists():
        raise UserNameInUse(name=said.user_name)
    row.user_name = name
    had = row.employment_id
    _keep(row, user)
    row.changed_at = dates.now()
    job = row.employment
    if not said.is_active:
        _end(job)
    elif job is None:
        row.employment = _known_job(key.municipality, said) or _new_job(key, said)
    elif not before.is_active:
        row.employment = job = _back(key, job, said)
        _follow(key, job, before, said)
    else:
        _follow(key, job, before, said)
    row.save()
    if row.employment_id != had:
        groups.follow_user(row)
    return row


def locked(*, row: DirectoryUser) -> DirectoryUser:
    """Return the user as it stands now; others wait until the transaction is over."""
    return DirectoryUser.objects.select_for_update(of=("self",)).get(pk=row.pk)


@transaction.atomic
def remove_user(*, row: DirectoryUser) -> None:
    """Let the job end of somebody whom the directory has deleted; the record stays with them."""
    row = locked(row=row)
    _end(row.employment)
    groups.leave_groups(row)
    row.delete()


def note(*, municipality: "Municipality", who: str, text: str) -> None:
    """Note for human resources what the directory wanted and did not get; said once a day."""
    since = dates.now() - dt.timedelta(days=1)
    same = Note.objects.filter(municipality=municipality, who=who, text=text[:LONGEST_NOTE])
    if not same.filter(at__gte=since).exists():
        Note.objects.create(municipality=municipality, who=who, text=text[:LONGEST_NOTE])


def forget_old_notes() -> int:
    """Forget notes after 90 days, since they name people; return how many were forgotten."""
    return Note.objects.filter(at__lt=dates.now() - FORGOTTEN_AFTER).delete()[0]


def _checked(user: Any) -> Said:
    said = Said(user)
    if not (said.user_name and said.first_name and said.last_name):
        raise NameMissing
    if said.too_long():
        raise TooLong(attribute=said.too_long())
    return said


def _keep(row: DirectoryUser, user: Any) -> None:
    row.external_id = user.external_id or ""
    row.document = user.model_dump(
        mode="json", scim_ctx=Context.DEFAULT, exclude={"id", "meta"}, exclude_none=True
    )


def _known_job(municipality: "Municipality", said: Said) -> "Employment | None":
    """Return the job there that is not over, by personnel number, else by address."""
    jobs = people.staff_not_over(municipality).select_related("person")
    found = jobs.filter(personnel_number=said.number).first() if said.number else None
    if found is None and said.email:
        found = jobs.filter(person__email__iexact=said.email).first()
    if found is None:
        return None
    same_first = found.person.first_name.casefold() == said.first_name.casefold()
    same_last = found.person.last_name.casefold() == said.last_name.casefold()
    if not (same_first or same_last):
        raise SomebodyElse(name=str(found.person))
    if users_of(municipality).filter(employment=found).exists():
        raise JobInUse(name=str(found.person))
    return found


def _new_job(key: Key, said: Said) -> "Employment":
    return staff.add_person(
        first_name=said.first_name,
        last_name=said.last_name,
        municipality=key.municipality,
        valid_from=dates.today(),
        added_by=None,
        email=said.email,
        department=_department(key, said),
        position=said.position,
        personnel_number=_number(key, said),
    )


def _invite(key: Key, job: "Employment", said: Said) -> None:
    if key.invites and said.email and job.person.user is None:
        staff.invite(employment=job, invited_by=None, channel="email")


def _end(job: "Employment | None") -> None:
    """Let a running job end with yesterday, or today where it has begun today."""
    yesterday = dates.today() - dt.timedelta(days=1)
    if job is not None and (job.valid_until is None or job.valid_until > yesterday):
        last_day = max(job.valid_from, yesterday)
        staff.end_employment(employment=job, last_day=last_day, ended_by=None)


def _back(key: Key, job: "Employment", said: Said) -> "Employment":
    """Let somebody go on who was away for a day, or come back with a job of its own."""
    if job.valid_until is None:
        return job
    if job.valid_until >= dates.today() - dt.timedelta(days=1):
        return staff.reopen_employment(employment=job, before=staff.Ending(None), reopened_by=None)
    return staff.add_job(
        person=job.person,
        municipality=key.municipality,
        valid_from=dates.today(),
        added_by=None,
        department=_department(key, said),
        position=said.position,
        personnel_number=_number(key, said),
    )


def _follow(key: Key, job: "Employment", before: Said | None, said: Said) -> None:
    """Change what the directory has changed; at the first time, whatever it names."""
    _follow_person(key, job, before, said)
    department, position, number = job.department, job.position, job.personnel_number
    if _is_news(before, said, "department"):
        # A department that is not known is noted, and the old one stays.
        department = (_department(key, said) or department) if said.department else None
    if _is_news(before, said, "position"):
        position = said.position
    if _is_news(before, said, "number"):
        number = _number(key, said)
    if (department, position, number) != (job.department, job.position, job.personnel_number):
        staff.change_employment(
            employment=job, department=department, position=position, personnel_number=number
        )


def _is_news(before: Said | None, said: Said, what: str) -> bool:
    """Tell whether something else is said than before, or anything for the first time."""
    now = getattr(said, what)
    return bool(now) if before is None else now != getattr(before, what)


def _follow_person(key: Key, job: "Employment", before: Said | None, said: Said) -> None:
    """Correct name and address, unless somebody else answers for them."""
    person = job.person
    first = said.first_name if _is_news(before, said, "first_name") else ""
    last = said.last_name if _is_news(before, said, "last_name") else ""
    first, last = first or person.first_name, last or person.last_name
    email = said.email if _is_news(before, said, "email") else person.email or ""
    now = (person.first_name, person.last_name, (person.email or "").lower())
    if (first, last, email.lower()) == now:
        return
    try:
        with transaction.atomic():
            staff.correct_person(
                employment=job,
                first_name=first,
                last_name=last,
                email=email or None,
            )
    except DomainError as error:
        _note(key, said, error)


def _department(key: Key, said: Said) -> "Department | None":
    """Return the department of a name; a missing one is added or noted, as the key says."""
    if not said.department:
        return None
    found = people.departments_of(key.municipality).filter(name__iexact=said.department).first()
    if found is not None:
        return found
    if key.adds_departments:
        return staff.add_department(
            municipality=key.municipality, name=said.department, parent=None
        )
    _note(key, said, DepartmentMissing(name=said.department))
    return None


def _number(key: Key, said: Said) -> str:
    """Return the personnel number; one that is too long for the list is noted and left out."""
    if len(said.number) <= LONGEST_NUMBER:
        return said.number
    _note(key, said, NumberTooLong(number=said.number))
    return ""


def _note(key: Key, said: Said, reason: DomainError) -> None:
    """Note in the language of the town hall, not of the program that asks."""
    with translation.override(settings.LANGUAGE_CODE):
        who = f"{said.first_name} {said.last_name}"
        note(municipality=key.municipality, who=who, text=str(reason))
