"""Extra time in tests: who has it, give it, take it back. Nothing says why somebody has it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from campus.kit.access import allowed
from courses.learning import rules, services
from courses.learning.extra_time_forms import ExtraTimeForm
from members.accounts.requests import SignedInRequest
from members.people import services as people

PER_PAGE = 25


@allowed(rules.may_grant_extra_time)
@require_http_methods(["GET", "HEAD", "POST"])
def extra_time(request: SignedInRequest) -> HttpResponse:
    """List who has extra time, and give it. Who looks is told to those who are seen."""
    form = ExtraTimeForm(request.POST or None, by=request.user)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        services.grant_extra_time(
            enrolment=data["seat"],
            percent=data["percent"],
            minutes=data["minutes"],
            attempts=data["attempts"],
            by=request.user,
        )
        _note(request, [data["seat"].person])
        messages.success(request, _("Granted. More time holds at once, also in a running test."))
        return redirect("extra_time:list")
    page = Paginator(rules.visible_extra_time(request.user), PER_PAGE).get_page(
        request.GET.get("page")
    )
    _note(request, [row.enrolment.person for row in page])
    status = 400 if request.method == "POST" else 200
    context = {"form": form, "page": page}
    return render(request, "learning/extra_time.html", context, status=status)


@allowed(rules.may_grant_extra_time)
@require_POST
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take extra time back."""
    extra = get_object_or_404(rules.visible_extra_time(request.user), pk=pk)
    services.withdraw_extra_time(extra=extra, by=request.user)
    messages.success(request, _("The extra time has ended. A test that is running keeps it."))
    return redirect("extra_time:list")


def _note(request: SignedInRequest, seen: list) -> None:
    role = _("Office or provider")
    people.log_access(
        viewer=request.user, viewer_role=role, people=seen, what=_("time allowed in tests")
    )
