"""The office decides to which sites learners are led."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from campus.kit.access import allowed
from courses.tools import rules, selectors, services
from courses.tools.forms import RefusalForm
from courses.tools.models import State

if TYPE_CHECKING:
    from members.accounts.requests import SignedInRequest

PER_PAGE = 20
TONES = {State.WAITING: "warning", State.APPROVED: "success"}


@require_safe
@never_cache
@allowed(rules.may_approve)
def show(request: "SignedInRequest") -> HttpResponse:
    """List the tools, those that wait first."""
    page = Paginator(selectors.to_decide(), PER_PAGE).get_page(request.GET.get("page"))
    rows = [(tool, TONES.get(State(tool.state), "neutral")) for tool in page]
    context = {"page_obj": page, "rows": rows, "waiting": selectors.waiting().count()}
    return render(request, "course_tools/approvals.html", context)


@require_POST
@allowed(rules.may_approve)
def decide(request: "SignedInRequest", key: UUID) -> HttpResponse:
    """Approve the sites that were shown, or refuse with a reason."""
    tool = get_object_or_404(selectors.to_decide(), pk=key)
    if request.POST.get("decision") == "approve":
        row = services.approve(tool=tool, by=request.user, origins=request.POST.getlist("origin"))
        if row.is_usable:
            said = _("“%(name)s” is approved.") % {"name": tool.name}
            messages.success(request, said)
        else:
            messages.error(request, _("The sites have changed meanwhile. Please look again."))
        return redirect("tool_approval:list")
    form = RefusalForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Please say why, so that the provider can mend it."))
        return redirect("tool_approval:list")
    services.refuse(tool=tool, by=request.user, reason=form.cleaned_data["reason"])
    messages.success(request, _("“%(name)s” is refused.") % {"name": tool.name})
    return redirect("tool_approval:list")
