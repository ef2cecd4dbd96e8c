"""What was typed when the session had expired: kept until the sign-in, then shown again."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse

View = Callable[..., HttpResponse]
NAME = "_kc_typed"
MOST_CHARACTERS = 2500
LEFT_OUT = "csrfmiddlewaretoken"


def keeping(view: View) -> View:
    """Ask for the sign-in first; what was sent without one waits in the visitor's own session."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if request.method == "POST":
            typed = {
                name: value[:MOST_CHARACTERS]
                for name, value in list(request.POST.items())[:5]
                if isinstance(value, str) and name != LEFT_OUT
            }
            request.session[NAME] = {"path": request.path, "typed": typed}
        return redirect_to_login(request.path)

    return guarded


def typed_before(request: HttpRequest) -> dict[str, str]:
    """Return, once, what was typed at this address before the sign-in."""
    kept = request.session.get(NAME)
    if request.method != "GET" or not kept or kept["path"] != request.path:
        return {}
    del request.session[NAME]
    typed: dict[str, str] = kept["typed"]
    return typed
