"""Obligations follow what a directory says of a group, as they follow every other change."""

import pytest

from courses.assignments import services as obligations
from courses.assignments.models import Period
from members.groups import services as groups
from tests.factories.assignments import ObligationFactory
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import EmploymentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return MunicipalityFactory()


@pytest.fixture
def jobs(town):
    return EmploymentFactory.create_batch(2, municipality=town)


@pytest.fixture
def kept(town, jobs):
    return groups.keep_for_directory(municipality=town, name="Ersthilfe", people=[jobs[0].pk])


@pytest.fixture
def obligation(town, kept):
    row = ObligationFactory(municipality=town)
    row.groups.add(kept)
    obligations.extend(obligation=row, quietly=True)
    return row


def concerned(obligation):
    running = Period.objects.filter(obligation=obligation, archived_on=None)
    return set(running.values_list("employment_id", flat=True))


def test_who_comes_is_obliged_and_who_goes_is_not(
    town, jobs, kept, obligation, django_capture_on_commit_callbacks
):
    first, second = jobs
    assert concerned(obligation) == {first.pk}
    with django_capture_on_commit_callbacks(execute=True):
        groups.keep_for_directory(
            municipality=town, name="Ersthilfe", people=[second.pk], group=kept
        )
    assert concerned(obligation) == {second.pk}
    with django_capture_on_commit_callbacks(execute=True):
        groups.keep_for_directory(municipality=town, name="Ersthilfe", people=[], group=kept)
    assert concerned(obligation) == set()
    with django_capture_on_commit_callbacks(execute=True):
        groups.keep_for_directory(
            municipality=town, name="Ersthilfe", people=[first.pk], group=kept
        )
    assert concerned(obligation) == {first.pk}
    assert Period.objects.filter(obligation=obligation).count() == 2
