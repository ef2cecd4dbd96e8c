"""One revision for somebody who has a link and no account: read it, comment on it, nothing else."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from courses.review import limits, presenting, services
from courses.review.errors import TooManyTries
from courses.review.forms import GuestCommentForm
from courses.review.guest_files import GuestAddresses
from courses.review.guest_links import link_of
from courses.review.models import GuestLink


@never_cache
@require_http_methods(["GET", "POST"])
def read(request: HttpRequest, token: str) -> HttpResponse:
    """Show the revision of a link; public, for whoever holds the link."""
    try:
        limits.count(request, "open")
    except TooManyTries as error:
        return HttpResponse(str(error), status=error.status, content_type="text/plain")
    link = link_of(request, token)
    said = link.comments.select_related("written_by", "resolved_by")
    shown = presenting.shown(link.revision.as_object(), said)
    form = GuestCommentForm(request.POST or None, blocks=shown.choices)
    status = 200
    if request.method == "POST":
        status = _comment(request, link, form)
        if status == 200:
            return redirect("review:guest", token)
    else:
        services.note_visit(link=link)
    context = {"link": link, "lesson": link.lesson, "shown": shown, "form": form}
    context["lesson_files"] = GuestAddresses(token)
    response = render(request, "review/guest.html", context, status=status)
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _comment(request: HttpRequest, link: GuestLink, form: GuestCommentForm) -> int:
    """Store the comment; return 200, or the status of what went wrong."""
    if not form.is_valid():
        return 400
    data = form.cleaned_data
    try:
        limits.count(request, "comment")
    except TooManyTries as error:
        form.add_error(None, str(error))
        return error.status
    if not data.pop("website"):
        services.comment_as_guest(link=link, **data)
    messages.success(request, _("Thank you. The authors have been told."))
    return 200
