"""The gate before every page of the record store."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access

from campus.kit.access import allowed
from campus.records import rules

View = Callable[..., HttpResponse]


def operators_only(view: View) -> View:
    """Let administrators in, with Wagtail's admin around them; everybody else gets page 403."""

    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = require_admin_access(view)(request, *args, **kwargs)
        return response

    return never_cache(allowed(rules.may_operate)(page))
