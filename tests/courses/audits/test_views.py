"""Pages of packages: ask, wait, download; and the page on which anybody checks one."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from campus.kit import dates
from courses.audits import services
from courses.audits.models import Package
from courses.audits.views import checking
from members.people.models import AccessLogEntry, HistoryStart
from members.roles.catalogue import Role
from tests.factories.audits import Town, ago, files_in
from tests.factories.policies import PolicyFactory
from tests.factories.roles import GrantFactory

LIST, CREATE, CHECK = (reverse(f"audits:{name}") for name in ("list", "create", "check"))


@pytest.fixture
def town(db):
    return Town()


@pytest.fixture
def hr(client, town):
    client.force_login(town.hr)
    return client


def text(response):
    return response.content.decode()


def at(name, package):
    return reverse(f"audits:{name}", args=[package.reference])


def test_empty_list_says_what_to_do(hr):
    page = text(hr.get(LIST))
    assert "Noch kein Paket" in page
    assert CREATE in page


def test_asked_for_made_downloaded_and_checked(hr, town, client):
    asked = hr.post(CREATE, {"day": ago(1).isoformat(), "obligations": [town.duty.pk]})
    package = Package.objects.get()
    services.make_package(reference=package.reference)
    package.refresh_from_db()
    assert asked.url == at("detail", package)
    page = text(hr.get(asked.url))
    assert "Das Paket ist fertig" in page
    assert package.file_hash in page and package.manifest_hash in page
    file = hr.get(at("download", package))
    assert file["Content-Type"] == "application/zip"
    assert file["Content-Disposition"].endswith(f'{town.place.slug}-{ago(1):%Y-%m-%d}.zip"')
    assert AccessLogEntry.objects.filter(what="audit_package").count() == 3
    assert f"{ago(1):%Y}" in text(hr.get(LIST))
    client.logout()
    sent = SimpleUploadedFile("paket.zip", file.content, "application/zip")
    answer = text(client.post(CHECK, {"package": sent}))
    assert "jede Datei darin ist unverändert" in answer
    assert town.place.name in answer
    assert town.done.person.last_name not in answer


def test_while_it_is_being_made_the_page_says_how_far_it_is(hr, town):
    package = town.asks()
    Package.objects.update(done=1, total=4)
    assert "Das Paket wird erstellt" in text(hr.get(at("detail", package)))
    assert hr.get(at("progress", package)).json() == {
        "percent": 25,
        "text": "1 von 4",
        "ready": False,
    }
    assert hr.get(at("download", package)).status_code == 404
    assert "wird erstellt" in text(hr.get(LIST))


def test_package_that_failed_and_one_that_is_over_say_so(hr, town):
    package = town.package()
    Package.objects.update(expires_at=dates.now())
    assert "Die Datei wurde wie angekündigt gelöscht" in text(hr.get(at("detail", package)))
    assert "Prüfsumme bleibt" in text(hr.get(LIST))
    assert hr.get(at("download", package)).status_code == 404
    Package.objects.update(ready_at=None, requested_at=dates.now() - dates.dt.timedelta(days=1))
    assert "konnte nicht erstellt werden" in text(hr.get(at("detail", package)))
    assert hr.get(at("progress", package)).json()["ready"] is True


def test_page_compares_with_the_package_of_before(hr, town):
    town.package(ago(3))
    again = town.package(ago(3))
    assert "Der Inhalt ist derselbe" in text(hr.get(at("detail", again)))
    town.asked(town.unasked, fulfilled_on=ago(4))
    other = town.package(ago(3))
    assert "Der Inhalt weicht" in text(hr.get(at("detail", other)))


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"day": ""}, "Bitte"),
        ({"day": "31.02.2025"}, "Datum"),
        ({"day": "2999-01-01"}, "noch nicht gekommen"),
        ({"day": "1999-12-31"}, "ab dem Jahr 2000"),
        ({"people": "Niemand Unbekannt"}, "Niemand Unbekannt"),
        ({"obligations": ["abc"]}, "abc"),
        ({"obligations": ["999999"]}, "999999"),
        ({"departments": ["999999"]}, "999999"),
        ({"day": "2001-02-03"}, "An diesem Tag arbeitete niemand"),
    ],
)
def test_what_cannot_be_is_said_beside_the_field_and_nothing_is_lost(hr, values, sentence):
    sent = {"day": dates.today().isoformat(), "people": "", "documents": "on", **values}
    response = hr.post(CREATE, sent)
    assert response.status_code == 400
    assert sentence in text(response)
    assert "checked" in text(response)
    assert not Package.objects.exists()


def test_people_are_found_among_those_who_worked_there_then(hr, town):
    town.late.valid_until = ago(10)
    town.late.save()
    wish = {"day": ago(20).isoformat(), "people": str(town.late.person)}
    assert hr.post(CREATE, wish).status_code == 302
    assert Package.objects.get().question["people"] == [town.late.pk]
    assert hr.post(CREATE, wish | {"day": ago(1).isoformat()}).status_code == 400


def test_ended_obligations_are_offered_with_the_day(hr, town):
    type(town.duty).objects.update(ended_at=dates.now())
    assert "Erste Hilfe (beendet am" in text(hr.get(CREATE))


def test_page_says_from_when_departments_are_known(hr):
    HistoryStart.objects.create(since=dates.today())
    assert "Wechsel des Amtes sind erst seit dem" in text(hr.get(CREATE))


def test_agreement_that_allows_no_files_closes_the_form_and_says_why(hr, town):
    package = town.package()
    PolicyFactory(municipality=town.place, hidden=["files"])
    page = text(hr.get(LIST))
    assert "erlaubt nicht" in page and CREATE not in page
    assert hr.get(CREATE).status_code == 403
    refused = hr.get(at("download", package))
    assert refused.url == at("detail", package)


def test_agreement_that_hides_the_day_is_said_beside_the_day(hr, town):
    PolicyFactory(municipality=town.place, hidden=["fulfilled_on"])
    response = hr.post(CREATE, {"day": ago(1).isoformat()})
    assert response.status_code == 400
    assert "nur zum heutigen Tag" in text(response)


def test_others_find_nothing(client, town):
    package = town.package()
    stranger = GrantFactory(role=Role.HR_MANAGER).user
    client.force_login(stranger)
    for name in ("detail", "progress", "download"):
        assert client.get(at(name, package)).status_code == 404
    assert client.get(LIST, {"kommune": town.place.slug}).status_code == 404
    officer = GrantFactory(role=Role.DEPARTMENT_HR, municipality=town.place).user
    client.force_login(officer)
    assert client.get(LIST).status_code == 403


def test_hash_is_found_or_not(client, town):
    package = town.package()
    found = text(client.post(CHECK, {"sha256": package.file_hash.upper()}))
    assert "Eine Datei mit dieser Prüfsumme ist unverändert" in found
    unknown = text(client.post(CHECK, {"sha256": "0" * 64}))
    assert "Ein Paket mit dieser Prüfsumme haben wir nicht erstellt" in unknown
    assert town.place.name not in unknown


def test_changed_and_foreign_files_are_told_apart(client, town):
    package = town.package()
    changed = bytes(package.content).replace(b"nachweis.csv", b"nachweis.cvs")
    for content, words in (
        (changed, "Verändert, nicht gültig"),
        (b"PK foreign", "kein Nachweispaket"),
    ):
        sent = SimpleUploadedFile("x.zip", content)
        assert words in text(client.post(CHECK, {"package": sent}))


def test_genuine_package_that_is_not_in_the_records_any_more_says_so(client, town):
    content = bytes(town.package().content)
    Package.objects.all().delete()
    page = text(client.post(CHECK, {"package": SimpleUploadedFile("x.zip", content)}))
    assert "Die Signatur ist echt" in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({}, "geben Sie seine Prüfsumme ein"),
        ({"sha256": "kurz"}, "64 Zeichen"),
        ({"sha256": "x" * 300}, "200 Zeichen"),
    ],
)
def test_nothing_to_check_is_said(client, values, sentence):
    response = client.post(CHECK, values)
    assert response.status_code == 400
    assert sentence in text(response)


@pytest.mark.django_db
def test_very_large_file_is_refused_with_the_way_out(client, monkeypatch):
    monkeypatch.setattr(checking, "LARGEST", 3)
    response = client.post(CHECK, {"package": SimpleUploadedFile("x.zip", b"1234")})
    assert response.status_code == 413
    assert "Prüfsumme des Pakets" in text(response)


def test_list_costs_as_much_for_many_as_for_few(hr, town, django_assert_max_num_queries):
    for back in range(1, 4):
        town.package(ago(back))
    assert files_in(Package.objects.first())
    with django_assert_max_num_queries(14):
        hr.get(LIST)
