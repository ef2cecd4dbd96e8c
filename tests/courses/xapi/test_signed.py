"""Signed statements: what the store makes even still fits the signature; else it is refused."""

import json
import uuid
from typing import Any

import pytest

from courses.xapi.core.multipart import parts_of, rendered
from courses.xapi.core.signatures import check_signature
from courses.xapi.models import Statement
from tests.courses.xapi.calling import Caller
from tests.factories.xapi import activity, agent, reference, statement, substatement
from tests.standards.xapi.test_signatures import described, signature_of

pytestmark = pytest.mark.django_db
MAILBOX = {"mbox": "mailto:learner@example.org"}
RELATED = {"contextActivities": {"parent": activity("https://content.example/course")}}

EVENED = {
    "a single context activity": statement(context=RELATED),
    "one in a SubStatement": statement(object=substatement(context=RELATED)),
    "a time of another zone": statement(timestamp="2026-03-02T10:15:30.5+02:00"),
    "no time": statement(),
    "an id in capitals": statement(id=str(uuid.uuid4()).upper()),
    "members in any order": statement(
        actor={"objectType": "Group", "member": [agent("b"), agent("a")]}
    ),
    "a reference": statement(object=reference(uuid.uuid4())),
    "an authority": {**statement(), "authority": agent("somebody")},
}


def sent(caller: Caller, whole: dict[str, Any], data: bytes) -> Any:
    """Send a signed statement."""
    signature = described(data)
    body = json.dumps({**whole, "attachments": [signature]}).encode()
    parts = [(signature["sha2"], "application/octet-stream", data)]
    content = rendered(body, parts, boundary="x")
    return caller.call("POST", "statements", content, content_type="multipart/mixed; boundary=x")


@pytest.mark.parametrize("which", EVENED)
@pytest.mark.parametrize("version", ["1.0.3", "2.0.0"])
def test_signature_fits_what_is_returned(which: str, version: str) -> None:
    caller = Caller("all", version=version)
    data = signature_of(EVENED[which])
    (stored,) = sent(caller, EVENED[which], data).json()

    answer = caller.get("statements", statementId=stored, attachments="true")
    boundary = answer["Content-Type"].partition("boundary=")[2]
    first, second = parts_of(answer.content, boundary)
    returned = json.loads(first.data)

    assert second.data == data
    check_signature(returned, returned["attachments"][0], second.data, "attachments[0]")


@pytest.mark.parametrize(
    "changed",
    [
        {"verb": {"id": "http://adlnet.gov/expapi/verbs/passed"}},
        {"actor": agent("another")},
        {"result": {"success": True}},
        {"timestamp": "2026-03-02T10:15:31+02:00"},
        {"context": {"contextActivities": {"parent": activity("https://content.example/2")}}},
    ],
)
def test_statement_that_is_not_the_signed_one_is_refused(changed: dict[str, Any]) -> None:
    whole = {**EVENED["a single context activity"], "timestamp": "2026-03-02T10:15:30+02:00"}
    response = sent(Caller("all"), {**whole, **changed}, signature_of(whole))
    assert response.status_code == 400
    assert not Statement.objects.exists()


@pytest.mark.parametrize("person", [MAILBOX, agent(name="Erika")])
def test_signed_statement_about_a_named_person_is_refused_not_rewritten(
    person: dict[str, Any],
) -> None:
    whole = statement(actor=person)
    response = sent(Caller("statements/write"), whole, signature_of(whole))
    assert (response.status_code, response.json()["code"]) == (403, "statement_refused")
    assert not Statement.objects.exists()
    assert sent(Caller("all"), whole, signature_of(whole)).status_code == 200
    assert json.loads(Statement.objects.get().raw)["actor"] == person


def test_signed_statement_of_an_opaque_account_is_stored_for_any_writer() -> None:
    assert (
        sent(Caller("statements/write"), statement(), signature_of(statement())).status_code == 200
    )
