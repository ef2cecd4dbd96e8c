"""Refuse a request with a reason, and propose other courses instead."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from campus.kit import searched
from campus.kit.errors import DomainError
from courses.enrolment import rules, services
from courses.enrolment.approval_forms import RefusalForm
from courses.enrolment.approval_views import log_looks
from courses.enrolment.models import Enrolment
from courses.enrolment.states import State
from courses.enrolment.wording import DECIDED
from members.accounts.requests import SignedInRequest


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def refuse(request: SignedInRequest, registration: uuid.UUID) -> HttpResponse:
    """Ask for the reason and for what is proposed, then reject."""
    if not rules.may_open_approvals(request.user):
        raise PermissionDenied
    rows = rules.decidable_by(request.user).select_related("employment__municipality")
    enrolment = get_object_or_404(rows, registration=registration)
    data = request.POST if request.method == "POST" else None
    form = RefusalForm(data, enrolment=enrolment)
    if data is not None and searched.is_search(form):
        return _shown(request, enrolment, searched.unjudged(form))
    if data is None or not form.is_valid():
        return _shown(request, enrolment, form, status=200 if data is None else 400)
    try:
        services.reject(enrolment=enrolment, by=request.user, **form.cleaned_data)
    except DomainError as error:
        form.add_error(None, str(error))
        return _shown(request, enrolment, form, status=error.status)
    messages.success(request, str(DECIDED[State.REJECTED]))
    return redirect("approvals:list")


def _shown(
    request: SignedInRequest, enrolment: Enrolment, form: object, *, status: int = 200
) -> HttpResponse:
    log_looks(request, [enrolment])
    context = {"enrolment": enrolment, "form": form}
    return render(request, "enrolment/refuse.html", context, status=status)
