"""HR sees its own staff and nobody else's."""

import datetime as dt

import pytest

from campus.kit import dates
from members.people import services
from members.people.models import AccessLogEntry, Employment
from members.roles.catalogue import Role
from tests.factories.people import DepartmentFactory, EmploymentFactory
from tests.factories.roles import GrantFactory
from tests.members.people.views.conftest import text_of

pytestmark = pytest.mark.django_db
LIST = "/personal/mitarbeitende/"
NAME = {"first_name": "Erika", "last_name": "Mustermann"}


@pytest.fixture
def job(town, bauhof):
    return EmploymentFactory(municipality=town, department=bauhof, person__last_name="Mustermann")


def names_in(response):
    return [row["job"].person.last_name for row in response.context["rows"]]


def test_list_shows_own_staff_in_words(client, hr, town, job):
    EmploymentFactory(municipality=town, person__user=None, person__last_name="Neu")
    invited = EmploymentFactory(municipality=town, person__user=None, person__last_name="Offen")
    services.invite(employment=invited, invited_by=hr, channel="letter")
    EmploymentFactory(person__last_name="Fremd")
    response = client.get(LIST)
    assert names_in(response) == ["Mustermann", "Neu", "Offen"]
    words = [str(row["badge"]["words"]) for row in response.context["rows"]]
    assert words == ["aktiv", "noch ohne Zugang", "eingeladen"]


def test_list_shows_who_has_left_only_when_asked(client, hr, town):
    left = dates.today() - dt.timedelta(days=1)
    EmploymentFactory(municipality=town, valid_until=left, person__last_name="Weg")
    assert names_in(client.get(LIST)) == []
    assert names_in(client.get(LIST, {"stand": "left"})) == ["Weg"]


def test_list_filters_by_text_and_department(client, hr, town, job):
    EmploymentFactory(municipality=town, person__last_name="Andere")
    assert names_in(client.get(LIST, {"q": "musterm"})) == ["Mustermann"]
    assert names_in(client.get(LIST, {"amt": job.department.pk})) == ["Mustermann"]
    assert names_in(client.get(LIST, {"q": "niemand"})) == []


def test_list_ignores_nonsense_in_the_address(client, hr, job):
    foreign = DepartmentFactory().pk
    nonsense = {"amt": foreign, "stand": "?", "page": "x", "q": "a" * 500}
    assert client.get(LIST, nonsense).status_code == 200
    assert names_in(client.get(LIST, {"amt": foreign})) == ["Mustermann"]


def test_list_costs_the_same_for_many(client, hr, town, job, django_assert_max_num_queries):
    for _ in range(30):
        EmploymentFactory(municipality=town, department=job.department)
    with django_assert_max_num_queries(16):
        assert len(names_in(client.get(LIST))) == 31


def test_list_of_a_foreign_municipality_is_404(client, hr, job):
    foreign = EmploymentFactory().municipality
    assert client.get(LIST, {"kommune": foreign.slug}).status_code == 404


def test_list_for_two_municipalities_offers_the_choice(client, hr, town):
    second = GrantFactory(user=hr, role=Role.HR_MANAGER).municipality
    assert f"?kommune={second.slug}" in text_of(client.get(LIST))
    assert client.get(LIST, {"kommune": second.slug}).context["scope"].municipality == second


def test_training_officer_sees_only_the_department(client, bauhof_hr, town, job):
    below = DepartmentFactory(municipality=town, parent=job.department)
    EmploymentFactory(municipality=town, department=below, person__last_name="Unten")
    beside = EmploymentFactory(municipality=town, person__last_name="Anderswo")
    assert names_in(client.get(LIST)) == ["Mustermann", "Unten"]
    assert client.get(f"{LIST}{job.pk}/").status_code == 200
    assert client.get(f"{LIST}{beside.pk}/").status_code == 404
    assert client.get(f"{LIST}{job.pk}/ende/").status_code == 403
    assert client.get(f"{LIST}aemter/").status_code == 403


def test_detail_is_noted_for_the_person(client, hr, job):
    response = client.get(f"{LIST}{job.pk}/")
    assert response.status_code == 200
    entry = AccessLogEntry.objects.get()
    assert (entry.person, entry.viewer, entry.viewer_role) == (job.person, hr, "Personalabteilung")


def test_change_moves_to_another_department(client, hr, town, job):
    other = DepartmentFactory(municipality=town)
    data = NAME | {"department": other.pk, "position": "Leitung", "personnel_number": "77"}
    assert client.get(f"{LIST}{job.pk}/aendern/").status_code == 200
    assert client.post(f"{LIST}{job.pk}/aendern/", data).status_code == 302
    job.refresh_from_db()
    assert (job.department, job.personnel_number) == (other, "77")


def test_change_to_a_foreign_department_or_a_used_number_is_refused(client, hr, town, job):
    EmploymentFactory(municipality=town, personnel_number="1")
    page = f"{LIST}{job.pk}/aendern/"
    foreign = client.post(page, NAME | {"department": DepartmentFactory().pk})
    used = client.post(page, NAME | {"personnel_number": "1", "position": "getippt"})
    assert (foreign.status_code, used.status_code) == (400, 409)
    assert "getippt" in text_of(used)


def test_change_corrects_name_and_address_of_somebody_without_account(client, hr, town):
    EmploymentFactory(person__email="taken@stadt.example")
    job = EmploymentFactory(municipality=town, person__user=None)
    page = f"{LIST}{job.pk}/aendern/"
    assert client.post(page, NAME | {"email": "taken@stadt.example"}).status_code == 409
    assert client.post(page, NAME | {"email": "e@stadt.example"}).status_code == 302
    job.person.refresh_from_db()
    assert (str(job.person), job.person.email) == ("Erika Mustermann", "e@stadt.example")


def test_change_never_touches_the_address_of_an_account(client, hr, job):
    before = job.person.email
    client.post(f"{LIST}{job.pk}/aendern/", NAME | {"email": "hr@stadt.example"})
    job.person.refresh_from_db()
    assert (job.person.email, job.person.user.email) == (before, before)
    assert job.person.user.first_name == "Erika"


def test_change_leaves_the_name_of_somebody_known_elsewhere_alone(client, hr, job):
    EmploymentFactory(person=job.person)
    client.post(f"{LIST}{job.pk}/aendern/", NAME | {"last_name": "Anders"})
    job.person.refresh_from_db()
    assert job.person.last_name == "Mustermann"


def test_end_saves_the_last_day_and_refuses_one_before_the_first(client, hr, job):
    page = f"{LIST}{job.pk}/ende/"
    assert client.get(page).status_code == 200
    assert client.post(page, {"last_day": "1999-01-01"}).status_code == 400
    assert client.post(page, {"last_day": "no day"}).status_code == 400
    assert client.post(page, {"last_day": dates.today().isoformat()}).status_code == 302
    assert Employment.objects.get().valid_until == dates.today()


@pytest.mark.parametrize("path", ["", "aendern/", "ende/"])
def test_a_foreign_job_does_not_exist(client, hr, path):
    foreign = EmploymentFactory()
    assert client.get(f"{LIST}{foreign.pk}/{path}").status_code == 404
    assert client.get(f"{LIST}999999/{path}").status_code == 404


@pytest.mark.parametrize("path", ["", "einladen/", "mehrere/", "aemter/", "aemter/neu/"])
def test_pages_of_hr_are_closed_for_others(client, job, path):
    assert client.get(LIST + path).status_code == 302
    client.force_login(job.person.user)
    assert client.get(LIST + path).status_code == 403
