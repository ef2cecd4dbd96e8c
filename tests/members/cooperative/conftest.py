"""What the tests of the cooperative share: a fixed day, the office, a schedule in force."""

import datetime as dt

import pytest

from campus.kit.dates import moved_clock
from members.roles.catalogue import Role
from tests.factories.cooperative import FeeScheduleFactory
from tests.factories.roles import GrantFactory


@pytest.fixture
def today():
    """Stand still on 15 July 2026."""
    with moved_clock(dt.datetime(2026, 7, 15, 10, tzinfo=dt.UTC)):
        yield dt.date(2026, 7, 15)


@pytest.fixture
def schedule(today):
    """Return the schedule in force for 2026: 1, 3 or 5 shares of 1 000 €."""
    return FeeScheduleFactory(year=2026)


@pytest.fixture
def office(client, today):
    """Return the browser of somebody from the office."""
    client.force_login(GrantFactory(role=Role.OFFICE).user)
    return client


@pytest.fixture
def board(client, today):
    """Return the browser of a member of the board."""
    client.force_login(GrantFactory(role=Role.BOARD).user)
    return client
