"""Where a package stands: being made, ready, over, failed."""

import datetime as dt

import pytest

from campus.kit import dates
from courses.audits.models import PATIENCE, Package
from courses.audits.services.handing_out import Seen

HOUR = dt.timedelta(hours=1)


def package(**facts):
    return Package(municipality_id=1, day=dt.date(2025, 12, 31), question={}, **facts)


@pytest.mark.parametrize(
    ("done", "total", "percent"),
    [(0, 0, 0), (0, 10, 0), (5, 10, 50), (10, 10, 99), (1, 3, 33)],
)
def test_it_is_complete_only_when_the_file_is_there(done, total, percent):
    assert package(done=done, total=total).percent == percent
    assert package(done=done, total=total, ready_at=dates.now()).percent == 100


def test_states_exclude_each_other():
    now = dates.now()
    waiting = package(requested_at=now)
    failed = package(requested_at=now - PATIENCE - HOUR)
    here = package(requested_at=now, ready_at=now, expires_at=now + HOUR)
    over = package(requested_at=now, ready_at=now, expires_at=now - HOUR)
    found = [
        (one.is_busy, one.has_failed, one.is_here, one.is_ready)
        for one in (waiting, failed, here, over)
    ]
    assert found == [
        (True, False, False, False),
        (False, True, False, False),
        (False, False, True, True),
        (False, False, False, True),
    ]


def test_names_tell_place_and_day():
    assert str(package()) == "1: 2025-12-31"
    assert Seen(1, None) == Seen(1, None)
