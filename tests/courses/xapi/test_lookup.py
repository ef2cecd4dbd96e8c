"""Statements looked up where mentions say that they lie: the same as a plain query finds."""

import datetime as dt
import uuid

import pytest

from courses.xapi import search
from courses.xapi.authority import client_authority, platform_authority
from courses.xapi.core.keys import agent_key, index_key
from courses.xapi.lookup import Demands, located, statements_at
from courses.xapi.models import Statement
from courses.xapi.services import create_client, store, void
from tests.factories.xapi import agent, statement

pytestmark = pytest.mark.django_db

ONE, OTHER = uuid.uuid4(), uuid.uuid4()
START = dt.datetime(2026, 1, 31, 23, 59, tzinfo=dt.UTC)


@pytest.fixture
def told():
    """Store statements of two authorities and registrations over the end of a month; one voided."""
    client, _ = create_client(name="Werkzeug", scopes=["all"])
    authorities = (platform_authority(), client_authority(client))
    ids = []
    for number in range(8):
        made = statement(actor=agent(str(number % 2)))
        made["context"] = {"registration": str((ONE, OTHER)[number // 2 % 2])}
        at = START + dt.timedelta(seconds=20 * number)
        ids += store([made], authority=authorities[number // 4], at=at)
    void(ids[0], authority=platform_authority())
    return ids


def places(ids):
    """Return where the statements lie, newest first."""
    rows = located(ids).order_by("-stored")
    return list(rows.values_list("stored", "statement_id"))


def demands_of(**asked):
    return Demands(**{"voided_too": True, **asked})


@pytest.mark.postgres
def test_all_are_found_in_the_order_of_the_places(told):
    found = statements_at(places(told), demands_of())
    assert [row.statement_id for row in found] == told[::-1]
    assert [row.raw for row in found] == list(
        located(told).order_by("-stored").values_list("raw", flat=True)
    )
    assert all(isinstance(row, Statement) for row in found)


@pytest.mark.postgres
def test_voided_ones_are_left_out_unless_asked_for(told):
    assert [row.statement_id for row in statements_at(places(told), Demands())] == told[:0:-1]


@pytest.mark.postgres
@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"registrations": (ONE,)}, {0, 1, 4, 5}),
        ({"registrations": (ONE, OTHER)}, set()),
        ({"registrations": (OTHER, OTHER)}, {2, 3, 6, 7}),
        ({"authority": platform_authority().key}, {0, 1, 2, 3}),
        ({"actor": agent_key(agent("1"))}, {1, 3, 5, 7}),
        ({"verb": index_key(statement()["verb"]["id"])}, set(range(8))),
        ({"verb": "https://example.org/verbs/never"}, set()),
        ({"actor": agent_key(agent("0")), "registrations": (OTHER,)}, {2, 6}),
    ],
)
def test_each_demand_narrows(told, asked, expected):
    found = statements_at(places(told), demands_of(**asked))
    assert {told.index(row.statement_id) for row in found} == expected


@pytest.mark.postgres
def test_nothing_is_found_where_nothing_lies(told, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert statements_at([], Demands()) == []
    assert statements_at([(START, uuid.uuid4())], Demands()) == []


@pytest.mark.parametrize("ascending", [False, True])
@pytest.mark.parametrize("limit", [1, 3, 100])
def test_pages_by_agent_are_whole_and_in_order(told, ascending, limit):
    wanted = [key for number, key in enumerate(told) if number % 2 == 0 and number]
    wanted = wanted if ascending else wanted[::-1]
    seen, after = [], None
    for _ in range(9):
        filters = search.Filters(
            agent_key=agent_key(agent("0")), ascending=ascending, limit=limit, after=after
        )
        rows, has_more = search.statements_page(filters, search.Visibility())
        seen += [row.statement_id for row in rows]
        if not has_more:
            break
        after = search.Position(rows[-1].stored, rows[-1].statement_id)
    # What voids a match is a match as well, and the newest.
    assert len(seen) == len(wanted) + 1
    assert [key for key in seen if key in told] == wanted


def test_reader_bound_to_a_registration_sees_only_that(told):
    filters = search.Filters(agent_key=agent_key(agent("1")), registration=ONE)
    for bound, expected in ((ONE, {1, 5}), (OTHER, set())):
        rows, _ = search.statements_page(filters, search.Visibility(registration=bound))
        assert {told.index(row.statement_id) for row in rows} == expected


def test_agent_and_activity_together_narrow_both(told):
    activity = index_key(statement()["object"]["id"])
    for other, expected in (("", 4), ("https://example.org/other", 0)):
        filters = search.Filters(agent_key=agent_key(agent("1")), activity_key=other or activity)
        rows, _ = search.statements_page(filters, search.Visibility())
        assert len(rows) == expected
