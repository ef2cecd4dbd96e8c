"""The store's own comparison: as `__in`, with many values as one."""

import uuid

import pytest
from django.db import connection

from campus.kit import dates
from courses.xapi.models import PendingStatement, StatementId

pytestmark = pytest.mark.django_db


def taken(number):
    """Let so many ids be taken and return them."""
    rows = [StatementId(statement_id=uuid.uuid4(), stored=dates.now()) for _ in range(number)]
    StatementId.objects.bulk_create(rows)
    return [row.statement_id for row in rows]


@pytest.mark.parametrize("number", [0, 1, 3, 700])
def test_those_of_the_values_are_found_that_are_there(number):
    ids = taken(number)
    asked = [*ids, uuid.uuid4()]
    found = StatementId.objects.filter(statement_id__among=asked)
    assert set(found.values_list("statement_id", flat=True)) == set(ids)


@pytest.mark.parametrize("kind", [list, tuple, set, dict.fromkeys, iter])
def test_any_collection_will_do(kind):
    ids = taken(2)
    assert StatementId.objects.filter(statement_id__among=kind(ids)).count() == 2


def test_values_of_every_kind_are_compared():
    row = PendingStatement.objects.create(statement_id=uuid.uuid4(), registration=uuid.uuid4())
    for name in ("id", "statement_id", "registration", "queued_at"):
        assert PendingStatement.objects.filter(**{f"{name}__among": [getattr(row, name)]}).exists()


def test_no_values_meet_nothing():
    taken(1)
    assert not StatementId.objects.filter(statement_id__among=[]).exists()
    assert StatementId.objects.exclude(statement_id__among=[]).count() == 1


@pytest.mark.postgres
def test_postgresql_gets_one_array(django_assert_num_queries):
    with django_assert_num_queries(1) as asked:
        list(StatementId.objects.filter(statement_id__among=[uuid.uuid4() for _ in range(9)]))
    assert "ANY('{" in asked.captured_queries[0]["sql"]
    assert connection.vendor == "postgresql"
