"""Where somebody worked on a day, whatever moved when."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from campus.kit import dates
from members.people import places, selectors
from members.people.models import FormerPlace, HistoryStart
from members.people.services.places import keep_places
from tests.factories.people import DepartmentFactory, EmploymentFactory

FIRST = dt.date(2025, 1, 1)


def day(number):
    return FIRST + dt.timedelta(days=number)


class EveryDay(TestCase):
    @settings(max_examples=40, deadline=None)
    @given(moves=st.lists(st.integers(1, 20), max_size=6).map(sorted), asked=st.integers(0, 22))
    def test_place_of_a_day_is_the_one_at_its_end(self, moves, asked):
        """Let somebody move on these days, from one department to the next."""
        job = EmploymentFactory(valid_from=FIRST, department=None)
        for number, moved in enumerate(moves):
            FormerPlace.objects.create(
                employment=job, department_name=f"Amt {number}", replaced_on=day(moved)
            )
        later = [number for number, moved in enumerate(moves) if moved > asked]
        expected = {job.pk: f"Amt {later[0]}"} if later else {}
        found = places.former_places([job.pk], day(asked))
        assert {key: one.name for key, one in found.items()} == expected


@pytest.mark.django_db
def test_each_job_has_places_of_its_own():
    jobs = [EmploymentFactory(valid_from=FIRST) for _ in range(3)]
    assert keep_places(jobs) == 3
    found = selectors.former_places([one.pk for one in jobs[:2]], FIRST)
    assert {key: one.department_id for key, one in found.items()} == {
        one.pk: one.department_id for one in jobs[:2]
    }


@pytest.mark.django_db
def test_place_is_told_in_words():
    job = EmploymentFactory(valid_from=FIRST, department=DepartmentFactory(name="Bauamt"))
    keep_places([job])
    assert str(FormerPlace.objects.get()) == f"{job.pk}: Bauamt"


@pytest.mark.django_db
def test_moves_are_known_since_the_earliest_day_that_was_noted():
    assert selectors.known_since() is None
    for number in (5, 3):
        HistoryStart.objects.create(since=day(number))
    assert selectors.known_since() == day(3)
    assert str(HistoryStart.objects.earliest("since")) == "2025-01-04"


@pytest.mark.django_db
def test_nothing_is_kept_of_nobody():
    assert keep_places([]) == 0
    assert places.former_places([], dates.today()) == {}
