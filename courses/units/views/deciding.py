"""The office looks at units that municipalities offer to all, and decides."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from campus.kit.access import allowed
from campus.kit.errors import DomainError
from courses.units import rules, services
from courses.units.content import Sheet
from courses.units.forms import ReturnForm
from courses.units.states import WORDS, State
from courses.units.views.making import blocks_of

if TYPE_CHECKING:
    from members.accounts.requests import SignedInRequest

DONATIONS_PER_PAGE = 25


@allowed(rules.may_decide)
@require_safe
def donations(request: "SignedInRequest") -> HttpResponse:
    """List what has been offered, what is open first."""
    rows = rules.donations_for(request.user)
    page = Paginator(rows, DONATIONS_PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "rows": [(row, WORDS[State(row.state)]) for row in page]}
    return render(request, "units/donations.html", context)


@allowed(rules.may_decide)
@require_http_methods(["GET", "POST"])
def donation(request: "SignedInRequest", pk: int) -> HttpResponse:
    """Show an offer as everybody would see it; accept it, or return it with a reason."""
    row = get_object_or_404(rules.donations_for(request.user), pk=pk)
    is_return = request.method == "POST" and request.POST.get("do") == "return"
    form = ReturnForm(request.POST if is_return else None)
    if request.method == "POST" and (not is_return or form.is_valid()):
        try:
            if is_return:
                services.return_to_sender(
                    donation=row, reason=form.cleaned_data["reason"], by=request.user
                )
                messages.success(request, _("Returned. Human resources read your reason."))
            else:
                services.accept(donation=row, by=request.user)
                messages.success(request, _("Published for all municipalities."))
        except DomainError as error:
            messages.warning(request, str(error))
        return redirect("units:donation", pk=row.pk)
    sheet = Sheet(**row.content)
    context = {
        "donation": row,
        "sheet": sheet,
        "blocks": blocks_of(sheet),
        "form": form,
        "words": WORDS[State(row.state)],
        "is_open": row.state == State.OFFERED,
    }
    return render(request, "units/donation.html", context, status=400 if form.errors else 200)
