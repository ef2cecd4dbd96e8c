"""Answers of tools to choosing, clause by clause of Deep Linking 2.0, section 4.5."""

import base64
import hmac
import json
import time
from datetime import timedelta
from unittest.mock import ANY

import pytest
from django.test import Client
from django.urls import reverse
from joserfc.jwk import RSAKey

from campus.kit import dates
from courses.lti import places
from courses.lti.core import vocabulary as words
from courses.lti.models import Launch, Purpose
from courses.modules.models import Lesson
from courses.tools import services as tools
from courses.tools.models import Content, State
from members.roles.catalogue import Role
from members.roles.services import grant
from tests.factories.accounts import UserFactory
from tests.factories.lti import (
    PUBLIC_PEM,
    choice,
    link,
    make_launch,
    make_tool,
    signed,
)
from tests.factories.modules import ChapterFactory

pytestmark = pytest.mark.django_db
OTHER_KEY = RSAKey.generate_key(2048, {"kid": "2026-a"}, private=True)


@pytest.fixture
def launch():
    """Return the way on which an author chooses."""
    tool = make_tool()
    author = UserFactory()
    grant(user=author, role=Role.AUTHOR, provider=tool.provider)
    return make_launch(tool=tool, user=author)


def answered(launch, token):
    """Send a tool's answer, as a form of another site."""
    browser = Client(enforce_csrf_checks=True)
    return browser.post(reverse("lti:chosen", args=[launch.pk]), {"JWT": token})


def b64(value):
    """Return bytes as tokens write them."""
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


def taken(launch):
    """Tell whether an answer was kept."""
    launch.refresh_from_db()
    return launch.answered_at is not None


def test_dl_4_5_right_answer_is_kept_and_waits_for_its_author(launch):
    answer = answered(launch, signed(choice(launch, link(), **{words.CHOICE_MESSAGE: "Fertig."})))
    assert answer.status_code == 303
    assert answer["Location"] == reverse("lti:take_over", args=[launch.pk])
    assert taken(launch)
    assert launch.chosen == [
        {
            "title": "Vergabe üben",
            "text": "",
            "url": ANY,
            "custom": {"id": "9"},
            "has_score": True,
            "label": "Punkte",
            "score_maximum": "20.00",
            "resource_id": "r",
            "tag": "t",
        }
    ]
    assert launch.told == "Fertig."
    assert not Content.objects.exists()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("iss", "someone-else"),
        ("iss", None),
        ("aud", "https://other.example"),
        ("aud", ["http://testserver", "https://other.example"]),
        ("aud", []),
        ("aud", None),
        (words.DEPLOYMENT, "another"),
        (words.DEPLOYMENT, None),
        (words.MESSAGE_TYPE, "LtiResourceLinkRequest"),
        (words.MESSAGE_TYPE, None),
        (words.LTI_VERSION, "1.1"),
        (words.LTI_VERSION, None),
        (words.CHOICE_DATA, "guessed"),
        (words.CHOICE_DATA, None),
        ("nonce", None),
        ("nonce", ""),
        ("nonce", 7),
        ("exp", None),
        ("iat", None),
        ("exp", 1),
        ("exp", "morgen"),
        ("exp", 10**400),
        ("exp", -1),
        ("iat", -1.5),
        ("iat", 4_000_000_000),
        (words.CHOICE_ITEMS, "no list"),
    ],
)
def test_dl_4_5_wrong_claim_is_refused_in_words(launch, name, value):
    page = answered(launch, signed(choice(launch, link(), **{name: value})))
    assert page.status_code == 400
    assert "ließ sich nicht prüfen" in page.text or "nicht prüfen ließ" in page.text
    assert not taken(launch)


def test_sec_4_1_2_nonce_counts_once(launch):
    second = make_launch(tool=launch.tool, user=launch.user)
    assert answered(launch, signed(choice(launch, link(), nonce="n"))).status_code == 303
    assert answered(second, signed(choice(second, link(), nonce="n"))).status_code == 400
    assert not taken(second)


def test_data_of_one_choice_fits_no_other(launch):
    other = make_launch(tool=launch.tool, user=launch.user)
    claims = choice(launch, link(), **{words.CHOICE_DATA: places.choice_data(other)})
    assert answered(launch, signed(claims)).status_code == 400


def test_clock_of_the_tool_may_be_a_little_ahead(launch):
    now = int(time.time())
    claims = choice(launch, link(), iat=now + 90, exp=now + 400)
    assert answered(launch, signed(claims)).status_code == 303


def test_token_that_would_live_for_days_is_refused(launch):
    now = int(time.time())
    claims = choice(launch, link(), iat=now - 5, exp=now + 90_000)
    assert answered(launch, signed(claims)).status_code == 400


def test_sec_5_4_foreign_key_under_the_right_name_is_refused(launch):
    token = signed(choice(launch, link()), key=OTHER_KEY)
    assert answered(launch, token).status_code == 400


def test_alg_confusion_public_key_as_a_shared_secret_is_refused(launch):
    _head, body, _signature = signed(choice(launch, link())).split(".")
    head = b64(b'{"alg":"HS256","kid":"2026-a"}')
    digest = hmac.new(PUBLIC_PEM.encode(), f"{head}.{body}".encode(), "sha256").digest()
    assert answered(launch, f"{head}.{body}.{b64(digest)}").status_code == 400
    assert not taken(launch)


