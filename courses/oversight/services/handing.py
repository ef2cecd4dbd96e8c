"""Heads give obligations to people of their own team, as far as human resources let them."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse
from wagtail.log_actions import log

from courses.bundles import releasing
from courses.bundles import services as bundles
from courses.bundles.errors import NobodyGetsAnything, PreviewOutdated
from courses.oversight.errors import NotHanded
from courses.oversight.handing import Handing, handed_in, handed_to
from courses.oversight.models import Handed
from courses.oversight.rules import team_of
from members.second_person import selectors as second_person
from members.second_person import services as second_person_services
from members.second_person.errors import Outdated

if TYPE_CHECKING:
    from collections.abc import Collection

    from courses.assignments.models import Obligation
    from courses.bundles.models import Bundle
    from courses.bundles.planning import Plan
    from members.accounts.models import User
    from members.organisations.models import Municipality
    from members.second_person.models import Proposal

KIND = "team"


@transaction.atomic
def let_heads_assign(
    *, municipality: "Municipality", obligations: "Collection[Obligation]", by: "User"
) -> None:
    """Let heads assign exactly these to their people; none: heads assign nothing."""
    before, wanted = handed_in(municipality), {one.pk for one in obligations}
    Handed.objects.filter(obligation__in=before - wanted).delete()
    Handed.objects.bulk_create(
        [Handed(obligation_id=key) for key in sorted(wanted - before)], ignore_conflicts=True
    )
    if before != wanted:
        data = {"before": sorted(before), "now": sorted(wanted)}
        log(instance=municipality, action="oversight.let_heads_assign", user=by, data=data)


@transaction.atomic
def hand_on(*, handing: Handing, stamp: str, by: "User") -> "Bundle | None":
    """Assign what was looked at; None: many people were proposed to human resources.

    Raises NotHanded, PreviewOutdated, NobodyGetsAnything or NobodyElse.
    """
    _check(handing, by)
    plan = handing.plan(by)
    if needs_two(handing, plan):
        _propose(handing, plan, stamp, by)
        return None
    return _assign(handing, stamp, by)


def needs_two(handing: Handing, plan: "Plan") -> bool:
    """Tell whether a second person releases it."""
    return second_person.is_needed(handing.obligation.municipality, len(plan.staff))


def _check(handing: Handing, head: "User") -> None:
    """Raise NotHanded unless the head may give this obligation to all of these people."""
    wanted = {job.pk for job in handing.jobs}
    town = handing.obligation.municipality_id
    mine = team_of(head).filter(pk__in=wanted, municipality=town).order_by()
    is_handed = handed_to(head).filter(pk=handing.obligation.pk).exists()
    if not is_handed or set(mine.values_list("pk", flat=True)) != wanted:
        raise NotHanded


def _assign(handing: Handing, stamp: str, by: "User") -> "Bundle":
    bundle = bundles.assign_together(choice=handing.choice, stamp=stamp, by=by)
    releasing.finish(bundle)
    log(
        instance=handing.obligation,
        action="oversight.hand_on",
        user=by,
        data={"count": len(handing.jobs)},
    )
    return bundle


def _propose(handing: Handing, plan: "Plan", stamp: str, by: "User") -> None:
    if stamp != plan.stamp:
        raise PreviewOutdated
    if not plan.gets:
        raise NobodyGetsAnything
    payload = {
        "obligation": handing.obligation.pk,
        "people": sorted(job.pk for job in handing.jobs),
    }
    second_person_services.propose(
        municipality=handing.obligation.municipality,
        kind=KIND,
        title=handing.choice.title,
        people=len(plan.staff),
        payload=payload,
        stamp=stamp,
        by=by,
    )


def handing_of(proposal: "Proposal") -> Handing:
    """Return what was proposed. Raises Outdated where the head may not assign it any more."""
    head, payload = proposal.proposed_by, proposal.payload
    if head is None:
        raise Outdated
    obligation = handed_to(head).filter(pk=payload["obligation"]).first()
    jobs = list(team_of(head).filter(pk__in=payload["people"]))
    if obligation is None or len(jobs) != len(payload["people"]):
        raise Outdated
    return Handing(obligation, jobs)


def apply(proposal: "Proposal", by: "User") -> str:
    """Assign what a head has proposed, if it is still that. Raises Outdated."""
    handing = handing_of(proposal)
    try:
        bundle = _assign(handing, proposal.stamp, by)
    except (PreviewOutdated, NobodyGetsAnything):
        raise Outdated from None
    return reverse("course_bundles:detail", args=[bundle.reference])


def preview_of(proposal: "Proposal") -> str:
    """Return where that is shown, person by person."""
    return reverse("oversight:handing_proposed", args=[proposal.reference])
