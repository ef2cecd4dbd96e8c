"""Take back what was entered by mistake: a job that was added, a job that was ended."""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import ProtectedError

from campus.kit import dates
from members.people.errors import StillNeeded
from members.people.models import Employment, Invitation, Person
from members.people.services.staff import is_known_elsewhere
from members.roles import selectors as roles
from members.roles import services as role_services
from members.roles.catalogue import Role

if TYPE_CHECKING:
    from members.accounts.models import User


@dataclass(frozen=True, slots=True)
class Ending:
    """What ends together with a job, noted before it is ended."""

    valid_until: dt.date | None
    invitations: tuple[int, ...] = ()
    grants: tuple[int, ...] = ()


def ending_of(employment: Employment) -> Ending:
    """Return what would have to be given back, were the job ended now."""
    person, place = employment.person, employment.municipality
    links = Invitation.objects.open_at(dates.now()).filter(person=person, municipality=place)
    held = roles.grants_in_force().filter(user=person.user_id or 0, municipality=place)
    return Ending(
        employment.valid_until,
        tuple(links.values_list("pk", flat=True)),
        tuple(held.values_list("pk", flat=True)),
    )


@transaction.atomic
def reopen_employment(
    *, employment: Employment, before: Ending, reopened_by: "User | None"
) -> Employment:
    """Give back what ended with the job: its former last day, open invitations, roles."""
    employment.valid_until = before.valid_until
    employment.ended_by = None
    employment.save(update_fields=["valid_until", "ended_by"])
    Invitation.objects.filter(pk__in=before.invitations, accepted_at=None).update(revoked_at=None)
    for former in roles.grants_by_key(before.grants):
        role_services.grant(
            user=former.user,
            role=Role(former.role),
            municipality=former.municipality,
            department=former.department,
            granted_by=reopened_by,
        )
    return employment


def withdraw_employment(*, employment: Employment) -> None:
    """Remove a job that should not have been added, and its person where nobody else needs them."""
    person = employment.person
    goes = not is_known_elsewhere(employment) and person.user_id is None
    try:
        with transaction.atomic():
            Invitation.objects.filter(person=person, municipality=employment.municipality).delete()
            employment.delete()
            if goes and not Employment.objects.filter(person=person).exists():
                Person.objects.get(pk=person.pk).delete()
    except ProtectedError:
        raise StillNeeded(name=str(person)) from None
