"""Assignments that a second person releases: what was filled in is kept and looked at anew."""

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from campus.kit import dates
from campus.kit.after_commit import enqueue
from campus.kit.undoing import UNDO_FOR
from courses.bundles import services, tasks
from courses.bundles.errors import NobodyGetsAnything, PreviewOutdated
from courses.bundles.forms import BundleForm
from courses.bundles.models import Bundle
from courses.bundles.planning import Plan
from courses.enrolment import selectors as enrolments
from members.second_person import selectors as second_person
from members.second_person import services as second_person_services
from members.second_person.errors import Outdated

if TYPE_CHECKING:
    from members.accounts.models import User
    from members.second_person.models import Proposal

KIND = "bundle"


def needs_two(form: BundleForm, plan: Plan) -> bool:
    """Tell whether a second person releases it."""
    return second_person.is_needed(form.municipality, len(plan.staff))


def propose(form: BundleForm, stamp: str, by: "User") -> "Proposal":
    """Keep what was filled in and looked at until another one decides.

    Raises PreviewOutdated, NobodyGetsAnything, or NobodyElse.
    """
    plan = Plan(form.choice, by)
    if stamp != plan.stamp:
        raise PreviewOutdated
    if not plan.gets:
        raise NobodyGetsAnything
    titles = ", ".join(line.thing.title for line in plan.lines)
    return second_person_services.propose(
        municipality=form.municipality,
        kind=KIND,
        title=form.choice.title or _("Assign: %(things)s") % {"things": titles},
        people=len(plan.staff),
        payload=_payload(form),
        stamp=stamp,
        by=by,
    )


def _payload(form: BundleForm) -> dict[str, list[str]]:
    data: Any = form.data
    return {name: data.getlist(name) for name in form.fields if name in data}


def form_of(proposal: "Proposal") -> BundleForm:
    """Return the form as it was filled in. Raises Outdated where that cannot be chosen any more."""
    form = BundleForm(
        MultiValueDict(proposal.payload),
        municipality=proposal.municipality,
        courses=enrolments.bookable_courses(proposal.municipality),
    )
    if not form.is_valid():
        raise Outdated
    return form


def apply(proposal: "Proposal", by: "User") -> str:
    """Assign what was proposed, if it is still that. Raises Outdated."""
    form = form_of(proposal)
    try:
        bundle = services.assign_together(choice=form.choice, stamp=proposal.stamp, by=by)
    except (PreviewOutdated, NobodyGetsAnything):
        raise Outdated from None
    finish(bundle)
    return reverse("course_bundles:detail", args=[bundle.reference])


def finish(bundle: Bundle) -> None:
    """Leave the rest to the worker: writing a large one, and telling everybody in ten minutes."""
    if bundle.is_busy:
        enqueue(tasks.write, reference=str(bundle.reference))
    later = tasks.tell.using(run_after=dates.now() + UNDO_FOR)
    later.enqueue(reference=str(bundle.reference))


def preview_of(proposal: "Proposal") -> str:
    """Return where exactly that is shown, person by person."""
    return reverse("course_bundles:proposed", args=[proposal.reference])


def again(proposal: "Proposal") -> str:
    """Return the form to which what was filled in may be sent once more."""
    return f"{reverse('course_bundles:create')}?kommune={proposal.municipality.slug}"
