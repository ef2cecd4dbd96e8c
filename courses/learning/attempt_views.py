"""Tests: begin, keep answers, hand in."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from courses.learning import selectors, services
from courses.learning.access import by_post, item_seat_of, seat_of, wants_json, worded
from courses.learning.models import Attempt
from courses.learning.quiz import quiz_of, read_answers
from courses.modules import selectors as modules
from members.accounts.requests import SignedInRequest


def _attempt_or_404(
    request: SignedInRequest, registration: UUID, item_key: UUID, attempt: UUID
) -> Attempt:
    found = selectors.attempt_of(seat_of(request, registration), item_key, attempt)
    if found is None:
        raise Http404
    return found


def _to_questions(registration: UUID, item_key: UUID) -> HttpResponse:
    response = redirect("learning:item", registration, item_key)
    response["Location"] += "#test"
    return response


@login_required
@worded
@by_post
def start(request: SignedInRequest, registration: UUID, item_key: UUID) -> HttpResponse:
    """Begin a test, or go back to the attempt that is open."""
    enrolment = item_seat_of(request, registration, item_key)
    services.start_attempt(
        enrolment=enrolment, key=item_key, keep_right=request.POST.get("keep") == "right"
    )
    return _to_questions(registration, item_key)


@login_required
@worded
@by_post
def check(request: SignedInRequest, registration: UUID, item_key: UUID) -> HttpResponse:
    """Check the answers of a self-test in one step."""
    enrolment = item_seat_of(request, registration, item_key)
    if modules.item(enrolment.version, item_key).graded:
        # A graded test is begun, and handed in after a question.
        return _to_questions(registration, item_key)
    attempt = services.start_attempt(enrolment=enrolment, key=item_key)
    services.submit_attempt(attempt=attempt, answers=read_answers(request.POST))
    return _to_questions(registration, item_key)


@login_required
@worded
@by_post
def save(
    request: SignedInRequest, registration: UUID, item_key: UUID, attempt: UUID
) -> HttpResponse:
    """Keep answers: one by one from the script, or all with the form's buttons."""
    found = _attempt_or_404(request, registration, item_key, attempt)
    kept = services.save_answers(attempt=found, answers=read_answers(request.POST))
    if wants_json(request):
        moment = timezone.localtime(kept.saved_at)
        text = _("Saved at %(time)s") % {"time": formats.time_format(moment, "H:i")}
        return JsonResponse({"text": text})
    if request.POST.get("then") == "submit":
        return redirect("learning:submit", registration, item_key, attempt)
    messages.success(request, _("Your answers have been saved. You can continue at any time."))
    return _to_questions(registration, item_key)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@worded
def submit(
    request: SignedInRequest, registration: UUID, item_key: UUID, attempt: UUID
) -> HttpResponse:
    """Ask before a test is handed in, and hand it in. Doing it twice does no harm."""
    found = _attempt_or_404(request, registration, item_key, attempt)
    if request.method == "POST":
        services.submit_attempt(attempt=found)
        return _to_questions(registration, item_key)
    if found.submitted_at is not None:
        return _to_questions(registration, item_key)
    content = modules.item(found.enrolment.version, item_key)
    context = {"attempt": found, "quiz": quiz_of(content, [found]), "item": content}
    return render(request, "learning/submit.html", context)
