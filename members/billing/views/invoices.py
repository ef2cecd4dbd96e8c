"""The office's invoices: list, detail, files, corrections, open items."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from campus.kit import dates
from campus.kit.access import allowed
from members.accounts.requests import SignedInRequest
from members.billing import selectors, services
from members.billing.forms import FilterForm, ReversalForm, SettingsForm
from members.billing.models import Invoice
from members.billing.views.answers import attempt, file_of, page_of, status_of
from members.cooperative.rules import can_read, can_write


@allowed(can_read)
@require_GET
def invoices(request: SignedInRequest) -> HttpResponse:
    """List the issued invoices and corrections."""
    form = FilterForm(request.GET or None)
    data = form.cleaned_data if form.is_valid() else {}
    rows = selectors.filtered(
        selectors.issued_invoices(),
        query=data.get("q", ""),
        status=data.get("status", ""),
        year=data.get("jahr"),
        day=dates.today(),
    )
    context = {"form": form, "page": page_of(request, rows)}
    return render(request, "billing/invoices.html", context, status=status_of(form))


def _invoice(number: str) -> Invoice:
    return get_object_or_404(selectors.issued_invoices(), number=number)


@allowed(can_read)
@require_GET
def invoice(request: SignedInRequest, number: str) -> HttpResponse:
    """Show an issued invoice with its payments."""
    found = _invoice(number)
    balance = selectors.balance_of(found, dates.today())
    context = {
        "invoice": found,
        "balance": balance,
        "lines": selectors.invoice_lines(found),
        "taxes": found.taxes.order_by("category", "rate"),
        "allocations": found.allocations.select_related("payment"),
        "documents": found.documents.defer("content"),
        "may_write": can_write(request.user),
        "reversible": balance.status not in ("correction", "reversed"),
    }
    return render(request, "billing/invoice.html", context)


@allowed(can_read)
@require_GET
def invoice_file(request: SignedInRequest, number: str, kind: str) -> HttpResponse:
    """Give a document of an invoice."""
    return file_of(_invoice(number), kind)


@allowed(can_write)
@require_http_methods(["GET", "POST"])
def reverse(request: SignedInRequest, number: str) -> HttpResponse:
    """Take an invoice back by a correction."""
    found = _invoice(number)
    form = ReversalForm(request.POST or None)
    correction = None
    if request.method == "POST":
        correction = attempt(
            form,
            lambda: services.reverse_invoice(
                invoice=found, reason=form.cleaned_data["reason"], by=request.user
            ),
        )
    if correction:
        text = _("Correction %(number)s has been issued.")
        messages.success(request, text % {"number": correction.number})
        return redirect("billing:invoice", correction.number)
    context = {"invoice": found, "form": form}
    return render(request, "billing/reverse.html", context, status=status_of(form))


@allowed(can_read)
@require_GET
def open_items(request: SignedInRequest) -> HttpResponse:
    """List what is not paid yet, the oldest first."""
    today = dates.today()
    context = {
        "page": page_of(request, selectors.open_items()),
        "totals": selectors.open_totals(today),
        "may_write": can_write(request.user),
    }
    return render(request, "billing/open_items.html", context)


@allowed(can_write)
@require_http_methods(["GET", "POST"])
def settings(request: SignedInRequest) -> HttpResponse:
    """Let the office keep the seller's data."""
    form = SettingsForm(request.POST or None, instance=selectors.seller_or_none())
    if request.method == "POST" and form.is_valid():
        services.save_settings(**form.cleaned_data)
        messages.success(request, _("The settings have been saved."))
        return redirect("billing:settings")
    return render(request, "billing/settings.html", {"form": form}, status=status_of(form))
