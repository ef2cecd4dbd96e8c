"""Statements and clients of courses.xapi."""

import copy
import uuid
from typing import Any

import factory

from courses.xapi.models import Client
from courses.xapi.services import hashed_secret

HOME = "https://kommunalcampus.example"
ACTIVITY_ID = "https://content.example/course/1"
VERB_ID = "http://adlnet.gov/expapi/verbs/experienced"
REMOVED = object()
SECRET = "secret-of-a-test"


def agent(account: str = "3f0c7a52", /, **extra: Any) -> dict[str, Any]:
    """Return an agent with an account."""
    return {"objectType": "Agent", "account": {"homePage": HOME, "name": account}, **extra}


def group(*members: dict[str, Any], **extra: Any) -> dict[str, Any]:
    """Return a group, anonymous unless an identifier is given."""
    return {"objectType": "Group", "member": list(members), **extra}


def activity(identifier: str = ACTIVITY_ID, **definition: Any) -> dict[str, Any]:
    """Return an activity."""
    found: dict[str, Any] = {"objectType": "Activity", "id": identifier}
    return {**found, "definition": definition} if definition else found


def reference(statement_id: Any) -> dict[str, Any]:
    """Return a reference to a statement."""
    return {"objectType": "StatementRef", "id": str(statement_id)}


def statement(**parts: Any) -> dict[str, Any]:
    """Return a valid statement; `parts` replace or add properties."""
    whole: dict[str, Any] = {
        "actor": agent(),
        "verb": {"id": VERB_ID, "display": {"de": "angesehen", "en": "experienced"}},
        "object": activity(),
    }
    return {**whole, **parts}


def full_statement(**parts: Any) -> dict[str, Any]:
    """Return a valid statement that uses every property."""
    return statement(
        id=str(uuid.uuid4()),
        result={
            "score": {"scaled": 0.8, "raw": 8, "min": 0, "max": 10},
            "success": True,
            "completion": True,
            "response": "b",
            "duration": "PT4M5.25S",
            "extensions": {"https://content.example/x/try": 2},
        },
        context={
            "registration": str(uuid.uuid4()),
            "instructor": agent("trainer"),
            "team": group(agent("a"), agent("b")),
            "contextActivities": {"parent": activity("https://content.example/course")},
            "revision": "3",
            "platform": "KommunalCampus",
            "language": "de-DE",
            "statement": reference(uuid.uuid4()),
            "extensions": {"https://content.example/x/device": {"kind": None}},
        },
        timestamp="2026-03-02T08:15:30.123Z",
        attachments=[attachment()],
        **parts,
    )


def attachment(**parts: Any) -> dict[str, Any]:
    """Return the description of an attachment that lies elsewhere."""
    described = {
        "usageType": "https://content.example/usage/certificate",
        "display": {"de": "Bescheinigung"},
        "contentType": "text/plain; charset=ascii",
        "length": 27,
        "sha2": "495395e777cd98da653df9615d09c0fd6bb2f8d4788394cd53c56a3bfdcd848a",
        "fileUrl": "https://content.example/certificate.txt",
    }
    return {key: value for key, value in {**described, **parts}.items() if value is not REMOVED}


def substatement(**parts: Any) -> dict[str, Any]:
    """Return a SubStatement."""
    return {"objectType": "SubStatement", **statement(**parts)}


def changed(value: dict[str, Any], path: str, new: Any) -> dict[str, Any]:
    """Return a copy with the property at a dotted path replaced, or taken out by REMOVED."""
    result = copy.deepcopy(value)
    *above, last = [int(key) if key.isdigit() else key for key in path.split(".")]
    place: Any = result
    for key in above:
        place = place[key]
    if new is REMOVED:
        del place[last]
    else:
        place[last] = new
    return result


class ClientFactory(factory.django.DjangoModelFactory):
    """A client that may do all; its secret is SECRET."""

    class Meta:
        model = Client

    key = factory.LazyFunction(lambda: uuid.uuid4().hex)
    secret_hash = factory.LazyFunction(lambda: hashed_secret(SECRET))
    name = factory.Sequence(lambda number: f"Programm {number}")
    scopes = factory.LazyFunction(lambda: ["all"])
    owner_kind = "platform"
    accounts_only = factory.LazyAttribute(lambda client: "all" not in client.scopes)
