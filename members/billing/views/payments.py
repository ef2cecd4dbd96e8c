"""Payments by bank transfer."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from campus.kit import dates
from campus.kit.access import allowed
from campus.kit.errors import DomainError
from members.accounts.requests import SignedInRequest
from members.billing import selectors, services
from members.billing.forms import AllocationForm, PaymentForm
from members.billing.models import Allocation
from members.billing.views.answers import attempt, page_of, status_of
from members.cooperative.rules import can_read, can_write


@allowed(can_read)
@require_GET
def payments(request: SignedInRequest) -> HttpResponse:
    """List all payments, with what is not allocated yet."""
    context = {
        "page": page_of(request, selectors.payments()),
        "may_write": can_write(request.user),
    }
    return render(request, "billing/payments.html", context)


@allowed(can_write)
@require_http_methods(["GET", "POST"])
def pay(request: SignedInRequest, number: str) -> HttpResponse:
    """Enter a bank transfer for an invoice."""
    invoice = get_object_or_404(selectors.issued_invoices(), number=number)
    balance = selectors.balance_of(invoice, dates.today())
    form = PaymentForm(
        request.POST or None, initial={"amount": balance.open, "received_on": dates.today()}
    )
    payment = None
    if request.method == "POST":
        payment = attempt(
            form,
            lambda: services.record_payment(invoice=invoice, by=request.user, **form.cleaned_data),
        )
    if payment:
        messages.success(request, _("The payment has been entered."))
        if payment.amount > balance.open:
            messages.warning(
                request, _("More was paid than was open. The rest is in the list of payments.")
            )
        return redirect("billing:invoice", number)
    context = {"form": form, "invoice": invoice, "balance": balance}
    return render(request, "billing/pay.html", context, status=status_of(form))


@allowed(can_write)
@require_http_methods(["GET", "POST"])
def allocate(request: SignedInRequest, pk: int) -> HttpResponse:
    """Allocate the rest of a payment to another invoice of the same municipality."""
    payment = get_object_or_404(selectors.payments(), pk=pk)
    form = AllocationForm(request.POST or None)

    def deed() -> Allocation | None:
        invoice = selectors.invoices_of(payment.municipality).filter(
            number=form.cleaned_data["number"].strip().upper()
        )
        found = invoice.first()
        if found is None:
            form.add_error("number", _("This municipality has no invoice of this number."))
            return None
        return services.allocate(payment=payment, invoice=found, amount=form.cleaned_data["amount"])

    if request.method == "POST" and attempt(form, deed):
        messages.success(request, _("The amount has been allocated."))
        return redirect("billing:payments")
    context = {"form": form, "payment": payment}
    return render(request, "billing/allocate.html", context, status=status_of(form))


@allowed(can_write)
@require_POST
def reverse(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a wrong entry back."""
    payment = get_object_or_404(selectors.payments(), pk=pk)
    try:
        services.reverse_payment(payment=payment, by=request.user)
        messages.success(request, _("The entry has been taken back."))
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("billing:payments")
