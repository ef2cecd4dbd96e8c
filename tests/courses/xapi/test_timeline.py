"""The operators' timeline: everything is in it, in order, and found by each filter."""

import datetime as dt
import uuid

import pytest

from courses.xapi import timeline
from courses.xapi.core.keys import index_key
from courses.xapi.search import Filters, Position
from courses.xapi.services import client_authority, platform_authority, store, void
from tests.factories.xapi import ClientFactory, activity, attachment, statement

pytestmark = pytest.mark.django_db
START = dt.datetime(2026, 11, 22, 10, 0, tzinfo=dt.UTC)
OTHER_VERB = "http://adlnet.gov/expapi/verbs/completed"


def stored(number, authority=None, **parts):
    """Store a statement so many minutes after the start."""
    at = START + dt.timedelta(minutes=number)
    return store([statement(**parts)], authority=authority or platform_authority(), at=at)[0]


def listed(**filters):
    authority_key = filters.pop("authority_key", "")
    entries, has_more = timeline.timeline(Filters(**filters), authority_key=authority_key)
    return [entry.statement_id for entry in entries], has_more


def test_timeline_is_newest_first_and_tells_whether_more_follow():
    ids = [stored(number) for number in range(3)]
    assert listed() == (ids[::-1], False)
    assert listed(limit=2) == (ids[:0:-1], True)


def test_timeline_goes_on_after_the_edge_in_both_directions():
    ids = [stored(number) for number in range(5)]
    edge = Position(START + dt.timedelta(minutes=2), ids[2])
    assert listed(after=edge)[0] == [ids[1], ids[0]]
    assert listed(after=edge, ascending=True)[0] == [ids[3], ids[4]]


def test_statements_of_the_same_instant_are_neither_lost_nor_shown_twice():
    for _ in range(5):
        stored(0)
    first = timeline.timeline(Filters(limit=2))[0]
    edge = Position(first[-1].stored, first[-1].statement_id)
    rest = timeline.timeline(Filters(after=edge))[0]
    assert len({entry.statement_id for entry in (*first, *rest)}) == 5


def test_voided_statements_stay_in_the_timeline():
    target = stored(0)
    void(target, authority=platform_authority())
    entries, _more = timeline.timeline(Filters())
    assert {entry.statement_id: entry.voided for entry in entries}[target] is True
    assert len(entries) == 2


def test_each_filter_finds_its_statements_only():
    registration = uuid.uuid4()
    foreign = client_authority(ClientFactory())
    stored(0)
    by_verb = stored(1, verb={"id": OTHER_VERB})
    by_activity = stored(2, object=activity("https://content.example/other"))
    by_registration = stored(3, context={"registration": str(registration)})
    by_source = stored(4, authority=foreign)
    assert listed(verb=index_key(OTHER_VERB))[0] == [by_verb]
    assert listed(activity_key="https://content.example/other")[0] == [by_activity]
    assert listed(registration=registration)[0] == [by_registration]
    assert listed(authority_key=foreign.key)[0] == [by_source]
    late = START + dt.timedelta(minutes=3, seconds=1)
    assert listed(since=late)[0] == [by_source]
    assert len(listed(until=late)[0]) == 4


def test_related_activities_are_found_by_the_course_around_them():
    course = activity("https://content.example/course/9")
    inside = stored(0, context={"contextActivities": {"grouping": [course]}})
    assert listed(activity_key=course["id"], related_activities=True)[0] == [inside]
    assert listed(activity_key=course["id"])[0] == []


def test_details_of_an_unknown_id_are_none():
    assert timeline.details(uuid.uuid4()) is None


def test_details_tell_what_voided_the_statement():
    target = stored(0)
    voiding = void(target, authority=platform_authority())
    found = timeline.details(target)
    assert found.entry.voided and found.voided_by.statement_id == voiding
    assert timeline.details(voiding).voided_by is None


def test_details_hold_the_stored_text_and_the_hashes_of_kept_attachments():
    found = timeline.details(stored(0, attachments=[attachment()]))
    assert str(found.entry.statement_id) in found.raw
    assert found.kept == frozenset()


def test_names_of_activities_come_from_their_merged_definitions(django_assert_num_queries):
    named = activity("https://content.example/n", name={"de": "Vergabe"})
    stored(0, object=named)
    stored(1, object=activity("https://content.example/bare"))
    with django_assert_num_queries(1):
        names = timeline.activity_names([named["id"], "https://content.example/bare"])
    assert names[named["id"]] == {"de": "Vergabe"}
    assert not names.get("https://content.example/bare")


def test_list_of_clients_leaves_out_those_of_one_launch():
    ClientFactory(bound_registration=uuid.uuid4())
    shown = ClientFactory(name="Moodle")
    assert list(timeline.clients()) == [shown]


def test_authority_key_is_that_of_the_stored_statements():
    client = ClientFactory(owner_kind="provider", owner_key="7")
    assert timeline.authority_key(client) == client_authority(client).key
    assert timeline.authority_key(None) == platform_authority().key
