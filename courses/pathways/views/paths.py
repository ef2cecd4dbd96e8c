"""Learners' pages of paths."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from campus.kit.errors import DomainError
from courses.enrolment.errors import EmployerNotChosen
from courses.enrolment.states import State
from courses.enrolment.wording import BOOKED
from courses.pathways import selectors, services
from courses.pathways.models import PathVersion
from courses.pathways.overview import entries
from courses.pathways.presenting import shown
from members.people import selectors as people

if TYPE_CHECKING:
    from members.accounts.requests import SignedInRequest
    from members.people.models import Person


@require_GET
def paths(request: HttpRequest) -> HttpResponse:
    """List all published paths; who has signed in sees how far they are. Public."""
    context = {"entries": entries(people.person_of(request.user))}
    return render(request, "pathways/list.html", context)


@require_GET
def path(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a path with its steps and the button for the next one. Public."""
    person = people.person_of(request.user)
    version = _version(slug, person)
    has_begun = person is not None and selectors.journey_of(person, slug) is not None
    standing = selectors.standing(version.group, person, has_begun=has_begun)
    newest = selectors.published_versions().filter(path=version.path_id).first()
    context = {
        "version": version,
        "shown": shown(standing, is_known=person is not None),
        "person": person,
        "has_begun": has_begun,
        "newer": newest if newest and newest.number > version.number else None,
        "is_withdrawn": newest is None,
    }
    return render(request, "pathways/path.html", context)


@login_required
@require_POST
def take_next(request: "SignedInRequest", slug: str) -> HttpResponse:
    """Go on with the next course: book it if need be, then open it."""
    person = _learner(request)
    version = _version(slug, person)
    try:
        seat = services.take_next(version=version, person=person, by=request.user)
    except EmployerNotChosen as error:
        return redirect("enrolment:employer", error.offer_id)
    except DomainError as error:
        messages.warning(request, str(error))
        return redirect("pathways:path", slug)
    if seat.state == State.CONFIRMED:
        return redirect("learning:resume", seat.registration)
    messages.info(request, str(BOOKED[State(seat.state)]))
    return redirect("pathways:path", slug)


@login_required
@require_POST
def leave(request: "SignedInRequest", slug: str) -> HttpResponse:
    """Forget the path; the seats stay."""
    person = _learner(request)
    services.leave(version=_version(slug, person), person=person)
    messages.success(request, _("You have left the path. Your courses stay as they are."))
    return redirect("pathways:list")


def _learner(request: "SignedInRequest") -> "Person":
    person = people.person_of(request.user)
    if person is None:
        raise Http404
    return person


def _version(slug: str, person: "Person | None") -> PathVersion:
    version = selectors.version_for(slug, person)
    if version is None:
        raise Http404
    return version
