"""The statement resource (XAPI-Communication 2.1)."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.http import http_date

from courses.xapi import scopes, search, services
from courses.xapi.consistency import consistent_through, consistent_through_lately
from courses.xapi.core import formats, forms
from courses.xapi.core.jsontext import dumped
from courses.xapi.core.keys import index_key
from courses.xapi.core.multipart import fresh_boundary, rendered
from courses.xapi.errors import BadRequest, NotFound
from courses.xapi.models import Statement
from courses.xapi.rendering import attachments_of, rendered_statements
from courses.xapi.web import params
from courses.xapi.web.payload import received
from courses.xapi.web.resource import Context, json_response, resource

_SINGLE = ("statementId", "voidedStatementId")
_FILTERS = (
    "agent",
    "verb",
    "activity",
    "registration",
    "related_activities",
    "related_agents",
    "since",
    "until",
    "limit",
    "ascending",
    "cursor",
)
_SHAPES = ("format", "attachments")
_PAGE_WITH_ATTACHMENTS = 25


def put_statement(context: Context) -> HttpResponse:
    """Store one statement under the id of the parameter: Communication 2.1.1 (XAPI-00143)."""
    context.demand(scopes.STATEMENTS_WRITE)
    params.check_known(context.call.params, ("statementId",))
    statement_id = params.required(context.call.params, "statementId")
    params.uuid(context.call.params, "statementId")
    payload = received(context.call)
    statement = payload.statements
    if not isinstance(statement, dict):
        raise BadRequest(reason="PUT takes one statement.")
    if str(statement.get("id", statement_id)).lower() != statement_id.lower():
        raise BadRequest(reason="The statement has another id than the parameter statementId.")
    _store(context, [{**statement, "id": statement_id}], payload.contents)
    return HttpResponse(status=204)


def post_statements(context: Context) -> HttpResponse:
    """Store a statement or a batch: Communication 2.1.2 (XAPI-00146)."""
    context.demand(scopes.STATEMENTS_WRITE)
    params.check_known(context.call.params, ())
    payload = received(context.call)
    batch = payload.statements
    ids = _store(context, batch if isinstance(batch, list) else [batch], payload.contents)
    return json_response([str(statement_id) for statement_id in ids])


def get_statements(context: Context) -> HttpResponse:
    """Return one statement or a page of the list: Communication 2.1.3."""
    context.demand(scopes.STATEMENTS_READ_MINE, reading=True)
    given = context.call.params
    single = [name for name in _SINGLE if name in given]
    if len(single) > 1:
        raise BadRequest(reason="statementId and voidedStatementId exclude each other.")
    if single:
        params.check_known(given, (single[0], *_SHAPES))
        return _single(context, single[0])
    params.check_known(given, (*_FILTERS, *_SHAPES))
    return _page(context)


def _store(
    context: Context, statements: Sequence[dict[str, Any]], contents: services.Contents
) -> list[UUID]:
    return services.store(
        statements, authority=context.authority, edition=context.edition, contents=contents
    )


def _single(context: Context, name: str) -> HttpResponse:
    statement_id = params.uuid(context.call.params, name)
    visibility = search.visibility_of(context.client)
    voided = name == "voidedStatementId"
    row = search.single_statement(statement_id, visibility, voided=voided) if statement_id else None
    if row is None:
        raise NotFound
    text = _rendered(context, [row])[0]
    response = _shaped(context, text, [row])
    response["Last-Modified"] = http_date(row.stored.timestamp())
    return response


def _page(context: Context) -> HttpResponse:
    filters = _filters(context.call.params)
    if params.boolean(context.call.params, "attachments"):
        # The contents of a whole page are held in memory at once.
        filters = replace(filters, limit=min(filters.page_size, _PAGE_WITH_ATTACHMENTS))
    rows, has_more = search.statements_page(filters, search.visibility_of(context.client))
    more = _more(context, rows[-1]) if has_more else ""
    listed = ",".join(_rendered(context, rows))
    response = _shaped(context, f'{{"statements":[{listed}],"more":{dumped(more)}}}', rows)
    if rows:
        newest = max(row.stored for row in rows)
        response["Last-Modified"] = http_date(newest.timestamp())
    return response


def _filters(given: dict[str, str]) -> search.Filters:
    activity, verb = params.iri(given, "activity"), params.iri(given, "verb")
    return search.Filters(
        agent_key=params.agent_or_group_key(given, "agent"),
        related_agents=params.boolean(given, "related_agents"),
        verb=index_key(verb) if verb else "",
        activity_key=index_key(activity) if activity else "",
        related_activities=params.boolean(given, "related_activities"),
        registration=params.uuid(given, "registration"),
        since=params.instant(given, "since"),
        until=params.instant(given, "until"),
        ascending=params.boolean(given, "ascending"),
        limit=params.whole_number(given, "limit"),
        after=_position(given.get("cursor")),
    )


def _position(cursor: str | None) -> search.Position | None:
    """Return the place in the list that a `more` address names."""
    if cursor is None:
        return None
    time, _, statement_id = cursor.partition("_")
    stored = formats.parsed_time(time)
    if stored is None or not formats.is_uuid(statement_id):
        raise BadRequest(reason="The parameter cursor is not one this store has given out.")
    return search.Position(stored, UUID(statement_id))


def _more(context: Context, last: Statement) -> str:
    """Return the address of the next page; it never expires (Data 2.5.s3.b1)."""
    cursor = f"{formats.time_text(last.stored)}_{last.statement_id}"
    return f"{context.path}?{urlencode({**context.call.params, 'cursor': cursor})}"


def _rendered(context: Context, rows: Sequence[Statement]) -> list[str]:
    form = context.call.params.get("format", "exact")
    if form not in forms.FORMS:
        raise BadRequest(reason="The parameter format must be exact, ids or canonical.")
    languages = forms.accepted_languages(context.call.headers.get("accept-language", ""))
    return rendered_statements(rows, form=form, languages=languages)


def _shaped(context: Context, text: str, rows: Sequence[Statement]) -> HttpResponse:
    """Return JSON, or with attachments=true multipart/mixed: Communication 2.1.3.s2.b6, b7."""
    if not params.boolean(context.call.params, "attachments"):
        return HttpResponse(text, content_type="application/json")
    boundary = fresh_boundary()
    body = rendered(text.encode(), attachments_of(rows), boundary=boundary)
    return HttpResponse(body, content_type=f"multipart/mixed; boundary={boundary}")


def _consistency(request: HttpRequest) -> dict[str, str]:
    """Return the header every answer of this resource carries: Communication 2.1.3.s2.b5."""
    reads = request.method in ("GET", "HEAD")
    through = consistent_through() if reads else consistent_through_lately()
    return {"X-Experience-API-Consistent-Through": formats.time_text(through)}


statements = resource(
    {"GET": get_statements, "PUT": put_statement, "POST": post_statements}, _consistency
)
