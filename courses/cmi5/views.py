"""Pages of a cmi5 course: its units, a running unit, the way back."""

from uuid import UUID

from csp.constants import SELF
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from campus.kit.errors import DomainError
from courses.cmi5 import launches, rules, selectors, services
from courses.cmi5.core import vocabulary as words
from courses.cmi5.models import Run
from courses.enrolment import selectors as enrolments
from courses.enrolment.states import LEARNING
from courses.packages import selectors as packages
from courses.packages.reading.shapes import Kind
from members.accounts.requests import SignedInRequest
from members.people import selectors as people


@login_required
@require_safe
@never_cache
def launch(request: SignedInRequest, registration: UUID, item_key: UUID) -> HttpResponse:
    """Open an item of a course; one with a single unit starts at once."""
    run = _run_of(request, registration, item_key)
    place = selectors.only_unit(run.package)
    is_new = not run.sessions.exists()
    if place and is_new and request.method == "GET":
        return _launch(request, run, place, words.NORMAL)
    return redirect("cmi5:units", run.pk)


def _run_of(request: SignedInRequest, registration: UUID, item_key: UUID) -> Run:
    person = people.person_of(request.user)
    if person is None:
        raise Http404
    enrolment = enrolments.by_registration(registration, person=person)
    found = dict(selectors.courses_on(enrolment)) if enrolment.state in LEARNING else {}
    if item_key not in found:
        raise Http404
    return services.run_on_seat(enrolment=enrolment, item_key=item_key, package=found[item_key])


@login_required
@require_POST
def try_out(request: SignedInRequest, package: UUID) -> HttpResponse:
    """Begin a trial of a package of one's own provider."""
    found = packages.package_of(request.user, package)
    if found is None or found.kind != Kind.CMI5.value or not found.is_ready:
        raise Http404
    run = services.try_out(package=found, by=request.user)
    return redirect("cmi5:units", run.pk)


@login_required
@require_safe
@never_cache
def units(request: SignedInRequest, run: UUID) -> HttpResponse:
    """List blocks and units with their states, and the one next step."""
    row = get_object_or_404(rules.own_runs(request.user), pk=run)
    context = {
        "course": selectors.course_on(row),
        "run": row,
        "running": selectors.open_session_of(row),
        "modes": selectors.MODES.items(),
    }
    return render(request, "course_cmi5/units.html", context)


@login_required
@require_POST
def start(request: SignedInRequest, run: UUID, place: str) -> HttpResponse:
    """Launch a unit; a session that is still open ends by it."""
    row = get_object_or_404(rules.own_runs(request.user), pk=run)
    return _launch(request, row, place, request.POST.get("mode") or words.NORMAL)


def _launch(request: HttpRequest, run: Run, place: str, mode: str) -> HttpResponse:
    try:
        session = services.launch(run=run, place=place, mode=mode)
    except services.UnknownUnit as error:
        raise Http404 from error
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("cmi5:units", run.pk)
    return redirect("cmi5:session", session.pk)


@login_required
@require_safe
@never_cache
def session(request: SignedInRequest, session: UUID) -> HttpResponse:
    """Show a running unit in its frame, or the way to where it is shown."""
    row = get_object_or_404(rules.own_sessions(request.user), pk=session)
    is_fresh = row.is_open and row.fetched_at is None
    context = {
        "session": row,
        "run": row.run,
        "title": selectors.title_of(row),
        "in_frame": selectors.shows_in_frame(row),
        "address": launches.address_of(row) if is_fresh else "",
        "host": launches.host_of(row),
    }
    response = render(request, "course_cmi5/session.html", context)
    if settings.KC_CONTENT_ORIGIN:
        response._csp_update = {"frame-src": [SELF, settings.KC_CONTENT_ORIGIN]}  # type: ignore[attr-defined]
    return response


@login_required
@require_safe
@never_cache
def state(request: SignedInRequest, session: UUID) -> JsonResponse:
    """Tell the page around a unit whether it has ended, and how the unit stands now."""
    row = get_object_or_404(rules.own_sessions(request.user), pk=session)
    course = selectors.course_on(row.run)
    unit = next(one for one in course.units if one.place == row.place)
    ended = _("This unit has ended. It stands at: %(word)s.") % {"word": unit.word}
    return JsonResponse({"open": row.is_open, "text": "" if row.is_open else ended})


@login_required
@require_POST
def abandon(request: SignedInRequest, session: UUID) -> HttpResponse:
    """End a session that hangs."""
    row = get_object_or_404(rules.own_sessions(request.user), pk=session)
    services.abandon(session=row)
    messages.info(request, _("The unit was closed. What it had reported until then counts."))
    return redirect("cmi5:units", row.run_id)


@login_required
@require_safe
@never_cache
def back(request: SignedInRequest, session: UUID) -> HttpResponse:
    """Lead back to the course, also out of the frame in which a unit was shown."""
    row = get_object_or_404(rules.own_sessions(request.user), pk=session)
    if request.headers.get("Sec-Fetch-Dest") in ("document", None):
        return redirect("cmi5:units", row.run_id)
    return render(request, "course_cmi5/back.html", {"run": row.run})
