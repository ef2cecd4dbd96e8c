"""A municipality's own invoices."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from campus.kit import dates
from campus.kit.access import allowed
from campus.kit.errors import DomainError
from members.accounts.requests import SignedInRequest
from members.billing import rules, selectors, services, stripe_gateway
from members.billing.models import Invoice
from members.billing.views.answers import file_of, page_of


@allowed(rules.sees_own_invoices)
@require_GET
def my_invoices(request: SignedInRequest) -> HttpResponse:
    """List the invoices of the municipalities the user acts for."""
    context = {
        "page": page_of(request, rules.own_invoices(request.user)),
        "municipalities": rules.own_municipalities(request.user),
    }
    return render(request, "billing/my_invoices.html", context)


def _own(request: SignedInRequest, number: str) -> Invoice:
    return get_object_or_404(rules.own_invoices(request.user), number=number)


@allowed(rules.sees_own_invoices)
@require_GET
def my_invoice(request: SignedInRequest, number: str) -> HttpResponse:
    """Show one of the own invoices."""
    found = _own(request, number)
    balance = selectors.balance_of(found, dates.today())
    context = {
        "invoice": found,
        "balance": balance,
        "lines": selectors.invoice_lines(found),
        "taxes": found.taxes.order_by("category", "rate"),
        "documents": found.documents.defer("content"),
        "can_pay_online": stripe_gateway.is_configured() and balance.open > 0,
    }
    return render(request, "billing/my_invoice.html", context)


@allowed(rules.sees_own_invoices)
@require_GET
def my_file(request: SignedInRequest, number: str, kind: str) -> HttpResponse:
    """Give a document of one of the own invoices."""
    return file_of(_own(request, number), kind)


@allowed(rules.sees_own_invoices)
@require_POST
def pay_online(request: SignedInRequest, number: str) -> HttpResponse:
    """Lead to Stripe's payment page; money counts only when Stripe's event has come."""
    found = _own(request, number)
    page = reverse("billing:my_invoice", args=[number])
    try:
        attempt = services.start_payment(invoice=found, return_url=f"{settings.KC_BASE_URL}{page}")
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("billing:my_invoice", number)
    return HttpResponseRedirect(attempt.url)
