"""Results come back: Assignment and Grade Services 2.0, and what the rule makes of it."""

import json
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse

from campus.kit import dates
from courses.enrolment.states import State as Seat
from courses.learning import selectors as learning
from courses.lti import services
from courses.lti.core import vocabulary as words
from courses.lti.models import Result
from courses.lti.services.tokens import SALT
from courses.xapi.models import Statement
from tests.factories.enrolment import EnrolmentFactory, OfferFactory
from tests.factories.lti import make_content, make_tool, score, seat_with_tool

pytestmark = pytest.mark.django_db
COMPLETED, PASSED, FAILED, SCORED = (
    "http://adlnet.gov/expapi/verbs/completed",
    "http://adlnet.gov/expapi/verbs/passed",
    "http://adlnet.gov/expapi/verbs/failed",
    "http://adlnet.gov/expapi/verbs/scored",
)


def program(tool, *scopes):
    """Return a program with an access token of the tool."""
    value = {
        "tool": str(tool.pk),
        "client": tool.client_id,
        "scopes": list(scopes or words.SCOPES),
    }
    token = signing.dumps(value, salt=SALT)
    return Client(headers={"Authorization": f"Bearer {token}"}, enforce_csrf_checks=True)


def opened(enrolment, item, content):
    """Lead the learner there; return the number under which the tool knows the person."""
    services.begin_learning(
        enrolment=enrolment,
        item_key=item.key,
        content=content,
        user=enrolment.person.user,
        session_key="x",
    )
    return Result.objects.get(enrolment=enrolment).sub


@pytest.fixture
def led():
    """Return a seat, its item and content, and the learner's number."""
    enrolment, item, content = seat_with_tool()
    return enrolment, item, content, opened(enrolment, item, content)


def sent(content, item, document):
    """Report a score."""
    kind = "application/vnd.ims.lis.v1.score+json"
    place = reverse("lti:scores", args=[item.key])
    return program(content.tool).post(place, json.dumps(document), content_type=kind)


def is_done(enrolment, item):
    """Tell whether the step is done."""
    row = learning.item_row(enrolment, item.key)
    return row is not None and row.completed_at is not None


def verbs_of(enrolment):
    """Return what was stated on a seat."""
    rows = Statement.objects.filter(registration=enrolment.registration)
    return list(rows.values_list("verb", flat=True))


def test_ags_3_4_score_completes_the_step_and_is_stated(led):
    enrolment, item, content, sub = led
    assert sent(content, item, score(sub)).status_code == 204
    assert is_done(enrolment, item)
    assert verbs_of(enrolment).count(COMPLETED) == 1
    assert verbs_of(enrolment).count(SCORED) == 1
    row = Result.objects.get()
    assert (row.given, row.maximum, row.comment) == (8, 10, "Gut gelöst.")


def test_statement_names_neither_person_nor_number_of_the_tool(led):
    enrolment, item, content, sub = led
    sent(content, item, score(sub))
    told = json.dumps([row.raw for row in Statement.objects.all()], default=str)
    assert str(sub) not in told
    assert enrolment.person.last_name not in told


@pytest.mark.parametrize(
    ("rule", "mark", "changes", "done", "verbs"),
    [
        ("reported", 60, {}, True, {COMPLETED, SCORED}),
        ("reported", 60, {"scoreGiven": 0}, True, {COMPLETED, SCORED}),
        ("reported", 60, {"activityProgress": "Submitted"}, False, {SCORED}),
        ("reported", 60, {"activityProgress": "InProgress"}, False, {SCORED}),
        ("reported", 60, {"gradingProgress": "PendingManual"}, True, {COMPLETED}),
        ("reported", 60, {"scoreGiven": None, "scoreMaximum": None}, True, {COMPLETED}),
        ("scored", 60, {}, True, {COMPLETED, PASSED}),
        ("scored", 80, {}, True, {COMPLETED, PASSED}),
        ("scored", 81, {}, False, {COMPLETED, FAILED}),
        ("scored", 60, {"activityProgress": "Submitted"}, True, {PASSED}),
        ("scored", 60, {"gradingProgress": "Pending"}, False, {COMPLETED}),
        ("scored", 60, {"gradingProgress": "Failed"}, False, {COMPLETED}),
        ("scored", 100, {"scoreGiven": 12}, True, {COMPLETED, PASSED}),
        ("button", 60, {}, False, {COMPLETED, SCORED}),
    ],
)
def test_rule_of_the_step_decides_what_a_score_means(rule, mark, changes, done, verbs):
    enrolment, item, content = seat_with_tool(completion=rule, pass_percent=mark)
    sub = opened(enrolment, item, content)
    assert sent(content, item, score(sub, **changes)).status_code == 204
    assert is_done(enrolment, item) is done
    stated = set(verbs_of(enrolment)) & {COMPLETED, PASSED, FAILED, SCORED}
    assert stated == verbs


