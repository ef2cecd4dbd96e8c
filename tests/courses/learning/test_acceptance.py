"""Nobody but the platform states results about its own lessons, tests and courses."""

import uuid

import pytest

from courses.learning.vocabulary import PLAYED, PROGRESS
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


def below(**parts):
    """Return a SubStatement."""
    return {"objectType": "SubStatement", **statement(**parts)}


def extended(key, value):
    """Return a result with one extension."""
    return {"extensions": {key: value}}


COURSE = course_activity_id(1)
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
    statement(verb=xapi.SCORED.iri),
    statement(verb=xapi.SATISFIED.iri, target=COURSE),
    statement(verb=xapi.WAIVED.iri),
    statement(verb=xapi.PASSED.iri.replace("http", "https")),
    statement(verb=xapi.PASSED.iri.upper()),
    statement(verb=f"{xapi.PASSED.iri}/"),
    statement(verb=xapi.PASSED.iri.replace("passed", "p%61ssed")),
    statement(verb=xapi.PROGRESSED.iri, result=extended(PLAYED, "0[.]600")),
    statement(verb=xapi.PROGRESSED.iri, result=extended(PROGRESS, 1)),
    statement(verb=xapi.PROGRESSED.iri, result=extended(xapi.PROGRESS_EXTENSION, 100)),
    {**statement(), "object": below(verb=xapi.PASSED.iri)},
    {**statement(), "object": below(result={"success": True})},
    statement(verb=xapi.PASSED.iri, target=ITEM.upper()),
    statement(verb=xapi.PASSED.iri, target=ITEM.replace("https", "http")),
    statement(verb=xapi.PASSED.iri, target=ITEM.replace("item", "%69tem")),
    statement(verb=xapi.PASSED.iri, target=f"{ITEM}/"),
    statement(verb=xapi.PASSED.iri, target=f"{ITEM}?try=2"),
    statement(verb=xapi.PASSED.iri, target=f"{ITEM}#again"),
    statement(verb=xapi.COMPLETED.iri, target=f"{COURSE}/"),
    statement(verb=xapi.COMPLETED.iri, target=COURSE.replace(".example", ".example:443")),
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
        statement(result=extended("https://tool.example/x/colour", "blue")),
        {
            **statement(verb=xapi.PASSED.iri),
            "object": {"mbox": "mailto:x@example.org", "objectType": "Agent"},
        },
        {**statement(), "object": below(verb=xapi.PASSED.iri, target=FOREIGN)},
    ],
)
def test_what_states_no_result_of_ours_is_stored(outsider, harmless):
    store([harmless], authority=outsider)

    assert Statement.objects.count() == 1


def test_in_a_batch_one_foreign_result_refuses_all(outsider):
    with pytest.raises(StatementRefused):
        store([statement(), statement(verb=xapi.PASSED.iri), statement()], authority=outsider)
    assert not Statement.objects.exists()
