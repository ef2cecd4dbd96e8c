"""Human resources name who stands in for the head of a department."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from campus.kit.access import allowed
from campus.kit.errors import DomainError
from members.deputies import rules, selectors, services
from members.deputies.forms import DeputyForm
from members.people import rules as people
from members.roles import selectors as roles
from members.roles.catalogue import Role

if TYPE_CHECKING:
    from members.accounts.requests import SignedInRequest
    from members.people.models import Department
    from members.roles.models import Grant

# What a head reads of oneself is said of the head.
OF_A_HEAD = {
    "oneself": gettext_lazy("Nobody stands in for themselves. Name a colleague."),
    "already_stands_in": gettext_lazy("This person stands in for the head in these days already."),
}


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(people.may_enter_staff)
def of_head(request: "SignedInRequest", grant: int) -> HttpResponse:
    """Show who stands in for a head, and name somebody."""
    held, department = _held(request, grant)
    head = held.user
    town = department.municipality
    form = DeputyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            row = services.appoint_for_head(
                head=head, town=town, by=request.user, **form.cleaned_data
            )
        except DomainError as error:
            field = "last_day" if error.code == "days_in_disorder" else "typed"
            form.add_error(field, str(OF_A_HEAD.get(error.code, error)))
        else:
            said = _("%(deputy)s stands in for %(head)s. Both are told.")
            names = {"deputy": row.deputy.get_full_name(), "head": head.get_full_name()}
            messages.success(request, said % names)
            return redirect("deputies:of_head", grant)
    context = {
        "form": form,
        "head": head,
        "department": department,
        "grant": held,
        "rows": selectors.own(head),
        "may_name": rules.may_be_named_for(head, town),
    }
    status = 400 if form.is_bound else 200
    return render(request, "deputies/of_head.html", context, status=status)


@require_POST
@allowed(people.may_enter_staff)
def end(request: "SignedInRequest", grant: int, pk: int) -> HttpResponse:
    """End that somebody stands in for a head."""
    held, department = _held(request, grant)
    row = get_object_or_404(selectors.own(held.user), pk=pk)
    try:
        services.end_for_head(row=row, town=department.municipality, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        said = _("%(deputy)s no longer stands in for %(head)s. The head is told.")
        names = {"deputy": row.deputy.get_full_name(), "head": held.user.get_full_name()}
        messages.success(request, said % names)
    return redirect("deputies:of_head", grant)


def _held(request: "SignedInRequest", grant: int) -> "tuple[Grant, Department]":
    """Return the task of a head in a municipality that the user looks after as a whole, or 404."""
    rows = roles.grants_in_force().filter(
        role=Role.SUPERIOR,
        department__municipality__in=people.whole_municipalities(request.user),
    )
    held = get_object_or_404(rows.select_related("user", "department__municipality"), pk=grant)
    if held.department is None:
        raise Http404
    return held, held.department
