"""The pages of an import: what was chosen stays, foreign imports do not exist, never a 500."""

import datetime as dt
import io
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from campus.kit import dates
from campus.kit.dates import moved_clock
from members.imports import reading, services
from members.imports.files import SAMPLE
from members.imports.models import ImportRun
from members.people.models import Employment
from members.roles.catalogue import Role
from members.second_person.models import Rule
from tests.factories.roles import GrantFactory
from tests.members.people.views.conftest import text_of

pytestmark = pytest.mark.django_db
PAGE = "/personal/mitarbeitende/einlesen/"
NOBODYS = "5f3f0a1e-0000-4000-8000-00000000c0de"
LIST = "Personalnummer;Vorname;Nachname;E-Mail\n1;Jürgen;Groß;j@x.example\n2;;;kein-at\n"


def upload(client, content=None, name="liste.csv"):
    content = LIST.encode("cp1252") if content is None else content
    return client.post(PAGE, {"file": SimpleUploadedFile(name, content)})


def chosen(**changes):
    columns = ["personnel_number", "first_name", "last_name", "email"]
    values = {f"column_{index}": name for index, name in enumerate(columns)}
    rest = {"empty_cells": "leave", "first_day": "2026-05-04", "sends_invitations": "on"}
    return {**values, **rest, "sheet": "", **changes}


def checked(client, **changes):
    where = upload(client).url
    assert client.post(where, chosen(**changes)).status_code == 302
    return ImportRun.objects.latest("pk")


def address(name, run, **values):
    return reverse(f"imports:{name}", kwargs={"reference": run.reference, **values})


def test_list_goes_from_upload_to_the_list_of_staff_and_back(client, hr):
    run = checked(client)
    page = text_of(client.get(address("run", run)))
    for words in ("Vorschau des Imports", "1 Zeile übernehmen", "ist keine E-Mail-Adresse"):
        assert words in page
    assert not Employment.objects.filter(personnel_number="1").exists()
    client.post(address("confirm", run), {"stamp": run.stamp})
    assert "Sie können diese Seite verlassen" in text_of(client.get(address("run", run)))
    assert client.get(address("progress", run)).json()["ready"] is False
    services.write_run(reference=run.reference)
    assert str(Employment.objects.get(personnel_number="1").person) == "Jürgen Groß"
    page = text_of(client.get(address("run", run)))
    assert "1 Zeile wurde geschrieben" in page and "Ganzen Import rückgängig machen" in page
    client.post(address("undo", run))
    services.undo_run(reference=run.reference)
    assert "Der Import wurde rückgängig gemacht" in text_of(client.get(address("run", run)))
    assert not Employment.objects.filter(personnel_number="1").exists()


def test_columns_are_guessed_and_show_what_stands_in_them(client, hr):
    page = text_of(client.get(upload(client).url))
    assert 'value="personnel_number" selected' in page
    assert "j@x.example" in page


def test_large_file_is_refused_in_a_sentence(client, hr, monkeypatch):
    monkeypatch.setattr("members.imports.views.starting.MOST_BYTES", 50)
    answer = upload(client)
    assert answer.status_code == 413
    assert "Die Datei ist größer als" in text_of(answer)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"%PDF-1.4", "weder eine Excel-Mappe"),
        (b" \n", "Die Datei ist leer"),
        (b"", "Die Datei ist leer"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1x", "das alte Excel-Format"),
    ],
)
def test_wrong_file_is_explained_and_nothing_kept(client, hr, content, sentence):
    answer = upload(client, content)
    assert answer.status_code == 400
    assert sentence in text_of(answer)
    assert not ImportRun.objects.exists()


def test_upload_without_a_file_is_explained(client, hr):
    answer = client.post(PAGE, {})
    assert answer.status_code == 400
    assert "Wählen Sie die Datei" in text_of(answer)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"column_0": "", "column_1": ""}, "Wählen Sie mindestens die Spalte"),
        ({"column_0": "last_name"}, "„Nachname“ ist für mehr als eine Spalte gewählt"),
        ({"first_day": "31.02.2026"}, "gültiges Datum"),
        ({"column_0": "shoe_size"}, "column_0"),
    ],
)
def test_wrong_choice_keeps_what_was_chosen(client, hr, changes, sentence):
    answer = client.post(upload(client).url, chosen(**changes))
    assert answer.status_code == 400
    assert sentence in text_of(answer)
    assert 'value="email" selected' in text_of(answer)


def test_sheet_without_a_table_says_so_and_offers_the_others(client, hr, monkeypatch):
    monkeypatch.setattr(reading, "MOST_ROWS", 0)
    run = ImportRun.objects.create(
        municipality=GrantFactory(user=hr, role=Role.HR_MANAGER).municipality,
        content=zlib.compress(LIST.encode()),
        file_name="x",
    )
    answer = client.get(address("columns", run))
    assert answer.status_code == 400
    assert "Dieses Blatt lässt sich nicht lesen" in text_of(answer)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_faulty_rows_come_as_a_file_with_reasons_that_can_be_read_again(client, hr, kind):
    answer = client.get(address("faults", checked(client), kind=kind))
    (sheet,) = reading.read_file(answer.content)
    assert sheet.rows[0][1][-2:] == ["Zeile", "Bitte berichtigen"]
    assert sheet.rows[1][1][:4] == ["2", "", "", "kein-at"]
    assert "ist keine E-Mail-Adresse" in sheet.rows[1][1][-1]


