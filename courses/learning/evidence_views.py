"""“Why 80 %?” and the change to a newer edition; for the learner alone."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from courses.learning import services
from courses.learning.access import seat_of, worded
from courses.learning.editions import move_of
from courses.learning.errors import EditionHasChanged
from courses.learning.evidence import evidence_of
from members.accounts.requests import SignedInRequest


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@worded
def why(request: SignedInRequest, registration: UUID) -> HttpResponse:
    """Show the chain of evidence behind the percentage; by POST, have it calculated anew."""
    enrolment = seat_of(request, registration)
    if request.method == "POST":
        services.recalculate(enrolment=enrolment)
        messages.success(request, _("Your progress has been calculated anew from all entries."))
        return redirect("learning:why", registration)
    evidence = evidence_of(enrolment)
    return render(request, "learning/why.html", {"evidence": evidence, "course": evidence.course})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@worded
def edition(request: SignedInRequest, registration: UUID) -> HttpResponse:
    """Show what a change to the newest edition would keep; by POST, change over."""
    enrolment = seat_of(request, registration)
    if request.method == "POST":
        key = request.POST.get("version", "")
        if not (key.isascii() and key.isdigit() and len(key) < 10):
            raise EditionHasChanged
        services.move_to_newest(enrolment=enrolment, version_id=int(key))
        messages.success(request, _("You are now learning with the newest edition."))
        return redirect("learning:course", registration)
    move = move_of(enrolment)
    return render(request, "learning/edition.html", {"enrolment": enrolment, "move": move})
