"""„Ihr Einstieg“ on the start page: the list in its order, what is next, and who assigned it."""

import pytest
from django.urls import reverse

from campus.kit import dates
from courses.assignments.models import Period
from tests.factories.enrolment import member_employment
from tests.factories.people import EmploymentFactory

pytestmark = pytest.mark.django_db
START = reverse("portal:start")


@pytest.fixture
def newcomer(town, office):
    job = member_employment(municipality=town)
    job.department, job.valid_from = office, dates.today()
    job.save()
    return job


def shown(client):
    return client.get(START).content.decode()


def test_newcomer_sees_the_list_and_who_assigned_it(client, town, newcomer, draft, save, course):
    client.force_login(newcomer.person.user)
    assert "Ihr Einstieg" not in shown(client)
    save(draft(), also_present=True)
    text = shown(client)
    assert "Ihr Einstieg" in text and "Neu im Bauamt" in text
    assert f"Zugewiesen von Ihrem Arbeitgeber: {town.name}." in text
    assert "0 von 2 erledigt" in text and "Als Nächstes:" in text
    assert text.index(course.title) < text.index("Erste Hilfe")
    assert f'href="{course.url}"' in text


def test_list_goes_when_everything_is_done(client, newcomer, draft, save):
    save(draft(), also_present=True)
    client.force_login(newcomer.person.user)
    first = Period.objects.first()
    Period.objects.filter(pk=first.pk).update(fulfilled_on=dates.today())
    assert "1 von 2 erledigt" in shown(client)
    Period.objects.update(fulfilled_on=dates.today())
    assert "Ihr Einstieg" not in shown(client)


def test_colleague_sees_nothing_of_it(client, town, newcomer, draft, save):
    save(draft(), also_present=True)
    other = EmploymentFactory(municipality=town)
    client.force_login(other.person.user)
    assert "Ihr Einstieg" not in shown(client)


def test_name_is_escaped(client, newcomer, draft, save):
    save(draft(name="<b>Neu</b>"), also_present=True)
    client.force_login(newcomer.person.user)
    assert "&lt;b&gt;Neu&lt;/b&gt;" in shown(client)
