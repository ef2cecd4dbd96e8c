"""HR takes somebody out of a plan, or into it, after a question."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from campus.kit.errors import DomainError
from courses.onboarding import rules, selectors, services
from courses.onboarding.models import Entry

if TYPE_CHECKING:
    from members.accounts.requests import SignedInRequest


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def member(request: "SignedInRequest", reference: UUID, key: int) -> HttpResponse:
    """Ask, then take somebody out of the plan for good, or into it."""
    plan = get_object_or_404(rules.plans(request.user), reference=reference)
    rows = selectors.entries_of(plan, *Entry.State.values)
    entry = get_object_or_404(rows, employment=key)
    if request.method != "POST":
        context = {"plan": plan, "entry": entry, "is_in": entry.state == Entry.State.MEMBER}
        return render(request, "course_onboarding/member.html", context)
    try:
        # The form says what it asks for, so that sending it twice is not its own opposite.
        if request.POST.get("into"):
            services.bring_in(plan=plan, employment_id=key, by=request.user)
            messages.success(request, _("The plan holds for this person from today on."))
        else:
            services.take_out(plan=plan, employment_id=key, by=request.user)
            messages.success(request, _("Taken out. The plan does not come back to this person."))
    except DomainError as error:
        messages.warning(request, str(error))
    return redirect("course_onboarding:detail", reference)
