"""Services for programs: access tokens, line items, scores, results."""

import json
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from campus.kit import dates
from courses.lti import lines as reading
from courses.lti import services
from courses.lti.core import vocabulary as words
from courses.lti.core.contents import Unreadable
from courses.lti.core.scores import read_score
from courses.lti.errors import ServiceRefused

if TYPE_CHECKING:
    from courses.tools.models import Tool

View = Callable[..., HttpResponse]
MOST_BYTES = 64 * 1024


def for_programs(view: View) -> View:
    """Answer a refusal in JSON; cookies and forms play no part here."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except ServiceRefused as refused:
            content = {"error": refused.error, "error_description": refused.sentence}
            response = JsonResponse(content, status=refused.status)
            if refused.status == 401:
                response["WWW-Authenticate"] = "Bearer"
            return response

    return csrf_exempt(never_cache(answer))


def allowing(*scopes: str) -> Callable[[View], View]:
    """Let in tools whose access token allows one of the scopes."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            header = request.headers.get("Authorization", "")
            tool = services.bearer(header=header, scopes=scopes)
            return view(request, tool, *args, **kwargs)

        return for_programs(guarded)

    return decorate


@require_POST
@for_programs
def token(request: HttpRequest) -> HttpResponse:
    """Hand out an access token for a signed assertion."""
    return JsonResponse(services.issue_token(sent=request.POST.dict()))


@require_GET
@allowing(words.READ_ITEMS)
def lines(request: HttpRequest, tool: "Tool", item_key: UUID) -> HttpResponse:
    """List the one line of a step."""
    line = reading.line_of(tool, item_key)
    wanted = {"resource_id": "resourceId", "resource_link_id": "resourceLinkId", "tag": "tag"}
    is_meant = all(
        line.get(own) == request.GET[name] for name, own in wanted.items() if name in request.GET
    )
    found = [line] if is_meant else []
    return JsonResponse(found, safe=False, content_type=words.ITEMS_TYPE)


@require_GET
@allowing(words.READ_ITEMS)
def line(request: HttpRequest, tool: "Tool", item_key: UUID) -> HttpResponse:
    """Describe the line of a step."""
    return JsonResponse(reading.line_of(tool, item_key), content_type=words.ITEM_TYPE)


@require_GET
@allowing(words.READ_RESULTS)
def results(request: HttpRequest, tool: "Tool", item_key: UUID) -> HttpResponse:
    """List what was reported, of one learner if one is named."""
    rows = reading.results_of(tool, item_key, user=request.GET.get("user_id", ""))
    return JsonResponse(rows, safe=False, content_type=words.RESULTS_TYPE)


@require_POST
@allowing(words.SCORE)
def scores(request: HttpRequest, tool: "Tool", item_key: UUID) -> HttpResponse:
    """Take a score."""
    reading.line_of(tool, item_key)
    if len(request.body) > MOST_BYTES:
        raise ServiceRefused(413, "too_large", "the score is too long")
    try:
        score = read_score(json.loads(request.body), dates.now())
    except (Unreadable, ValueError, RecursionError) as error:
        raise ServiceRefused(400, "invalid_request", str(error)[:300]) from error
    services.take_score(tool=tool, item_key=item_key, score=score)
    return HttpResponse(status=204)
