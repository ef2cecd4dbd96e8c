"""One note of every look, whichever room has shown something."""

import pytest

from courses.assignments.looking import log_look
from courses.bookings.views import scope as bookings
from members.people.models import AccessLogEntry
from members.roles.catalogue import Role
from tests.factories.people import EmploymentFactory
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def job():
    return EmploymentFactory()


@pytest.fixture
def looking(rf, job):
    """Return a request of human resources of the job's municipality."""
    request = rf.get("/personal/")
    request.user = GrantFactory(role=Role.HR_MANAGER, municipality=job.municipality).user
    return request


def entries():
    names = ("person", "viewer", "viewer_role", "what", "municipality")
    return list(AccessLogEntry.objects.values_list(*names))


def test_look_is_noted_with_role_view_and_employer(looking, job):
    log_look(looking, job.municipality, "matrix", [job.person])
    role = Role.HR_MANAGER.value
    assert entries() == [(job.person.pk, looking.user.pk, role, "matrix", job.municipality_id)]


def test_role_of_another_room_stands_where_it_is_named(looking, job):
    log_look(looking, job.municipality, "matrix", [job.person], role=Role.DEPARTMENT_HR)
    assert [row[2] for row in entries()] == [Role.DEPARTMENT_HR.value]


def test_bookings_note_their_own_view_by_the_same_piece(looking, job):
    bookings.log_look(looking, job.municipality, [job.person, job.person])
    assert [(row[0], row[3]) for row in entries()] == [(job.person.pk, bookings.VIEW)]


def test_nobody_seen_is_no_look(looking, job):
    log_look(looking, job.municipality, "matrix", [])
    assert entries() == []
