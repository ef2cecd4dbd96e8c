"""Plans that a second person releases: what was filled in is kept and looked at anew."""

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from courses.bundles.releasing import finish
from courses.enrolment import selectors as enrolments
from courses.onboarding import selectors, services
from courses.onboarding.errors import PlanNameTaken, PlanOutdated
from courses.onboarding.forms import PlanForm, Steps, deadlines_of
from courses.onboarding.models import Plan, Version
from courses.onboarding.planning import Preview
from members.second_person import selectors as second_person
from members.second_person import services as second_person_services
from members.second_person.errors import Outdated

if TYPE_CHECKING:
    from members.accounts.models import User
    from members.second_person.models import Proposal

KIND = "onboarding"


def needs_two(preview: Preview) -> bool:
    """Tell whether giving it to everybody who is there needs a second person."""
    return second_person.is_needed(preview.draft.municipality, len(preview.jobs))


def save(preview: Preview, *, also_present: bool, stamp: str) -> Version:
    """Save a plan, and leave the rest to the worker. Raises what `services.save` raises."""
    version = services.save(
        draft=preview.draft, also_present=also_present, stamp=stamp, by=preview.by
    )
    if version.bundle:
        finish(version.bundle)
    return version


def propose(form: PlanForm, preview: Preview, stamp: str) -> "Proposal":
    """Keep what was filled in and looked at until another one decides.

    Raises PlanOutdated or NobodyElse.
    """
    if stamp != preview.stamp:
        raise PlanOutdated
    data: Any = form.data
    payload = {name: data.getlist(name) for name in data if name in form.fields or "-" in name}
    if form.plan:
        payload["plan"] = [form.plan.pk]
    return second_person_services.propose(
        municipality=form.municipality,
        kind=KIND,
        title=_("Onboarding plan “%(name)s”") % {"name": preview.draft.name},
        people=len(preview.jobs),
        payload=payload,
        stamp=stamp,
        by=preview.by,
    )


def preview_for(proposal: "Proposal", by: "User") -> tuple[PlanForm, Steps, Preview]:
    """Return what was proposed as it would be today. Raises Outdated where it cannot be."""
    data = MultiValueDict(proposal.payload)
    rows = Plan.objects.filter(municipality=proposal.municipality)
    plan = rows.filter(pk=proposal.payload["plan"][0]).first() if "plan" in data else None
    form = PlanForm(
        data,
        municipality=proposal.municipality,
        courses=enrolments.bookable_courses(proposal.municipality),
        plan=plan,
    )
    if not form.is_valid():
        raise Outdated
    known = deadlines_of(selectors.current_version(plan) if plan else None)
    steps = Steps(form.things, data, known)
    if not steps.are_valid():
        raise Outdated
    return form, steps, Preview(form.draft(steps), by)


def apply(proposal: "Proposal", by: "User") -> str:
    """Save what was proposed, if it is still that. Raises Outdated."""
    preview = preview_for(proposal, by)[2]
    try:
        version = save(preview, also_present=True, stamp=proposal.stamp)
    except (PlanOutdated, PlanNameTaken):
        raise Outdated from None
    return reverse("course_onboarding:detail", args=[version.plan.reference])


def preview_of(proposal: "Proposal") -> str:
    """Return where exactly that is shown, person by person."""
    return reverse("course_onboarding:proposed", args=[proposal.reference])
