"""Views of the public site."""

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods

from campus.kit.errors import DomainError
from campus.kit.kept import LEFT_OUT
from campus.pages.forms import FeedbackForm
from campus.pages.services import leave_feedback


@require_http_methods(["GET", "HEAD", "POST"])
def feedback(request: HttpRequest) -> HttpResponse:
    """Take feedback from anybody, signed in or not."""
    if request.method != "POST":
        form = FeedbackForm(initial={"page_address": _page_in_question(request)})
        return render(request, "pages/feedback.html", {"form": form})
    form = FeedbackForm(request.POST)
    if not form.is_valid():
        return render(request, "pages/feedback.html", {"form": form}, status=400)
    try:
        if not form.is_trapped:
            leave_feedback(**form.values(), sender=get_adapter().get_client_ip(request))
    except DomainError as error:
        form.add_error(None, str(error))
        return render(request, "pages/feedback.html", {"form": form}, status=error.status)
    return redirect("pages:feedback_thanks")


@require_GET
def feedback_thanks(request: HttpRequest) -> HttpResponse:
    """Say thank you and what happens next."""
    return render(request, "pages/feedback_thanks.html")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer an expired form with a sentence, and offer to send again what was typed into it.

    Only what came from a page of ours is offered: nobody shall be asked to send a stranger's form.
    """
    referer = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(
        referer, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    back = referer if is_ours else reverse("account_login")
    fields = _to_send_again(request) if is_ours else []
    return render(request, "403_csrf.html", {"back": back, "fields": fields}, status=403)


def _to_send_again(request: HttpRequest) -> list[tuple[str, str]]:
    """Return what a form has sent; nothing where files or a password would have to be repeated."""
    if request.FILES or any("password" in name for name in request.POST):
        return []
    sent = request.POST.lists()
    return [(name, str(value)) for name, values in sent if name != LEFT_OUT for value in values]


def _page_in_question(request: HttpRequest) -> str:
    """Return the path that the footer's link has sent along; nothing but a path of ours."""
    path = request.GET.get("von", "")[:500]
    return path if path.startswith("/") and not path.startswith("//") else ""
