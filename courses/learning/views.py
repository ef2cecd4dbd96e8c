"""The player: course, item, the way on."""

from decimal import Decimal, InvalidOperation
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from courses.learning import selectors, services
from courses.learning.access import by_post, course_on, item_seat_of, seat_of, worded
from courses.learning.errors import BadPosition
from courses.learning.player import Course, Step, rule_in_words
from courses.learning.quiz import Quiz, percent_of, quiz_of
from courses.modules import selectors as modules
from members.accounts.requests import SignedInRequest


@login_required
@require_safe
@worded
def course(request: SignedInRequest, registration: UUID) -> HttpResponse:
    """Show the course with its outline and how far it is to the certificate."""
    enrolment = seat_of(request, registration)
    context = {"course": course_on(enrolment), "target": selectors.resume_target(enrolment)}
    return render(request, "learning/course.html", context)


@login_required
@require_safe
@worded
def resume(request: SignedInRequest, registration: UUID) -> HttpResponse:
    """Open exactly the item that was open last."""
    enrolment = seat_of(request, registration)
    key = selectors.resume_target(enrolment)
    if key is None:
        return redirect("learning:course", registration)
    return redirect("learning:item", registration, key)


@login_required
@require_safe
@worded
def item(request: SignedInRequest, registration: UUID, item_key: UUID) -> HttpResponse:
    """Show an item, and note that it was opened."""
    enrolment = item_seat_of(request, registration, item_key)
    if request.method == "GET":
        services.open_item(enrolment=enrolment, key=item_key)
    return render(request, "learning/item.html", item_context(course_on(enrolment), item_key))


def item_context(shown: Course, item_key: UUID) -> dict[str, object]:
    """Return what the page of an item needs."""
    step = _step_or_404(shown, item_key)
    enrolment = shown.enrolment
    content = modules.item(enrolment.version, item_key)
    quiz, hidden = None, ""
    if step.kind == "quiz":
        # Questions inside a lesson show their solution themselves; those of a test are a form.
        quiz, hidden = quiz_of(content, selectors.attempts_of(enrolment, item_key)), "question"
    return {
        "course": shown,
        "step": step,
        "chapter": shown.chapter_of(step),
        "item": content,
        "blocks": [block for block in content.body if block.block_type != hidden],
        "quiz": quiz,
        "percents": _percents(quiz),
        "rule": rule_in_words(
            step, is_last=shown.after(step) is None, pass_percent=content.pass_percent
        ),
        "before": shown.before(step),
        "after": shown.after(step),
        "position": step.position,
    }


def _percents(quiz: Quiz | None) -> dict[str, int]:
    """Return the shares reached in the last and in the best attempt."""
    attempts = {"last": quiz.last, "best": quiz.best} if quiz else {}
    return {name: percent_of(attempt) for name, attempt in attempts.items() if attempt}


def _step_or_404(shown: Course, key: UUID) -> Step:
    step = shown.step(key)
    if step is None:
        raise Http404
    return step


@login_required
@worded
@by_post
def finish(request: SignedInRequest, registration: UUID, item_key: UUID) -> HttpResponse:
    """Complete a lesson and go on to the next item, after the last one to the course."""
    enrolment = item_seat_of(request, registration, item_key)
    services.finish_lesson(enrolment=enrolment, key=item_key)
    shown = course_on(enrolment)
    following = shown.after(_step_or_404(shown, item_key))
    if following is not None:
        return redirect(following.href)
    if shown.missing:
        messages.info(request, _("That was the last step. Some earlier steps are still open."))
    return redirect("learning:course", registration)


@login_required
@worded
@by_post
def position(request: SignedInRequest, registration: UUID, item_key: UUID) -> HttpResponse:
    """Keep the second at which a recording was left; sent by the player's script."""
    enrolment = item_seat_of(request, registration, item_key)
    try:
        seconds = Decimal(request.POST.get("seconds", ""))
    except InvalidOperation:
        raise BadPosition from None
    services.record_position(enrolment=enrolment, key=item_key, seconds=seconds)
    return HttpResponse(status=204)
