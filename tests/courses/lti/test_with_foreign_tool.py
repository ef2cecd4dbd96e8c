"""The whole way, with a tool written with PyLTI1p3: login, launch, choice, results."""

import json
import re
from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from pylti1p3.exception import LtiException, LtiServiceException

from campus.kit import dates
from courses.learning import selectors as learning
from courses.lti.models import Launch, Result
from courses.modules.models import Lesson
from courses.tools.models import Content
from courses.tools.platform import address, issuer
from courses.xapi.models import Statement
from members.roles.catalogue import Role
from members.roles.services import grant
from tests.factories.accounts import UserFactory
from tests.factories.lti import make_content, make_tool, seat_with_tool
from tests.factories.modules import ChapterFactory
from tests.support.lti_tool import ToolServer, UniversityTool

pytestmark = pytest.mark.django_db
FIELD = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


@pytest.fixture
def server(settings):
    """Return the part of the tool that lies behind a real socket."""
    with ToolServer() as running:
        settings.KC_LTI_PRIVATE_HOSTS = [running.host]
        yield running


@pytest.fixture
def tool(server):
    """Return the tool as it is registered here: its keys are fetched."""
    return make_tool(site=server.site, keys_url=f"{server.site}/keys", public_key="")


@pytest.fixture
def university(tool, server):
    """Return the tool itself; it publishes its key under the name that the library gives it."""
    addresses = {name: address(f"lti:{name}") for name in ("token", "keys")}
    found = UniversityTool(tool, issuer(), {**addresses, "authorization": address("lti:authorize")})
    server.pages["/keys"] = (200, {}, json.dumps(found.config.get_jwks()).encode())
    return found


def carried(client, university, start):
    """Follow somebody from our page to the tool; return the fields that arrive there."""
    to_tool = client.get(start)
    assert to_tool.status_code == 302
    assert to_tool["Location"].startswith(university.registered.login_url)
    back = university.login(to_tool["Location"])
    page = client.get(back)
    assert page.status_code == 200, page.text
    assert f'action="{university.registered.redirect_urls[0]}"' in page.text
    return {name: unescape(value) for name, value in FIELD.findall(page.text)}


def led(client, university, *, completion="reported", **facts):
    """Return a learner's seat, its item and the message that has reached the tool."""
    content = make_content(tool=university.registered, custom={"id": "7", "l": "$Message.locale"})
    enrolment, item, _content = seat_with_tool(content=content, completion=completion, **facts)
    client.force_login(enrolment.person.user)
    start = reverse("lti:go", args=[enrolment.registration, item.key])
    return enrolment, item, university.opened(carried(client, university, start))


def test_learner_is_led_to_the_tool_under_a_number_only(client, university):
    enrolment, item, launch = led(client, university)
    told = launch.get_launch_data()
    assert launch.is_resource_launch() and launch.check_student_access()
    assert told["sub"] == str(Result.objects.get().sub)
    assert not {"name", "given_name", "family_name", "email", "picture"} & told.keys()
    person = enrolment.person
    for word in (person.first_name, person.last_name, person.user.email, str(person.user.pk)):
        assert word and word not in str({**told, "iat": 0, "exp": 0, "nonce": ""}).split()
    claim = "https://purl.imsglobal.org/spec/lti/claim/"
    assert told[f"{claim}resource_link"]["id"] == str(item.key)
    assert told[f"{claim}custom"] == {"id": "7", "l": "de"}
    assert told[f"{claim}launch_presentation"]["locale"] == "de"


