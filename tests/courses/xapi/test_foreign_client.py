"""A client that is not ours, edx-tincan-py35, against the running store."""

import uuid
from typing import Any

import pytest
from tincan import (
    Activity,
    Agent,
    AgentAccount,
    RemoteLRS,
    StateDocument,
    Statement,
    StatementRef,
    Verb,
)

from tests.factories.xapi import SECRET, ClientFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def lrs(live_server: Any) -> RemoteLRS:
    """Return the foreign client with good credentials; it speaks 1.0.1."""
    client = ClientFactory()
    endpoint = f"{live_server.url}/xapi/"
    return RemoteLRS(endpoint=endpoint, username=client.key, password=SECRET, version="1.0.1")


@pytest.fixture
def learner() -> Agent:
    """Return an agent as the foreign client makes it."""
    account = AgentAccount(home_page="https://kommunalcampus.example", name=str(uuid.uuid4()))
    return Agent(account=account)


def completed(learner: Agent, **parts: Any) -> Statement:
    """Return a statement as the foreign client makes it."""
    verb = Verb(id="http://adlnet.gov/expapi/verbs/completed", display={"de": "abgeschlossen"})
    activity = Activity(id="https://content.example/course/1")
    return Statement(**{"actor": learner, "verb": verb, "object": activity, **parts})


def test_a_foreign_client_stores_and_finds_statements(lrs: RemoteLRS, learner: Agent) -> None:
    saved = lrs.save_statements([completed(learner), completed(learner)])
    assert saved.success, saved.data
    found = lrs.query_statements({"agent": learner, "limit": 1})
    assert found.success
    assert len(found.content.statements) == 1
    more = lrs.more_statements(found.content.more)
    assert len(more.content.statements) == 1
    assert more.content.more == ""


def test_a_foreign_client_voids_a_statement(lrs: RemoteLRS, learner: Agent) -> None:
    whole = completed(learner, id=str(uuid.uuid4()))
    assert lrs.save_statement(whole).success
    voided = Verb(id="http://adlnet.gov/expapi/verbs/voided")
    assert lrs.save_statement(completed(learner, verb=voided, object=StatementRef(id=whole.id)))
    assert not lrs.retrieve_statement(str(whole.id)).success
    assert lrs.retrieve_voided_statement(str(whole.id)).success


def test_a_foreign_client_keeps_a_state(lrs: RemoteLRS, learner: Agent) -> None:
    activity = Activity(id="https://content.example/course/1")
    document = StateDocument(
        activity=activity, agent=learner, id="bookmark", content="7", content_type="text/plain"
    )
    assert lrs.save_state(document).success
    found = lrs.retrieve_state(activity, learner, "bookmark")
    assert bytes(found.content.content) == b"7"
    assert lrs.retrieve_state_ids(activity, learner).content == ["bookmark"]
    assert lrs.delete_state(found.content).success


def test_a_foreign_client_with_a_wrong_secret_is_refused(
    lrs: RemoteLRS, learner: Agent, live_server: Any
) -> None:
    stranger = RemoteLRS(endpoint=f"{live_server.url}/xapi/", username="a", password="b")
    assert stranger.save_statement(completed(learner)).response.status == 401
