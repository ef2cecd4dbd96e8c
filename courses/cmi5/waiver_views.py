"""Spare somebody a unit: find the person, see the units, waive one with a reason."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from campus.kit.access import allowed
from campus.kit.errors import DomainError
from courses.cmi5 import rules, selectors, services
from courses.cmi5.models import Run
from courses.cmi5.waiver_forms import LearnerForm, WaiverForm
from members.accounts.requests import SignedInRequest
from members.people import services as people

if TYPE_CHECKING:
    from courses.enrolment.models import Enrolment


@allowed(rules.may_waive)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def find(request: SignedInRequest) -> HttpResponse:
    """Find the courses of one person; who looks is told to whom is looked for."""
    form = LearnerForm(request.POST or None, by=request.user)
    runs: list[Run] = []
    is_sent = request.method == "POST"
    if is_sent and form.is_valid():
        seats = form.cleaned_data["seats"]
        runs = [run for seat in seats for run in _runs_on(seat)]
        _note(request, seats[0])
    context = {"form": form, "runs": runs, "is_searched": is_sent and form.is_valid()}
    status = 400 if is_sent and not form.is_valid() else 200
    return render(request, "course_cmi5/find.html", context, status=status)


def _runs_on(seat: "Enrolment") -> list[Run]:
    """Return the person's ways through the cmi5 courses of a seat, begun or not."""
    return [
        services.run_on_seat(enrolment=seat, item_key=key, package=package)
        for key, package in selectors.courses_on(seat)
    ]


def _note(request: SignedInRequest, seat: "Enrolment") -> None:
    people.log_access(
        viewer=request.user,
        viewer_role=_("Provider"),
        people=[seat.person],
        what=_("units that may be waived"),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def waive(request: SignedInRequest, run: UUID) -> HttpResponse:
    """List the units of one learner, and waive one of them."""
    row = get_object_or_404(rules.runs_to_waive(request.user), pk=run)
    form = WaiverForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _waived(request, row, form):
        return redirect("cmi5:waive", row.pk)
    course = selectors.course_on(row)
    context = {"run": row, "course": course, "form": form, "reasons": selectors.REASONS.items()}
    status = 400 if request.method == "POST" else 200
    return render(request, "course_cmi5/waive.html", context, status=status)


def _waived(request: SignedInRequest, run: Run, form: WaiverForm) -> bool:
    data = form.cleaned_data
    try:
        services.waive(run=run, place=data["place"], reason=data["reason"], by=request.user)
    except services.UnknownUnit as error:
        raise Http404 from error
    except DomainError as error:
        form.add_error("reason", str(error))
        return False
    title = selectors.name_at(run, data["place"])
    messages.success(request, _("“%(title)s” is waived.") % {"title": title})
    return True
