"""The demo's foreign program: the same statements in every load, under its owner's name."""

import datetime as dt

import pytest

from campus.demo import programs
from campus.kit import dates
from courses.xapi.models import Client, PendingStatement, Statement
from tests.factories.organisations import ProviderFactory

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)


def connected(provider):
    with dates.moved_clock(NOON):
        programs.connect_moodle(provider, seed=7)
    return list(Statement.objects.order_by("stored").values_list("actor_key", "verb", "stored"))


def test_program_reports_the_last_day_for_its_provider():
    provider = ProviderFactory()
    rows = connected(provider)
    assert len(rows) == programs.STATEMENTS
    assert all(NOON - dt.timedelta(days=1) < stored < NOON for _actor, _verb, stored in rows)
    client = Client.objects.get()
    assert (client.owner_kind, client.owner_key) == ("provider", str(provider.pk))
    assert client.rate_per_minute == 600


def test_program_reports_the_same_in_every_load():
    first = connected(ProviderFactory())
    Statement.objects.all().delete()
    assert connected(ProviderFactory()) == first


def test_programs_statements_wait_for_no_progress():
    connected(ProviderFactory())
    assert not PendingStatement.objects.exists()
