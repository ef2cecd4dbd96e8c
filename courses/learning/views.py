"""The player: course, item, the way on."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from courses.learning import item_pages, selectors, services
from courses.learning.access import (
    by_post,
    course_on,
    item_seat_of,
    seat_of,
    wants_json,
    worded,
)
from courses.learning.bodies import Body, body_of
from courses.learning.earning import goals_of
from courses.learning.errors import NotConfirmed
from courses.learning.player import Course, Step
from courses.learning.reading import read_place, read_sent
from courses.learning.renewal_pages import on_test_page, renewal_of
from courses.learning.services.recording import item_of
from courses.learning.test_pages import test_context
from courses.modules import selectors as modules
from members.accounts.requests import SignedInRequest

if TYPE_CHECKING:
    from courses.enrolment.models import Enrolment


@login_required
@require_safe
@worded
def course(request: SignedInRequest, registration: UUID) -> HttpResponse:
    """Show the course with its outline and how far it is to the certificate."""
    enrolment = seat_of(request, registration)
    shown = course_on(enrolment)
    newest = None if shown.completed_at else modules.newer_edition(enrolment.version)
    target = selectors.resume_target(enrolment)
    context = {
        "course": shown,
        "goals": goals_of(shown),
        "target": target,
        "newest": newest,
        "renewal": renewal_of(shown),
    }
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
    progress = None
    if request.method == "GET":
        progress = services.open_item(enrolment=enrolment, key=item_key)
    # Before the course: a test whose time is up is closed by looking at it.
    quiz, body = _content(enrolment, item_key)
    shown = course_on(enrolment, None if quiz else progress)
    step = _step_or_404(shown, item_key)
    if quiz:
        quiz |= on_test_page(shown, item_key)
    context = {
        "course": shown,
        "step": step,
        "place": item_pages.place_of(step),
        "drawn": item_pages.drawn(shown, item_key, body, quiz),
        "quiz": quiz.get("quiz"),
    }
    return render(request, "learning/item.html", context)


def _content(enrolment: "Enrolment", item_key: UUID) -> tuple[dict[str, object], Body | None]:
    """Return what the item consists of: a test, or the blocks of a lesson."""
    if item_of(enrolment, item_key).kind == "quiz":
        return test_context(enrolment, item_key), None
    return {}, body_of(enrolment.version, item_key)


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
    services.finish_lesson(enrolment=enrolment, key=item_key, sent=read_sent(request.POST))
    return _onwards(request, course_on(enrolment), item_key)


@login_required
@worded
@by_post
def confirm(request: SignedInRequest, registration: UUID, item_key: UUID) -> HttpResponse:
    """Confirm a document as read, and go on."""
    enrolment = item_seat_of(request, registration, item_key)
    if not request.POST.get("read"):
        raise NotConfirmed
    services.confirm_document(
        enrolment=enrolment,
        key=item_key,
        rule=request.POST.get("rule", ""),
        sent=read_sent(request.POST),
    )
    return _onwards(request, course_on(enrolment), item_key)


def _onwards(request: SignedInRequest, shown: Course, item_key: UUID) -> HttpResponse:
    """Answer with the way on, as a redirect or for the script, and say what is left."""
    step = _step_or_404(shown, item_key)
    following = shown.after(step)
    address = reverse("learning:course", args=[shown.enrolment.registration])
    if following is not None:
        address = following.href
    if not following and shown.missing:
        messages.info(request, _("That was the last step. Some earlier steps are still open."))
    else:
        news = _("“%(title)s” is done. %(left)s.")
        messages.success(request, news % {"title": step.title, "left": shown.left_text})
    return JsonResponse({"next": address}) if wants_json(request) else redirect(address)


@login_required
@worded
@by_post
def position(request: SignedInRequest, registration: UUID, item_key: UUID) -> HttpResponse:
    """Keep the place in a lesson; sent by the player's script, perhaps later than it happened."""
    enrolment = item_seat_of(request, registration, item_key)
    before = selectors.item_row(enrolment, item_key)
    services.record_place(
        enrolment=enrolment,
        key=item_key,
        place=read_place(request.POST),
        sent=read_sent(request.POST),
    )
    shown = course_on(enrolment)
    step = _step_or_404(shown, item_key)
    is_news = step.is_fulfilled and (before is None or before.completed_at is None)
    if not is_news:
        return HttpResponse(status=204)
    news = _("“%(title)s” is done. %(left)s.") % {"title": step.title, "left": shown.left_text}
    return JsonResponse({"text": news, "word": str(step.word), "left": shown.left_text})


@login_required
@require_POST
def alive(request: SignedInRequest) -> HttpResponse:
    """Keep the session of somebody who is learning, and hand out a fresh token."""
    request.session.modified = True
    return JsonResponse({"csrf": get_token(request)})
