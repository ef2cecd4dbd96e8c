"""One page to make a unit; nothing typed or uploaded is lost when something is wrong."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from courses.units.models import OwnUnit, UnitPaper
from members.roles.catalogue import Role
from tests.factories.cooperative import MembershipFactory
from tests.factories.organisations import MunicipalityFactory
from tests.factories.roles import GrantFactory
from tests.factories.units import QUESTION, make_paper, make_unit, offered, pdf

pytestmark = pytest.mark.django_db
CREATE, LIST = reverse("units:create"), reverse("units:list")
SHEET = {"title": "Schlüssel", "promise": "Wer welchen hat.", "text": "Text.", "minutes": "5"}


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def town():
    municipality = MunicipalityFactory()
    MembershipFactory(municipality=municipality)
    return municipality


@pytest.fixture
def hr(client, town):
    client.force_login(GrantFactory(municipality=town).user)
    return client


def upload(content=None, name="Dienstanweisung_Schluessel.pdf"):
    return SimpleUploadedFile(name, pdf() if content is None else content)


def text_of(response, status=200):
    assert response.status_code == status
    return response.content.decode()


def test_unit_is_made_and_published_on_one_page(hr, town):
    sent = {**SHEET, "paper": upload(), "confirm": "on", "prompt_1": "Wer?", "right_1": "Ich"}
    text = text_of(hr.post(CREATE, {**sent, "wrong_1": "Du\n\nEr"}, follow=True))

    unit = OwnUnit.objects.get()
    assert "Veröffentlicht" in text
    assert unit.paper.title == "Dienstanweisung Schluessel"
    assert unit.questions == [{"prompt": "Wer?", "right": "Ich", "wrong": ["Du", "Er"]}]
    assert unit.course.only_for == town
    assert unit.course.live


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"title": ""}, "kc-field--error"),
        ({"text": ""}, "Schreiben Sie einen Text"),
        ({"link_url": "javascript:alert(1)"}, "gültige"),
        ({"prompt_1": "Wer?"}, "Schreiben Sie die richtige Antwort."),
        ({"right_2": "Ich"}, "Schreiben Sie die Frage"),
        ({"prompt_1": "Wer?", "right_1": "Ich"}, "mindestens eine falsche Antwort"),
        ({"prompt_1": "?", "right_1": "Ich", "wrong_1": "Ich"}, "denselben Text"),
        ({"prompt_1": "?", "right_1": "a", "wrong_1": "b\nc\nd\ne\nf\ng"}, "Höchstens fünf"),
        ({"minutes": "0"}, "größer oder gleich"),
    ],
)
def test_wrong_input_is_explained_and_what_was_typed_stays(hr, changed, sentence):
    text = text_of(hr.post(CREATE, {**SHEET, **changed}), 400)
    assert sentence in text
    assert "Wer welchen hat." in text
    assert not OwnUnit.objects.exists()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"<html>", "kein PDF"),
        (b"%PDF-1.7 broken", "kein PDF"),
        (b"\x89PNG\r\n\x1a\n", "kein PDF"),
        (b"MZ" + b"0" * 99, "kein PDF"),
        (b"%PDF-" + b"0" * (20 * 1024 * 1024), "größer als 20 MB"),
    ],
)
def test_bad_document_is_refused_by_its_content(hr, content, sentence):
    assert sentence in text_of(hr.post(CREATE, {**SHEET, "paper": upload(content)}), 400)
    assert not UnitPaper.objects.exists()


def test_document_is_kept_when_something_else_is_wrong(hr):
    text = text_of(hr.post(CREATE, {**SHEET, "title": "", "paper": upload()}), 400)
    assert "ist angekommen" in text
    kept = UnitPaper.objects.get()

    hr.post(CREATE, {**SHEET, "paper_kept": kept.pk})

    assert OwnUnit.objects.get().paper == kept


@pytest.mark.parametrize("key", ["x", "9" * 30, "-1"])
def test_document_of_another_town_or_none_is_not_taken(hr, key):
    foreign = make_paper(MunicipalityFactory())
    for one in (key, foreign.pk):
        hr.post(CREATE, {**SHEET, "paper_kept": one})
    assert {unit.paper for unit in OwnUnit.objects.all()} == {None}


def test_preview_shows_everything_and_saves_nothing(hr):
    sent = {**SHEET, "text": "# Kopf\nText", "do": "preview", "prompt_1": "Wer?", "right_1": "Ich"}
    text = text_of(hr.post(CREATE, {**sent, "wrong_1": "Du", "confirm": "on"}))
    assert "Vorschau: Noch ist nichts gespeichert" in text
    assert "Kopf</h2>" in text.replace("\n", "")
    assert "Ich habe das gelesen und verstanden" in text
    assert not OwnUnit.objects.exists()


def test_edit_begins_with_what_there_is_and_can_drop_the_document(hr, town):
    unit = make_unit(town, paper=make_paper(town), questions=[QUESTION])
    address = reverse("units:edit", args=[unit.pk])
    text = text_of(hr.get(address))
    assert all(words in text for words in (unit.title, "Die Leitstelle", "Dienstanweisung"))

    hr.post(address, {**SHEET, "drop_paper": "on"})

    unit.refresh_from_db()
    assert (unit.title, unit.paper, unit.questions) == ("Schlüssel", None, [])


def test_unit_is_ended_after_asking(hr, town):
    unit = make_unit(town)
    address = reverse("units:end", args=[unit.pk])
    assert "beenden?" in text_of(hr.get(address))
    assert "Die Einheit ist beendet." in text_of(hr.post(address, follow=True))
    assert "Diese Einheit ist beendet." in text_of(hr.post(address, follow=True))
    assert "Diese Einheit ist beendet." in text_of(
        hr.post(reverse("units:edit", args=[unit.pk]), SHEET), 400
    )


def test_documents_open_for_hr_and_for_the_office_once_offered(client, hr, town):
    unit = make_unit(town, paper=make_paper(town))
    address = reverse("units:paper", args=[unit.paper_id])
    answer = hr.get(address)
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment")
    assert client.get(unit.paper.file.url).status_code == 404
    client.force_login(GrantFactory(role=Role.OFFICE).user)
    assert client.get(address).status_code == 404
    offered(unit)
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("name", ["unit", "edit", "end", "offer"])
def test_units_of_other_towns_do_not_exist(hr, name):
    foreign = MunicipalityFactory()
    MembershipFactory(municipality=foreign)
    unit = make_unit(foreign)
    assert hr.get(reverse(f"units:{name}", args=[unit.pk])).status_code == 404
    assert hr.get(f"{LIST}?kommune={foreign.slug}").status_code == 404


def test_list_costs_the_same_for_any_number_and_says_where_each_stands(hr, town):
    def asked():
        with CaptureQueriesContext(connection) as caught:
            text = text_of(hr.get(LIST))
        return len(caught), text

    assert "Noch keine Einheit" in asked()[1]
    offered(make_unit(town))
    few, text = asked()
    assert "angeboten, die Geschäftsstelle sieht es sich an" in text
    for _ in range(3):
        make_unit(town)
    assert asked()[0] == few