def test_ags_3_4_score_only_begun_states_nothing(led):
    enrolment, item, content, sub = led
    begun = {"activityProgress": "Started", "gradingProgress": "NotReady"}
    document = score(sub, scoreGiven=None, scoreMaximum=None, **begun)
    assert sent(content, item, document).status_code == 204
    assert not is_done(enrolment, item)
    assert COMPLETED not in verbs_of(enrolment)


def test_opening_is_enough_where_the_rule_says_so():
    enrolment, item, content = seat_with_tool(completion="opened")
    opened(enrolment, item, content)
    assert is_done(enrolment, item)
    opened(enrolment, item, content)
    assert verbs_of(enrolment).count(COMPLETED) == 1


def test_same_score_twice_changes_nothing(led):
    enrolment, item, content, sub = led
    document = score(sub)
    assert [sent(content, item, document).status_code for _time in range(2)] == [204, 204]
    assert verbs_of(enrolment).count(COMPLETED) == 1


def test_ags_3_4_9_older_score_is_refused_and_changes_nothing(led):
    enrolment, item, content, sub = led
    sent(content, item, score(sub))
    late = (dates.now() - timedelta(hours=1)).isoformat()
    answer = sent(content, item, score(sub, scoreGiven=1, timestamp=late))
    assert answer.status_code == 409
    assert Result.objects.get().given == 8


def test_newer_and_worse_score_is_kept_but_what_was_done_stays_done(led):
    enrolment, item, content, sub = led
    first = (dates.now() - timedelta(minutes=2)).isoformat()
    sent(content, item, score(sub, timestamp=first))
    sent(content, item, score(sub, scoreGiven=2))
    assert Result.objects.get().given == 2
    assert is_done(enrolment, item)
    assert learning.item_row(enrolment, item.key).best_scaled == Decimal("0.8")


@pytest.mark.parametrize(
    "content_of_request",
    [b"", b"x", b"[]", b"{}", b"null", b"\xff", b"[" * 50_000, b'{"userId": 7}'],
)
def test_ags_3_4_what_is_no_score_is_refused(led, content_of_request):
    _enrolment, item, content, _sub = led
    answer = program(content.tool).post(
        reverse("lti:scores", args=[item.key]), content_of_request, content_type="application/json"
    )
    assert answer.status_code == 400
    assert answer.json()["error"] == "invalid_request"


def test_endless_score_is_refused(led):
    _enrolment, item, content, sub = led
    assert sent(content, item, score(sub, comment="x" * 70_000)).status_code == 413


@pytest.mark.parametrize("user", ["anna", "00000000-0000-4000-8000-000000000000", "7"])
def test_score_for_somebody_unknown_is_refused(led, user):
    _enrolment, item, content, _sub = led
    assert sent(content, item, score(user)).status_code == 404


def test_number_of_one_tool_is_unknown_at_another(led):
    enrolment, item, content, sub = led
    stranger = make_content(tool=make_tool())
    assert sent(stranger, item, score(sub)).status_code == 404
    assert Result.objects.get().told_at is None


