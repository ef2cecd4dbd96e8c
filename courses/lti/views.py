"""The page from which a learner goes to a content on another site, and the way there."""

from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from uuid import UUID

from csp.constants import SELF
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_safe

from campus.kit.errors import DomainError
from courses.enrolment import selectors as enrolments
from courses.enrolment.states import LEARNING
from courses.learning import services as learning
from courses.learning.errors import SeatNotConfirmed
from courses.learning.services.recording import UnknownItem, item_of
from courses.lti import services
from courses.lti.standing import rule_of, standing_of
from courses.tools import rates, reaching
from courses.tools import selectors as tools
from courses.tools.errors import ToolClosed
from members.people import selectors as people

if TYPE_CHECKING:
    from courses.enrolment.models import Enrolment
    from courses.modules.selectors import OutlineItem
    from members.accounts.requests import SignedInRequest

TOOL = "tool"
ASKED_A_MINUTE = 6


def _step(
    request: "SignedInRequest", registration: UUID, item_key: UUID
) -> "tuple[Enrolment, OutlineItem]":
    """Return the user's own seat and its item that is a content of a tool. Raises Http404."""
    enrolment = enrolments.by_registration(registration, person=people.person_of(request.user))
    try:
        item = item_of(enrolment, item_key)
    except UnknownItem:
        raise Http404 from None
    if item.kind != TOOL or item.tool_content is None:
        raise Http404
    return enrolment, item


@login_required
@never_cache
@require_safe
def show(request: "SignedInRequest", registration: UUID, item_key: UUID) -> HttpResponse:
    """Say whose site opens and what it is told; open it there or in its frame."""
    enrolment, item = _step(request, registration, item_key)
    context = {
        "enrolment": enrolment,
        "item": item,
        "rule": rule_of(item),
    }
    content = tools.content_with(item.tool_content)  # type: ignore[arg-type]
    try:
        if enrolment.state not in LEARNING:
            raise SeatNotConfirmed
        if not content.tool.is_usable:
            raise ToolClosed
        learning.open_item(enrolment=enrolment, key=item_key)
    except DomainError as error:
        return render(
            request, "course_lti/refused.html", {**context, "error": error}, status=error.status
        )
    in_frame = tools.opens_in_frame(content.tool)
    context |= {
        "content": content,
        "tool": content.tool,
        "host": urlsplit(content.url).hostname,
        "in_frame": in_frame,
        "standing": standing_of(enrolment, item, has_score=content.has_score),
    }
    response = render(request, "course_lti/show.html", context)
    if in_frame:
        response._csp_update = {"frame-src": [SELF, *content.tool.shown_origins]}  # type: ignore[attr-defined]
    return response


@login_required
@never_cache
@require_GET
def go(request: "SignedInRequest", registration: UUID, item_key: UUID) -> HttpResponse:
    """Begin the login at the tool: in a new window or in the frame of the page."""
    enrolment, item = _step(request, registration, item_key)
    content = tools.content_with(item.tool_content)  # type: ignore[arg-type]
    try:
        launch = services.begin_learning(
            enrolment=enrolment,
            item_key=item_key,
            content=content,
            user=request.user,
            session_key=request.session.session_key,
        )
    except DomainError as error:
        context = {"enrolment": enrolment, "item": item, "error": error}
        return render(request, "course_lti/refused.html", context, status=error.status)
    return redirect(services.login_address(launch))


@login_required
@never_cache
@require_safe
def silent(request: "SignedInRequest", registration: UUID, item_key: UUID) -> HttpResponse:
    """Ask the other site whether it is there, and say what that means for the learner."""
    enrolment, item = _step(request, registration, item_key)
    tool = tools.content_with(item.tool_content).tool  # type: ignore[arg-type]
    try:
        rates.count(f"silent:{request.user.pk}", most=ASKED_A_MINUTE)
        if not tool.is_usable:
            raise ToolClosed
    except DomainError as error:
        context = {"enrolment": enrolment, "item": item, "error": error}
        return render(request, "course_lti/refused.html", context, status=error.status)
    context = {
        "enrolment": enrolment,
        "item": item,
        "tool": tool,
        "host": urlsplit(tool.login_url).hostname,
        "silence": reaching.silence_of(tool),
    }
    return render(request, "course_lti/silent.html", context)
