"""Nobody can award themselves a pass: every way a learner's token offers, tried on a real seat."""

import base64
import datetime as dt
import hashlib
import json
import uuid
from urllib.parse import urlencode

import pytest

from courses.certificates.models import Certificate
from courses.learning.models import ItemProgress, Progress
from courses.learning.projection import project
from courses.learning.rebuilding import rebuild
from courses.learning.vocabulary import ATTEMPT, PLAYED
from courses.modules.identifiers import activity_id, course_activity_id
from courses.xapi import vocabulary as xapi
from courses.xapi.authority import account_agent
from courses.xapi.core.multipart import rendered
from courses.xapi.models import Statement
from courses.xapi.services import learner_token
from members.people import selectors as people
from tests.factories.enrolment import EnrolmentFactory
from tests.factories.learning import items_of

pytestmark = pytest.mark.django_db

RESULT = {"success": True, "completion": True, "score": {"scaled": 1, "raw": 10, "max": 10}}
VERSION = {"X-Experience-API-Version": "2.0.0"}


@pytest.fixture
def seat():
    """Return a confirmed seat on which nothing has been learnt."""
    return EnrolmentFactory()


@pytest.fixture
def learner(seat, client):
    """Return what sends requests with the learner's own token."""
    held = learner_token(
        actor=me(seat),
        registration=seat.registration,
        scopes=["statements/write", "statements/read/mine", "state", "profile"],
        lifetime=dt.timedelta(hours=1),
    )

    def send(method, resource, body, content_type="application/json", **params):
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        path = f"/xapi/{resource}?{urlencode(params)}" if params else f"/xapi/{resource}"
        headers = {**VERSION, "Authorization": held.bearer}
        return client.generic(method, path, data, content_type, headers=headers)

    send.token = held
    send.http = client
    return send


def me(seat):
    """Return the learner of the seat as an agent."""
    return account_agent(str(people.account_name(seat.person)))


def about(seat, target, verb=xapi.PASSED.iri, **parts):
    """Return a statement of the learner on the seat."""
    context = {"registration": str(seat.registration), **parts.pop("context", {})}
    whole = {"actor": me(seat), "verb": {"id": verb}, "object": target, "context": context}
    return {**whole, **parts}


def thing(iri):
    """Return an activity."""
    return {"objectType": "Activity", "id": iri}


def check_nothing_won(seat):
    """Fold what was stored, and see that it moved no result, from either side."""
    project(seat.registration)
    assert not Progress.objects.exclude(percent=0, completed_at=None, passed_at=None).exists()
    rows = ItemProgress.objects.exclude(completed_at=None, passed_at=None, best_scaled=None)
    assert not rows.exists()
    assert list(rebuild(check=True)) == []
    assert not Certificate.objects.exists()


def own_targets(seat):
    """Return every item of the seat's version, a question of each, and the course."""
    items = [activity_id(item.key) for item in items_of(seat)]
    questions = [f"{iri}/question/1" for iri in items]
    return [*items, *questions, course_activity_id(seat.version.module_id)]


VERBS = [xapi.PASSED, xapi.COMPLETED, xapi.SCORED, xapi.FAILED, xapi.ANSWERED, xapi.WAIVED]


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.en)
def test_token_states_no_result_of_any_own_activity(seat, learner, verb):
    for iri in own_targets(seat):
        response = learner("POST", "statements", about(seat, thing(iri), verb.iri, result=RESULT))
        assert response.status_code == 403, iri
        assert "stated by the platform only" in response.json()["error"]
    assert not Statement.objects.exists()
    check_nothing_won(seat)


@pytest.mark.parametrize("verb", [xapi.EXPERIENCED, xapi.PROGRESSED, xapi.ATTEMPTED])
def test_token_hides_no_result_in_a_harmless_verb(seat, learner, verb):
    target = thing(own_targets(seat)[0])
    for result in ({"success": True}, {"completion": True}, {"score": {"scaled": 1}}):
        whole = about(seat, target, verb.iri, result=result)
        assert learner("POST", "statements", whole).status_code == 403
    check_nothing_won(seat)


def test_token_does_not_claim_to_have_watched_a_recording(seat, learner):
    played = {"extensions": {PLAYED: "0[.]99999"}}
    for iri in own_targets(seat):
        whole = about(seat, thing(iri), xapi.PROGRESSED.iri, result=played)
        assert learner("POST", "statements", whole).status_code == 403
    check_nothing_won(seat)


def test_substatement_wins_nothing(seat, learner):
    inner = {
        "objectType": "SubStatement",
        "actor": me(seat),
        "verb": {"id": xapi.PASSED.iri},
        "object": thing(own_targets(seat)[0]),
        "result": RESULT,
    }
    for verb in (xapi.PASSED.iri, xapi.EXPERIENCED.iri):
        assert learner("POST", "statements", about(seat, inner, verb)).status_code == 403
    check_nothing_won(seat)


def test_reference_to_a_harmless_statement_wins_nothing(seat, learner):
    target = thing(own_targets(seat)[0])
    seen = about(seat, target, xapi.EXPERIENCED.iri, id=str(uuid.uuid4()))
    reference = {"objectType": "StatementRef", "id": seen["id"]}
    context = {"statement": reference}
    batch = [
        seen,
        about(seat, reference, result=RESULT),
        about(seat, reference, xapi.COMPLETED.iri, result=RESULT, context=context),
    ]
    assert learner("POST", "statements", batch).status_code == 200
    check_nothing_won(seat)


