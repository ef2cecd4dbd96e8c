"""What was sent when the session had expired: kept until the sign-in, then shown again."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase, QueryDict

View = Callable[..., HttpResponseBase]
NAME = "_kc_typed"
MOST_CHARACTERS = 2500
MOST_FIELDS = 600
MOST_IN_ALL = 60_000
LEFT_OUT = "csrfmiddlewaretoken"


def fields_of(form: QueryDict) -> list[tuple[str, str]]:
    """Return names and values of a form in their order, cut where they pass all bounds."""
    found: list[tuple[str, str]] = []
    room = MOST_IN_ALL
    for name, values in form.lists():
        for value in values:
            kept = value[:MOST_CHARACTERS] if isinstance(value, str) else ""
            room -= len(name) + len(kept)
            if name != LEFT_OUT and room >= 0 and len(found) < MOST_FIELDS:
                found.append((name, kept))
    return found


def keeping(view: View) -> View:
    """Ask for the sign-in first; what was sent without one waits in the visitor's own session."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if request.method == "POST":
            request.session[NAME] = {"path": request.path, "fields": fields_of(request.POST)}
        return redirect_to_login(request.path)

    return guarded


def kept_fields(request: HttpRequest) -> list[tuple[str, str]]:
    """Return what was sent to this address before the sign-in; it stays until `forget`."""
    kept = request.session.get(NAME)
    if not kept or kept["path"] != request.path:
        return []
    return [(name, value) for name, value in kept["fields"]]


def forget(request: HttpRequest) -> None:
    """Keep no longer what was sent to this address."""
    if kept_fields(request):
        del request.session[NAME]


def typed_before(request: HttpRequest) -> dict[str, str]:
    """Return, once, what was typed into a form of this address before the sign-in."""
    if request.method != "GET":
        return {}
    typed = dict(kept_fields(request))
    forget(request)
    return typed
