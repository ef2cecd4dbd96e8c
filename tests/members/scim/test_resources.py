"""What an entry of a directory says about a job, by table."""

import pytest

from members.scim.resources import LONG, Said, StaffUser, name_key, service
from tests.members.scim.conftest import AT_WORK, at_work, entry


def said(**facts):
    return Said(StaffUser.model_validate(entry(**facts)))


def test_entry_says_everything_that_the_list_keeps():
    one = said(externalId="4711")
    assert (one.first_name, one.last_name) == ("Erika", "Beispiel")
    assert (one.position, one.department, one.number) == ("Sachbearbeitung", "Bürgeramt", "0012")
    assert one.email == "erika@rathaus.example"
    assert one.external_id == "4711"
    assert one.is_active


@pytest.mark.parametrize(
    ("emails", "wanted"),
    [
        ([], ""),
        (None, ""),
        ([{"value": "a@x.example"}], "a@x.example"),
        ([{"value": "a@x.example"}, {"value": "b@x.example", "primary": True}], "b@x.example"),
        ([{"type": "work"}, {"value": "b@x.example"}], "b@x.example"),
    ],
)
def test_primary_address_counts_else_the_first(emails, wanted):
    assert said(emails=emails).email == wanted


@pytest.mark.parametrize(("active", "wanted"), [(True, True), (None, True), (False, False)])
def test_only_who_is_said_to_be_inactive_is_inactive(active, wanted):
    assert said(active=active).is_active is wanted


def test_entry_without_a_place_of_work_says_nothing_about_it():
    one = said(**{AT_WORK: None})
    assert (one.department, one.number) == ("", "")


def test_blanks_around_words_are_no_part_of_them():
    one = said(title="  Leitung ", **at_work(department=" Bauamt ", employeeNumber=" 7 "))
    assert (one.position, one.department, one.number) == ("Leitung", "Bauamt", "7")


@pytest.mark.parametrize(
    ("facts", "named"),
    [
        ({}, ""),
        ({"userName": "x" * (LONG + 1)}, "userName"),
        ({"externalId": "x" * (LONG + 1)}, "externalId"),
        ({"title": "x" * 121}, "title"),
        ({"title": "x" * 120}, ""),
        ({"name": {"givenName": "x" * 81, "familyName": "B"}}, "name.givenName"),
        ({"name": {"givenName": "E", "familyName": "x" * 81}}, "name.familyName"),
        (at_work(department="x" * 121), "department"),
        (at_work(employeeNumber="1" * 121), "employeeNumber"),
    ],
)
def test_what_is_too_long_is_named(facts, named):
    assert said(**facts).too_long() == named


@pytest.mark.parametrize("name", ["ERIKA", " erika ", "Erika"])
def test_user_names_are_compared_without_capitals(name):
    assert name_key(name) == "erika"


def test_user_names_are_compared_however_accents_are_written():
    assert name_key("Ju\u0308rgen") == name_key("J\u00fcrgen")


def test_service_announces_only_what_it_does():
    config = service("https://x.example/hilfe/").config
    assert config.patch.supported
    assert config.filter.supported
    assert config.sort.supported
    assert not config.bulk.supported
    assert not config.etag.supported
    assert not config.change_password.supported


def test_schema_leaves_out_what_is_not_kept():
    (users, at_work_schema, groups) = service("https://x.example/hilfe/").schemas
    names = {attribute.name for attribute in users.attributes}
    assert names >= {"userName", "name", "emails", "active", "title"}
    assert not names & {"password", "phoneNumbers", "photos", "x509Certificates", "groups"}
    assert {one.name for one in at_work_schema.attributes} == {"employeeNumber", "department"}
    assert {one.name for one in groups.attributes} == {"displayName", "members"}
