"""The login, clause by clause of the security framework 1.0, section 5.1.1, and OpenID Connect."""

from datetime import timedelta
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from joserfc import jwt
from joserfc.jwk import RSAKey

from campus.kit import dates
from courses.enrolment.states import State as Seat
from courses.lti.core import vocabulary as words
from courses.lti.models import Launch, Pseudonym, Result
from courses.tools import services as tools
from courses.tools.platform import address, issuer
from tests.factories.accounts import UserFactory
from tests.factories.lti import SITE, make_content, make_tool, seat_with_tool

pytestmark = pytest.mark.django_db
NONCE = "nonce-of-the-tool"


@pytest.fixture
def seat(client):
    """Return a seat, its item and its content; its person is signed in."""
    enrolment, item, content = seat_with_tool()
    client.force_login(enrolment.person.user)
    return enrolment, item, content


def begun(client, seat):
    """Begin the login as a learner; return what the tool is sent."""
    enrolment, item, _content = seat
    answer = client.get(reverse("lti:go", args=[enrolment.registration, item.key]))
    assert answer.status_code == 302
    query = parse_qs(urlsplit(answer["Location"]).query)
    return {name: values[0] for name, values in query.items()}


def request_of(tool, sent, **changes):
    """Return the authentication request with which a good tool answers."""
    asked = {
        "scope": "openid",
        "response_type": "id_token",
        "response_mode": "form_post",
        "prompt": "none",
        "client_id": tool.client_id,
        "redirect_uri": tool.redirect_urls[0],
        "login_hint": sent["login_hint"],
        "lti_message_hint": sent["lti_message_hint"],
        "nonce": NONCE,
        "state": "state-of-the-tool",
    }
    return {name: value for name, value in {**asked, **changes}.items() if value is not None}


def asked(client, values):
    """Ask the authorisation endpoint."""
    return client.get(f"{reverse('lti:authorize')}?{urlencode(values)}")


def fields_of(page):
    """Return the fields of the form that is carried to the tool."""
    return dict(page.context["fields"])


def claims_of(page, client):
    """Return the claims of an answer, checked with the published key that its header names."""
    keys = {key["kid"]: key for key in client.get(reverse("lti:keys")).json()["keys"]}
    token = fields_of(page)["id_token"]
    header = jwt.decode(token, lambda found: RSAKey.import_key(keys[found.headers()["kid"]]))
    assert header.header["alg"] == "RS256"
    return header.claims


def test_sec_5_1_1_1_login_begins_with_all_parameters(client, seat):
    sent = begun(client, seat)
    tool = seat[2].tool
    launch = Launch.objects.get()
    assert sent == {
        "iss": issuer(),
        "login_hint": str(launch.login_hint),
        "target_link_uri": seat[2].url,
        "lti_message_hint": str(launch.pk),
        "client_id": tool.client_id,
        "lti_deployment_id": tool.deployment_id,
    }


def test_login_hint_is_opaque_and_new_each_time(client, seat):
    first, second = begun(client, seat), begun(client, seat)
    assert first["login_hint"] != second["login_hint"]
    user = seat[0].person.user
    assert user.username not in str(first) and user.email not in str(first)


def test_login_address_with_a_query_of_its_own_keeps_it(client):
    tool = make_tool(login_url=f"{SITE}/login?campus=1")
    enrolment, item, _content = seat_with_tool(content=make_content(tool=tool))
    client.force_login(enrolment.person.user)
    answer = client.get(reverse("lti:go", args=[enrolment.registration, item.key]))
    assert answer["Location"].startswith(f"{SITE}/login?campus=1&iss=")


def test_sec_5_1_1_3_answer_is_a_form_for_the_registered_address(client, seat):
    tool = seat[2].tool
    page = asked(client, request_of(tool, begun(client, seat)))
    assert page.status_code == 200
    assert page.context["address"] == tool.redirect_urls[0]
    assert fields_of(page)["state"] == "state-of-the-tool"
    assert f"form-action {SITE}" in page["Content-Security-Policy"]
    assert page["Cache-Control"].startswith("max-age=0")


def test_sec_5_1_1_3_token_is_signed_and_names_nonce_audience_and_issuer(client, seat):
    enrolment, item, content = seat
    claims = claims_of(asked(client, request_of(content.tool, begun(client, seat))), client)
    assert claims["nonce"] == NONCE
    assert claims["aud"] == content.tool.client_id
    assert claims["iss"] == issuer()
    assert 0 < claims["exp"] - claims["iat"] <= 3600
    assert claims[words.TARGET] == content.url
    assert claims[words.RESOURCE]["id"] == str(item.key)
    assert claims[words.SERVICE]["lineitem"] == address("lti:line", item.key)
    assert claims[words.SERVICE]["scope"] == list(words.SCOPES)


def test_lti13_5_3_6_subject_is_a_number_of_its_own_for_each_tool(client, seat):
    user = seat[0].person.user
    claims = claims_of(asked(client, request_of(seat[2].tool, begun(client, seat))), client)
    other = make_tool()
    Pseudonym.objects.create(tool=other, user=user)
    numbers = set(Pseudonym.objects.filter(user=user).values_list("sub", flat=True))
    assert len(numbers) == 2
    assert claims["sub"] == str(Result.objects.get().sub)
    assert claims["sub"] not in (str(user.pk), str(seat[0].registration))


def test_subject_stays_the_same_at_the_next_launch(client, seat):
    tool = seat[2].tool
    first, second = (
        claims_of(asked(client, request_of(tool, begun(client, seat))), client)["sub"]
        for _time in range(2)
    )
    assert first == second


