"""The three document resources (XAPI-Communication 2.2, 2.3, 2.6, 2.7)."""

import datetime as dt
import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpResponse
from django.utils.http import http_date

from courses.xapi import documents, scopes
from courses.xapi.authority import platform_authority
from courses.xapi.core.jsontext import dumped
from courses.xapi.core.people import account_fault
from courses.xapi.documents import Access, Place, Preconditions
from courses.xapi.errors import AgentRefused, NotFound, OutOfBounds
from courses.xapi.keepers import keeper_of
from courses.xapi.web import params
from courses.xapi.web.resource import Context, Handler, View, no_headers, resource


@dataclass(frozen=True, slots=True)
class Kind:
    """What tells the three resources apart: parameters, scope, and whether all may be deleted."""

    kind: str
    id_name: str
    known: tuple[str, ...]
    scope: str
    all_deletable: bool = False


STATE = Kind(
    documents.STATE,
    "stateId",
    ("activityId", "agent", "registration"),
    scopes.STATE,
    all_deletable=True,
)
AGENT_PROFILE = Kind(documents.AGENT_PROFILE, "profileId", ("agent",), scopes.PROFILE)
ACTIVITY_PROFILE = Kind(documents.ACTIVITY_PROFILE, "profileId", ("activityId",), scopes.PROFILE)


def get(kind: Kind, context: Context) -> HttpResponse:
    """Return a document, or the ids of all at this place: Communication 2.3.s3, 2.6.s4, 2.7.s4."""
    context.demand(kind.scope, reading=True)
    place = _place(kind, context, extra=("since",))
    since = params.instant(context.call.params, "since")
    keeper = keeper_of(context.authority)
    if keeper is not None:
        keeper.reading(place, context.authority)
    if not place.document_id:
        return _listed(place, since, _access(kind, context))
    document = documents.read_document(place, access=_access(kind, context))
    if document is None:
        raise NotFound
    response = HttpResponse(bytes(document.content), content_type=document.content_type)
    response["ETag"] = f'"{document.etag}"'
    response["Last-Modified"] = http_date(document.updated_at.timestamp())
    return response


def put(kind: Kind, context: Context) -> HttpResponse:
    """Store a document: Communication 2.3.s3, 2.6.s4, 2.7.s4."""
    return _write(kind, context, documents.put_document)


def post(kind: Kind, context: Context) -> HttpResponse:
    """Store a document or merge it into the one there: Communication 2.2.s7."""
    return _write(kind, context, documents.merge_document)


def delete(kind: Kind, context: Context) -> HttpResponse:
    """Delete a document, or all states of this place: Communication 2.3.s5."""
    context.demand(kind.scope)
    place = _place(kind, context, id_required=not kind.all_deletable)
    if place.document_id:
        documents.delete_document(
            place, preconditions=_preconditions(context), access=_access(kind, context)
        )
    else:
        documents.delete_documents(place, access=_access(kind, context))
    return HttpResponse(status=204)


def _write(kind: Kind, context: Context, deed: Callable[..., object]) -> HttpResponse:
    context.demand(kind.scope)
    place = _place(kind, context, id_required=True)
    content_type = context.call.content_type or "application/octet-stream"
    keeper = keeper_of(context.authority)
    if keeper is not None:
        keeper.writing(place, context.authority, context.call.body, content_type)
    deed(
        place,
        content=context.call.body,
        content_type=content_type,
        preconditions=_preconditions(context),
        access=_access(kind, context),
    )
    return HttpResponse(status=204)


def _listed(place: Place, since: dt.datetime | None, access: Access) -> HttpResponse:
    found = list(documents.list_documents(place, since=since, access=access))
    text = dumped([document.document_id for document in found])
    response = HttpResponse(text, content_type="application/json")
    digest = hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()
    response["ETag"] = f'"{digest}"'
    if found:
        response["Last-Modified"] = http_date(found[-1].updated_at.timestamp())
    return response


def _place(
    kind: Kind, context: Context, *, id_required: bool = False, extra: tuple[str, ...] = ()
) -> Place:
    given = context.call.params
    params.check_known(given, (*kind.known, kind.id_name, *extra))
    if id_required or kind.id_name in given:
        params.required(given, kind.id_name)
    if "activityId" in kind.known:
        params.required(given, "activityId")
    place = Place(
        kind=kind.kind,
        document_id=given.get(kind.id_name, ""),
        activity_id=params.iri(given, "activityId") or "",
        agent=params.agent(given, "agent") if "agent" in kind.known else {},
        registration=params.uuid(given, "registration"),
    )
    _check_bounds(place, context)
    return place


def _check_bounds(place: Place, context: Context) -> None:
    """Refuse documents of others to a credential that was given out for one launch."""
    client = context.client
    if client.accounts_only and place.agent:
        fault = account_fault(place.agent)
        if fault:
            raise AgentRefused(
                reason=f"It {fault}: this client may name people by opaque accounts only."
            )
    if client.bound_actor_key and place.agent_key not in ("", client.bound_actor_key):
        raise OutOfBounds
    registration = client.bound_registration
    if registration and place.kind == documents.STATE and place.registration != registration:
        raise OutOfBounds
    reads = context.call.method in ("GET", "HEAD")
    # An activity's profile is about everybody: one launch may read it, not write it.
    if client.bound_actor_key and place.kind == documents.ACTIVITY_PROFILE and not reads:
        raise OutOfBounds


def _access(kind: Kind, context: Context) -> Access:
    """Return whose documents the client reaches: those of its authority, unless granted more.

    A credential for one launch reaches all within its bounds, but leaves states that the platform
    has laid there for the launch as they are.
    """
    granted, is_bound = context.client.scopes, bool(context.client.bound_actor_key)
    keeps = is_bound and kind.kind == documents.STATE
    return Access(
        authority_key=context.authority.key,
        reads_all=is_bound or scopes.ALL in granted or scopes.ALL_READ in granted,
        writes_all=is_bound or scopes.ALL in granted,
        keeps_from=platform_authority().key if keeps else "",
    )


def _preconditions(context: Context) -> Preconditions:
    headers = context.call.headers
    return Preconditions(
        if_match=headers.get("if-match", ""),
        if_none_match=headers.get("if-none-match", ""),
        edition=context.edition,
    )


def _view(kind: Kind) -> View:
    def bound(deed: Callable[[Kind, Context], HttpResponse]) -> Handler:
        return lambda context: deed(kind, context)

    deeds = {"GET": get, "PUT": put, "POST": post, "DELETE": delete}
    return resource({method: bound(deed) for method, deed in deeds.items()}, no_headers)


state = _view(STATE)
agent_profile = _view(AGENT_PROFILE)
activity_profile = _view(ACTIVITY_PROFILE)
