"""Rooms above put people into groups before obligations follow, and say before what that brings."""

import pytest

from courses.assignments.models import Period
from courses.moves import arrivals, services
from courses.moves.differing import difference
from courses.moves.selectors import Town
from members.groups.matching import JobFacts
from tests.factories.assignments import ObligationFactory
from tests.factories.groups import StaffGroupFactory
from tests.factories.people import EmploymentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def nobody(monkeypatch):
    """Let no room have registered anything."""
    monkeypatch.setattr(arrivals, "_receivers", [])
    monkeypatch.setattr(arrivals, "_foreseers", [])


@pytest.fixture
def group(town):
    """Return a group that nobody belongs to yet, with an obligation."""
    found = StaffGroupFactory(municipality=town, position_words="")
    ObligationFactory(municipality=town).groups.add(found)
    return found


def test_without_rooms_nothing_happens(nobody, town):
    job = JobFacts(1, None, "", town.joined_on if hasattr(town, "joined_on") else None)
    arrivals.receive(town, [job])
    assert arrivals.foreseen(town, [job]) == {}


def test_whoever_is_put_into_a_group_gets_its_obligations_at_once(nobody, town, group):
    job = EmploymentFactory(municipality=town)
    asked = []

    def receive(place, jobs):
        asked.append((place, [one.key for one in jobs]))
        group.people.add(*[one.key for one in jobs])

    arrivals.register(receive, lambda place, jobs: {})
    arrivals.register(receive, lambda place, jobs: {})
    services.follow(employment_ids=[job.pk])
    assert asked == [(town, [job.pk])]
    assert Period.objects.get().employment == job


def test_nobody_is_asked_about_whoever_does_not_work_there(nobody, town):
    asked = []
    arrivals.register(lambda *facts: asked.append(facts), lambda place, jobs: {})
    gone = EmploymentFactory(municipality=town, valid_from="2020-01-01", valid_until="2020-02-01")
    services.follow(employment_ids=[gone.pk])
    assert asked == []


def test_what_is_foreseen_begins_and_nothing_is_written(nobody, town, group):
    job = EmploymentFactory(municipality=town)
    row = Town(town).obligations.popitem()[1]
    arrivals.register(lambda *facts: None, lambda place, jobs: {job.pk: [row.pk, 999_999]})
    facts = JobFacts(job.pk, None, "", job.valid_from)
    found = Town(town).differences([(job.pk, facts)], foresee=True)[job.pk]
    assert found.begins == (row.pk,)
    assert Town(town).differences([(job.pk, facts)])[job.pk].begins == ()
    assert not Period.objects.exists()


class Nobody:
    """Concerns nobody."""

    def concerns(self, job):
        return False


@pytest.mark.parametrize(
    ("held", "job", "also", "begins", "ends"),
    [
        ((), JobFacts(1, None, "", None), (), (), ()),
        ((), JobFacts(1, None, "", None), (5,), (5,), ()),
        ((5,), JobFacts(1, None, "", None), (5,), (), ()),
        ((5,), JobFacts(1, None, "", None), (), (), (5,)),
        ((5,), None, (5,), (), (5,)),
    ],
)
def test_difference_counts_what_a_coming_group_would_bring(held, job, also, begins, ends):
    found = difference({5: Nobody()}, held, job, also)
    assert (found.begins, found.ends) == (begins, ends)
