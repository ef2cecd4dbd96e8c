"""What the views share: a form whose deed may be refused, and paging."""

from collections.abc import Callable
from typing import Any

from django.core.paginator import Page, Paginator
from django.forms import Form
from django.http import HttpRequest, QueryDict

from campus.kit.errors import DomainError

PER_PAGE = 25


def attempt(form: Form, deed: Callable[[], Any]) -> Any:
    """Do the deed if the form is in order; a refusal becomes an error of the form.

    Returns what the deed returned, or None; the form then shows why and keeps what was typed.
    """
    if not form.is_valid():
        return None
    try:
        return deed()
    except DomainError as error:
        form.add_error(None, str(error))
        return None


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was sent, also if it is empty; None when the form is only asked for."""
    return request.POST if request.method == "POST" else None


def status_of(form: Form) -> int:
    """Return 400 for a form that was sent and refused, else 200."""
    return 400 if form.is_bound and form.errors else 200


def page_of(request: HttpRequest, rows: Any) -> Page:
    """Return the asked page of a list; a wrong number gives the nearest page."""
    return Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
