"""Which course a request is about; what is foreign to the learner is not found."""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render

from campus.kit.errors import DomainError
from campus.kit.kept import forget, kept_fields
from courses.enrolment import selectors as enrolments
from courses.enrolment.states import LEARNING
from courses.learning import selectors
from courses.learning.errors import SeatNotConfirmed, StepOfOtherVersion
from courses.learning.models import Progress
from courses.learning.player import Course, course_of
from courses.learning.services.recording import UnknownItem, item_of
from members.accounts.requests import SignedInRequest
from members.people import selectors as people

if TYPE_CHECKING:
    from courses.enrolment.models import Enrolment

View = Callable[..., HttpResponseBase]


def seat_of(request: SignedInRequest, registration: UUID) -> "Enrolment":
    """Return the user's own seat. Raises Http404 or SeatNotConfirmed."""
    person = people.person_of(request.user)
    if person is None:
        raise Http404
    enrolment = enrolments.by_registration(registration, person=person)
    if enrolment.state not in LEARNING:
        raise SeatNotConfirmed
    return enrolment


def item_seat_of(request: SignedInRequest, registration: UUID, item_key: UUID) -> "Enrolment":
    """Return the user's own seat. Raises Http404, or StepOfOtherVersion (404) for other items."""
    enrolment = seat_of(request, registration)
    try:
        item_of(enrolment, item_key)
    except UnknownItem:
        raise StepOfOtherVersion from None
    return enrolment


def course_on(enrolment: "Enrolment", progress: Progress | None = None) -> Course:
    """Return the course on a seat as it stands now; two queries, however many items it has.

    Who has just read the progress hands it over and saves one of them.
    """
    progress = progress or selectors.progress_of_seat(enrolment)
    return course_of(
        enrolment,
        selectors.item_facts(enrolment),
        percent=progress.percent if progress else 0,
        completed_at=progress.completed_at if progress else None,
        score_scaled=progress.score_scaled if progress else None,
    )


def wants_json(request: HttpRequest) -> bool:
    """Tell whether a script asks, which wants an answer it can read."""
    return request.headers.get("Accept", "").startswith("application/json")


def worded(view: View) -> View:
    """Answer a refusal with its sentence and status: as a page, or as JSON to a script."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except DomainError as error:
            return refusal(request, error, **kwargs)

    return answer


def refusal(request: HttpRequest, error: DomainError, **where: Any) -> HttpResponse:
    """Return the answer for a refused deed, with the way back."""
    if wants_json(request):
        return JsonResponse({"error": str(error), "code": error.code}, status=error.status)
    has_seat = not isinstance(error, SeatNotConfirmed)
    context = {
        "error": error,
        "registration": where.get("registration") if has_seat else None,
        "item_key": where.get("item_key"),
    }
    return render(request, "learning/refused.html", context, status=error.status)


def _instead(request: HttpRequest, registration: UUID, item_key: UUID) -> HttpResponse:
    """Show the item; before it, to the learner of the seat only, what waits to be sent again."""
    fields = kept_fields(request)
    if not fields:
        return redirect("learning:item", registration, item_key)
    enrolment = item_seat_of(cast(SignedInRequest, request), registration, item_key)
    context = {"fields": fields, "enrolment": enrolment, "item_key": item_key}
    return render(request, "learning/kept.html", context)


def by_post(view: View) -> View:
    """Do a deed by POST only; GET, where signing in leads back to, shows the item instead.

    What was sent to a deed that is `keeping` when the session had ended is offered again first.
    """

    @wraps(view)
    def answer(
        request: HttpRequest, registration: UUID, item_key: UUID, **kwargs: Any
    ) -> HttpResponseBase:
        if request.method != "POST":
            return _instead(request, registration, item_key)
        forget(request)
        return view(request, registration=registration, item_key=item_key, **kwargs)

    return answer