def test_content_without_results_is_told_no_service(client):
    enrolment, item, content = seat_with_tool(
        content=make_content(has_score=False), completion="opened"
    )
    client.force_login(enrolment.person.user)
    sent = begun(client, (enrolment, item, content))
    claims = claims_of(asked(client, request_of(content.tool, sent)), client)
    assert words.SERVICE not in claims


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"client_id": "anders"}, 400),
        ({"client_id": None}, 400),
        ({"redirect_uri": "https://boese.example/"}, 400),
        ({"redirect_uri": f"{SITE}/enrol/lti/launch.php/"}, 400),
        ({"redirect_uri": f"{SITE}/enrol/lti/launch.php?x=1"}, 400),
        ({"redirect_uri": None}, 400),
        ({"login_hint": "00000000-0000-4000-8000-000000000000"}, 403),
        ({"login_hint": "anna"}, 403),
        ({"login_hint": None}, 403),
        ({"lti_message_hint": "00000000-0000-4000-8000-000000000000"}, 403),
        ({"lti_message_hint": "x"}, 403),
        ({"lti_message_hint": None}, 403),
    ],
)
def test_sec_5_1_1_2_wrong_request_is_stopped_in_words_and_nothing_is_sent(
    client, seat, change, status
):
    page = asked(client, request_of(seat[2].tool, begun(client, seat), **change))
    assert page.status_code == status
    assert "Das hat nicht geklappt" in page.text
    assert "id_token" not in page.text and 'boese.example/"' not in page.text


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"scope": "profile"}, "invalid_scope"),
        ({"response_type": "code"}, "unsupported_response_type"),
        ({"response_mode": "query"}, "invalid_request"),
        ({"prompt": None}, "invalid_request"),
        ({"nonce": None}, "invalid_request"),
    ],
)
def test_oidc_3_1_2_6_fault_of_the_tool_is_told_to_the_tool(client, seat, change, error):
    page = asked(client, request_of(seat[2].tool, begun(client, seat), **change))
    fields = fields_of(page)
    assert fields["error"] == error
    assert fields["state"] == "state-of-the-tool"
    assert "id_token" not in fields


def test_message_hint_is_bound_to_the_person(client, seat):
    sent = begun(client, seat)
    other = Client()
    other.force_login(UserFactory())
    page = asked(other, request_of(seat[2].tool, sent))
    assert page.status_code == 403
    assert "in einem neuen Fenster" in page.text


def test_message_hint_is_bound_to_the_session(client, seat):
    sent = begun(client, seat)
    elsewhere = Client()
    elsewhere.force_login(seat[0].person.user)
    assert asked(elsewhere, request_of(seat[2].tool, sent)).status_code == 403


def test_nobody_signed_in_gets_no_token(client, seat):
    sent = begun(client, seat)
    page = asked(Client(), request_of(seat[2].tool, sent))
    assert page.status_code == 403
    assert "nicht mitgeteilt, wer Sie sind" in page.text


def test_launch_of_one_tool_is_worth_nothing_at_another(client, seat):
    other = make_tool(site="https://ilias.andere.example")
    page = asked(client, request_of(other, begun(client, seat)))
    assert page.status_code == 403


def test_launch_is_answered_once(client, seat):
    values = request_of(seat[2].tool, begun(client, seat))
    assert asked(client, values).status_code == 200
    assert asked(client, values).status_code == 403


def test_old_launch_is_not_answered(client, seat):
    values = request_of(seat[2].tool, begun(client, seat))
    Launch.objects.update(made_at=dates.now() - timedelta(minutes=11))
    assert asked(client, values).status_code == 403


def test_request_sent_as_a_form_is_asked_to_come_again_as_a_link(client, seat):
    values = request_of(seat[2].tool, begun(client, seat))
    browser = Client(enforce_csrf_checks=True)
    answer = browser.post(reverse("lti:authorize"), {**values, "more": "x"})
    assert answer.status_code == 303
    assert "more" not in answer["Location"]
    assert client.get(answer["Location"]).status_code == 200


def test_closed_tool_gets_no_token(client, seat):
    values = request_of(seat[2].tool, begun(client, seat))
    tools.close(tool=seat[2].tool, by=UserFactory())
    page = asked(client, values)
    assert page.status_code == 403
    assert "zurzeit nicht erreichbar" in page.text


def test_seat_given_up_on_the_way_gets_no_token(client, seat):
    values = request_of(seat[2].tool, begun(client, seat))
    seat[0].state = Seat.CANCELLED
    seat[0].save()
    assert asked(client, values).status_code == 403
    assert Launch.objects.get().used_at is None


def test_too_many_requests_a_minute_are_refused(client, seat):
    answers = [asked(client, {"client_id": "x"}).status_code for _time in range(62)]
    assert answers[0] == 400
    assert answers[-1] == 429


def test_author_tries_a_content_without_results(client):
    content = make_content()
    user = UserFactory(is_superuser=True)
    client.force_login(user)
    answer = client.get(reverse("lti:try", args=[content.pk]))
    sent = {name: one[0] for name, one in parse_qs(urlsplit(answer["Location"]).query).items()}
    claims = claims_of(asked(client, request_of(content.tool, sent)), client)
    assert claims[words.RESOURCE]["id"] == f"trial-{content.pk}"
    assert claims[words.ROLES] == list(words.AUTHOR)
    assert words.SERVICE not in claims and words.CONTEXT not in claims
    assert not Result.objects.exists()
