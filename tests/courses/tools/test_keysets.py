"""Keys of tools: which are good, how they are found, and how often they are asked for."""

import json

import pytest
from joserfc.jwk import ECKey, OctKey, RSAKey

from courses.tools.errors import BadKey, NotFetched, TokenRefused
from courses.tools.keysets import fetched_keys, key_of, read_key, usable
from courses.tools.models import Tool
from tests.factories.lti import KID, PRIVATE_PEM, PUBLIC_PEM, SECOND_KID, jwks, key_pair

SMALL = RSAKey.generate_key(1024, private=True)
CURVE = ECKey.generate_key("P-256", private=True)
GOOD = jwks(KID)["keys"][0]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "-----BEGIN PUBLIC KEY-----\nx\n-----END PUBLIC KEY-----",
        PRIVATE_PEM,
        SMALL.as_pem(private=False).decode(),
        CURVE.as_pem(private=False).decode(),
    ],
)
def test_what_is_no_public_rsa_key_of_good_length_is_refused(text):
    with pytest.raises(BadKey):
        read_key(text)


def test_public_key_is_read():
    assert read_key(f"\n {PUBLIC_PEM} \n").as_dict(private=False)["n"] == GOOD["n"]


@pytest.mark.parametrize(
    "document",
    [
        {},
        {"keys": None},
        {"keys": "x"},
        {"keys": ["x", None, 7]},
        {"keys": [{}]},
        {"keys": [{**GOOD, "use": "enc"}]},
        {"keys": [{**GOOD, "alg": "RS512"}]},
        {"keys": [{**GOOD, "alg": "none"}]},
        {"keys": [{**GOOD, "kty": "oct", "k": "AAAA"}]},
        {"keys": [{**GOOD, "n": "AQAB"}]},
        {"keys": [{**GOOD, "n": 7}]},
        {"keys": [{"kty": "RSA", "kid": KID}]},
        {"keys": [key_pair(KID).as_dict(private=True)]},
        {"keys": [CURVE.as_dict(private=False)]},
        {"keys": [OctKey.generate_key(256).as_dict()]},
        {"keys": [SMALL.as_dict(private=False)]},
    ],
)
def test_keys_that_could_not_vouch_are_left_out(document):
    assert usable(document) == []


def test_good_keys_are_kept_beside_bad_ones():
    assert usable({"keys": [{}, GOOD, {**GOOD, "use": "enc"}]}) == [GOOD]
    bare = {name: GOOD[name] for name in ("kty", "n", "e", "kid")}
    assert usable({"keys": [bare]}) == [bare]


def test_no_more_than_twenty_keys_are_looked_at():
    assert len(usable({"keys": [GOOD] * 40})) == 20


@pytest.fixture
def tool(server):
    """Return a tool that publishes two keys."""
    return Tool(keys_url=f"{server.site}/keys")


def publish(server, *kids):
    """Let the site publish these keys."""
    server.pages["/keys"] = (200, {}, json.dumps(jwks(*kids)).encode())


def modulus(key):
    """Return what tells a key apart."""
    return key.as_dict(private=False)["n"]


def test_key_is_found_by_its_name_and_fetched_once(server, tool):
    assert modulus(key_of(tool, KID)) == modulus(key_pair(KID))
    assert modulus(key_of(tool, SECOND_KID)) == modulus(key_pair(SECOND_KID))
    assert server.asked == ["/keys"]


def test_unknown_name_makes_the_keys_be_fetched_anew_once_a_minute(server, tool):
    publish(server, KID)
    key_of(tool, KID)
    publish(server, KID, SECOND_KID)
    assert modulus(key_of(tool, SECOND_KID)) == modulus(key_pair(SECOND_KID))
    for _time in range(3):
        with pytest.raises(TokenRefused, match="kid"):
            key_of(tool, "unknown")
    assert len(server.asked) == 2


def test_withdrawn_key_is_good_for_nothing_after_reading_anew(server, tool):
    publish(server, KID)
    key_of(tool, KID)
    publish(server, SECOND_KID)
    assert fetched_keys(tool, anew=True)[0]["kid"] == SECOND_KID
    with pytest.raises(TokenRefused):
        key_of(tool, KID)


@pytest.mark.parametrize(("kids", "found"), [((KID,), True), ((KID, SECOND_KID), False)])
def test_token_without_a_name_needs_a_single_key(server, tool, kids, found):
    publish(server, *kids)
    if found:
        assert modulus(key_of(tool, "")) == modulus(key_pair(KID))
        return
    with pytest.raises(TokenRefused):
        key_of(tool, "")


def test_keys_that_cannot_be_read_are_said_to_the_tool(server, tool):
    del server.pages["/keys"]
    with pytest.raises(TokenRefused) as caught:
        key_of(tool, KID)
    assert "404" in caught.value.reason
    with pytest.raises(NotFetched):
        fetched_keys(tool)


def test_entered_key_is_used_whatever_its_name(server):
    tool = Tool(public_key=PUBLIC_PEM, keys_url=f"{server.site}/keys")
    assert modulus(key_of(tool, "anything")) == modulus(key_pair(KID))
    assert server.asked == []
