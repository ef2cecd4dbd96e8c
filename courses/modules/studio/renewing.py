"""The page on which an author sees what is new in an original, and may take it into a copy."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from campus.kit.errors import DomainError
from courses.modules import collection
from courses.modules.collected import QuestionOrigin
from courses.modules.models import Lesson
from courses.modules.studio import neighbours
from courses.modules.studio.scoping import own_rows


@require_http_methods(["GET", "HEAD", "POST"])
def renew(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how a copy and its original differ, and take the new words over or leave the copy."""
    origins = collection.origins_among(
        written=own_rows(Lesson, request.user, "change"), read=own_rows(Lesson, request.user)
    )
    origin = get_object_or_404(origins, pk=pk)
    status = 200
    if request.method == "POST":
        try:
            return _done(request, origin)
        except DomainError as error:
            messages.error(request, str(error))
            status = error.status
    return _show(request, origin, status=status)


def _done(request: HttpRequest, origin: QuestionOrigin) -> HttpResponse:
    deed = request.POST.get("deed", "")
    if deed == "take":
        draft = collection.renew(origin=origin, user=request.user)
        messages.success(
            request,
            _("The question in “%(title)s” now has the new words, as a draft.")
            % {"title": draft.title},
        )
    elif deed == "keep":
        collection.keep(origin=origin)
        messages.success(request, _("Your copy stays as it is."))
    else:
        raise Http404
    return redirect("wagtailsnippets_modules_lesson:edit", origin.lesson_id)


def _show(request: HttpRequest, origin: QuestionOrigin, *, status: int) -> HttpResponse:
    try:
        present, renewed = collection.states_of(origin)
    except DomainError as error:
        if status == 200:
            messages.error(request, str(error))
        return redirect("studio_questions")
    context = {
        "origin": origin,
        "prompt": present["value"].get("prompt", ""),
        "differences": neighbours.differences(present, renewed),
    }
    return render(request, "modules/studio/question_news.html", context, status=status)
