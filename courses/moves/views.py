"""HR releases somebody from an obligation, or takes that back, after a question."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from courses.assignments import rules
from courses.moves import services

if TYPE_CHECKING:
    from members.accounts.requests import SignedInRequest


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def release(request: "SignedInRequest", pk: int, key: int) -> HttpResponse:
    """Ask, then let an obligation no longer concern somebody, or concern the person again."""
    obligation = get_object_or_404(rules.manageable_obligations(request.user), pk=pk)
    staff = rules.visible_staff(request.user, obligation.municipality)
    job = get_object_or_404(staff.filter(periods__obligation=obligation).distinct(), pk=key)
    is_released = obligation.released.filter(pk=job.pk).exists()
    if request.method != "POST":
        context = {"obligation": obligation, "employment": job, "is_released": is_released}
        return render(request, "course_moves/release.html", context)
    # The form says what it asks for, so that sending it twice is not its own opposite.
    if request.POST.get("again"):
        services.oblige_again(obligation=obligation, employment=job, by=request.user)
        messages.success(request, _("The release has been taken back."))
    else:
        services.release(obligation=obligation, employment=job, by=request.user)
        messages.success(request, _("The obligation no longer applies to this person."))
    return redirect("assignments:person", pk=pk, key=key)
