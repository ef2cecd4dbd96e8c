"""Nobody but the platform states results about its own lessons, tests and courses."""

import uuid

import pytest

from courses.modules.identifiers import activity_id, course_activity_id
from courses.xapi import scopes
from courses.xapi import vocabulary as xapi
from courses.xapi.errors import StatementRefused
from courses.xapi.models import Statement
from courses.xapi.services import client_authority, create_client, platform_authority, store

pytestmark = pytest.mark.django_db

ITEM = activity_id(uuid.UUID(int=3))
FOREIGN = "https://tool.example/activities/1"


@pytest.fixture
def outsider():
    """Return the authority of a program with a credential of its own."""
    client, _secret = create_client(name="Werkzeug", scopes=list(scopes.SCOPES), owner_kind="tool")
    return client_authority(client)


def statement(verb="http://adlnet.gov/expapi/verbs/experienced", target=ITEM, result=None):
    whole = {
        "actor": {"account": {"homePage": "https://kommunalcampus.example", "name": "x"}},
        "verb": {"id": verb},
        "object": {"id": target},
    }
    return {**whole, "result": result} if result else whole


REFUSED = [
    statement(verb=xapi.PASSED.iri),
    statement(verb=xapi.FAILED.iri),
    statement(verb=xapi.COMPLETED.iri),
    statement(verb="http://adlnet.gov/expapi/verbs/mastered"),
    statement(verb=xapi.ANSWERED.iri, target=f"{ITEM}/question/4"),
    statement(verb=xapi.COMPLETED.iri, target=course_activity_id(1)),
    statement(result={"completion": True}),
    statement(result={"success": False}),
    statement(result={"score": {"scaled": 1}}),
]


@pytest.mark.parametrize("foreign", REFUSED)
def test_foreign_result_on_our_own_activity_is_refused(outsider, foreign):
    with pytest.raises(StatementRefused, match="stated by the platform only"):
        store([foreign], authority=outsider)
    assert not Statement.objects.exists()


@pytest.mark.parametrize("own", REFUSED)
def test_result_by_the_platform_is_stored(own):
    store([own], authority=platform_authority())

    assert Statement.objects.count() == 1


@pytest.mark.parametrize(
    "harmless",
    [
        statement(),
        statement(verb=xapi.PASSED.iri, target=FOREIGN),
        statement(target=FOREIGN, result={"completion": True}),
        statement(result={"duration": "PT5M"}),
    ],
)
def test_what_states_no_result_of_ours_is_stored(outsider, harmless):
    store([harmless], authority=outsider)

    assert Statement.objects.count() == 1
