"""Authors hand out links to a draft and take them back."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from campus.kit import dates
from campus.kit.access import allowed
from courses.review import rules, selectors, services, tokens
from courses.review.forms import LinkForm
from courses.review.views import lesson_tabs

if TYPE_CHECKING:
    from courses.review.models import GuestLink
    from members.accounts.requests import SignedInRequest


@allowed(rules.may_open)
@require_http_methods(["GET", "POST"])
def links(request: "SignedInRequest", pk: int) -> HttpResponse:
    """List the links to a lesson's drafts, and make one."""
    row = get_object_or_404(rules.readable_lessons(request.user), pk=pk)
    if not rules.may_write(request.user, row):
        raise Http404
    form = LinkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.open_link(lesson=row, by=request.user, **form.cleaned_data)
        messages.success(request, _("The link is ready. Copy it from the list and send it."))
        return redirect("review:links", pk)
    now = dates.now()
    rows = [
        (link, link.is_valid(now), request.build_absolute_uri(_path(link)))
        for link in selectors.links_to(row)
    ]
    context = {
        "lesson": row,
        "form": form,
        "rows": rows,
        "tabs": lesson_tabs(request.user, row, "links"),
    }
    status = 400 if request.method == "POST" else 200
    return render(request, "review/links.html", context, status=status)


def _path(link: "GuestLink") -> str:
    return reverse("review:guest", args=[tokens.issue(link.key)])


@allowed(rules.may_open)
@require_POST
def revoke(request: "SignedInRequest", pk: int) -> HttpResponse:
    """Close a link at once."""
    link = get_object_or_404(rules.links_of(request.user), pk=pk)
    services.revoke_link(link=link)
    messages.success(request, _("The link no longer opens."))
    return redirect("review:links", link.lesson_id)
