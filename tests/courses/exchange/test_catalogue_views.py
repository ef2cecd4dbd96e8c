"""The office keeps other catalogues: adds, reads, changes, turns off, removes; nobody else."""

import pytest
from django.forms import Field
from django.urls import reverse
from wagtail.models import ModelLogEntry

from courses.catalogue.models import ExternalCourse
from courses.exchange import rules
from courses.exchange.catalogues import importing
from courses.exchange.catalogues.words import ENTRY_FAULTS, FAULTS, entry_fault, fault
from courses.exchange.models import CatalogueSource, Reading
from members.roles.catalogue import Role
from members.roles.services import grant
from tests.factories.accounts import UserFactory
from tests.factories.moochub import a_page, a_source, an_entry

pytestmark = pytest.mark.django_db

LIST, ADD = reverse("catalogues:list"), reverse("catalogues:add")
REQUIRED = str(Field.default_error_messages["required"])
GOOD = {
    "name": "Lernort",
    "address": "https://lernen.example/api/courses.json",
    "licence_note": "Freigabe per Brief vom 1.3.2026.",
    "is_on": "on",
}


@pytest.fixture
def office(client):
    """Sign in somebody of the office."""
    user = UserFactory()
    grant(user=user, role=Role.OFFICE)
    client.force_login(user)
    return client


def place(name, source):
    return reverse(f"catalogues:{name}", args=[source.pk])


def test_list_without_a_catalogue_says_what_to_enter(office):
    page = office.get(LIST).text
    assert "Noch kein anderer Katalog" in page and "MOOChub v3" in page
    assert reverse("exchange_feed:courses") in page


def test_catalogue_added_is_read_at_once(office, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as queued:
        answer = office.post(ADD, GOOD, follow=True)
    assert "„Lernort“ wird jetzt eingelesen." in answer.text
    source = CatalogueSource.objects.get()
    assert (source.is_on, source.state, len(queued)) == (True, Reading.NEVER, 1)
    assert "noch nicht eingelesen" in office.get(LIST).text


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"address": "http://lernen.example/api"}, "mit https://"),
        ({"address": "https://127.0.0.1@lernen.example/"}, "mit https://"),
        ({"address": "file:///etc/passwd"}, "mit https://"),
        ({"address": "https://localhost/api"}, "mit https://"),
        ({"address": ""}, REQUIRED),
        ({"name": ""}, REQUIRED),
        ({"licence_note": ""}, REQUIRED),
        ({"name": "Vorhanden"}, "Ein anderer Katalog heißt schon so."),
        ({"address": "https://vorhanden.example/api"}, "Dieser Katalog wird schon gelesen."),
    ],
)
def test_bad_entry_is_refused_and_what_was_typed_stays(office, changes, sentence):
    a_source("https://vorhanden.example/api", name="Vorhanden")
    answer = office.post(ADD, {**GOOD, **changes})
    assert answer.status_code == 400 and sentence in answer.text
    assert GOOD["licence_note"] in answer.text or "licence_note" in changes
    assert CatalogueSource.objects.count() == 1


def test_page_of_a_catalogue_shows_counts_faults_and_broken_entries(office, other):
    other.put({"/api": a_page([an_entry("Gut"), an_entry("Schlecht", url="x")])})
    source = a_source(f"{other.site}/api")
    importing.read_source(source_id=source.pk)
    page = office.get(place("source", source)).text
    assert "1 Eintrag konnte nicht übernommen werden" in page
    assert "Schlecht" in page and "„url“ ist keine vollständige Adresse" in page
    assert "gelesene Seiten: 1, neue oder geänderte Kurse: 1" in page
    other.put({})
    importing.read_source(source_id=source.pk)
    page = office.get(place("source", source)).text
    assert "Statt eines Katalogs kam ein Fehler (404)." in page


