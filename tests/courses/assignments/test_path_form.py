"""The form of a single obligation takes a learning path: once, alone, and by its own name."""

import datetime as dt

import pytest
from django.urls import reverse

from campus.kit import dates
from courses.assignments.models import Obligation
from members.roles.catalogue import Role
from tests.factories.enrolment import member_employment
from tests.factories.pathways import courses, published
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db
CREATE = reverse("assignments:create")


@pytest.fixture
def both():
    return courses(2)


@pytest.fixture
def version(both):
    """Return the published version of a path of two courses."""
    return published(*both)


@pytest.fixture
def hr(client):
    """Sign in as human resources of a town with staff."""
    town = member_employment().municipality
    client.force_login(GrantFactory(role=Role.HR_MANAGER, municipality=town).user)
    return client


def values(version, **changes):
    facts = {
        "path": str(version.path_id),
        "legal_basis": "Dienstanweisung 7",
        "due_on": (dates.today() + dt.timedelta(days=30)).isoformat(),
    }
    return {**facts, **changes}


def text_of(response):
    return response.content.decode()


def test_path_is_previewed_and_assigned(hr, version):
    preview = hr.post(CREATE, values(version))
    assert preview.status_code == 200
    assert version.title in text_of(preview)

    hr.post(CREATE, {**values(version), "step": "confirm"})
    duty = Obligation.objects.get()
    assert (duty.path, duty.course, duty.title) == (version.path, None, version.title)
    assert duty.periods.count() == 1


def test_name_typed_beside_a_path_is_left_out(hr, version):
    hr.post(CREATE, {**values(version, title="Erste Hilfe"), "step": "confirm"})

    assert Obligation.objects.get().title == version.title


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"valid_months": "12"}, "Ein Lernpfad wird einmal verlangt."),
        ({"path": "0"}, "gültige Auswahl"),
        ({"path": ""}, "Wählen Sie einen Kurs oder Lernpfad"),
        ({"test_first": "on"}, "Nur ein Kurs hat einen Test."),
    ],
)
def test_what_cannot_be_is_said_beside_the_field(hr, version, changes, sentence):
    response = hr.post(CREATE, values(version, **changes))

    assert response.status_code == 400
    assert sentence in text_of(response)
    assert "Dienstanweisung 7" in text_of(response)
    assert not Obligation.objects.exists()


def test_course_and_path_together_are_refused(hr, both, version):
    response = hr.post(CREATE, values(version, course=both[0].pk))

    assert (response.status_code, Obligation.objects.count()) == (400, 0)
    assert "Wählen Sie entweder einen Kurs oder einen Lernpfad." in text_of(response)


def test_path_is_demanded_once_at_a_time(hr, version):
    hr.post(CREATE, {**values(version), "step": "confirm"})
    again = hr.post(CREATE, values(version))

    assert (again.status_code, Obligation.objects.count()) == (400, 1)


def test_field_is_left_out_where_there_is_no_path(hr):
    assert 'name="path"' not in text_of(hr.get(CREATE))


def test_field_offers_the_published_paths(hr, version):
    text = text_of(hr.get(CREATE))

    assert 'name="path"' in text
    assert version.title in text