def test_formula_in_a_faulty_row_is_neutralised_on_the_way_out(client, hr):
    where = upload(client, b"Vorname;Nachname;Notiz\n=1+1;Gross;=cmd()\n").url
    client.post(
        where, chosen(column_0="first_name", column_1="last_name", column_2="", column_3="")
    )
    run = ImportRun.objects.latest("pk")
    assert "'=1+1;Gross;'=cmd()" in client.get(address("faults", run, kind="csv")).content.decode()
    book = load_workbook(io.BytesIO(client.get(address("faults", run, kind="xlsx")).content))
    assert book.active["A2"].data_type == "s"


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_sample_can_be_uploaded_as_it_is(client, hr, kind):
    content = client.get(f"{PAGE}muster.{kind}").content
    assert upload(client, content, f"muster.{kind}").status_code == 302
    assert len(ImportRun.objects.get().columns) == len(SAMPLE[0])


@pytest.mark.parametrize("path", ["muster.exe", "muster.pdf", f"{NOBODYS}/"])
def test_what_does_not_exist_is_not_found(client, hr, path):
    assert client.get(PAGE + path).status_code == 404


def test_import_of_another_town_does_not_exist(client, hr):
    run = checked(client)
    client.force_login(GrantFactory(role=Role.HR_MANAGER).user)
    for name in ("run", "columns", "progress"):
        assert client.get(address(name, run)).status_code == 404
    for name in ("confirm", "discard", "undo", "invite"):
        assert client.post(address(name, run)).status_code == 404


def test_outdated_preview_is_shown_again(client, hr):
    run = checked(client)
    answer = client.post(address("confirm", run), {"stamp": "gestern"})
    assert answer.status_code == 409
    assert "Die Vorschau hat sich geändert" in text_of(answer)


def test_undo_that_comes_too_late_is_explained(client, hr):
    run = checked(client)
    client.post(address("confirm", run), {"stamp": run.stamp})
    services.write_run(reference=run.reference)
    with moved_clock(dates.now() + dt.timedelta(minutes=30)):
        answer = client.post(address("undo", run))
    assert answer.status_code == 409
    assert "Die zehn Minuten sind um" in text_of(answer)


def test_discarded_file_is_gone(client, hr):
    run = checked(client)
    client.post(address("discard", run))
    assert not ImportRun.objects.exists()


def test_rule_of_two_lets_a_colleague_release(client, hr, town):
    Rule.objects.create(municipality=town, from_people=1)
    assert "mindestens 1 Mitarbeitende" in text_of(client.get(PAGE))
    other = GrantFactory(role=Role.HR_MANAGER, municipality=town).user
    run = checked(client)
    client.post(address("confirm", run), {"stamp": run.stamp})
    text = text_of(client.get(address("run", run)))
    assert "hat diesen Import vorbereitet" in text
    assert "Freigeben, ablehnen oder zurücknehmen" in text and "wegwerfen" not in text.lower()
    run.refresh_from_db()
    proposal = reverse("second_person:detail", args=[run.proposal.reference])
    assert client.post(proposal, {"step": "release"}).status_code == 409
    client.force_login(other)
    assert address("run", run) in text_of(client.get(proposal))
    client.post(proposal, {"step": "release"})
    run.refresh_from_db()
    assert run.state == ImportRun.State.RUNNING


def test_reason_of_a_refusal_stands_on_the_page_of_the_import(client, hr, town):
    Rule.objects.create(municipality=town, from_people=1)
    other = GrantFactory(role=Role.HR_MANAGER, municipality=town).user
    run = checked(client)
    client.post(address("confirm", run), {"stamp": run.stamp})
    run.refresh_from_db()
    proposal = reverse("second_person:detail", args=[run.proposal.reference])
    client.force_login(other)
    client.post(proposal, {"step": "refuse", "reason": "Bitte ohne den Bauhof"})
    client.force_login(hr)
    text = text_of(client.get(address("run", run)))
    assert "Die Freigabe wurde abgelehnt" in text and "Bitte ohne den Bauhof" in text
    assert str(other) in text
    assert "zur Freigabe" in text
    assert address("run", run) in text_of(client.get(proposal))


@pytest.mark.parametrize("number", [3, 12])
def test_preview_page_asks_as_often_for_many_rows(
    client, hr, number, django_assert_max_num_queries
):
    lines = "".join(f"{n};Vor;Nach{n};\n" for n in range(number))
    where = upload(client, f"Personalnummer;Vorname;Nachname;E-Mail\n{lines}".encode()).url
    client.post(where, chosen())
    run = ImportRun.objects.get()
    with django_assert_max_num_queries(21):
        client.get(address("run", run))
