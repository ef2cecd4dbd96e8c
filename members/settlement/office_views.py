"""The office settles with providers: agreements, statements, corrections, objections."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from campus.kit import dates
from campus.kit.access import allowed
from campus.kit.errors import DomainError
from members.cooperative import selectors as cooperative
from members.cooperative import services as books
from members.organisations import selectors as organisations
from members.settlement import answers, rules, selectors, services
from members.settlement.documents import percent
from members.settlement.forms import AgreementForm, AnswerForm, ReasonForm
from members.settlement.quarters import last_over

if TYPE_CHECKING:
    from django.forms import Form

    from members.accounts.requests import SignedInRequest
    from members.organisations.models import Provider
    from members.settlement.models import Statement


KEPT = ("tax_number", "iban", "contact_email", "vat_rate", "exempt_reason")


def _provider(slug: str) -> "Provider":
    found = organisations.provider_by_slug(slug)
    if found is None:
        raise Http404
    return found


def _statement(number: str) -> "Statement":
    return get_object_or_404(selectors.statements(), number=number)


def _done(form: "Form", deed: Callable[[], Any]) -> Any:
    """Do the deed if the form is in order; a refusal becomes an error of the form."""
    if not form.is_valid():
        return None
    try:
        return deed()
    except DomainError as error:
        form.add_error(None, str(error))
        return None


@allowed(rules.may_settle)
@require_GET
def providers(request: "SignedInRequest") -> HttpResponse:
    """List the providers with what is to be settled for the quarter that is over."""
    quarter = last_over(dates.today())
    rows = [
        (row, percent(row.agreement.share) if row.agreement else "")
        for row in selectors.provider_rows(quarter.last)
    ]
    context = {"rows": rows, "quarter": quarter}
    return render(request, "settlement/office.html", context)


@allowed(rules.may_settle)
@require_GET
def provider(request: "SignedInRequest", provider: str) -> HttpResponse:
    """Show agreements and statements of a provider, and what the next statement would hold."""
    found = _provider(provider)
    quarter = last_over(dates.today())
    due = selectors.due_of(found, quarter.last)
    context = {
        "provider": found,
        "quarter": quarter,
        "due": due,
        "due_lines": [(line, percent(line.charge.provider_share)) for line in due.lines],
        "agreements": [(row, percent(row.share)) for row in cooperative.agreements_of(found)],
        "statements": selectors.statements().filter(provider=found),
    }
    return render(request, "settlement/office_provider.html", context)


def _as_before(provider: "Provider") -> dict[str, Any]:
    """Return what a new agreement mostly takes over from the one before it."""
    last = cooperative.agreements_of(provider).first()
    return {name: getattr(last, name) for name in KEPT} if last else {}


@allowed(rules.may_settle)
@require_http_methods(["GET", "POST"])
def agree(request: "SignedInRequest", provider: str) -> HttpResponse:
    """Enter an agreement with a provider."""
    found = _provider(provider)
    form = AgreementForm(request.POST or None, initial=_as_before(found))
    if request.method == "POST":
        entry = _done(
            form, lambda: books.agree(provider=found, by=request.user, **form.cleaned_data)
        )
        if entry is not None:
            messages.success(request, _("The agreement stands. What was charged has not changed."))
            return redirect("settlement:office_provider", provider)
    context = {"form": form, "provider": found}
    status = 400 if form.errors else 200
    return render(request, "settlement/agree.html", context, status=status)


@allowed(rules.may_settle)
@require_POST
def issue(request: "SignedInRequest", provider: str) -> HttpResponse:
    """Issue the statement of the quarter that is over."""
    found = _provider(provider)
    try:
        made = services.issue(provider=found, quarter=last_over(dates.today()), by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("settlement:office_provider", provider)
    messages.success(request, _("Statement %(number)s has been issued.") % {"number": made.number})
    return redirect("settlement:office_statement", made.number)


@allowed(rules.may_settle)
@require_GET
def statement(request: "SignedInRequest", number: str) -> HttpResponse:
    """Show a statement with its objections."""
    context = answers.page_of(_statement(number)) | {"form": AnswerForm()}
    return render(request, "settlement/office_statement.html", context)


@allowed(rules.may_settle)
@require_GET
def statement_file(request: "SignedInRequest", number: str, kind: str) -> HttpResponse:
    """Give a statement as PDF or CSV."""
    return answers.file_of(_statement(number), kind)


@allowed(rules.may_settle)
@require_http_methods(["GET", "POST"])
def take_back(request: "SignedInRequest", number: str) -> HttpResponse:
    """Take a statement back by a correction."""
    found = _statement(number)
    form = ReasonForm(request.POST or None)
    if request.method == "POST":
        made = _done(
            form, lambda: services.take_back(statement=found, by=request.user, **form.cleaned_data)
        )
        if made is not None:
            messages.success(request, _("The statement was taken back; its charges are free."))
            return redirect("settlement:office_statement", made.number)
    context = {"form": form, "statement": found}
    status = 400 if form.errors else 200
    return render(request, "settlement/take_back.html", context, status=status)


@allowed(rules.may_settle)
@require_POST
def answer(request: "SignedInRequest", number: str) -> HttpResponse:
    """Answer the open objection to a statement."""
    found = _statement(number)
    waiting = found.disputes.filter(answered_at=None).first()
    if waiting is None:
        raise Http404
    form = AnswerForm(request.POST)
    if _done(form, lambda: services.answer(dispute=waiting, **form.cleaned_data)) is not None:
        messages.success(request, _("Your answer has been sent."))
        return redirect("settlement:office_statement", number)
    context = answers.page_of(found) | {"form": form}
    return render(request, "settlement/office_statement.html", context, status=400)
