"""What all resources share: version, credentials, scope, errors as JSON, headers, HEAD, CORS."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.core.exceptions import SuspiciousOperation
from django.db import DataError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt

from campus.kit.errors import DomainError
from courses.xapi import scopes
from courses.xapi.authority import Authority, client_authority
from courses.xapi.core.editions import Edition, negotiated
from courses.xapi.core.jsontext import dumped
from courses.xapi.core.violations import Violation
from courses.xapi.errors import BadRequest, MethodNotAllowed, ScopeMissing
from courses.xapi.keepers import keeper_of
from courses.xapi.lines import trust_quiet_line
from courses.xapi.models import Client
from courses.xapi.web.call import VERSION_HEADER, Call, call_of
from courses.xapi.web.identity import client_of
from courses.xapi.web.rates import count_request

_CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": (
        "ETag, Last-Modified, X-Experience-API-Version, X-Experience-API-Consistent-Through"
    ),
}
_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, PUT, POST, DELETE, OPTIONS",
    "Access-Control-Allow-Headers": (
        "Authorization, Content-Type, Accept-Language, If-Match, If-None-Match, "
        "X-Experience-API-Version"
    ),
    "Access-Control-Max-Age": "86400",
}


@dataclass(frozen=True, slots=True)
class Context:
    """A call that may proceed: what is asked, by whom, in which edition, and at which address."""

    call: Call
    client: Client
    authority: Authority
    edition: Edition
    path: str

    def demand(self, scope: str, *, reading: bool = False) -> None:
        """Raise ScopeMissing unless the client's scopes cover the deed: Communication 4.2."""
        if not self.may(scope, reading=reading):
            raise ScopeMissing(scope=scope)

    def may(self, scope: str, *, reading: bool = False) -> bool:
        """Tell whether the client's scopes cover the deed."""
        return scopes.allows(self.client.scopes, scope, reading=reading)


Handler = Callable[[Context], HttpResponse]
View = Callable[..., HttpResponse]


def resource(
    handlers: Mapping[str, Handler], headers: Callable[[HttpRequest], dict[str, str]]
) -> View:
    """Return the view of a resource with a handler per method; HEAD is GET without content.

    `headers` gives headers that every answer carries, errors too.
    """

    @csrf_exempt
    def view(request: HttpRequest, refusal: Edition) -> HttpResponse:
        if request.method == "OPTIONS":
            return preflight(refusal)
        trust_quiet_line()
        extra = headers(request)
        edition = negotiated(request.headers.get(VERSION_HEADER, "").strip())
        try:
            call = call_of(request)
            edition = call.edition()
            response = _answered(call, edition, request, handlers)
        except DomainError as error:
            response = error_response(error)
        except Violation as violation:
            response = error_response(BadRequest(reason=str(violation)))
        except (DataError, RecursionError):
            response = error_response(BadRequest(reason="A value is out of range."))
        except SuspiciousOperation:
            response = error_response(BadRequest(reason="It has too many parameters."))
        return finished(response, (edition or refusal).value, extra, head=_is_head(request))

    return view


def no_headers(request: HttpRequest) -> dict[str, str]:
    """Return no further headers: most resources have none of their own."""
    return {}


def error_response(error: DomainError) -> HttpResponse:
    """Return an error as JSON: a code for programs, a sentence for people."""
    # In English like the reasons in it, whichever language the program's user speaks.
    with override("en"):
        content: dict[str, str] = {"code": error.code, "error": str(error)}
    if "path" in error.values:
        content["path"] = str(error.values["path"])
    response = json_response(content, status=error.status)
    if error.status == 401:
        response["WWW-Authenticate"] = 'Basic realm="xAPI", charset="UTF-8"'
    if "retry_after" in error.values:
        response["Retry-After"] = str(error.values["retry_after"])
    return response


def json_response(content: object, *, status: int = 200) -> HttpResponse:
    """Return a value as JSON."""
    return HttpResponse(dumped(content), content_type="application/json", status=status)


def _answered(
    call: Call, edition: Edition, request: HttpRequest, handlers: Mapping[str, Handler]
) -> HttpResponse:
    address = request.META.get("REMOTE_ADDR", "")
    client = client_of(call.headers.get("authorization", ""), address)
    count_request(client)
    handler = handlers.get("GET" if call.method == "HEAD" else call.method)
    if handler is None:
        raise MethodNotAllowed(method=call.method[:20])
    authority = client_authority(client)
    keeper = keeper_of(authority)
    if keeper is not None:
        keeper.admit(authority)
    context = Context(call, client, authority, edition, request.path)
    return handler(context)


def finished(
    response: HttpResponse, version: str, extra: dict[str, str], *, head: bool = False
) -> HttpResponse:
    """Add the headers of every answer; for HEAD take the content away, but not its length."""
    for name, value in (_CORS | extra).items():
        response[name] = value
    response[VERSION_HEADER] = version
    response.setdefault("Cache-Control", "no-store")
    if head:
        response["Content-Length"] = str(len(response.content))
        response.content = b""
    return response


def preflight(refusal: Edition) -> HttpResponse:
    """Answer a browser that asks whether a page of another origin may call (CORS)."""
    return finished(HttpResponse(status=204, headers=_PREFLIGHT), refusal.value, {})


def _is_head(request: HttpRequest) -> bool:
    return request.method == "HEAD" or request.GET.get("method") == "HEAD"
