"""The page on which human resources connect a directory."""

import pytest
from django.urls import reverse

from campus.kit.personal_data import Erasing, Subject
from members.roles.catalogue import Role
from members.roles.services import grant
from members.scim import services
from members.scim.models import DirectoryUser, Key, Note
from members.scim.personal_data import forget, told
from tests.factories.people import EmploymentFactory
from tests.members.scim.conftest import user

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, town):
    """Return a browser of human resources of the town."""
    job = EmploymentFactory(municipality=town)
    grant(user=job.person.user, role=Role.HR_MANAGER, municipality=town)
    client.force_login(job.person.user)
    return client


def page(desk):
    return desk.get(reverse("scim:index")).content.decode()


def test_page_says_what_to_do_first(desk):
    text = page(desk)
    assert "http://testserver/scim/v2/" in text
    assert "Es ist noch kein Verzeichnis angeschlossen." in text


def test_secret_is_shown_once(desk, town):
    answer = desk.post(reverse("scim:index"), {"name": "Keycloak", "adds_departments": "on"})
    key = Key.objects.get(municipality=town)
    assert answer.status_code == 200
    secret = answer.context["secret"]
    assert secret in answer.content.decode()
    assert (key.name, key.adds_departments, key.invites) == ("Keycloak", True, False)
    assert secret not in page(desk)
    assert "no-store" in answer["Cache-Control"]


def test_key_without_a_name_is_refused_and_the_rest_is_kept(desk):
    answer = desk.post(reverse("scim:index"), {"name": "", "invites": "on"})
    assert answer.status_code == 400
    assert not Key.objects.exists()
    assert answer.context["form"]["invites"].value()
    assert answer.context["form"].errors["name"]


def test_key_is_taken_back(desk, key):
    answer = desk.post(reverse("scim:revoke", args=[key.pk]), follow=True)
    assert "Der Schlüssel „Verzeichnis“ gilt nicht mehr." in answer.content.decode()
    key.refresh_from_db()
    assert key.revoked_at is not None
    assert desk.post(reverse("scim:revoke", args=[key.pk])).status_code == 404


def test_page_says_what_could_not_be_done(desk, strict):
    services.add_user(key=strict, user=user())
    text = page(desk)
    assert "Es gibt kein Amt „Bürgeramt“." in text
    assert "Das Verzeichnis hat 1 Person gemeldet." in text


def test_page_asks_the_same_however_many_there_are(desk, key, town, django_assert_max_num_queries):
    for number in range(8):
        services.note(municipality=town, who=f"n{number}", text="x")
        Key.objects.create(municipality=town, name=f"k{number}", secret_hash=str(number))
    page(desk)
    with django_assert_max_num_queries(25):
        page(desk)


def test_person_reads_and_loses_what_the_directory_said(erika, town):
    services.note(municipality=town, who="Erika Beispiel", text="x")
    services.note(municipality=town, who="Max Muster", text="x")
    subject = Subject(person_id=erika.employment.person_id)
    (row,) = told(subject)
    assert row["document"]["userName"] == "erika@rathaus.example"
    assert forget(Erasing(subject)) == 2
    assert not DirectoryUser.objects.exists()
    assert Note.objects.get().who == "Max Muster"
