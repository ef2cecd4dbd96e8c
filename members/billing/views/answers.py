"""What the views share: forms whose deed may be refused, paging, files."""

from collections.abc import Callable
from typing import Any

from django.core.paginator import Page, Paginator
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse

from campus.kit.errors import DomainError
from members.billing import selectors
from members.billing.models import Invoice, InvoiceDocument

PER_PAGE = 25
TYPES = {"pdf": "application/pdf", "ubl": "application/xml", "cii": "application/xml"}


def attempt(form: BaseForm, deed: Callable[[], Any]) -> Any:
    """Do the deed if the form is in order; a refusal becomes an error of the form."""
    if not form.is_valid():
        return None
    try:
        return deed()
    except DomainError as error:
        form.add_error(None, str(error))
        return None


def status_of(form: BaseForm) -> int:
    """Return 400 for a form that was sent and refused, else 200."""
    return 400 if form.is_bound and form.errors else 200


def page_of(request: HttpRequest, rows: Any) -> Page:
    """Return the asked page of a list; a wrong number gives the nearest page."""
    return Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))


def file_of(invoice: Invoice, kind: str) -> HttpResponse:
    """Return a stored document as it left the house."""
    document = selectors.document_of(invoice, kind)
    if document is None:
        raise Http404
    return file_answer(bytes(document.content), kind, file_name(invoice, kind))


def file_name(invoice: Invoice, kind: str) -> str:
    """Return the name under which a document is saved."""
    endings = {
        InvoiceDocument.Format.PDF: ".pdf",
        InvoiceDocument.Format.UBL: "-xrechnung-ubl.xml",
        InvoiceDocument.Format.CII: "-xrechnung-cii.xml",
    }
    return f"{invoice.number}{endings[InvoiceDocument.Format(kind)]}"


def file_answer(content: bytes, kind: str, name: str) -> HttpResponse:
    """Return bytes as a file to keep."""
    answer = HttpResponse(content, content_type=TYPES[kind])
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
