"""The page on which somebody who decides names a deputy."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from campus.kit.errors import DomainError
from members.accounts.requests import SignedInRequest
from members.deputies import rules, selectors, services
from members.deputies.forms import DeputyForm
from members.second_person import rules as releasing

if TYPE_CHECKING:
    from members.accounts.models import User


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: SignedInRequest) -> HttpResponse:
    """Show who stands in, and appoint somebody."""
    user: User = request.user
    if not rules.may_enter(user):
        raise PermissionDenied
    form = DeputyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            row = services.appoint(principal=user, **form.cleaned_data)
        except DomainError as error:
            form.add_error("last_day" if error.code == "days_in_disorder" else "typed", str(error))
        else:
            name = row.deputy.get_full_name()
            messages.success(request, _("%(name)s stands in for you and is told.") % {"name": name})
            return redirect("deputies:index")
    context = {
        "form": form,
        "own": selectors.own(user) if rules.may_appoint(user) else None,
        "for_others": selectors.for_others(user),
        "may_appoint": rules.may_appoint(user),
        "releases": releasing.may_enter(user),
    }
    return render(request, "deputies/index.html", context, status=400 if form.is_bound else 200)


@login_required
@require_POST
def end(request: SignedInRequest, pk: int) -> HttpResponse:
    """End one's own."""
    row = get_object_or_404(selectors.own(request.user), pk=pk)
    services.end(row=row)
    name = row.deputy.get_full_name()
    messages.success(request, _("%(name)s no longer stands in for you.") % {"name": name})
    return redirect("deputies:index")
