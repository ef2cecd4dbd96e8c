"""Access tokens, clause by clause of the security framework 1.0, section 4.1, and RFC 7523."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from joserfc.jwk import RSAKey

from campus.kit import dates
from courses.lti import services
from courses.lti.core import vocabulary as words
from courses.lti.errors import ServiceRefused
from courses.tools import services as tools
from courses.tools.models import SeenToken, State
from courses.tools.platform import address, issuer
from tests.factories.accounts import UserFactory
from tests.factories.lti import make_tool, now, seat_with_tool, token_request

pytestmark = pytest.mark.django_db
OTHER_KEY = RSAKey.generate_key(2048, {"kid": "2026-a"}, private=True)
GOOD, NONE = {}, None


@pytest.fixture
def tool():
    """Return an approved tool."""
    return make_tool()


def asked(values):
    """Ask for an access token, as a program does."""
    return Client(enforce_csrf_checks=True).post(reverse("lti:token"), values)


def test_sec_4_1_signed_assertion_gets_a_bearer_token_for_an_hour(tool):
    answer = asked(token_request(tool))
    assert answer.status_code == 200
    found = answer.json()
    assert (found["token_type"], found["expires_in"]) == ("Bearer", 3600)
    assert found["scope"] == words.SCORE
    assert "no-store" in answer["Cache-Control"]
    header = f"Bearer {found['access_token']}"
    assert services.bearer(header=header, scopes=(words.SCORE,)) == tool


def test_sec_4_1_issuer_is_good_as_audience_too(tool):
    assert asked(token_request(tool, aud=issuer())).status_code == 200
    assert asked(token_request(tool, aud=[address("lti:token")])).status_code == 200


@pytest.mark.parametrize(
    ("change", "status", "error"),
    [
        ({"iss": "unknown"}, 401, "invalid_client"),
        ({"iss": None}, 401, "invalid_client"),
        ({"sub": "unknown"}, 401, "invalid_client"),
        ({"sub": None}, 401, "invalid_client"),
        ({"aud": "https://other.example/token"}, 401, "invalid_client"),
        ({"aud": ["http://testserver/lti/token", "https://x.example"]}, 401, "invalid_client"),
        ({"aud": None}, 401, "invalid_client"),
        ({"jti": None}, 401, "invalid_client"),
        ({"jti": ""}, 401, "invalid_client"),
        ({"jti": "x" * 501}, 401, "invalid_client"),
        ({"exp": None}, 401, "invalid_client"),
        ({"exp": now() - 600}, 401, "invalid_client"),
        ({"exp": now() + 90_000}, 401, "invalid_client"),
        ({"iat": None}, 401, "invalid_client"),
        ({"iat": now() + 40_000}, 401, "invalid_client"),
        ({"iat": True}, 401, "invalid_client"),
        ({"nbf": now() + 40_000}, 401, "invalid_client"),
    ],
)
def test_rfc7523_3_wrong_assertion_gets_nothing(tool, change, status, error):
    answer = asked(token_request(tool, **change))
    assert answer.status_code == status
    assert answer.json()["error"] == error
    assert not SeenToken.objects.exists()


@pytest.mark.parametrize(
    ("name", "value", "error"),
    [
        ("grant_type", "authorization_code", "unsupported_grant_type"),
        ("grant_type", "", "unsupported_grant_type"),
        ("client_assertion_type", "x", "invalid_request"),
        ("client_assertion_type", "", "invalid_request"),
        ("client_assertion", "", "invalid_client"),
        ("client_assertion", "a.b", "invalid_client"),
        ("scope", "", "invalid_scope"),
        ("scope", "https://purl.imsglobal.org/spec/lti-ags/scope/lineitem", "invalid_scope"),
        (
            "scope",
            "https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly",
            "invalid_scope",
        ),
    ],
)
def test_rfc6749_5_2_wrong_request_is_told_by_its_error(tool, name, value, error):
    answer = asked({**token_request(tool), name: value})
    assert answer.status_code in (400, 401)
    assert answer.json()["error"] == error


def test_rfc7523_3_7_assertion_counts_once(tool):
    values = token_request(tool)
    assert asked(values).status_code == 200
    again = asked(values)
    assert again.status_code == 401
    assert "used before (jti)" in again.json()["error_description"]


def test_same_number_of_another_tool_is_another_one(tool):
    other = make_tool()
    assert asked(token_request(tool, jti="1")).status_code == 200
    assert asked(token_request(other, jti="1")).status_code == 200


def test_sec_4_1_foreign_key_is_refused(tool):
    assert asked(token_request(tool, key=OTHER_KEY)).status_code == 401


@pytest.mark.parametrize("header", [{"alg": "RS512"}, {"crit": ["exp"]}])
def test_sec_5_1_3_other_headers_than_known_are_refused(tool, header):
    if "crit" in header:
        with pytest.raises(Exception, match="exp"):
            token_request(tool, header=header)
        return
    assert asked(token_request(tool, header=header)).status_code == 401


def test_only_known_scopes_are_granted(tool):
    scope = f"{words.SCORE} https://purl.imsglobal.org/spec/lti-ags/scope/lineitem openid"
    assert asked(token_request(tool, scope=scope)).json()["scope"] == words.SCORE


@pytest.mark.parametrize("state", [State.WAITING, State.REFUSED, State.CLOSED])
def test_tool_that_is_not_approved_gets_nothing(state):
    answer = asked(token_request(make_tool(state=state)))
    assert answer.status_code == 403
    assert answer.json()["error"] == "unauthorized_client"


def test_token_requests_are_limited(tool):
    answers = [asked(token_request(tool)).status_code for _time in range(61)]
    assert answers[59] == 200
    assert answers[60] == 429


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer x", "Basic x", "Bearer a:b:c", "x y z"])
def test_sec_4_1_services_want_an_access_token(header):
    with pytest.raises(ServiceRefused) as caught:
        services.bearer(header=header, scopes=(words.SCORE,))
    assert caught.value.status == 401


def test_access_token_ends_after_an_hour(tool):
    header = f"Bearer {asked(token_request(tool)).json()['access_token']}"
    later = dates.now() + timedelta(minutes=61)
    with time_machine.travel(later), pytest.raises(ServiceRefused) as caught:
        services.bearer(header=header, scopes=(words.SCORE,))
    assert caught.value.status == 401


def test_access_token_is_worth_nothing_once_the_tool_is_closed(tool):
    header = f"Bearer {asked(token_request(tool)).json()['access_token']}"
    tools.close(tool=tool, by=UserFactory())
    with pytest.raises(ServiceRefused) as caught:
        services.bearer(header=header, scopes=(words.SCORE,))
    assert caught.value.status == 403


@pytest.mark.parametrize(
    ("name", "method", "scope"),
    [
        ("lines", "get", words.READ_ITEMS),
        ("line", "get", words.READ_ITEMS),
        ("results", "get", words.READ_RESULTS),
        ("scores", "post", words.SCORE),
    ],
)
def test_ags_2_each_service_wants_its_own_scope(name, method, scope):
    _seat, item, content = seat_with_tool()
    others = [one for one in words.SCOPES if one != scope]
    place = reverse(f"lti:{name}", args=[item.key])
    statuses = []
    for wanted in (" ".join(others), scope):
        token = asked(token_request(content.tool, scope=wanted)).json()["access_token"]
        browser = Client(headers={"Authorization": f"Bearer {token}"}, enforce_csrf_checks=True)
        statuses.append(getattr(browser, method)(place).status_code)
    assert statuses[0] == 403
    # An empty score is refused as such, no longer for want of the right.
    assert statuses[1] == (400 if name == "scores" else 200)
