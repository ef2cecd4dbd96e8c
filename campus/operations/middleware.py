"""A short way for programs; guards of the back office; numbers that no row can have."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from csp.constants import HEADER, SELF, UNSAFE_INLINE
from csp.utils import build_policy
from django.conf import settings
from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from django.views.defaults import page_not_found

from members.roles.selectors import needs_second_factor

Answer = Callable[[HttpRequest], HttpResponseBase]

RECORD_STORE = "/xapi/"
RECORD_STORE_URLS = "courses.xapi.urls"
ADMIN = "/admin/"
PACKAGES = "/admin/pakete/"
HAS_SECOND_FACTOR = "_kc_has_second_factor"
GUARDED = (ADMIN, "/personal/", "/team/", "/genossenschaft/", "/berichte/")


class RecordStoreFirst:
    """Programs talk to the record store without session, language and form guards.

    It authenticates by its own credentials and answers in JSON, so that what follows here for
    people would only cost time, twice as much as the store itself for a single statement.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(RECORD_STORE):
            return self.get_response(request)
        try:
            found = resolve("/" + request.path_info.removeprefix(RECORD_STORE), RECORD_STORE_URLS)
        except Resolver404:
            return self.get_response(request)
        request.resolver_match = found
        response: HttpResponseBase = found.func(request, *found.args, **found.kwargs)
        return response


class AdminContentPolicy:
    """Wagtail's admin carries inline scripts: a looser policy, still without other hosts."""

    LOOSER = {
        "script-src": [SELF, UNSAFE_INLINE],
        "style-src": [SELF, UNSAFE_INLINE],
        "img-src": [SELF, "data:", "blob:"],
        "media-src": [SELF, "blob:"],
    }

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.path_info.startswith(ADMIN) and HEADER not in response:
            response[HEADER] = build_policy(replace={**self.LOOSER, **self._frames(request)})
        return response

    def _frames(self, request: HttpRequest) -> dict[str, list[str]]:
        """Let only the pages on which packages are tried out frame the host of packages."""
        if not settings.KC_CONTENT_ORIGIN or not request.path_info.startswith(PACKAGES):
            return {}
        return {"frame-src": [SELF, settings.KC_CONTENT_ORIGIN]}


class SecondFactorGate:
    """Where it is required, nobody with rights over others works without a second factor."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not self.is_missing(request):
            return self.get_response(request)
        messages.warning(
            request,
            _("Your role needs a second factor. Please set one up here, then you can go on."),
        )
        return redirect("mfa_index")

    def is_missing(self, request: HttpRequest) -> bool:
        """Tell whether this person must set up a second factor before this page."""
        return bool(
            settings.KC_MFA_FOR_STAFF == "required"
            and request.path_info.startswith(GUARDED)
            and request.user.is_authenticated
            and needs_second_factor(request.user)
            and not has_second_factor(request.user)
        )


def second_factor_of_account(day: dt.date) -> Exists:
    """Return whether an account of an outer query has set up any second factor."""
    return Exists(Authenticator.objects.filter(user_id=OuterRef("pk")))


def has_second_factor(user: Any) -> bool:
    """Tell whether the user has a second factor; read along with the account of a request."""
    known: bool | None = getattr(user, HAS_SECOND_FACTOR, None)
    return is_mfa_enabled(user) if known is None else known


class NumbersWithoutRow:
    """A number that no row can have names nothing, whatever address or form it came in.

    PostgreSQL finds no row for a number of more than 64 bits; SQLite refuses to be asked.
    """

    REFUSAL = "too large to convert to SQLite INTEGER"

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponseBase | None:
        """Answer that there is no such page; leave every other error alone."""
        if isinstance(error, OverflowError) and self.REFUSAL in str(error):
            return page_not_found(request, Http404())
        return None
