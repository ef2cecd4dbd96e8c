"""Erase a person: the statements by the record store, everything else by the room that holds it."""

from importlib import import_module
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from campus.kit import dates
from campus.kit.personal_data import Erasing, Subject, erasers
from courses.privacy.models import Deletion, Export

if TYPE_CHECKING:
    from collections.abc import Callable

# The person's statements stay as those of nobody, so that figures of the past stay right.
POLICY = "anonymise"


def erase(*, reference: UUID) -> Deletion | None:
    """Erase the person of a deletion. May run twice, also after a crash halfway."""
    deletion = Deletion.objects.filter(reference=reference).first()
    if deletion is None or deletion.done_at is not None:
        return deletion
    _erase_statements(deletion, meanwhile=lambda: _erase_rows(deletion))
    deletion.person, deletion.account, deletion.registrations = None, None, []
    deletion.done_at = dates.now()
    deletion.save()
    return deletion


@transaction.atomic
def _erase_rows(deletion: Deletion) -> None:
    """Let every room forget, upper rooms first, and count; nothing is left half done."""
    person = deletion.person
    if person is None:
        return
    subject = Subject(person.pk, person.user_id, deletion.account)
    case = Erasing(subject, keep_certificates=deletion.keep_certificates)
    Export.objects.filter(person=person).delete()
    counts = {one.name: one.erase(case) for one in erasers()}
    deletion.counts, deletion.person = counts, None
    deletion.save(update_fields=["counts", "person"])


def _erase_statements(deletion: Deletion, *, meanwhile: "Callable[[], None]") -> None:
    """Have the record store erase the account.

    A store that offers no erasure keeps the statements under the account's random number; cutting
    the mapping in `meanwhile` makes it nobody's.
    """
    erase_person: Any = getattr(import_module("courses.xapi.services"), "erase_person", None)
    if erase_person is None or deletion.account is None:
        meanwhile()
        return
    name = {"homePage": settings.KC_XAPI_HOME_PAGE, "name": str(deletion.account)}
    erase_person(
        {"objectType": "Agent", "account": name},
        policy=POLICY,
        registrations=[UUID(one) for one in deletion.registrations],
        requested_by=str(deletion.reference),
        meanwhile=meanwhile,
    )
