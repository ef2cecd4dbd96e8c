"""What the login of a tool asks of us: our keys, and who is there."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from campus.kit.errors import DomainError
from courses.lti import keys as own_keys
from courses.lti import services
from courses.lti.core.requests import LONGEST
from courses.lti.errors import OtherSession, ToolFault
from courses.tools import rates
from courses.tools.addresses import origin_of

ASKED = (
    *("scope", "response_type", "response_mode", "prompt", "client_id", "redirect_uri"),
    *("login_hint", "lti_message_hint", "nonce", "state"),
)
REQUESTS_A_MINUTE = 60
HOUR = 3600


@require_safe
def keys(request: HttpRequest) -> JsonResponse:
    """Publish our keys."""
    response = JsonResponse({"keys": own_keys.published()})
    response["Cache-Control"] = f"public, max-age={HOUR}"
    return response


@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def authorize(request: HttpRequest) -> HttpResponse:
    """Answer a tool's authentication request for whoever is signed in.

    Browsers withhold the session from forms that other sites send: such a request is asked to
    come again as an ordinary link. It changes nothing but that its own launch is used up.
    """
    if request.method == "POST":
        sent = {name: request.POST[name][:LONGEST] for name in ASKED if name in request.POST}
        address = f"{reverse('lti:authorize')}?{urlencode(sent)}"
        return HttpResponseRedirect(address, status=303)
    user = request.user
    try:
        rates.count(
            f"authorize:{user.pk or request.META.get('REMOTE_ADDR')}", most=REQUESTS_A_MINUTE
        )
        answer = services.authorize(
            query=request.GET.dict(), user=user, session_key=request.session.session_key
        )
    except ToolFault as fault:
        fields = {
            "error": fault.error,
            "error_description": fault.sentence,
            "state": fault.state,
        }
        return _sent(request, fault.redirect_uri, fields, [origin_of(fault.redirect_uri)])
    except DomainError as error:
        context = {"error": error, "in_new_window": isinstance(error, OtherSession)}
        return render(request, "course_lti/stopped.html", context, status=error.status)
    return _sent(request, answer.redirect_uri, dict(answer.fields), answer.tool.origins)


def _sent(
    request: HttpRequest, address: str, fields: dict[str, Any], origins: list[str]
) -> HttpResponse:
    """Let the browser carry the answer to the tool."""
    context = {"address": address, "fields": fields.items()}
    response = render(request, "course_lti/send.html", context)
    response._csp_replace = {"form-action": origins}  # type: ignore[attr-defined]
    return response
