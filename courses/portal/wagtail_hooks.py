"""Lets the portal answer course pages, since the button needs to know the visitor's seat."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from wagtail import hooks
from wagtail.models import Page

from courses.portal import views

Serve = Callable[[Page, HttpRequest, Any, Any], HttpResponseBase]


# Inside of Wagtail's own question whether the page is for this visitor.
@hooks.register("on_serve_page", order=100)
def answer_course_page(serve_page: Serve) -> Serve:
    """Answer a course page from the portal; leave all other pages to Wagtail."""

    def answer(page: Page, request: HttpRequest, args: Any, kwargs: Any) -> HttpResponseBase:
        if views.is_course_page(page):
            return views.course_page(request, page.pk)
        return serve_page(page, request, args, kwargs)

    return answer
