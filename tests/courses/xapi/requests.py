"""Requests by the grammar of the interface: good in most parts, odd in some.

Every resource with its methods, parameters, headers and contents, in both editions and both
syntaxes. Purely random requests fail at the first check; these get far into the store.
"""

import hashlib
import json
import uuid
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from hypothesis import strategies as st

from courses.xapi.core.multipart import rendered
from tests.factories.xapi import (
    ACTIVITY_ID,
    REMOVED,
    VERB_ID,
    activity,
    agent,
    attachment,
    changed,
    full_statement,
    group,
    reference,
    statement,
    substatement,
)

METHODS = ("GET", "HEAD", "PUT", "POST", "DELETE", "OPTIONS", "PATCH")
KNOWN_ID = str(uuid.UUID(int=7))
CONTENT = b"content \x00\xff\r\n--b"
SHA2 = hashlib.sha256(CONTENT).hexdigest()
odd_text = st.text(max_size=12) | st.sampled_from(
    ["", " ", "\x00", "\ud800", "ä" * 300, "null", "%00", "0" * 400, "-1", "1e999", "*", "{", "[]"]
)
odd_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | odd_text,
    lambda below: st.lists(below, max_size=3) | st.dictionaries(odd_text, below, max_size=3),
    max_leaves=6,
)
agents = st.sampled_from(
    [
        agent(),
        agent("other", name="Name"),
        group(agent("a"), name="Gruppe"),
        {"mbox": "mailto:somebody@kommunalcampus.example"},
        {"mbox_sha1sum": "a" * 40},
        {"openid": "https://openid.example/a"},
        {"objectType": "Group", "account": {"homePage": "https://x.example", "name": "g"}},
    ]
)
instants = st.sampled_from(
    ["2026-03-02T08:15:30.123Z", "2026-03-02T08:15:30+02:00", "0001-01-01T00:00:00Z"]
    + ["9999-12-31T23:59:59.999999Z", "2026-W10", "2026-02-30T00:00:00Z", "1e9"]
)
ids = st.sampled_from([KNOWN_ID, str(uuid.uuid4()), KNOWN_ID.upper(), KNOWN_ID.replace("-", "")])
flags = st.sampled_from(["true", "false", "True", "1", ""])
iris = st.sampled_from([ACTIVITY_ID, VERB_ID, "urn:x", "relative", "http://[", "a:" + "b" * 3000])
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "agent": agents.map(json.dumps),
    "activityId": iris,
    "activity": iris,
    "verb": iris,
    "stateId": odd_text | st.just("bookmark"),
    "profileId": odd_text | st.just("likes"),
    "registration": ids,
    "statementId": ids,
    "voidedStatementId": ids,
    "since": instants,
    "until": instants,
    "limit": st.sampled_from(["0", "1", "25", "-1", "999999999999999999999", "1.0"]),
    "format": st.sampled_from(["ids", "exact", "canonical", "EXACT"]),
    "related_agents": flags,
    "related_activities": flags,
    "ascending": flags,
    "attachments": flags,
    "cursor": odd_text | st.just(f"2026-03-02T08:15:30.123Z,{KNOWN_ID}"),
    "unknown": odd_text,
}
_LISTING = ("agent", "verb", "activity", "registration", "since", "until", "limit", "format")
_LISTING += ("related_agents", "related_activities", "ascending", "attachments", "cursor")
RESOURCES: dict[str, tuple[str, ...]] = {
    "about": (),
    "statements": ("statementId", "voidedStatementId", *_LISTING),
    "activities": ("activityId",),
    "activities/state": ("activityId", "agent", "stateId", "registration", "since"),
    "activities/profile": ("activityId", "profileId", "since"),
    "agents": ("agent",),
    "agents/profile": ("agent", "profileId", "since"),
}
# What each resource cannot do without: leaving it out teaches little.
NEEDED = {
    "activities": ("activityId",),
    "activities/state": ("activityId", "agent", "stateId"),
    "activities/profile": ("activityId", "profileId"),
    "agents": ("agent",),
    "agents/profile": ("agent", "profileId"),
}
header_values = st.sampled_from(["*", f'"{"a" * 40}"', "", ",", 'W/"x"', "a" * 500])
HEADERS: dict[str, st.SearchStrategy[str]] = {
    "If-Match": header_values,
    "If-None-Match": header_values,
    "Accept-Language": st.sampled_from(["de", "*", "de;q=x", ",", "x" * 300, "en-US,de;q=0.5"]),
    "X-Experience-API-Hash": header_values,
}


@dataclass(frozen=True)
class Request:
    """A request, ready to be sent."""

    method: str
    resource: str
    params: dict[str, str]
    headers: dict[str, str]
    content_type: str
    body: bytes
    version: str


