"""A client that is not ours, edx-tincan-py35, against the running store."""

import uuid
from typing import Any

import pytest
from tincan import (
    Activity,
    ActivityDefinition,
    Agent,
    AgentAccount,
    AgentProfileDocument,
    Attachment,
    Context,
    LanguageMap,
    RemoteLRS,
    Result,
    Score,
    StateDocument,
    Statement,
    StatementRef,
    Verb,
)
from tincan.http_request import HTTPRequest

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


def test_a_foreign_client_stumbles_over_newer_versions_of_about(lrs: RemoteLRS) -> None:
    # It knows 1.0.0 and 1.0.1 only, and reads no answer that names a later one.
    with pytest.raises(ValueError, match="2.0.0"):
        lrs.about()


def test_a_foreign_client_reads_back_a_whole_statement(lrs: RemoteLRS, learner: Agent) -> None:
    elsewhere = Attachment(
        usage_type="https://content.example/usage/certificate",
        display=LanguageMap({"de": "Bescheinigung"}),
        content_type="application/pdf",
        length=3,
        sha2="a" * 64,
        fileurl="https://content.example/certificate.pdf",
    )
    whole = completed(
        learner,
        id=str(uuid.uuid4()),
        result=Result(score=Score(scaled=0.8), success=True, completion=True, duration="PT4M5S"),
        context=Context(registration=str(uuid.uuid4()), language="de-DE"),
        attachments=[elsewhere],
    )
    assert lrs.save_statement(whole).success
    assert lrs.save_statement(whole).success
    found = lrs.retrieve_statement(str(whole.id)).content
    assert found.result.score.scaled == 0.8
    assert found.context.registration == whole.context.registration
    assert found.attachments[0].fileurl == "https://content.example/certificate.pdf"
    assert found.stored is not None and found.authority is not None


def test_a_foreign_client_that_reuses_an_id_is_told(lrs: RemoteLRS, learner: Agent) -> None:
    first = completed(learner, id=str(uuid.uuid4()))
    assert lrs.save_statement(first).success
    other = completed(learner, id=str(first.id), object=Activity(id="https://content.example/2"))
    assert lrs.save_statement(other).response.status == 409


def test_a_foreign_client_filters_its_query(lrs: RemoteLRS, learner: Agent) -> None:
    registration = str(uuid.uuid4())
    course = Activity(
        id="https://content.example/course/7",
        definition=ActivityDefinition(name=LanguageMap({"de": "Kurs"})),
    )
    inside = completed(learner, object=course, context=Context(registration=registration))
    assert lrs.save_statements([inside, completed(learner)]).success
    for query in ({"activity": course}, {"registration": registration}, {"agent": learner}):
        found = lrs.query_statements({**query, "ascending": "true"})
        assert found.success, found.data
        assert len(found.content.statements) == (2 if "agent" in query else 1)
    named = Verb(id="http://adlnet.gov/expapi/verbs/passed")
    assert lrs.query_statements({"verb": named}).content.statements == []


def test_a_foreign_client_clears_all_states(lrs: RemoteLRS, learner: Agent) -> None:
    activity = Activity(id="https://content.example/course/1")
    for name in ("a", "b"):
        document = StateDocument(
            activity=activity, agent=learner, id=name, content="{}", content_type="application/json"
        )
        assert lrs.save_state(document).success
    assert sorted(lrs.retrieve_state_ids(activity, learner).content) == ["a", "b"]
    assert lrs.clear_state(activity, learner).success
    assert lrs.retrieve_state_ids(activity, learner).content == []


def test_a_foreign_client_keeps_the_profile_of_an_agent(lrs: RemoteLRS, learner: Agent) -> None:
    document = AgentProfileDocument(
        agent=learner, id="likes", content="film", content_type="text/plain", etag="*"
    )
    saved = lrs.save_agent_profile(document)
    # The client sends If-Match only: a new profile needs If-None-Match, so that it is refused.
    assert saved.response.status == 412
    document.etag = None
    assert lrs.save_agent_profile(document).response.status == 400
    assert lrs.retrieve_agent_profile_ids(learner).content == []


def test_a_foreign_client_reads_and_deletes_profiles(lrs: RemoteLRS, learner: Agent) -> None:
    activity = Activity(id="https://content.example/course/1")
    raw = loaded_with_a_profile(lrs, activity, learner)
    assert [each.success for each in raw] == [True, True]
    mine = with_etag(lrs.retrieve_agent_profile(learner, "likes"))
    theirs = with_etag(lrs.retrieve_activity_profile(activity, "cover"))
    assert [bytes(each.content) for each in (mine, theirs)] == [b"film", b"film"]
    mine.content, theirs.content = "text", "text"
    assert lrs.save_agent_profile(mine).success
    assert lrs.save_activity_profile(theirs).success
    changed = with_etag(lrs.retrieve_activity_profile(activity, "cover"))
    assert bytes(changed.content) == b"text" and changed.etag != theirs.etag
    assert lrs.retrieve_agent_profile_ids(learner).content == ["likes"]
    assert lrs.retrieve_activity_profile_ids(activity).content == ["cover"]
    assert lrs.delete_activity_profile(changed).success
    assert lrs.delete_agent_profile(lrs.retrieve_agent_profile(learner, "likes").content).success
    assert lrs.retrieve_agent_profile_ids(learner).content == []


def with_etag(response: Any) -> Any:
    """Return a document with its entity tag, which the client overlooks in the answer."""
    response.content.etag = response.response.getheader("ETag")
    return response.content


def loaded_with_a_profile(lrs: RemoteLRS, activity: Activity, learner: Agent) -> list[Any]:
    """Store one profile of each kind as the client would if it could send If-None-Match."""
    answers = []
    agent = learner.to_json(lrs.version)
    for resource, params in (
        ("agents/profile", {"agent": agent, "profileId": "likes"}),
        ("activities/profile", {"activityId": activity.id, "profileId": "cover"}),
    ):
        request = HTTPRequest(method="PUT", resource=resource, query_params=params)
        request.headers.update({"Content-Type": "text/plain", "If-None-Match": "*"})
        request.content = "film"
        answers.append(lrs._send_request(request))
    return answers


def test_a_foreign_client_with_a_wrong_secret_is_refused(
    lrs: RemoteLRS, learner: Agent, live_server: Any
) -> None:
    stranger = RemoteLRS(endpoint=f"{live_server.url}/xapi/", username="a", password="b")
    assert stranger.save_statement(completed(learner)).response.status == 401
