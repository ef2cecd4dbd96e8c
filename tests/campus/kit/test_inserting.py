"""Rows that differ in one key: all written, by one statement, like those of the model itself."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from campus.kit import dates
from campus.kit.inserting import insert_for_each
from members.people.models import AccessLogEntry
from tests.factories.accounts import UserFactory
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


def values(**changed):
    facts = {"viewer": None, "viewer_name": "O'Neil; --", "viewer_role": "", "what": "ä"}
    return {**facts, "municipality": None, "at": dates.now(), **changed}


def test_row_is_written_for_each_key_with_the_same_values():
    town, user = MunicipalityFactory(), UserFactory()
    people = PersonFactory.create_batch(3)
    given = values(viewer=user.pk, municipality=town.pk)
    keys = [person.pk for person in people]
    assert insert_for_each(AccessLogEntry, "person", keys, given) == 3
    rows = list(AccessLogEntry.objects.order_by("person"))
    assert [row.person_id for row in rows] == sorted(keys)
    assert {(row.viewer_name, row.what, row.viewer, row.municipality) for row in rows} == {
        ("O'Neil; --", "ä", user, town)
    }
    assert {row.at for row in rows} == {given["at"]}


def test_number_of_rows_does_not_change_the_number_of_statements():
    for count in (1, 30):
        keys = [person.pk for person in PersonFactory.create_batch(count)]
        with CaptureQueriesContext(connection) as caught:
            insert_for_each(AccessLogEntry, "person", keys, values())
        assert len(caught) == 1


def test_nothing_is_asked_for_no_key():
    with CaptureQueriesContext(connection) as caught:
        assert insert_for_each(AccessLogEntry, "person", [], values()) == 0
    assert not caught.captured_queries


def test_key_of_nobody_is_refused_by_the_database():
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_for_each(AccessLogEntry, "person", [999_999], values())
        connection.check_constraints()
