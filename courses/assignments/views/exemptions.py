"""Exemptions of a municipality's staff: days only, no reason."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from campus.kit import dates
from campus.kit.errors import DomainError
from courses.assignments import rules, selectors, services
from courses.assignments.forms_of_proofs import EndForm, ExemptionForm
from courses.assignments.looking import log_look
from courses.assignments.views.scope import PEOPLE_PER_PAGE, municipality_of
from members.people import selectors as people

if TYPE_CHECKING:
    from members.accounts.requests import SignedInRequest


@login_required
@require_http_methods(["GET", "POST"])
def exemptions(request: "SignedInRequest") -> HttpResponse:
    """List exemptions, and add one."""
    municipality = municipality_of(request, manage=True)
    staff = rules.visible_staff(request.user, municipality)
    form = ExemptionForm(request.POST if request.method == "POST" else None, staff=staff)
    if request.method == "POST" and form.is_valid():
        try:
            services.exempt(by=request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error("ends_on", str(error))
        else:
            messages.success(request, _("The clock stands still from that day on."))
            return redirect(f"{request.path}?kommune={municipality.slug}")
    rows = selectors.exemptions_in(staff)
    page = Paginator(rows, PEOPLE_PER_PAGE).get_page(request.GET.get("page"))
    people.with_departments(one.employment for one in page)
    log_look(request, municipality, "exemptions", [one.employment.person for one in page])
    context = {"form": form, "municipality": municipality, "page": page, "today": dates.today()}
    status = 400 if request.method == "POST" else 200
    return render(request, "assignments/exemptions.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def end_exemption(request: "SignedInRequest", key: int) -> HttpResponse:
    """Set the last day of an exemption."""
    towns = rules.municipalities_to_manage(request.user)
    found = get_object_or_404(selectors.exemptions_of_towns(towns), pk=key)
    form = EndForm(
        request.POST if request.method == "POST" else None, initial={"on": dates.today()}
    )
    if request.method == "POST" and form.is_valid():
        services.end_exemption(exemption=found, on=form.cleaned_data["on"], by=request.user)
        messages.success(request, _("Changed. Open deadlines have been worked out anew."))
        return redirect("assignments:exemptions")
    context = {"form": form, "exemption": found}
    status = 400 if request.method == "POST" else 200
    return render(request, "assignments/exemption_end.html", context, status=status)
