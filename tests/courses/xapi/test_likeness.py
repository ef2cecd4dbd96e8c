"""Identifiers that look like one of ours, and the definitions that nobody else may write."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.xapi.core.likeness import plain_spelling
from courses.xapi.models import Activity
from courses.xapi.namespace import is_own_activity
from courses.xapi.services import client_authority, platform_authority, store
from tests.courses.xapi.calling import Caller
from tests.factories.xapi import ClientFactory, activity, statement, substatement

HOME = "https://kommunalcampus.example"
OURS = f"{HOME}/xapi/activities/item/5"
LOOKALIKES = [
    OURS,
    OURS.upper(),
    OURS.replace("https", "http"),
    OURS.replace("https", "HTTPS"),
    OURS.replace("kommunal", "Kommunal"),
    OURS.replace(".example", ".example:443"),
    OURS.replace(".example", ".example:8080"),
    OURS.replace(".example", ".example."),
    OURS.replace("https://", "https://learner@"),
    OURS.replace("https://", "https://learner:secret@"),
    OURS.replace("https://", "https:///"),
    OURS.replace("/", "\\"),
    OURS.replace("item", "%69tem"),
    OURS.replace("item", "%2569tem"),
    OURS.replace("/item", "%2Fitem"),
    OURS.replace("campus", "%63ampus"),
    OURS.replace("/item", "//item"),
    OURS.replace("/item", "/./item"),
    OURS.replace("/item", "/course/../item"),
    OURS.replace("/item", "/course/%2e%2e/item"),
    OURS.replace("item", "ｉｔｅｍ"),
    OURS.replace("item", "it\u200bem"),
    OURS.replace("item", "ite\u00adm"),
    OURS.replace("example", "ｅxample"),
    f"{OURS}/",
    f"{OURS}//",
    f"{OURS}?try=2",
    f"{OURS}#again",
    f"{OURS}/?#",
    f"{OURS}%20",
    f" {OURS}",
    f"{OURS}/question/7",
]
STRANGERS = [
    "https://content.example/xapi/activities/item/5",
    "https://kommunalcampus.example.evil.example/xapi/activities/item/5",
    "https://evil.example/?https://kommunalcampus.example/xapi/activities/item/5",
    "https://evil.example/kommunalcampus.example/xapi/activities/item/5",
    "https://kommunalcampus.example@evil.example/xapi/activities/item/5",
    f"{HOME}/xapi/activitiesitem/5",
    f"{HOME}/xapi/activities/items/5",
    f"{HOME}/xapi/activities/course/../items/5",
    f"{HOME}/kurse/item/5",
    "urn:uuid:00000000-0000-0000-0000-000000000005",
    "mailto:learner@kommunalcampus.example",
    "x:",
]


@pytest.mark.parametrize("iri", LOOKALIKES)
def test_lookalike_passes_for_one_of_ours(iri: str) -> None:
    assert is_own_activity(iri, "item", "course")
    assert is_own_activity(iri)


@pytest.mark.parametrize("iri", STRANGERS)
def test_stranger_is_none_of_ours(iri: str) -> None:
    assert not is_own_activity(iri, "item", "course")


@pytest.mark.parametrize("home", ["https://campus.example:8443/lernen/", "https://bücher.example"])
def test_home_page_may_have_a_port_a_folder_and_an_umlaut(settings: Any, home: str) -> None:
    settings.KC_XAPI_HOME_PAGE = home
    assert is_own_activity(f"{home}/xapi/activities/item/5", "item")
    assert is_own_activity(f"{home.upper()}/XAPI/activities/item/5", "item")
    assert not is_own_activity(OURS)


def test_both_spellings_of_an_umlaut_domain_are_one(settings: Any) -> None:
    settings.KC_XAPI_HOME_PAGE = "https://bücher.example"
    assert is_own_activity("https://xn--bcher-kva.example/xapi/activities/item/5")


@given(st.text(max_size=60))
def test_plain_spelling_is_settled_and_never_fails(text: str) -> None:
    spelling = plain_spelling(f"https://{text}")
    assert plain_spelling(f"https://{spelling}") in (spelling, plain_spelling(f"x://{spelling}"))
    is_own_activity(text)


def described(iri: str) -> dict[str, Any]:
    return statement(object=activity(iri, name={"de": "Unfug"}))


@pytest.mark.django_db
@pytest.mark.parametrize("scopes", [["all"], ["statements/write", "define"]])
@pytest.mark.parametrize("iri", [OURS, f"{OURS}/question/7", f"{HOME}/xapi/activities/course/1"])
def test_no_client_describes_our_activities(scopes: list[str], iri: str) -> None:
    authority = client_authority(ClientFactory(scopes=scopes))
    below = substatement(object=activity(iri, name={"de": "Unfug"}))
    related = {"contextActivities": {"parent": [activity(iri, name={"de": "Unfug"})]}}
    store(
        [described(iri), statement(object=below), statement(context=related)], authority=authority
    )
    assert not Activity.objects.filter(iri=iri).exists()


@pytest.mark.django_db
def test_client_renames_nothing_of_ours_but_is_stored_as_sent() -> None:
    named = statement(object=activity(OURS, name={"de": "Kassensicherheit"}))
    store([named], authority=platform_authority())
    caller = Caller("all")
    (stored,) = caller.store(described(OURS))
    definition = caller.get("activities", activityId=OURS).json()["definition"]
    assert definition == {"name": {"de": "Kassensicherheit"}}
    returned = caller.get("statements", statementId=stored).json()
    assert returned["object"]["definition"] == {"name": {"de": "Unfug"}}


@pytest.mark.django_db
def test_client_still_describes_what_is_not_ours() -> None:
    authority = client_authority(ClientFactory(scopes=["define"]))
    store([described("https://content.example/1")], authority=authority)
    assert Activity.objects.get().iri == "https://content.example/1"
