"""A request as the specification sees it, whichever of its two syntaxes it came in."""

from dataclasses import dataclass
from urllib.parse import parse_qsl

from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.http.request import UnreadablePostError

from courses.xapi.core.editions import Edition, negotiated
from courses.xapi.errors import BadRequest, TooLarge

VERSION_HEADER = "X-Experience-API-Version"
_DEFAULT_LIMIT = 25 * 1024 * 1024
_MAX_FORM_FIELDS = 100
# Form parameters of the alternate syntax that stand for headers: Communication 1.3.s3.b7.
_FORM_HEADERS = (
    "authorization",
    "x-experience-api-version",
    "content-type",
    "content-length",
    "if-match",
    "if-none-match",
)
_METHODS = frozenset({"GET", "HEAD", "PUT", "POST", "DELETE"})


@dataclass(slots=True)
class Call:
    """Method, headers by lower-case name, parameters and content."""

    method: str
    headers: dict[str, str]
    params: dict[str, str]
    body: bytes
    alternate: bool = False

    @property
    def content_type(self) -> str:
        """Return the Content-Type header as sent."""
        return self.headers.get("content-type", "")

    @property
    def media_type(self) -> str:
        """Return the media type in lower case, without parameters."""
        return self.content_type.partition(";")[0].strip().lower()

    def take_body(self) -> bytes:
        """Return the content and forget it: whoever has read a large one needs the memory."""
        body, self.body = self.body, b""
        return body

    def edition(self) -> Edition:
        """Return the edition the client speaks: Communication 3.3.s3 (XAPI-00331, XAPI-00332)."""
        header = self.headers.get("x-experience-api-version")
        if header is None:
            raise BadRequest(reason=f"The header {VERSION_HEADER} is missing.")
        edition = negotiated(header.strip())
        if edition is None:
            raise BadRequest(reason=f"This store does not speak version {header[:40]}.")
        if self.alternate and edition is Edition.TWO:
            raise BadRequest(reason="Version 2.0 knows no alternate request syntax.")
        return edition


def call_of(request: HttpRequest) -> Call:
    """Return the call a request makes, in its usual or the alternate syntax."""
    headers = {name.lower(): value for name, value in request.headers.items()}
    params = _single_values(request.GET)
    method = request.method or "GET"
    if "method" in params:
        return _alternate_call(method, headers, params, _body(request))
    return Call(method, headers, params, _body(request))


def body_limit() -> int:
    """Return how many bytes a request may have (Communication 3.2.s3.b11)."""
    return int(getattr(settings, "KC_XAPI_MAX_BYTES", _DEFAULT_LIMIT))


def _alternate_call(
    method: str, headers: dict[str, str], params: dict[str, str], body: bytes
) -> Call:
    """Read the alternate request syntax: Communication 1.3 (XAPI-00336)."""
    if method != "POST" or params.keys() != {"method"}:
        raise BadRequest(reason="The alternate syntax is a POST with the parameter method only.")
    if params["method"] not in _METHODS:
        raise BadRequest(reason="The parameter method names no method.")
    form = _form(body)
    told = {name: form.pop(key) for key, name in _form_header_keys(form)}
    if not all(value.isprintable() for value in told.values()):
        raise BadRequest(reason="A form parameter is no header.")
    content = form.pop("content", None)
    if content is None and params["method"] in ("PUT", "POST"):
        raise BadRequest(reason="The form parameter content is missing.")
    merged = {**headers, "content-type": "application/json", **told}
    encoded = (content or "").encode("utf-8", "surrogatepass")
    return Call(params["method"], merged, form, encoded, alternate=True)


def _form(body: bytes) -> dict[str, str]:
    try:
        pairs = parse_qsl(
            body.decode("ascii"), keep_blank_values=True, max_num_fields=_MAX_FORM_FIELDS
        )
    except ValueError:
        raise BadRequest(reason="The content is not URL-encoded.") from None
    form = dict(pairs)
    if len(form) != len(pairs) or any("\x00" in value for value in form.values()):
        raise BadRequest(reason="A form parameter is given twice or unreadable.")
    return form


def _form_header_keys(form: dict[str, str]) -> list[tuple[str, str]]:
    return [(key, key.lower()) for key in form if key.lower() in _FORM_HEADERS]


def _single_values(query: QueryDict) -> dict[str, str]:
    params: dict[str, str] = {}
    for name, values in query.lists():
        if len(values) != 1 or "\x00" in values[0]:
            raise BadRequest(reason=f"The parameter {name[:40]} is given twice or unreadable.")
        params[name] = values[0]
    return params


def _body(request: HttpRequest) -> bytes:
    limit = body_limit()
    try:
        announced = int(request.headers.get("Content-Length") or 0)
        body: bytes = b"" if announced > limit else request.read(limit + 1)
    except (UnreadablePostError, ValueError):
        raise BadRequest(reason="The content could not be read.") from None
    if announced > limit or len(body) > limit:
        raise TooLarge(limit=limit)
    return body
