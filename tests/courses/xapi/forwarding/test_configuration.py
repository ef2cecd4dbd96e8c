"""Where statements go to, as the environment says it."""

import pytest

from courses.xapi.forwarding import checks
from courses.xapi.forwarding.configuration import VARIABLE, Address, Misconfigured, addresses

SECRETS = {"KC_XAPI_FORWARD_UNI_X_KEY": "key", "KC_XAPI_FORWARD_UNI_X_SECRET": "hush"}


def test_targets_are_read_with_their_credentials() -> None:
    given = {
        VARIABLE: " uni-x=https://lrs.example/xapi/,  here=http://127.0.0.1:8047/xapi ",
        **SECRETS,
        "KC_XAPI_FORWARD_HERE_KEY": "a",
        "KC_XAPI_FORWARD_HERE_SECRET": "b",
        "KC_XAPI_FORWARD_HERE_VERSION": "1.0.3",
    }
    assert addresses(given) == {
        "uni-x": Address("uni-x", "https://lrs.example/xapi", "key", "hush"),
        "here": Address("here", "http://127.0.0.1:8047/xapi", "a", "b", "1.0.3"),
    }


def test_nothing_set_is_no_target() -> None:
    assert addresses({}) == {}


def test_secret_does_not_show_in_logs() -> None:
    (address,) = addresses({VARIABLE: "uni-x=https://lrs.example/xapi", **SECRETS}).values()
    assert "hush" not in f"{address!r} {address}"


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("https://lrs.example/xapi", "write name="),
        ("Uni=https://lrs.example", "small letters"),
        ("-=https://lrs.example", "small letters"),
        ("uni-x=http://lrs.example/xapi", "must be https"),
        ("uni-x=ftp://lrs.example/xapi", "must be https"),
        ("uni-x=https:///xapi", "must be https"),
        ("uni-x=https://a:b@lrs.example/xapi", "without user name"),
        ("uni-x=https://lrs.example/xapi?key=1", "without user name"),
        ("uni-x=https://[lrs/xapi", "cannot be read"),
        ("uni-x=https://a.example uni-x=https://b.example", "twice"),
        ("other=https://lrs.example/xapi", "KC_XAPI_FORWARD_OTHER_KEY"),
    ],
)
def test_fault_is_named(value: str, told: str) -> None:
    with pytest.raises(Misconfigured, match=told):
        addresses({VARIABLE: value, **SECRETS})


def test_version_that_is_not_spoken_is_named() -> None:
    given = {VARIABLE: "uni-x=https://lrs.example", **SECRETS}
    with pytest.raises(Misconfigured, match="KC_XAPI_FORWARD_UNI_X_VERSION"):
        addresses({**given, "KC_XAPI_FORWARD_UNI_X_VERSION": "0.9"})


def test_system_check_names_the_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    assert checks.check_forwarding(None) == []
    monkeypatch.setenv(VARIABLE, "nonsense")
    assert [fault.id for fault in checks.check_forwarding(None)] == ["xapi.E001"]
