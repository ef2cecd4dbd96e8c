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

from courses.learning import selectors, services
from courses.learning.access import (
    by_post,
    course_on,
    item_seat_of,
    seat_of,
    wants_json,
    worded,
)
from courses.learning.bodies import body_of
from courses.learning.earning import goals_of
from courses.learning.errors import NotConfirmed
from courses.learning.outlines import outline_of
from courses.learning.player import Course, Step
from courses.learning.reading import read_place, read_sent
from courses.learning.script_texts import script_texts
from courses.learning.services.recording import item_of
from courses.learning.test_pages import test_context
from courses.learning.wording import rule_in_words
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
    context = {"course": shown, "goals": goals_of(shown), "target": target, "newest": newest}
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
    content = _content(enrolment, item_key)
    shown = course_on(enrolment, progress if "body" in content else None)
    context = {**item_context(shown, item_key), **content}
    return render(request, "learning/item.html", context)


def _content(enrolment: "Enrolment", item_key: UUID) -> dict[str, object]:
    """Return what the item consists of: the blocks of a lesson, or a test."""
    if item_of(enrolment, item_key).kind == "quiz":
        return test_context(enrolment, item_key)
    return {"body": body_of(enrolment.version, item_key)}


def item_context(shown: Course, item_key: UUID) -> dict[str, object]:
    """Return what the page of an item needs besides its content: state, rule, the way on."""
    step = _step_or_404(shown, item_key)
    after = shown.after(step)
    return {
        "course": shown,
        "step": step,
        "outline": list(outline_of(shown, step)),
        "chapter": shown.chapter_of(step),
        "rule": rule_in_words(step.rule, is_last=after is None),
        "before": shown.before(step),
        "after": after,
        "texts": script_texts(),
    }


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