def test_catalogue_turned_off_loses_its_courses_and_cannot_be_read(office, other):
    other.put({"/api": a_page([an_entry("Gut")])})
    source = a_source(f"{other.site}/api")
    importing.read_source(source_id=source.pk)
    values = {**GOOD, "address": source.address}
    del values["is_on"]
    answer = office.post(place("source", source), values, follow=True)
    assert "ausgeschaltet" in answer.text and not ExternalCourse.objects.exists()
    answer = office.post(place("read", source), follow=True)
    assert "Schalten Sie ihn zuerst ein." in answer.text


def test_reading_can_be_asked_for(office, django_capture_on_commit_callbacks):
    source = a_source()
    with django_capture_on_commit_callbacks() as queued:
        answer = office.post(place("read", source), follow=True)
    assert len(queued) == 1 and "wird jetzt eingelesen" in answer.text
    assert office.get(place("read", source)).status_code == 405


def test_bad_change_keeps_the_catalogue_as_it_was(office):
    source = a_source()
    answer = office.post(place("source", source), {**GOOD, "address": "x"})
    assert answer.status_code == 400
    source.refresh_from_db()
    assert source.name == "Lernort Beispiel"
    assert f"<h1>{source.name}" in answer.text.replace("\n", "") or source.name in answer.text


def test_removing_asks_first_and_takes_all_courses_off(office, other):
    other.put({"/api": a_page([an_entry("Gut")])})
    source = a_source(f"{other.site}/api")
    importing.read_source(source_id=source.pk)
    page = office.get(place("remove", source)).text
    assert "„Lernort Beispiel“ entfernen?" in page
    assert "1 externer Kurs verlässt unseren Katalog." in page
    assert office.post(place("remove", source)).url == LIST
    assert not CatalogueSource.objects.exists() and not ExternalCourse.objects.exists()


def test_deeds_of_the_office_stand_in_the_log(office):
    office.post(ADD, GOOD)
    source = CatalogueSource.objects.get()
    office.post(place("source", source), {**GOOD, "name": "Lernhaus"})
    office.post(place("remove", source))
    logged = ModelLogEntry.objects.filter(action__startswith="course_exchange.")
    told = [(one.action.partition(".")[2], one.data["address"], one.user) for one in logged]
    user = UserFactory._meta.model.objects.get()
    address = GOOD["address"]
    assert sorted(told, key=lambda one: one[0]) == [
        ("catalogue_removed", address, user),
        ("catalogue_saved", address, user),
        ("catalogue_saved", address, user),
    ]


@pytest.mark.parametrize("name", ["source", "remove"])
def test_unknown_catalogue_does_not_exist(office, name):
    source = a_source()
    address = place(name, source)
    source.delete()
    assert office.get(address).status_code == 404


@pytest.mark.parametrize("role", [Role.BOARD, Role.EDITOR])
def test_nobody_but_the_office_keeps_catalogues(client, role):
    user = UserFactory()
    grant(user=user, role=role)
    client.force_login(user)
    assert not rules.may_keep_catalogues(user)
    assert client.get(LIST).status_code == 403
    assert client.post(ADD, GOOD).status_code == 403


def test_list_asks_as_often_for_many_catalogues(office, django_assert_max_num_queries):
    for number in range(5):
        a_source(f"https://lernen{number}.example/api", name=f"Lernort {number}")
    office.get(LIST)
    with django_assert_max_num_queries(12) as few:
        office.get(LIST)
    for number in range(5, 20):
        a_source(f"https://lernen{number}.example/api", name=f"Lernort {number}")
    with django_assert_max_num_queries(len(few)):
        office.get(LIST)


@pytest.mark.parametrize("code", FAULTS)
def test_every_fault_of_a_catalogue_is_a_german_sentence(code):
    said = fault(code, "x")
    assert said.endswith(".") and said != str(FAULTS[code].__class__) and "%" not in said


@pytest.mark.parametrize("code", ENTRY_FAULTS)
def test_every_fault_of_an_entry_is_a_german_sentence(code):
    said = entry_fault(code, "name")
    assert said.endswith(".") and "%" not in said
    assert fault("", "") == ""
