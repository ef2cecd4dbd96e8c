"""Addresses that may be asked, by table; what is fetched is tested where it is used."""

import pytest

from campus.kit.fetching import Unfetched, is_public, is_whole_address, resolved


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.215.14", True),
        ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True),
        ("127.0.0.1", False),
        ("127.255.255.254", False),
        ("0.1.2.3", False),
        ("10.0.0.1", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("192.0.2.1", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("ff02::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:10.0.0.1", False),
        ("::ffff:93.184.215.14", True),
        ("2002:7f00:1::", False),
        ("64:ff9b::7f00:1", False),
        ("fd00::1", False),
        ("::ffff:10.0.0.1", False),
        ("2001:0:4136:e378::", False),
    ],
)
def test_only_addresses_of_the_public_internet_are_asked(address, public):
    assert is_public(address) is public


@pytest.mark.parametrize(
    ("url", "outside", "inside"),
    [
        ("https://campus.example/api?page=1", True, True),
        ("https://campus.example:8443/", True, True),
        ("http://campus.example/", False, True),
        ("ftp://campus.example/", False, False),
        ("//campus.example/", False, False),
        ("https://localhost/", False, False),
        ("https://user@campus.example/", False, False),
        ("https://campus.example/#teil", False, False),
        ("https://campus.example:port/", False, False),
        ("https://campus.example/a b", False, False),
        ("https://campus.example\\@evil.example/", False, False),
        ("https://[::1/", False, False),
        ("https://cämpus.example/", False, False),
        ("https://campus.example/" + "a" * 1000, False, False),
        ("", False, False),
    ],
)
def test_only_whole_addresses_without_anything_unusual_are_asked(url, outside, inside):
    assert is_whole_address(url) is outside
    assert is_whole_address(url, inside=inside) is inside


@pytest.mark.parametrize("host", ["127.0.0.1", "10.0.0.7", "169.254.169.254"])
def test_host_of_the_own_network_is_asked_only_where_the_operator_allows_it(host):
    with pytest.raises(Unfetched) as caught:
        resolved(host, 443)
    assert caught.value.code == "private"
    assert resolved(host, 443, inside=True) == host
