"""Deeds of this room: ask for an export, let it be made, have an account deleted."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import get_language

from campus.kit.after_commit import enqueue
from courses.enrolment import selectors as enrolments
from courses.privacy.erasing import erase
from courses.privacy.errors import RolesHeld
from courses.privacy.exporting import make_export
from courses.privacy.models import Deletion, Export
from courses.privacy.selectors import running_export
from courses.privacy.tasks import collect, forget
from courses.privacy.tidying import forget_expired
from members.accounts import services as accounts
from members.people import selectors as people
from members.roles import selectors as roles
from members.roles.labels import role_label

if TYPE_CHECKING:
    from members.people.models import Person

__all__ = ["erase", "forget_expired", "make_export", "request_deletion", "request_export"]


@transaction.atomic
def request_export(*, person: "Person") -> Export:
    """Have a copy of everything made; while one is being made, that is the one."""
    running = running_export(person)
    if running is not None:
        return running
    export = Export.objects.create(person=person, language=get_language() or "de")
    enqueue(collect, reference=str(export.reference))
    return export


@transaction.atomic
def request_deletion(*, person: "Person", keep_certificates: bool) -> Deletion:
    """Close the sign-in at once and have everything erased. Raises RolesHeld.

    Asked for again, it is the same deletion.
    """
    user = person.user
    if user is not None:
        held = dict.fromkeys(str(role_label(row.role)) for row in roles.held_roles(user))
        if held:
            raise RolesHeld(roles=", ".join(held))
    deletion, is_new = Deletion.objects.get_or_create(
        person=person,
        defaults={
            "account": people.known_account_name(person.pk),
            "registrations": [str(seat.registration) for seat in enrolments.enrolments_of(person)],
            "keep_certificates": keep_certificates,
        },
    )
    if is_new:
        if user is not None:
            accounts.deactivate(user=user)
        enqueue(forget, reference=str(deletion.reference))
    return deletion
