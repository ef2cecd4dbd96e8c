"""Tests: begin, keep answers, hand in."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from campus.kit import dates
from campus.kit.kept import keeping
from courses.learning import selectors, services
from courses.learning.access import by_post, item_seat_of, seat_of, wants_json, worded
from courses.learning.errors import AttemptClosed, ForeignAnswer
from courses.learning.models import Attempt
from courses.learning.quiz import Quiz, quiz_of
from courses.learning.services import Saved
from courses.learning.timing import seconds_left
from courses.modules import selectors as modules
from courses.modules.questions.sent import Sent, read_sent
from members.accounts.requests import SignedInRequest


def _attempt_or_404(
    request: SignedInRequest, registration: UUID, item_key: UUID, attempt: UUID
) -> Attempt:
    found = selectors.attempt_of(seat_of(request, registration), item_key, attempt)
    if found is None:
        raise Http404
    return found


def _sent_by(request: SignedInRequest) -> Sent:
    return read_sent(request.POST, request.POST.getlist)


def _to_questions(registration: UUID, item_key: UUID, part: str = "test") -> HttpResponse:
    response = redirect("learning:item", registration, item_key)
    response["Location"] += f"#{part}"
    return response


def _to_result(registration: UUID, item_key: UUID) -> HttpResponse:
    """Lead to what was reached; the focus goes there, and it is read aloud."""
    return _to_questions(registration, item_key, "ergebnis")


@login_required
@worded
@by_post
def start(request: SignedInRequest, registration: UUID, item_key: UUID) -> HttpResponse:
    """Begin a test, or go back to the attempt that is open.

    The script of a self-test begins it with the first answer, to keep answers on the server.
    """
    enrolment = item_seat_of(request, registration, item_key)
    attempt = services.start_attempt(
        enrolment=enrolment, key=item_key, keep_right=request.POST.get("keep") == "right"
    )
    if wants_json(request):
        keys = [registration, item_key, attempt.pk]
        return JsonResponse({"save": reverse("learning:save", args=keys)})
    return _to_questions(registration, item_key)


@keeping
@worded
@by_post
def check(request: SignedInRequest, registration: UUID, item_key: UUID) -> HttpResponse:
    """Check the answers of a self-test in one step."""
    enrolment = item_seat_of(request, registration, item_key)
    if modules.item(enrolment.version, item_key).graded:
        # A graded test is begun, and handed in after a question.
        return _to_questions(registration, item_key)
    if request.POST.get("attempt") and _is_closed(enrolment.pk, request.POST["attempt"]):
        raise AttemptClosed
    attempt = services.start_attempt(enrolment=enrolment, key=item_key)
    saved = services.save_answers(attempt=attempt, answers=_sent_by(request))
    if saved.has_foreign:
        raise ForeignAnswer
    services.submit_attempt(attempt=attempt)
    return _to_result(registration, item_key)


def _is_closed(enrolment_id: int, key: str) -> bool:
    """Tell whether the form belongs to an attempt that another window has checked already."""
    try:
        rows = Attempt.objects.filter(pk=UUID(key), enrolment_id=enrolment_id)
    except ValueError:
        return False
    return rows.filter(submitted_at__isnull=False).exists()


@keeping
@worded
@by_post
def save(
    request: SignedInRequest, registration: UUID, item_key: UUID, attempt: UUID
) -> HttpResponse:
    """Keep answers: one by one from the script, or all with the form's buttons."""
    found = _attempt_or_404(request, registration, item_key, attempt)
    saved = services.save_answers(attempt=found, answers=_sent_by(request))
    if saved.has_foreign:
        raise ForeignAnswer
    if wants_json(request):
        return JsonResponse(_news(found, saved))
    if saved.changed_elsewhere:
        messages.info(request, _elsewhere())
    if request.POST.get("then") == "submit":
        return redirect("learning:submit", registration, item_key, attempt)
    messages.success(request, _("Your answers have been saved. You can continue at any time."))
    return _to_questions(registration, item_key)


def _elsewhere() -> str:
    return _(
        "This test is also open in another window. The answers from both have been put together."
    )


def _news(found: Attempt, saved: Saved) -> dict[str, object]:
    """Return what the script shows and goes on with: all answers where another window has saved."""
    row = saved.attempt
    moment = formats.time_format(timezone.localtime(row.saved_at), "H:i")
    quiz = quiz_of(found.enrolment, row.item_key, [row])
    news: dict[str, object] = {
        "text": _("Saved at %(time)s") % {"time": moment},
        "left": seconds_left(row.ends_at, dates.now()),
        "bases": {sheet.base_name: sheet.base for sheet in quiz.sheets} if quiz else {},
    }
    if saved.changed_elsewhere and quiz is not None:
        news |= {"notice": _elsewhere(), "values": _values(quiz)}
    return news


def _values(quiz: Quiz) -> dict[str, list[str]]:
    """Return the values of the form's fields by name."""
    values: dict[str, list[str]] = {}
    for sheet in quiz.sheets:
        fields = [*sheet.fields, *(piece.field for piece in sheet.pieces if piece.field)]
        values |= {field.name: [field.value] for field in fields}
        if not fields:
            chosen = [option.value for option in sheet.options if option.chosen]
            values[sheet.name] = chosen if sheet.options else [sheet.value]
    return values


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
        return _to_result(registration, item_key)
    if found.submitted_at is not None:
        return _to_result(registration, item_key)
    quiz = quiz_of(found.enrolment, item_key, [found])
    return render(request, "learning/submit.html", {"attempt": found, "quiz": quiz})
