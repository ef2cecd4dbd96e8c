"""Heads assign to their team: choose, look, confirm, undo; human resources say what they may."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campus.kit.access import allowed
from campus.kit.errors import DomainError
from courses.assignments import rules as assignments
from courses.bundles import rules as bundles
from courses.bundles import services as bundle_services
from courses.bundles.errors import PreviewOutdated
from courses.bundles.judging import GETS
from courses.oversight import rules, services
from courses.oversight.forms import HandedForm, HandForm
from courses.oversight.handing import Handing, assignable, handed_in, handed_to
from courses.oversight.views.scope import municipality_of
from members.people import selectors as staff
from members.people import services as people
from members.roles.catalogue import Role
from members.second_person import rules as second_person
from members.second_person import selectors as proposals
from members.second_person import services as second_person_services
from members.second_person.errors import Outdated

if TYPE_CHECKING:
    from members.accounts.requests import SignedInRequest
    from members.second_person.models import Proposal


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(rules.leads)
def hand_on(request: "SignedInRequest") -> HttpResponse:
    """Choose an obligation and people of the team, look at what would happen, confirm."""
    step = request.POST.get("step", "preview")
    team = rules.team_of(request.user)
    form = HandForm(
        request.POST if request.method == "POST" else None,
        obligations=handed_to(request.user),
        team=team,
        led=rules.team_departments(request.user),
    )
    if request.method == "POST" and form.is_valid() and step != "change":
        try:
            if step == "confirm":
                return _confirmed(request, form.handing)
            return _preview(request, form.handing, form)
        except PreviewOutdated as error:
            return _preview(request, form.handing, form, problem=str(error))
        except DomainError as error:
            form.add_error(None, str(error))
    status = 400 if request.method == "POST" and step != "change" else 200
    context = {"form": form, "has_any": handed_to(request.user).exists()}
    return render(request, "oversight/hand_on.html", context, status=status)


def _preview(
    request: "SignedInRequest",
    handing: Handing,
    form: HandForm | None,
    *,
    problem: str = "",
    proposal: "Proposal | None" = None,
) -> HttpResponse:
    """Show who would get it; nothing is written. Why somebody does not is not told."""
    plan = handing.plan(request.user)
    hits = plan.verdicts[0].hits
    gets = [(plan.staff[one.key], one.due_on) for one in hits if one.standing in GETS]
    led = None if proposal else rules.team_departments(request.user)
    staff.with_departments((job for job, _due_on in gets), led)
    context = {
        "form": form,
        "handing": handing,
        "gets": gets,
        "others": [plan.staff[one.key] for one in hits if one.standing not in GETS],
        "stamp": plan.stamp,
        "problem": problem,
        "proposal": proposal,
        "needs_two": services.needs_two(handing, plan),
    }
    people.log_access(
        viewer=request.user,
        viewer_role=(Role.HR_MANAGER if proposal else Role.SUPERIOR).value,
        people=[job.person for job in handing.jobs],
        what="matrix" if proposal else "team",
        municipality=handing.obligation.municipality,
    )
    return render(
        request, "oversight/hand_on_preview.html", context, status=409 if problem else 200
    )


def _confirmed(request: "SignedInRequest", handing: Handing) -> HttpResponse:
    stamp = request.POST.get("stamp", "")
    done = services.hand_on(handing=handing, stamp=stamp, by=request.user)
    said = _("Assigned. You can undo it for ten minutes, then the people are told.")
    if done is None:
        said = _("Proposed. As soon as human resources release it, it is assigned.")
    messages.success(request, said)
    return redirect("oversight:team")


@require_POST
@allowed(rules.leads)
def undo(request: "SignedInRequest", reference: UUID) -> HttpResponse:
    """Take back what one has just assigned."""
    bundle = get_object_or_404(bundles.own_bundles(request.user), reference=reference)
    try:
        bundle_services.request_undo(bundle=bundle, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Undone. Nobody is told of it."))
    return redirect("oversight:team")


@require_POST
@allowed(rules.leads)
def withdraw(request: "SignedInRequest", reference: UUID) -> HttpResponse:
    """Take back what one has proposed and nobody has decided."""
    mine = proposals.own_proposals(request.user, services.HANDING)
    proposal = get_object_or_404(mine, reference=reference)
    try:
        second_person_services.withdraw(proposal=proposal, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Your proposal is withdrawn."))
    return redirect("oversight:team")


@require_safe
@allowed(second_person.may_enter)
def proposed(request: "SignedInRequest", reference: UUID) -> HttpResponse:
    """Show human resources what a head has proposed, person by person, as it would be today."""
    rows = second_person.visible_proposals(request.user).filter(kind=services.HANDING)
    proposal = get_object_or_404(rows, reference=reference)
    try:
        if not proposal.is_open:
            raise Outdated
        handing = services.handing_of(proposal)
    except Outdated:
        return redirect("second_person:detail", reference)
    problem = "" if handing.plan(request.user).stamp == proposal.stamp else str(Outdated())
    return _preview(request, handing, None, problem=problem, proposal=proposal)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(assignments.may_see)
def handed(request: "SignedInRequest") -> HttpResponse:
    """Let human resources say what heads may assign; at first nothing."""
    municipality = municipality_of(request)
    if not assignments.may_manage(request.user, municipality):
        raise PermissionDenied
    rows = assignable(municipality, request.user)
    form = HandedForm(
        request.POST if request.method == "POST" else None,
        obligations=rows,
        initial={"obligations": sorted(handed_in(municipality))},
    )
    if form.is_valid():
        services.let_heads_assign(
            municipality=municipality, obligations=form.chosen, by=request.user
        )
        messages.success(request, _("Saved."))
        return redirect(f"{reverse('oversight:handed')}?kommune={municipality.slug}")
    context = {"form": form, "municipality": municipality, "rows": rows}
    return render(request, "oversight/handed.html", context, status=400 if form.is_bound else 200)