def test_result_comes_back_and_completes_the_step(client, university, server):
    enrolment, item, launch = led(client, university)
    assert launch.has_ags() and launch.get_ags().can_put_grade()
    university.grade(launch, 8, at=dates.now().isoformat())
    assert "/keys" in server.asked
    row = learning.item_row(enrolment, item.key)
    assert row.completed_at is not None
    assert row.best_scaled * 100 == 80
    verbs = set(Statement.objects.values_list("verb", flat=True))
    assert "http://adlnet.gov/expapi/verbs/completed" in verbs
    grades = launch.get_ags().get_grades()
    assert [(one["resultScore"], one["resultMaximum"]) for one in grades] == [(8, 10)]
    line = launch.get_ags().get_lineitem()
    assert line.get_label() == "Vergabe im Moodle" and line.get_score_maximum() == 100
    page = client.get(reverse("lti:show", args=[enrolment.registration, item.key]))
    assert "Ergebnis: 8 von 10 Punkten." in page.text
    chain = client.get(reverse("learning:why", args=[enrolment.registration])).text
    assert "Die andere Seite hat das Ende gemeldet" in chain
    assert "Das Paket" not in chain and "das Paket" not in chain


def test_older_report_than_the_one_before_is_refused_with_409(client, university):
    enrolment, item, launch = led(client, university)
    now = dates.now()
    university.grade(launch, 9, at=now.isoformat())
    with pytest.raises(LtiServiceException) as caught:
        university.grade(launch, 2, at=(now - timedelta(minutes=1)).isoformat())
    assert caught.value.response.status_code == 409
    assert Result.objects.get().given == 9


def test_pass_mark_decides_over_points(client, university):
    enrolment, item, launch = led(client, university, completion="scored", pass_percent=70)
    university.grade(launch, 6, at=(dates.now() - timedelta(seconds=5)).isoformat())
    assert learning.item_row(enrolment, item.key).completed_at is None
    university.grade(launch, 7, at=dates.now().isoformat())
    assert learning.item_row(enrolment, item.key).completed_at is not None


def test_author_chooses_contents_that_become_drafts_of_lessons(client, university, tool):
    author = UserFactory()
    grant(user=author, role=Role.AUTHOR, provider=tool.provider)
    chapter = ChapterFactory(module__provider=tool.provider)
    client.force_login(author)
    fields = carried(client, university, reverse("lti:choose", args=[tool.pk]))
    launch = university.opened(fields)
    assert launch.is_deep_link_launch() and launch.check_teacher_access()
    answer = university.chosen(launch, "Vergabe üben", "Vergabe prüfen")
    row = Launch.objects.get()
    from_tool = client.post(reverse("lti:chosen", args=[row.pk]), answer)
    assert from_tool.status_code == 303
    page = client.get(from_tool["Location"])
    assert "Vergabe prüfen" in page.text
    assert not Content.objects.exists()
    client.post(from_tool["Location"], {"chapter": chapter.pk})
    assert list(
        Content.objects.values_list("title", "custom", "score_maximum").order_by("title")
    ) == [
        ("Vergabe prüfen", {"id": "Vergabe prüfen"}, 10),
        ("Vergabe üben", {"id": "Vergabe üben"}, 10),
    ]
    drafts = Lesson.objects.filter(chapter=chapter, live=False, kind="tool")
    assert {lesson.completion for lesson in drafts} == {"reported"}
    assert drafts.count() == 2
    assert client.get(from_tool["Location"]).status_code == 404


def test_message_is_taken_once_by_the_tool_and_answered_once_by_us(client, university):
    content = make_content(tool=university.registered)
    enrolment, item, _content = seat_with_tool(content=content)
    client.force_login(enrolment.person.user)
    to_tool = client.get(reverse("lti:go", args=[enrolment.registration, item.key]))
    back = university.login(to_tool["Location"])
    assert client.get(back).status_code == 200
    again = client.get(back)
    assert again.status_code == 403
    assert "benutzt oder zu alt" in again.text


def test_library_refuses_a_message_that_was_changed_on_the_way(client, university):
    content = make_content(tool=university.registered)
    enrolment, item, _content = seat_with_tool(content=content)
    client.force_login(enrolment.person.user)
    start = reverse("lti:go", args=[enrolment.registration, item.key])
    fields = carried(client, university, start)
    head, body, signature = fields["id_token"].split(".")
    forged = {**fields, "id_token": f"{head}.{body[:-4]}AAAA.{signature}"}
    with pytest.raises((LtiException, ValueError)):
        university.opened(forged)
