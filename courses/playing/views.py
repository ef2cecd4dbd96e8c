"""The page on which a learner plays a package, and what it asks while it is open."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from campus.kit.errors import DomainError
from courses.enrolment import selectors as enrolments
from courses.learning import services as learning
from courses.learning.errors import SeatNotConfirmed
from courses.learning.services.recording import UnknownItem, item_of
from courses.learning.wording import rule_in_words
from courses.packages import selectors as packages
from courses.playing import selectors, services, words
from courses.playing.progress import standing_of
from members.people import selectors as people

if TYPE_CHECKING:
    from courses.enrolment.models import Enrolment
    from courses.modules.selectors import OutlineItem
    from members.accounts.requests import SignedInRequest

PACKAGE, CMI5 = "package", "cmi5"
PART = "teil"


def _played(
    request: "SignedInRequest", registration: UUID, item_key: UUID
) -> "tuple[Enrolment, OutlineItem]":
    """Return the user's own seat and its item that is a package. Raises Http404."""
    enrolment = enrolments.by_registration(registration, person=people.person_of(request.user))
    try:
        item = item_of(enrolment, item_key)
    except UnknownItem:
        raise Http404 from None
    if item.kind != PACKAGE or item.standard == CMI5:
        raise Http404
    return enrolment, item


def _part_of(request: HttpRequest, count: int) -> int:
    """Return the number of the wanted part, from nought; the first where there is no such."""
    wanted = request.GET.get(PART, "1")
    number = int(wanted) if wanted.isdecimal() and len(wanted) < 5 else 1
    return number - 1 if 1 <= number <= count else 0


@login_required
@never_cache
@require_GET
def frame(request: "SignedInRequest", registration: UUID, item_key: UUID) -> HttpResponse:
    """Show a part of the package in its frame."""
    enrolment, item = _played(request, registration, item_key)
    package = packages.package_with(item.package)
    part = _part_of(request, len(package.parts))
    context = {"enrolment": enrolment, "item": item, "rule": rule_in_words(item.rule)}
    try:
        learning.open_item(enrolment=enrolment, key=item_key)
        opening = services.open_part(enrolment=enrolment, item=item, part=part)
    except DomainError as error:
        status = error.status if isinstance(error, SeatNotConfirmed) else 503
        return render(
            request, "course_playing/refused.html", {**context, "error": error}, status=status
        )
    context |= {
        "address": selectors.address_of(opening),
        "part": part,
        "parts": selectors.parts_of(enrolment, item_key, package),
        "texts": {name: str(sentence) for name, sentence in words.STATES.items()},
        "standing": standing_of(enrolment, item, package),
    }
    response = render(request, "course_playing/frame.html", context)
    response._csp_update = {"frame-src": [settings.KC_CONTENT_ORIGIN]}  # type: ignore[attr-defined]
    return response


@login_required
@never_cache
@require_GET
def result(request: "SignedInRequest", registration: UUID, item_key: UUID) -> JsonResponse:
    """Tell the open page how the step stands by now."""
    enrolment, item = _played(request, registration, item_key)
    standing = standing_of(enrolment, item, packages.package_with(item.package))
    return JsonResponse(
        {"done": standing.is_done, "word": standing.word, "sentences": standing.sentences}
    )