@pytest.mark.parametrize("relation", ["parent", "grouping", "category", "other"])
def test_context_activities_win_nothing(seat, learner, relation):
    related = {relation: [thing(iri) for iri in own_targets(seat)]}
    foreign = thing("https://content.example/test")
    whole = about(seat, foreign, result=RESULT, context={"contextActivities": related})
    assert learner("POST", "statements", whole).status_code == 200
    check_nothing_won(seat)


def spellings(iri):
    """Return identifiers that a careless reader takes for the same."""
    return [
        f"{iri}/",
        f"{iri}?x=1",
        f"{iri}#1",
        iri.upper(),
        iri.replace("https://", "http://"),
        iri.replace("/item/", "//item/"),
        iri.replace("/item/", "/%69tem/"),
        iri.replace("/item/", "/course/../item/"),
        iri[:-1] + f"%{ord(iri[-1]):02x}",
    ]


def test_other_spellings_win_nothing(seat, learner):
    for iri in spellings(activity_id(items_of(seat)[0].key)):
        whole = about(seat, thing(iri), result=RESULT)
        assert learner("POST", "statements", whole).status_code == 403, iri
        harmless = about(seat, thing(iri), xapi.EXPERIENCED.iri)
        assert learner("POST", "statements", harmless).status_code == 200, iri
    check_nothing_won(seat)


def groups(seat):
    """Return groups that the learner is, or is a member of."""
    return [
        {"objectType": "Group", "member": [me(seat)]},
        {**me(seat), "objectType": "Group"},
        {**me(seat), "objectType": "Group", "member": [me(seat)]},
    ]


def test_group_around_the_learner_wins_nothing(seat, learner):
    target = thing(own_targets(seat)[0])
    for actor in groups(seat):
        whole = {**about(seat, target, result=RESULT), "actor": actor}
        assert learner("POST", "statements", whole).status_code == 403
        assert learner("POST", "statements", [whole]).status_code == 403
    check_nothing_won(seat)


def test_result_between_harmless_statements_refuses_the_batch(seat, learner):
    target = thing(own_targets(seat)[0])
    seen = about(seat, target, xapi.EXPERIENCED.iri)
    batch = [seen, about(seat, target, result=RESULT), seen]
    assert learner("POST", "statements", batch).status_code == 403
    assert not Statement.objects.exists()


def test_result_with_an_attachment_is_refused(seat, learner):
    data = b"certificate"
    sha2 = hashlib.sha256(data).hexdigest()
    described = {
        "usageType": "https://content.example/usage/certificate",
        "display": {"de": "Bescheinigung"},
        "contentType": "text/plain",
        "length": len(data),
        "sha2": sha2,
    }
    whole = about(seat, thing(own_targets(seat)[0]), result=RESULT, attachments=[described])
    parts = [(sha2, "text/plain", data)]
    body = rendered(json.dumps(whole).encode(), parts, boundary="x")
    kind = "multipart/mixed; boundary=x"
    assert learner("POST", "statements", body, kind).status_code == 403
    check_nothing_won(seat)


@pytest.mark.parametrize("method", ["PUT", "POST"])
def test_result_in_the_alternate_syntax_is_refused(seat, learner, method):
    form = {
        "Authorization": learner.token.basic,
        "X-Experience-API-Version": "1.0.3",
        "content": json.dumps(about(seat, thing(own_targets(seat)[0]), result=RESULT)),
    }
    if method == "PUT":
        form["statementId"] = str(uuid.uuid4())
    response = learner.http.post(
        f"/xapi/1.0.3/statements?method={method}",
        urlencode(form),
        content_type="application/x-www-form-urlencoded",
    )
    assert response.status_code == 403
    check_nothing_won(seat)


def test_state_documents_win_nothing(seat, learner):
    for iri in own_targets(seat):
        place = {"activityId": iri, "agent": json.dumps(me(seat)), "stateId": "LMS.LaunchData"}
        registration = {"registration": str(seat.registration)}
        document = {"passed": True, "result": RESULT, "masteryScore": 0}
        learner("PUT", "activities/state", document, **place, **registration)
    check_nothing_won(seat)


def test_attempts_of_a_token_carry_no_score(seat, learner):
    context = {"extensions": {ATTEMPT: str(uuid.uuid4())}}
    target = thing(own_targets(seat)[0])
    tried = about(seat, target, xapi.ATTEMPTED.iri, context=context)
    assert learner("POST", "statements", tried).status_code == 200
    check_nothing_won(seat)


def test_sent_authority_is_overwritten(seat, learner):
    platform = account_agent("platform")
    target = thing(own_targets(seat)[0])
    forged = {**about(seat, target, result=RESULT), "authority": platform}
    assert learner("POST", "statements", forged).status_code == 403
    seen = {**about(seat, target, xapi.EXPERIENCED.iri), "authority": platform}
    (stored,) = learner("POST", "statements", seen).json()
    assert json.loads(Statement.objects.get(pk=stored).raw)["authority"] != platform


def test_secret_of_the_token_opens_no_other_key(learner):
    key = "0" * 32
    text = base64.b64encode(f"{key}:{learner.token.secret}".encode()).decode()
    headers = {**VERSION, "Authorization": f"Basic {text}"}
    assert learner.http.get("/xapi/statements", headers=headers).status_code == 401
