"""What a colleague has proposed for many of the staff, person by person."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from campus.kit.errors import DomainError
from members.people.letters import letters_pdf
from members.people.releasing import letters as access_letters
from members.people.releasing import several as several_people
from members.people.views.inviting import as_pdf
from members.people.views.scope import StaffScope
from members.second_person import rules as second_person
from members.second_person.errors import Outdated

if TYPE_CHECKING:
    from members.accounts.requests import SignedInRequest
    from members.second_person.models import Proposal


def _proposal(request: "SignedInRequest", reference: UUID, kind: str) -> "Proposal":
    rows = second_person.visible_proposals(request.user).filter(kind=kind)
    return get_object_or_404(rows, reference=reference)


@never_cache
@require_safe
@login_required
def several(request: "SignedInRequest", reference: UUID) -> HttpResponse:
    """Show the people whom a colleague wants to add, as the list would be taken today."""
    proposal = _proposal(request, reference, several_people.KIND)
    try:
        if not proposal.is_open:
            raise Outdated
        form, rows = several_people.form_of(proposal)
    except Outdated:
        return redirect("second_person:detail", reference)
    context = {
        "form": form,
        "scope": StaffScope(request.user, proposal.municipality),
        "checked": rows,
        "proposal": proposal,
    }
    return render(request, "people/several.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def letters(request: "SignedInRequest", reference: UUID) -> HttpResponse:
    """Show for whom letters are proposed; once released, one of the two prints them."""
    proposal = _proposal(request, reference, access_letters.KIND)
    is_one_of_two = request.user.pk in (proposal.proposed_by_id, proposal.decided_by_id)
    is_released = proposal.is_released and bool(proposal.payload)
    context: dict[str, Any] = {
        "proposal": proposal,
        "jobs": list(access_letters.jobs_of(proposal)),
        "may_print": is_released and is_one_of_two,
    }
    if request.method == "POST":
        try:
            if not is_one_of_two:
                raise Outdated
            return as_pdf(letters_pdf(access_letters.print_once(proposal, request.user)))
        except DomainError as error:
            context |= {"problem": str(error), "may_print": False}
            return render(request, "people/letters_proposed.html", context, status=error.status)
    return render(request, "people/letters_proposed.html", context)
