"""Who shows proofs to which employer, and who decides on them."""

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, QuerySet

from campus.kit import dates
from courses.assignments import rules as assignments
from courses.transfer import selectors
from courses.transfer.models import Presentation
from members.organisations import selectors as organisations
from members.people import selectors as people

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from members.accounts.models import User
    from members.organisations.models import Municipality
    from members.people.models import Person


def employers_of(person: "Person") -> "QuerySet[Municipality]":
    """Return to whom somebody may show proofs: who employs them, also from a day to come."""
    jobs = people.jobs_not_over_on(dates.today()).filter(person=person)
    keys = jobs.order_by().values("municipality")
    return organisations.municipalities().filter(pk__in=keys).order_by("name")


def works_there(presentation: Presentation) -> bool:
    """Tell whether the person still works for the employer that was shown the proof."""
    return employers_of(presentation.person).filter(pk=presentation.municipality_id).exists()


def places(user: "User | AnonymousUser") -> "QuerySet[Municipality]":
    """Return the municipalities for which the user decides."""
    return assignments.municipalities_to_manage(user)


def entrusted_to(user: "User | AnonymousUser") -> QuerySet[Presentation]:
    """Return what was shown to the user's municipalities by people who work there still."""
    works_there = people.jobs_not_over_on(dates.today()).filter(
        person=OuterRef("person"), municipality=OuterRef("municipality")
    )
    rows = Presentation.objects.filter(Exists(works_there), municipality__in=places(user))
    return selectors.with_originals(rows)


def waiting_for(user: "User | AnonymousUser") -> QuerySet[Presentation]:
    """Return what waits for the user's decision, the oldest first."""
    rows = entrusted_to(user).filter(state=Presentation.State.SHOWN)
    return rows.order_by("shown_at", "pk")
