"""What an identity provider says, read without a database."""

import pytest

from members.sign_on.attributes import (
    CLAIMS,
    Arrival,
    Field,
    domain_of,
    flattened,
    is_of,
    read,
    source_of,
)


@pytest.mark.parametrize(
    ("received", "first_name"),
    [
        ({"given_name": "Erika"}, "Erika"),
        ({"givenName": " Erika "}, "Erika"),
        ({"urn:oid:2.5.4.42": "Erika"}, "Erika"),
        ({CLAIMS + "givenname": "Erika"}, "Erika"),
        ({"vorname": "Erika"}, ""),
    ],
)
def test_read_recognises_usual_names(received, first_name):
    assert read("s", received, {}).first_name == first_name


def test_read_prefers_the_chosen_attribute_and_falls_back_to_nothing():
    received = {"given_name": "Erika", "rufname": "Ria"}

    assert read("s", received, {"first_name": "rufname"}).first_name == "Ria"
    assert read("s", received, {"first_name": "fehlt"}).first_name == ""
    assert source_of(Field.FIRST_NAME, received, {}) == "given_name"


def test_read_writes_addresses_in_small_letters():
    arrival = read("e1", {"mail": "Erika@Rathaus.Example"}, {})

    assert arrival == Arrival(subject="e1", email="erika@rathaus.example")


def test_flattened_joins_lists_and_leaves_out_what_is_nested():
    raw = {"groups": ["a", "b"], "address": {"street": "x"}, "active": True, "n": 7, "empty": ""}

    assert flattened(raw) == {"groups": "a; b", "active": "True", "n": "7"}


def test_flattened_cuts_what_is_too_long():
    assert len(flattened({"bio": "x" * 5000})["bio"]) == 200


@pytest.mark.parametrize(
    ("address", "domain"),
    [
        ("erika@Rathaus.Example ", "rathaus.example"),
        ("a@b@rathaus.example", "rathaus.example"),
        ("rathaus.example", ""),
        ("@rathaus.example", ""),
        ("", ""),
    ],
)
def test_domain_of_returns_what_stands_after_the_last_at(address, domain):
    assert domain_of(address) == domain


@pytest.mark.parametrize(
    ("address", "belongs"),
    [
        ("a@rathaus.example", True),
        ("a@sub.rathaus.example", False),
        ("a@evilrathaus.example", False),
        ("a@rathaus.example.evil.example", False),
        ("", False),
    ],
)
def test_is_of_takes_whole_domains_only(address, belongs):
    assert is_of(address, ["rathaus.example"]) is belongs
