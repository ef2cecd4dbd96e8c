"""Tokens of tools: only RS256, only their own key, only now, only for us."""

import base64
import json

import pytest
from joserfc.jwk import OctKey, RSAKey

from courses.tools.errors import TokenRefused
from courses.tools.models import Tool
from courses.tools.tokens import LONGEST, has_audience, peek, read
from tests.factories.lti import PUBLIC_PEM, now, signed

TOOL = Tool(public_key=PUBLIC_PEM)
STRANGER = RSAKey.generate_key(2048, {"kid": "2026-a"}, private=True)
MINUTE, HOUR = 60, 3600


def claims(**moments):
    """Return claims whose moments are told in seconds from now; None leaves one out."""
    asked = {"iat": 0, "exp": 60, **moments}
    return {"sub": "x"} | {
        name: now() + value if isinstance(value, int) and not isinstance(value, bool) else value
        for name, value in asked.items()
        if value is not None
    }


def refusal(text):
    """Return why a token is refused."""
    with pytest.raises(TokenRefused) as caught:
        read(TOOL, text)
    return caught.value.reason


def part(value):
    """Return a part of a token as it is written."""
    content = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


@pytest.mark.parametrize(
    "moments",
    [
        {},
        {"exp": -MINUTE},
        {"iat": MINUTE, "exp": 2 * MINUTE},
        {"nbf": MINUTE},
        {"exp": HOUR},
        {"iat": -HOUR + MINUTE, "exp": MINUTE},
    ],
    ids=["now", "just over", "clock ahead", "soon", "an hour", "an hour old"],
)
def test_token_in_time_is_read_though_clocks_differ_a_little(moments):
    assert read(TOOL, signed(claims(**moments)))["sub"] == "x"


@pytest.mark.parametrize(
    ("moments", "reason"),
    [
        ({"exp": -3 * MINUTE, "iat": -5 * MINUTE}, "(exp)"),
        ({"iat": 3 * MINUTE, "exp": 5 * MINUTE}, "check the clocks"),
        ({"nbf": 3 * MINUTE}, "check the clocks"),
        ({"exp": HOUR + 3 * MINUTE}, "good for too long"),
        ({"iat": -3 * HOUR, "exp": MINUTE}, "good for too long"),
        ({"exp": None}, "moment is missing (exp)"),
        ({"iat": None}, "moment is missing (iat)"),
        ({"exp": "tomorrow"}, "moment is missing (exp)"),
        ({"iat": True}, "moment is missing (iat)"),
        ({"exp": 10**12}, "out of range (exp)"),
        ({"iat": -(10**12)}, "out of range (iat)"),
    ],
)
def test_token_out_of_time_is_refused_with_the_claim_named(moments, reason):
    assert reason in refusal(signed(claims(**moments)))


def test_token_of_another_key_is_refused():
    assert "signature" in refusal(signed(claims(), key=STRANGER))


def test_key_of_the_tool_never_serves_as_a_shared_secret():
    secret = OctKey.import_key(PUBLIC_PEM.encode()[:64])
    assert "RS256" in refusal(signed(claims(), key=secret, alg="HS256"))


@pytest.mark.parametrize("alg", ["RS384", "RS512", "PS256"])
def test_no_other_algorithm_is_taken(alg):
    assert "RS256" in refusal(signed(claims(), alg=alg))


@pytest.mark.parametrize("header", [{"alg": "none"}, {"alg": None}, {}, {"alg": "rs256"}])
def test_unsigned_token_is_refused(header):
    assert "RS256" in refusal(f"{part(header)}.{part(claims())}.")


def test_extension_that_must_be_understood_is_refused():
    head = {"alg": "RS256", "crit": ["exp"], "exp": 1}
    assert "(crit)" in refusal(f"{part(head)}.{part(claims())}.x")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "a.b",
        "a.b.c.d",
        "....",
        f"{part([1])}.{part({})}.x",
        f"{part(b'no json')}.{part({})}.x",
        f"{part(b'[' * 9000)}.{part({})}.x",
        "ü.ü.ü",
        "x" * (LONGEST + 1),
    ],
    ids=["empty", "word", "two", "four", "dots", "list", "words", "deep", "umlauts", "long"],
)
def test_what_is_no_token_is_refused_and_breaks_nothing(text):
    assert refusal(text) == "it is no token (JWT)"
    with pytest.raises(TokenRefused):
        peek(text.replace(part({}), "x"))


def test_changed_claims_are_noticed():
    head, _body, signature = signed(claims()).split(".")
    changed = f"{head}.{part({**claims(), 'sub': 'other'})}.{signature}"
    assert peek(changed)["sub"] == "other"
    assert "signature" in refusal(changed)


@pytest.mark.parametrize(
    ("audience", "meant"),
    [
        ("us", True),
        (["us"], True),
        (["us", "also us"], True),
        (["us", "them"], False),
        ("them", False),
        ([], False),
        (None, False),
        ("", False),
        ([["us"]], False),
        ({"us": 1}, False),
    ],
)
def test_token_for_others_besides_us_is_not_ours(audience, meant):
    assert has_audience({"aud": audience}, "us", "also us") is meant
    assert not has_audience({}, "us")