def test_number_of_another_step_is_refused(led):
    _enrolment, _item, content, sub = led
    _other, item, _content = seat_with_tool(content=content)
    assert sent(content, item, score(sub)).status_code == 404


def test_score_on_a_seat_given_up_is_refused(led):
    enrolment, item, content, sub = led
    enrolment.state = Seat.CANCELLED
    enrolment.save()
    assert sent(content, item, score(sub)).status_code == 403
    assert COMPLETED not in verbs_of(enrolment)


def test_score_goes_to_the_newest_seat_of_the_person(led):
    first, item, content, sub = led
    second = EnrolmentFactory(
        offer=OfferFactory(module=first.version.module), employment=first.employment
    )
    first.state = Seat.FINISHED
    first.save()
    opened(second, item, content)
    sent(content, item, score(sub))
    assert is_done(second, item)
    assert not is_done(first, item)


def test_ags_3_2_line_item_of_a_step_is_described(led):
    _enrolment, item, content, _sub = led
    content.label, content.tag, content.resource_id = "Punkte", "t", "r"
    content.save()
    answer = program(content.tool).get(reverse("lti:line", args=[item.key]))
    assert answer["Content-Type"] == words.ITEM_TYPE
    assert answer.json() == {
        "id": f"http://testserver/lti/ags/{item.key}/lineitems/1",
        "scoreMaximum": 100.0,
        "label": "Punkte",
        "resourceId": "r",
        "tag": "t",
        "resourceLinkId": str(item.key),
    }


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({}, 1),
        ({"tag": "t"}, 1),
        ({"tag": "other"}, 0),
        ({"resource_id": "r"}, 1),
        ({"resource_id": "other"}, 0),
        ({"resource_link_id": "other"}, 0),
        ({"limit": "10"}, 1),
    ],
)
def test_ags_3_2_5_lines_are_found_by_their_marks(query, count):
    _seat, item, content = seat_with_tool(content=make_content(tag="t", resource_id="r"))
    answer = program(content.tool).get(reverse("lti:lines", args=[item.key]), query)
    assert answer["Content-Type"] == words.ITEMS_TYPE
    assert len(answer.json()) == count


@pytest.mark.parametrize("name", ["lines", "line", "results"])
def test_ags_3_1_lines_of_other_tools_do_not_exist(led, name):
    _enrolment, item, _content, _sub = led
    answer = program(make_tool()).get(reverse(f"lti:{name}", args=[item.key]))
    assert answer.status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_lines_are_neither_made_nor_changed_by_tools(led, method):
    _enrolment, item, content, _sub = led
    for name in ("lines", "line"):
        place = reverse(f"lti:{name}", args=[item.key])
        assert getattr(program(content.tool), method)(place).status_code == 405


def test_content_without_results_has_no_line():
    content = make_content(has_score=False)
    _seat, item, _content = seat_with_tool(content=content, completion="button")
    answer = program(content.tool).get(reverse("lti:line", args=[item.key]))
    assert answer.status_code == 404


def test_ags_3_3_results_are_listed_by_number(led):
    _enrolment, item, content, sub = led
    place = reverse("lti:results", args=[item.key])
    assert program(content.tool).get(place).json() == []
    sent(content, item, score(sub))
    answer = program(content.tool).get(place)
    assert answer["Content-Type"] == words.RESULTS_TYPE
    [found] = answer.json()
    assert found["userId"] == str(sub)
    assert found["scoreOf"].endswith(f"/lti/ags/{item.key}/lineitems/1")
    assert (found["resultScore"], found["resultMaximum"]) == (8.0, 10.0)
    assert found["comment"] == "Gut gelöst."


@pytest.mark.parametrize(("user", "count"), [("", 1), ("x", 0), (None, 1)])
def test_ags_3_3_results_of_one_learner(led, user, count):
    _enrolment, item, content, sub = led
    sent(content, item, score(sub))
    query = {"user_id": str(sub) if user is None else user}
    found = program(content.tool).get(reverse("lti:results", args=[item.key]), query).json()
    assert len(found) == count
