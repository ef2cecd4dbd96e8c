"""Authentication requests, parameter by parameter of the security framework, 5.1.1.2."""

import pytest

from courses.lti.core.requests import LONGEST, read_request

WHOLE = {
    "scope": "openid",
    "response_type": "id_token",
    "response_mode": "form_post",
    "prompt": "none",
    "client_id": "c",
    "redirect_uri": "https://moodle.example/launch",
    "login_hint": "l",
    "lti_message_hint": "m",
    "nonce": "n",
    "state": "s",
}


def test_sec_5_1_1_2_whole_request_is_read():
    asked = read_request(WHOLE)
    assert asked.fault == ""
    assert (asked.client_id, asked.redirect_uri) == ("c", "https://moodle.example/launch")
    assert (asked.login_hint, asked.message_hint) == ("l", "m")
    assert (asked.nonce, asked.state) == ("n", "s")


@pytest.mark.parametrize(
    ("name", "value", "fault"),
    [
        ("scope", "", "invalid_scope"),
        ("scope", "profile", "invalid_scope"),
        ("scope", "openidx", "invalid_scope"),
        ("response_type", "", "unsupported_response_type"),
        ("response_type", "code", "unsupported_response_type"),
        ("response_type", "id_token token", "unsupported_response_type"),
        ("response_mode", "", "invalid_request"),
        ("response_mode", "query", "invalid_request"),
        ("response_mode", "fragment", "invalid_request"),
        ("prompt", "", "invalid_request"),
        ("prompt", "login", "invalid_request"),
        ("nonce", "", "invalid_request"),
        ("nonce", "n" * (LONGEST + 1), "invalid_request"),
        ("state", "s" * (LONGEST + 1), "invalid_request"),
    ],
)
def test_sec_5_1_1_2_wrong_parameter_is_told_by_its_error(name, value, fault):
    asked = read_request({**WHOLE, name: value})
    assert asked.fault == fault
    assert name in asked.sentence


@pytest.mark.parametrize("name", ["scope", "response_type", "response_mode", "prompt", "nonce"])
def test_sec_5_1_1_2_required_parameter_may_not_be_missing(name):
    assert read_request({key: value for key, value in WHOLE.items() if key != name}).fault


def test_sec_5_1_1_2_state_may_be_missing():
    assert read_request({**WHOLE, "state": ""}).fault == ""


def test_long_state_is_not_sent_back_whole():
    assert len(read_request({**WHOLE, "state": "s" * 9000}).state) == LONGEST


def test_more_scopes_than_openid_do_no_harm():
    assert read_request({**WHOLE, "scope": "profile openid"}).fault == ""
