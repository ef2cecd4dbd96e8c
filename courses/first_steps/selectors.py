"""How far a municipality is, worked out from what is there."""

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from courses.assignments import selectors as assignments
from courses.assignments.neighbours import Notice
from courses.first_steps.models import NotNeeded
from courses.first_steps.steps import Progress, Step, progress_of
from courses.first_steps.words import WORDS
from courses.oversight import selectors as oversight
from courses.portal import selectors as portal
from members.people import selectors as people
from members.policies import selectors as policies
from members.sign_on import selectors as sign_on

if TYPE_CHECKING:
    from members.organisations.models import Municipality

# Whoever sets everything up is there already.
ALONE = 1


def done_in(municipality: "Municipality") -> set[Step]:
    """Return the steps that have been taken."""
    connection = sign_on.connection_of(municipality)
    facts = {
        Step.DEPARTMENTS: people.departments_of(municipality).exists(),
        Step.STAFF: people.staff_not_over(municipality).count() > ALONE,
        Step.SIGN_ON: connection is not None and connection.is_on,
        Step.AGREEMENT: policies.newest_agreed(municipality) is not None,
        Step.LANDING: portal.landing_of(municipality) is not None,
        Step.OBLIGATIONS: assignments.obligations_ever(municipality).exists(),
        Step.LADDER: oversight.ladder_of(municipality) is not None,
        Step.REMINDER: assignments.has_reminded(municipality),
    }
    return {step for step, is_there in facts.items() if is_there}


def progress_in(municipality: "Municipality") -> Progress:
    """Return all steps with their states."""
    skipped = NotNeeded.objects.filter(municipality=municipality).values_list("step", flat=True)
    return progress_of(done_in(municipality), skipped)


def notices_for(municipality: "Municipality") -> list[Notice]:
    """Return the next step for the first page of human resources; none when nothing is left."""
    found = progress_in(municipality)
    if found.next is None:
        return []
    text = _("First steps: %(done)d of %(total)d done. Next: %(step)s") % {
        "done": found.done,
        "total": found.total,
        "step": WORDS[found.next].title,
    }
    return [Notice(text, reverse("first_steps:list", query={"kommune": municipality.slug}))]
