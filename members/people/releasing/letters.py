"""Letters with access codes: released first, then printed once by one of the two."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from members.people.models import Employment
from members.people.services import IssuedInvitation, issue_letters
from members.second_person import services as second_person
from members.second_person.errors import Outdated

if TYPE_CHECKING:
    from members.accounts.models import User
    from members.organisations.models import Municipality
    from members.second_person.models import Proposal

KIND = "access_letters"


def propose(jobs: Sequence[Employment], municipality: "Municipality", by: "User") -> "Proposal":
    """Keep for whom letters are to be printed until another one decides. Raises NobodyElse."""
    return second_person.propose(
        municipality=municipality,
        kind=KIND,
        title=_("Print access letters"),
        people=len(jobs),
        payload={"job": sorted(str(job.pk) for job in jobs)},
        by=by,
    )


def jobs_of(proposal: "Proposal") -> QuerySet[Employment]:
    """Return for whom letters were proposed, by name."""
    rows = Employment.objects.filter(
        municipality=proposal.municipality, pk__in=proposal.payload.get("job", [])
    )
    names = ("person__last_name", "person__first_name", "pk")
    return rows.select_related("person__user", "municipality", "department").order_by(*names)


def apply(proposal: "Proposal", by: "User") -> str:
    """Allow the letters; codes come into being only when they are printed. Raises Outdated."""
    if jobs_of(proposal).count() != len(proposal.payload["job"]):
        raise Outdated
    return preview_of(proposal)


def preview_of(proposal: "Proposal") -> str:
    """Return where the names stand, and where the letters are printed."""
    return reverse("people:letters_proposed", args=[proposal.reference])


@transaction.atomic
def print_once(proposal: "Proposal", by: "User") -> list[IssuedInvitation]:
    """Issue the released letters, all or none, and only once. Raises NoLongerOpen."""
    locked = second_person.use_up(proposal=proposal)
    proposal.payload = locked
    return issue_letters(employments=list(jobs_of(proposal)), invited_by=by)