def test_alg_none_is_refused(launch):
    _head, body, _signature = signed(choice(launch, link())).split(".")
    none = "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0"
    assert answered(launch, f"{none}.{body}.").status_code == 400


@pytest.mark.parametrize("alg", ["RS384", "RS512", "PS256"])
def test_sec_5_1_3_other_algorithms_than_rs256_are_refused(launch, alg):
    assert answered(launch, signed(choice(launch, link()), alg=alg)).status_code == 400


def test_changed_claims_are_refused(launch):
    head, body, signature = signed(choice(launch, link())).split(".")
    changed = body[:-6] + ("AAAAAA" if not body.endswith("AAAAAA") else "BBBBBB")
    assert answered(launch, f"{head}.{changed}.{signature}").status_code == 400


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "e30.e30.", "é.é.é", "a" * 200_000])
def test_what_is_no_token_is_refused(launch, token):
    assert answered(launch, token).status_code == 400


def test_content_on_a_foreign_site_is_refused(launch):
    claims = choice(launch, link(), link(url="https://boese.example/x"))
    assert answered(launch, signed(claims)).status_code == 400
    assert not taken(launch)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "http://moodle.hochschule.example/", "//x"])
def test_content_at_no_https_address_is_refused(launch, url):
    assert answered(launch, signed(choice(launch, link(url=url)))).status_code == 400


def test_second_answer_to_the_same_question_is_refused(launch):
    answered(launch, signed(choice(launch, link())))
    assert answered(launch, signed(choice(launch, link("Anderes")))).status_code == 403


def test_answer_without_a_question_is_refused(launch):
    Launch.objects.update(used_at=None)
    assert answered(launch, signed(choice(launch, link()))).status_code == 403


def test_answer_after_hours_is_refused(launch):
    Launch.objects.update(made_at=dates.now() - timedelta(hours=5))
    assert answered(launch, signed(choice(launch, link()))).status_code == 403


def test_answer_of_a_closed_tool_is_refused(launch):
    token = signed(choice(launch, link()))
    tools.close(tool=launch.tool, by=UserFactory())
    assert answered(launch, token).status_code == 403


def test_answer_to_a_launch_for_learning_does_not_exist(launch):
    learning = make_launch(purpose=Purpose.LEARN, tool=launch.tool)
    assert answered(learning, signed(choice(learning, link()))).status_code == 404


def test_nothing_chosen_is_said(client, launch):
    answered(launch, signed(choice(launch)))
    client.force_login(launch.user)
    page = client.get(reverse("lti:take_over", args=[launch.pk]))
    assert "Es wurde nichts ausgewählt." in page.text


def test_contents_may_be_kept_without_a_lesson(client, launch):
    answered(launch, signed(choice(launch, link())))
    client.force_login(launch.user)
    client.post(reverse("lti:take_over", args=[launch.pk]), {"chapter": ""})
    assert Content.objects.get().score_maximum == 20
    assert not Lesson.objects.exists()


def test_chapters_of_other_providers_are_not_offered(client, launch):
    foreign = ChapterFactory()
    answered(launch, signed(choice(launch, link())))
    client.force_login(launch.user)
    page = client.post(reverse("lti:take_over", args=[launch.pk]), {"chapter": foreign.pk})
    assert page.status_code == 400
    assert not Content.objects.exists()


def test_lesson_from_a_content_without_results_is_done_by_the_button(client, launch):
    chapter = ChapterFactory(module__provider=launch.tool.provider)
    answered(launch, signed(choice(launch, link(lineItem=None))))
    client.force_login(launch.user)
    client.post(reverse("lti:take_over", args=[launch.pk]), {"chapter": chapter.pk})
    lesson = Lesson.objects.get()
    assert (lesson.kind, lesson.completion, lesson.live) == ("tool", "button", False)


def test_taking_over_twice_is_refused(client, launch):
    answered(launch, signed(choice(launch, link())))
    client.force_login(launch.user)
    place = reverse("lti:take_over", args=[launch.pk])
    client.post(place, {"chapter": ""})
    assert client.post(place, {"chapter": ""}).status_code == 404
    assert Content.objects.count() == 1


def test_choice_of_somebody_else_does_not_exist(client, launch):
    answered(launch, signed(choice(launch, link())))
    client.force_login(UserFactory(is_superuser=True))
    assert client.get(reverse("lti:take_over", args=[launch.pk])).status_code == 404


def test_tool_without_an_address_for_choosing_says_so(client):
    tool = make_tool(choice_url="")
    client.force_login(UserFactory(is_superuser=True))
    answer = client.get(reverse("lti:choose", args=[tool.pk]), follow=True)
    assert "keine Adresse zum Auswählen" in answer.text
    assert not Launch.objects.exists()


@pytest.mark.parametrize("state", [State.WAITING, State.REFUSED, State.CLOSED])
def test_nothing_is_chosen_in_a_tool_that_is_not_approved(client, state):
    tool = make_tool(state=state)
    client.force_login(UserFactory(is_superuser=True))
    client.get(reverse("lti:choose", args=[tool.pk]))
    assert not Launch.objects.exists()


def test_what_is_kept_can_be_stored_by_every_database(launch):
    answered(
        launch,
        signed(choice(launch, link("Titel\x00", text="a\x00b"), **{words.CHOICE_MESSAGE: "m\x00"})),
    )
    assert taken(launch)
    assert "\\u0000" not in json.dumps(launch.chosen)
