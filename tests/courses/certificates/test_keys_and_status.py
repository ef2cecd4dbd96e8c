"""Keys are written so that nobody else reads them; every document has its own bit."""

import base64
import gzip
import json

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from courses.certificates import checks
from courses.certificates.badges import keys, status


@pytest.fixture
def file(settings, tmp_path):
    settings.KC_BADGE_KEYS = ""
    settings.KC_BADGE_KEY_FILE = tmp_path / "secrets" / "badge-keys.json"
    return settings.KC_BADGE_KEY_FILE


def test_command_makes_a_key_once_that_only_the_owner_reads(file, capsys):
    call_command("badge_keys")
    first = file.read_text()
    call_command("badge_keys")

    assert file.read_text() == first
    assert file.stat().st_mode & 0o777 == 0o600
    assert "There is a key already" in capsys.readouterr().out


def test_rotation_keeps_the_public_part_of_every_old_key(file):
    call_command("badge_keys")
    call_command("badge_keys", "--rotate")
    call_command("badge_keys", "--rotate")

    stored = json.loads(file.read_text())["keys"]
    assert ["d" in key for key in stored] == [True, False, False]
    assert len({key["kid"] for key in stored}) == 3
    assert keys.signing_key() == stored[0]
    assert all("d" not in key for key in keys.public_keys())


def test_keys_of_the_environment_are_exchanged_there(settings):
    call_command("badge_keys")
    with pytest.raises(CommandError, match="KC_BADGE_KEYS"):
        call_command("badge_keys", "--rotate")


def ids(messages):
    return [message.id for message in messages]


def test_checks_find_nothing_where_the_key_is_as_it_should_be(file):
    assert ids(checks.check_key_is_there(None)) == ["certificates.W001"]
    assert checks.check_keys(None) == []
    call_command("badge_keys")
    assert checks.check_key_is_there(None) == checks.check_keys(None) == []


def test_checks_find_a_key_that_others_may_read(file):
    call_command("badge_keys")
    file.chmod(0o640)
    assert ids(checks.check_keys(None)) == ["certificates.W002"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", "certificates.E001"),
        ("{}", "certificates.E001"),
        ("[]", "certificates.E001"),
        ('{"keys": [{"kty": "OKP"}]}', "certificates.E001"),
        ('{"keys": [{"kty": "OKP", "crv": "Ed25519", "x": "a", "kid": "b"}]}', "certificates.E002"),
    ],
)
def test_checks_find_keys_that_cannot_sign(file, text, found):
    file.parent.mkdir()
    file.write_text(text)
    assert ids(checks.check_keys(None)) == [found]


def test_checks_look_at_the_environment_first(settings, file):
    settings.KC_BADGE_KEYS = "{"
    assert ids(checks.check_keys(None)) == ["certificates.E001"]
    settings.KC_BADGE_KEYS = json.dumps({"keys": keys.rotated([])})
    assert checks.check_keys(None) == checks.check_key_is_there(None) == []


def bits_of(text):
    packed = text.removeprefix("u")
    return gzip.decompress(base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4)))


def test_every_document_has_a_place_of_its_own():
    assert len({status.place_of(key) for key in range(1, status.SIZE + 1)}) == status.SIZE
    assert status.place_of(status.SIZE)[0] == 1
    assert status.place_of(status.SIZE + 1)[0] == 2


def test_neighbours_in_time_are_not_neighbours_in_the_list():
    places = [status.place_of(key)[1] for key in range(1, 50)]
    assert all(abs(one - two) > 1 for one, two in zip(places, places[1:], strict=False))


@given(st.sets(st.integers(1, status.SIZE), max_size=5), st.integers(1, status.SIZE))
def test_a_bit_is_set_exactly_for_what_was_revoked(revoked, asked):
    bits = bits_of(status.encoded(revoked))
    place = status.place_of(asked)[1]
    assert len(bits) * 8 == status.SIZE
    assert bool(bits[place // 8] & (0x80 >> place % 8)) is (asked in revoked)


@pytest.mark.parametrize("number", [1, 2, 7])
def test_span_holds_exactly_the_keys_of_the_list(number):
    first, last = status.span_of(number)
    assert {status.place_of(first)[0], status.place_of(last)[0]} == {number}
    assert status.place_of(last + 1)[0] == number + 1
