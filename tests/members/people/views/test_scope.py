"""Role by role: who reaches which page of staff, of the own and of a foreign town."""

import pytest

from members.people.models import AccessLogEntry, Department, Employment, Invitation
from members.roles.catalogue import Role
from members.roles.models import Grant
from tests.factories.accounts import UserFactory
from tests.factories.people import DepartmentFactory, EmploymentFactory
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db
LIST = "/personal/mitarbeitende/"
ROLES = ["hr", "foreign_hr", "officer", "upper_officer", "beside_officer", "contact", "learner"]
ONE_JOB = ["{job}/", "{job}/aendern/"]
WHOLE_ONLY = ["{job}/ende/", "{job}/aufgaben/", "aemter/{department}/"]
WHOLE_ONLY += ["aemter/{department}/entfernen/"]


@pytest.fixture
def low(town, bauhof):
    return DepartmentFactory(municipality=town, parent=bauhof, name="Winterdienst")


@pytest.fixture
def job(town, low):
    return EmploymentFactory(municipality=town, department=low)


@pytest.fixture
def sign_in(client, town, bauhof, low):
    """Sign somebody of a role in."""
    beside = DepartmentFactory(municipality=town, name="Archiv")

    def sign_in(role):
        made = {
            "hr": lambda: GrantFactory(role=Role.HR_MANAGER, municipality=town).user,
            "foreign_hr": lambda: GrantFactory(role=Role.HR_MANAGER).user,
            "officer": lambda: GrantFactory(role=Role.DEPARTMENT_HR, department=low).user,
            "upper_officer": lambda: GrantFactory(role=Role.DEPARTMENT_HR, department=bauhof).user,
            "beside_officer": lambda: GrantFactory(role=Role.DEPARTMENT_HR, department=beside).user,
            "contact": lambda: GrantFactory(role=Role.CONTACT_PERSON, municipality=town).user,
            "office": lambda: GrantFactory(role=Role.OFFICE).user,
            "learner": UserFactory,
        }
        user = made[role]()
        client.force_login(user)
        return user

    return sign_in


def status_of(client, path, job):
    address = LIST + path.format(job=job.pk, department=job.department_id)
    return client.get(address).status_code


@pytest.mark.parametrize("path", ONE_JOB)
@pytest.mark.parametrize(
    ("role", "status"),
    zip([*ROLES, "office"], [200, 404, 200, 200, 404, 403, 403, 403], strict=True),
)
def test_page_of_one_job_opens_only_for_who_looks_after_it(
    client, sign_in, job, path, role, status
):
    sign_in(role)
    assert status_of(client, path, job) == status


@pytest.mark.parametrize("path", WHOLE_ONLY)
@pytest.mark.parametrize(("role", "status"), [("hr", 200), ("foreign_hr", 404), ("learner", 403)])
def test_page_for_the_whole_town_opens_for_its_hr(client, sign_in, job, path, role, status):
    sign_in(role)
    assert status_of(client, path, job) == status


@pytest.mark.parametrize("path", WHOLE_ONLY)
def test_page_for_the_whole_town_is_closed_for_training_officers(client, sign_in, job, path):
    sign_in("officer")
    assert status_of(client, path, job) == 403


@pytest.mark.parametrize("role", ["foreign_hr", "beside_officer"])
def test_deeds_on_a_job_of_others_are_404_and_change_nothing(client, sign_in, job, role):
    sign_in(role)
    before = Grant.objects.count()
    deeds = {
        "aendern/": {"position": "Chefin"},
        "ende/": {"last_day": "2026-05-04"},
        "einladung/": {"channel": "letter"},
        "einladung/widerrufen/": {},
        "aufgaben/": {"role": "contact_person"},
    }
    answers = {
        client.post(f"{LIST}{job.pk}/{path}", data).status_code for path, data in deeds.items()
    }
    job.refresh_from_db()
    assert answers == {404}
    assert (job.position, job.valid_until) == ("Sachbearbeitung", None)
    assert Grant.objects.count() == before
    assert not Invitation.objects.exists()
    assert not AccessLogEntry.objects.exists()


def test_training_officer_moves_nobody_into_a_department_of_others(client, sign_in, job, bauhof):
    sign_in("officer")
    for department in (bauhof.pk, ""):
        data = {"department": department, "position": "getippt"}
        response = client.post(f"{LIST}{job.pk}/aendern/", data)
        assert response.status_code == 400
        assert "getippt" in response.content.decode()
    job.refresh_from_db()
    assert job.department.name == "Winterdienst"


def test_training_officer_corrects_no_name_even_if_it_is_sent(client, sign_in, job, low):
    sign_in("officer")
    name = job.person.last_name
    data = {"last_name": "Anders", "first_name": "X", "department": low.pk, "position": "Neu"}
    assert client.post(f"{LIST}{job.pk}/aendern/", data).status_code == 302
    job.refresh_from_db()
    assert (job.person.last_name, job.position) == (name, "Neu")


def test_letters_chosen_by_a_training_officer_are_for_the_own_department(
    client, sign_in, town, low
):
    own = EmploymentFactory(municipality=town, department=low, person__user=None)
    other = EmploymentFactory(municipality=town, person__user=None)
    sign_in("officer")
    client.post(f"{LIST}briefe/", {"job": [own.pk, other.pk]})
    assert list(Invitation.objects.values_list("person", flat=True)) == [own.person_id]


def test_list_of_departments_to_choose_holds_only_the_own(client, sign_in, job, low):
    sign_in("officer")
    form = client.get(f"{LIST}einladen/").context["form"]
    assert list(form.fields["department"].queryset) == [low]


def test_a_department_added_by_hr_belongs_to_the_own_town(client, sign_in, town):
    sign_in("hr")
    foreign = DepartmentFactory()
    data = {"name": "Neu", "parent": foreign.pk}
    assert client.post(f"{LIST}aemter/neu/", data).status_code == 400
    address = f"{LIST}aemter/neu/?kommune={foreign.municipality.slug}"
    assert client.post(address, {"name": "Neu"}).status_code == 404
    assert not Department.objects.filter(name="Neu").exists()


def test_look_of_a_training_officer_is_noted_with_that_role(client, sign_in, job):
    viewer = sign_in("upper_officer")
    client.get(f"{LIST}{job.pk}/")
    entry = AccessLogEntry.objects.get()
    assert (entry.viewer, entry.person) == (viewer, job.person)
    assert entry.viewer_role != "Personalabteilung"


def test_list_alone_and_a_change_note_no_look(client, sign_in, job):
    sign_in("hr")
    client.get(LIST)
    assert not AccessLogEntry.objects.exists()


def test_role_that_was_taken_back_opens_nothing_any_more(client, sign_in, job):
    user = sign_in("hr")
    Grant.objects.filter(user=user).update(revoked_at=job.person.created_at)
    assert client.get(LIST).status_code == 403


@pytest.mark.parametrize("path", ["", "{job}/", "einladen/", "mehrere/", "aemter/"])
def test_visitor_is_sent_to_sign_in_and_back(client, job, path):
    address = LIST + path.format(job=job.pk)
    assert client.get(address).url == f"/konto/login/?next={address}"


def test_detail_shows_nothing_of_learning(client, sign_in, job):
    sign_in("hr")
    text = client.get(f"{LIST}{job.pk}/").content.decode()
    main = text.partition("<main")[2].partition("</main>")[0].lower()
    assert not any(word in main for word in ("punkte", "versuch", "fortschritt", "bestanden"))
    assert Employment.objects.get().person.last_name.lower() in main
