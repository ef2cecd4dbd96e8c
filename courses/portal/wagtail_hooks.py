"""Lets the portal answer course pages, since the button needs to know the visitor's seat."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail import hooks
from wagtail.models import Page

from courses.portal import views


@hooks.register("before_serve_page")
def answer_course_page(
    page: Page, request: HttpRequest, serve_args: Sequence[Any], serve_kwargs: dict[str, Any]
) -> HttpResponse | None:
    """Answer a course page from the portal; leave all other pages to Wagtail."""
    return views.course_page(request, page) if views.is_course_page(page) else None
