"""HR agrees on the rule, looks at what waits, releases or refuses."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from campus.kit.access import allowed
from campus.kit.errors import DomainError
from campus.kit.places import chosen
from members.second_person import rules, selectors, services
from members.second_person.forms import RefuseForm, RuleForm
from members.second_person.kinds import kind_of

if TYPE_CHECKING:
    from members.accounts.requests import SignedInRequest
    from members.second_person.models import Proposal

PER_PAGE = 25


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(rules.may_enter)
def index(request: "SignedInRequest") -> HttpResponse:
    """Show the rule and the proposals; agree on another rule."""
    place = chosen(rules.places(request.user).order_by("name"), request.GET.get("kommune"))
    threshold = selectors.threshold_of(place)
    is_post = request.method == "POST"
    form = RuleForm(request.POST if is_post else None, initial={"from_people": threshold})
    may_agree = rules.may_agree(request.user, place)
    if is_post and not may_agree:
        raise PermissionDenied
    if is_post and form.is_valid():
        try:
            proposal = services.agree(municipality=place, by=request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            if proposal is not None:
                messages.info(request, _("Loosening the rule has to be released, too."))
                return redirect("second_person:detail", proposal.reference)
            messages.success(request, _("Saved."))
            return redirect(f"{request.path}?kommune={place.slug}")
    rows = selectors.proposals_of(place, request.user)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "municipality": place,
        "form": form,
        "page": page,
        "threshold": threshold,
        "may_agree": may_agree,
    }
    return render(request, "second_person/index.html", context, status=400 if is_post else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(rules.may_look)
def detail(request: "SignedInRequest", reference: UUID) -> HttpResponse:
    """Show what was proposed, release it, refuse it, or take the own proposal back."""
    proposal = get_object_or_404(rules.visible_proposals(request.user), reference=reference)
    form = RefuseForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                return _decided(request, proposal, form.cleaned_data["reason"])
            except DomainError as error:
                form.add_error(None, str(error))
                status = error.status
                proposal = rules.visible_proposals(request.user).get(pk=proposal.pk)
    context = {"form": form, **_shown(request, proposal)}
    return render(request, "second_person/detail.html", context, status=status)


def _shown(request: "SignedInRequest", proposal: "Proposal") -> dict[str, Any]:
    """Return what the page shows of a proposal, and what the user may do with it."""
    kind, user = kind_of(proposal.kind), request.user
    principal = rules.decides_as(user, proposal)
    is_own = proposal.proposed_by_id == user.pk
    may_repeat = is_own and proposal.was_not_done and kind.again and proposal.payload
    return {
        "proposal": proposal,
        "kind": kind.label,
        "decider": services.decider_of(proposal),
        "preview": kind.preview(proposal) if proposal.is_open else "",
        "is_own": is_own,
        "may_decide": principal is not None,
        "principal": principal if principal is not None and principal.pk != user.pk else None,
        "again": kind.again(proposal) if kind.again and may_repeat else "",
        "filled_in": list(proposal.payload.items()) if may_repeat else [],
    }


def _decided(request: "SignedInRequest", proposal: "Proposal", reason: str) -> HttpResponse:
    step = request.POST.get("step")
    if step == "release":
        result = services.release(proposal=proposal, by=request.user).result
        messages.success(request, _("Released and done."))
        return redirect(result or "second_person:index")
    if step == "withdraw":
        services.withdraw(proposal=proposal, by=request.user)
        messages.success(request, _("Your proposal is withdrawn."))
    else:
        services.refuse(proposal=proposal, reason=reason, by=request.user)
        messages.success(request, _("Refused. The person who has proposed it has been told."))
    return redirect("second_person:detail", proposal.reference)
