"""A target over HTTP: sends the stored bytes unchanged, and looks up what it holds."""

from collections.abc import Sequence
from types import TracebackType

import httpx

from campus.kit import dates
from courses.xapi.core.comparison import same_statement
from courses.xapi.core.jsontext import loaded
from courses.xapi.core.multipart import fresh_boundary, rendered
from courses.xapi.core.violations import Violation
from courses.xapi.forwarding.backoff import asked_delay
from courses.xapi.forwarding.configuration import Address
from courses.xapi.forwarding.delivery import Answer, Held, Parcel, Part, Unreachable

_TIMEOUT = httpx.Timeout(30.0, connect=5.0)
_POOL = httpx.Limits(max_connections=2, max_keepalive_connections=1)
_REASON_LENGTH = 300
_FINAL = frozenset({400, 401, 403, 405})


class HttpReceiver:
    """A connection pool to one target."""

    def __init__(self, address: Address, *, transport: httpx.BaseTransport | None = None) -> None:
        self._client = httpx.Client(
            base_url=f"{address.url}/",
            auth=(address.key, address.secret),
            headers={"X-Experience-API-Version": address.version},
            timeout=_TIMEOUT,
            limits=_POOL,
            # A redirect could lead the records and the secret elsewhere.
            follow_redirects=False,
            trust_env=False,
            transport=transport,
        )

    def __enter__(self) -> "HttpReceiver":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._client.close()

    def send(self, parcels: Sequence[Parcel]) -> Answer:
        """Send a batch."""
        content_type, body = body_of(parcels)
        headers = {"Content-Type": content_type}
        try:
            response = self._client.post("statements", content=body, headers=headers)
        except httpx.HTTPError as error:
            return Answer(0, _in_words(error))
        return _answer(response)

    def held(self, parcel: Parcel) -> Held:
        """Look up what is there under the statement's id, voided or not."""
        for parameter in ("statementId", "voidedStatementId"):
            params = {parameter: str(parcel.statement_id)}
            try:
                response = self._client.get("statements", params=params)
            except httpx.HTTPError as error:
                raise Unreachable(Answer(0, _in_words(error))) from None
            if response.status_code == 200:
                return _compared(parcel, response.content)
            if response.status_code in _FINAL:
                return Held.HIDDEN
            if response.status_code != 404:
                raise Unreachable(_answer(response))
        return Held.HIDDEN


def body_of(parcels: Sequence[Parcel]) -> tuple[str, bytes]:
    """Return content type and body of a batch: the stored texts, unchanged, as one array."""
    statements = b"[" + b",".join(parcel.raw.encode() for parcel in parcels) + b"]"
    parts: dict[str, Part] = {}
    for parcel in parcels:
        parts |= {part[0]: part for part in parcel.attachments}
    if not parts:
        return "application/json", statements
    boundary = fresh_boundary()
    content_type = f"multipart/mixed; boundary={boundary}"
    return content_type, rendered(statements, parts.values(), boundary=boundary)


def _answer(response: httpx.Response) -> Answer:
    text = " ".join(response.text.split())[:_REASON_LENGTH]
    delay = asked_delay(response.headers.get("Retry-After", ""), dates.now())
    return Answer(response.status_code, text, delay)


def _in_words(error: httpx.HTTPError) -> str:
    return f"{type(error).__name__}: {error}"[:_REASON_LENGTH]


def _compared(parcel: Parcel, content: bytes) -> Held:
    try:
        existing = loaded(content)
        is_same = same_statement(loaded(parcel.raw), existing)
    except (Violation, TypeError, KeyError, AttributeError):
        # Whatever it is, it is not our statement.
        return Held.OTHER
    return Held.SAME if is_same else Held.OTHER
