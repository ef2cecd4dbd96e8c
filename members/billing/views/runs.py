"""Invoice runs and drafts."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from campus.kit import dates
from campus.kit.access import allowed
from campus.kit.errors import DomainError
from members.accounts.requests import SignedInRequest
from members.billing import background, selectors, services
from members.billing.forms import RunForm
from members.billing.models import Invoice, InvoiceRun
from members.billing.previews import preview_pdf
from members.billing.views.answers import attempt, file_answer, page_of, status_of
from members.cooperative.rules import can_read, can_write


@allowed(can_read)
@require_http_methods(["GET", "POST"])
def runs(request: SignedInRequest) -> HttpResponse:
    """List the runs and start a new one."""
    may_write = can_write(request.user)
    if request.method == "POST" and not may_write:
        return HttpResponse(status=403)
    today = dates.today()
    form = RunForm(request.POST or None, initial={"until": today})
    if request.method == "POST":
        run = attempt(
            form,
            lambda: background.start_run(until=form.cleaned_data["until"], by=request.user),
        )
        if run:
            return redirect("billing:run", run.pk)
    context = {
        "form": form,
        "page": page_of(request, selectors.runs()),
        "drafts": selectors.drafts().count(),
        "waiting": selectors.unbilled_charges(today).count(),
        "has_seller": selectors.seller_or_none() is not None,
        "may_write": may_write,
    }
    return render(request, "billing/runs.html", context, status=status_of(form))


@allowed(can_read)
@require_GET
def run(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show how far a run is and what it made; the page can be left at any time."""
    found = get_object_or_404(selectors.runs(), pk=pk)
    made = selectors.invoices().filter(run=found).order_by("municipality__name", "series")
    context = {
        "run": found,
        "page": page_of(request, made),
        "drafts": made.filter(state=Invoice.State.DRAFT).count(),
        "working": found.state
        in (InvoiceRun.State.WAITING, InvoiceRun.State.DRAFTING, InvoiceRun.State.ISSUING),
        "may_write": can_write(request.user),
    }
    return render(request, "billing/run.html", context)


@allowed(can_write)
@require_POST
def issue_all(request: SignedInRequest, pk: int) -> HttpResponse:
    """Start issuing all drafts of a run."""
    found = get_object_or_404(selectors.runs(), pk=pk)
    try:
        background.start_issuing(run=found, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("billing:run", pk)


def _draft(pk: int) -> Invoice:
    return get_object_or_404(selectors.drafts(), pk=pk)


@allowed(can_read)
@require_GET
def draft(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a draft as it would be issued today, and what still stands in its way."""
    found = _draft(pk)
    context = {
        "invoice": found,
        "lines": selectors.invoice_lines(found),
        "taxes": found.taxes.order_by("category", "rate"),
        "may_write": can_write(request.user),
    }
    return render(request, "billing/draft.html", context)


@allowed(can_read)
@require_GET
def draft_pdf(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give the letter of a draft, marked as a draft."""
    found = _draft(pk)
    try:
        content = preview_pdf(found)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("billing:draft", pk)
    return file_answer(content, "pdf", f"entwurf-{found.pk}.pdf")


@allowed(can_write)
@require_POST
def issue(request: SignedInRequest, pk: int) -> HttpResponse:
    """Issue one draft."""
    found = _draft(pk)
    try:
        issued = services.issue(invoice=found, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("billing:draft", pk)
    messages.success(request, _("Invoice %(number)s has been issued.") % {"number": issued.number})
    return redirect("billing:invoice", issued.number)


@allowed(can_write)
@require_POST
def discard(request: SignedInRequest, pk: int) -> HttpResponse:
    """Throw a draft away; its charges wait for the next run."""
    services.discard_draft(invoice=_draft(pk))
    messages.success(request, _("The draft has been discarded."))
    return redirect("billing:runs")
