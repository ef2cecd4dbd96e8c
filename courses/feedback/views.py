"""Rate a course."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from courses.catalogue import selectors as catalogue
from courses.feedback import selectors, services
from courses.feedback.forms import RatingForm
from members.people import selectors as people

if TYPE_CHECKING:
    from courses.catalogue.models import CoursePage
    from members.accounts.requests import SignedInRequest
    from members.people.models import Person


@login_required
@require_http_methods(["GET", "POST"])
def rate(request: "SignedInRequest", course_id: int) -> HttpResponse:
    """Let somebody who has completed a course rate it, change that, or take it back."""
    person, course = _rater(request, course_id)
    known = selectors.rating_of(person, course_id)
    if request.method == "POST" and "withdraw" in request.POST:
        services.withdraw(person=person, course_id=course_id)
        messages.success(request, _("Your rating has been deleted."))
        return redirect("ratings:rate", course_id=course_id)
    initial = {"stars": known.stars, "comment": known.comment} if known else None
    form = RatingForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and form.is_valid():
        services.rate(person=person, course_id=course_id, **form.cleaned_data)
        messages.success(request, _("Thank you. Your rating has been saved."))
        return redirect(course.url or "/")
    context = {"form": form, "course": course, "known": known}
    return render(request, "feedback/rate.html", context, status=400 if form.is_bound else 200)


def _rater(request: "SignedInRequest", course_id: int) -> "tuple[Person, CoursePage]":
    """Return person and course; 404 for whoever has not completed it."""
    person = people.person_of(request.user)
    course = catalogue.courses_by_id([course_id]).get(course_id)
    if person is None or course is None or not selectors.may_rate(person, course_id):
        raise Http404
    return person, course
