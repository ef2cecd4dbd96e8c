"""The cache of the database counts rightly: limits hold for their time and under a flood."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine
from django.conf import settings
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection
from django.test import override_settings

from campus.kit.counting_cache import CountingCache
from campus.settings import base

NOON = "2026-03-02T12:00:00Z"
TABLE = "kit_counting"


@pytest.fixture
def counter(db):
    """Return a cache in a table of its own, as the platform has one."""
    call_command("createcachetable", TABLE)
    yield CountingCache(TABLE, {})
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {TABLE}")  # noqa: S608


def test_platform_counts_with_it_and_forgets_no_limit_in_a_flood():
    with override_settings(CACHES=base.CACHES):
        cache = caches.create_connection("default")
    assert isinstance(cache, CountingCache)
    assert cache._max_entries >= 10_000
    assert settings.CACHES != base.CACHES


def test_number_grows_and_shrinks(counter):
    counter.set("a", 5)
    assert [counter.incr("a"), counter.incr("a", 3), counter.decr("a")] == [6, 9, 8]
    assert counter.get("a") == 8
    assert counter.get("b") is None


def test_number_that_is_not_there_cannot_grow(counter):
    with pytest.raises(ValueError, match="a"):
        counter.incr("a")
    assert counter.get("a") is None


@pytest.mark.parametrize("seconds", [60, 600, 3600])
def test_number_lives_as_long_as_it_was_to(counter, seconds):
    with time_machine.travel(NOON, tick=False) as clock:
        counter.add("a", 1, seconds)
        clock.shift(seconds - 1)
        assert counter.incr("a") == 2
        clock.shift(3)
        assert counter.get("a") is None
        with pytest.raises(ValueError, match="a"):
            counter.incr("a")


def test_number_survives_more_than_the_default_time_of_a_cache(counter):
    with time_machine.travel(NOON, tick=False) as clock:
        counter.add("a", 1, 3600)
        for number in range(2, 8):
            clock.shift(500)
            assert counter.incr("a") == number


def test_number_for_ever_stays_one(counter):
    counter.set("a", 1, None)
    counter.incr("a")
    with time_machine.travel("2100-01-01T00:00:00Z", tick=False):
        assert counter.incr("a") == 3


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_many_at_once_are_each_counted():
    call_command("createcachetable", TABLE)
    counter = CountingCache(TABLE, {})
    counter.set("a", 0)

    def count(_number):
        try:
            return counter.incr("a")
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=8) as pool:
        answers = sorted(pool.map(count, range(40)))
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE {TABLE}")
    assert answers == list(range(1, 41))
