"""What a provider's modules earn, for its management."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from campus.kit import dates
from campus.kit.access import allowed
from campus.kit.errors import DomainError
from members.cooperative import selectors as cooperative
from members.settlement import answers, rules, selectors, services
from members.settlement.documents import percent
from members.settlement.forms import DisputeForm

if TYPE_CHECKING:
    from members.accounts.requests import SignedInRequest

PER_PAGE = 20


@allowed(rules.sees_own)
@require_GET
def statements(request: "SignedInRequest") -> HttpResponse:
    """List the statements, what is agreed, and what has come together since."""
    today = dates.today()
    rows = []
    for provider in rules.own_providers(request.user):
        agreement = cooperative.agreement_on(provider, today)
        share = percent(agreement.share) if agreement else ""
        rows.append((provider, agreement, share, selectors.due_of(provider, today)))
    pages = Paginator(rules.own_statements(request.user), PER_PAGE)
    context = {"rows": rows, "page": pages.get_page(request.GET.get("page"))}
    return render(request, "settlement/statements.html", context)


@allowed(rules.sees_own)
@require_http_methods(["GET", "POST"])
def statement(request: "SignedInRequest", number: str) -> HttpResponse:
    """Show one statement line by line; take an objection."""
    found = get_object_or_404(rules.own_statements(request.user), number=number)
    form = DisputeForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                services.dispute(
                    statement=found, reason=form.cleaned_data["reason"], by=request.user
                )
            except DomainError as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, _("The office has been told. You will get an answer."))
                return redirect("settlement:statement", number)
    context = answers.page_of(found) | {"form": form}
    return render(request, "settlement/statement.html", context, status=status)


@allowed(rules.sees_own)
@require_GET
def statement_file(request: "SignedInRequest", number: str, kind: str) -> HttpResponse:
    """Give an own statement as PDF or CSV."""
    return answers.file_of(
        get_object_or_404(rules.own_statements(request.user), number=number), kind
    )