def paths_of(value: Any, prefix: str = "") -> list[str]:
    """Return the dotted paths of all properties inside."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    found: list[str] = []
    for key, below in pairs:
        if "." not in str(key):
            found.append(f"{prefix}{key}")
            if isinstance(below, dict | list):
                found += paths_of(below, f"{prefix}{key}.")
    return found


def wholes() -> st.SearchStrategy[dict[str, Any]]:
    """Return statements of every kind, valid ones."""
    return st.sampled_from(
        [
            full_statement(),
            statement(),
            statement(object=substatement()),
            statement(object=reference(KNOWN_ID)),
            statement(object=agent("b")),
            statement(object=group(agent("c"))),
            statement(verb={"id": "http://adlnet.gov/expapi/verbs/voided"})
            | {"object": reference(KNOWN_ID)},
            statement(object=activity(name={"de": "Kurs"}, type="urn:t", moreInfo="urn:m")),
        ]
    )


@st.composite
def statements(draw: st.DrawFn) -> Any:
    """Return a statement with up to two odd properties."""
    whole = draw(wholes())
    for _ in range(draw(st.integers(0, 2))):
        path = draw(st.sampled_from(paths_of(whole)))
        whole = changed(whole, path, draw(odd_json | st.just(REMOVED) | agents | ids))
    return whole


batches = statements() | st.lists(statements(), max_size=3) | odd_json


@st.composite
def multiparts(draw: st.DrawFn) -> tuple[str, bytes]:
    """Return content type and body of statements with attachments, whole or damaged."""
    described = attachment(sha2=SHA2, length=len(CONTENT), fileUrl=REMOVED)
    path = draw(st.sampled_from(["", *described]))
    described = changed(described, path, draw(odd_json)) if path else described
    text = json.dumps(statement(attachments=[described])).encode()
    sha2 = draw(st.sampled_from([SHA2, SHA2.upper(), "a" * 64, "", "zz"]))
    parts = [(sha2, draw(st.sampled_from(["text/plain", "", "x\x01"])), CONTENT)]
    body = rendered(text, parts * draw(st.integers(0, 2)), boundary="b1")
    if draw(st.booleans()):
        at = draw(st.integers(0, len(body)))
        body = body[:at] + draw(st.binary(max_size=8)) + body[at + draw(st.integers(0, 40)) :]
    boundary = draw(st.sampled_from(["b1", '"b1"', "b", "", "x" * 99]))
    return f"multipart/mixed; boundary={boundary}", body


def contents() -> st.SearchStrategy[tuple[str, bytes]]:
    """Return pairs of content type and body."""
    as_json = batches.map(lambda value: json.dumps(value).encode())
    documents = odd_json.map(lambda value: json.dumps(value).encode()) | st.binary(max_size=60)
    types = st.sampled_from(
        ["application/json", "application/json; charset=utf-8", "text/plain", "", "a/b;;=", "\x7f"]
    )
    return st.tuples(st.just("application/json"), as_json | documents) | st.tuples(types, documents)


@st.composite
def requests(draw: st.DrawFn) -> Request:
    """Return a request to any resource."""
    resource = draw(st.sampled_from([*RESOURCES, "statements", "statements", "activities/state"]))
    method = draw(st.sampled_from(METHODS))
    known = RESOURCES[resource]
    chosen = set(draw(st.lists(st.sampled_from([*known, "unknown"]), max_size=3)))
    if draw(st.integers(0, 5)):
        chosen |= set(NEEDED.get(resource, ()))
        chosen.discard("unknown")
    params = {name: draw(VALUES[name]) for name in sorted(chosen)}
    if params and draw(st.integers(0, 3)) == 0:
        params[draw(st.sampled_from(sorted(params)))] = draw(odd_text | odd_json.map(json.dumps))
    if resource == "statements" and method in ("PUT", "POST") and draw(st.integers(0, 4)):
        params = {"statementId": draw(ids)} if method == "PUT" else {}
    named = draw(st.lists(st.sampled_from(sorted(HEADERS)), max_size=2))
    content_type, body = draw(multiparts() if draw(st.integers(0, 4)) == 0 else contents())
    return Request(
        method=method,
        resource=resource,
        params=params,
        headers={name: draw(HEADERS[name]) for name in named},
        content_type=content_type,
        body=body,
        version=draw(st.sampled_from(["1.0.3", "2.0.0"])),
    )


def as_form(request: Request) -> bytes:
    """Return the request as the form of the alternate syntax (Communication 1.3)."""
    fields = {**request.params, **request.headers}
    fields |= {"Content-Type": request.content_type, "content": request.body.decode("latin-1")}
    return urlencode(fields, errors="surrogatepass").encode()


def as_query(params: dict[str, str]) -> str:
    """Return parameters as a query, letter by letter, also where they are no good text."""
    return "&".join(
        f"{name}={quote(value.encode('utf-8', 'surrogatepass'), safe='')}"
        for name, value in params.items()
    )
