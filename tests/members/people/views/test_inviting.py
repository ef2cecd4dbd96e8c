"""HR adds and invites: one, several, by letter; nothing half done."""

import io

import pytest
from pypdf import PdfReader

from members.messages.models import Message
from members.people import services
from members.people.models import Employment, Invitation, Person
from tests.factories.people import EmploymentFactory
from tests.members.people.views.conftest import text_of

pytestmark = pytest.mark.django_db
LIST = "/personal/mitarbeitende/"
ONE = {"first_name": "Erika", "last_name": "Mustermann", "valid_from": "2026-05-04"}
LINES = "Vorname;Nachname;E-Mail;Amt\nErika;Mustermann;e@stadt.example;bauhof\n\nMax;Muster;;"


def test_invite_with_address_sends_the_link(client, hr, bauhof):
    assert client.get(f"{LIST}einladen/").status_code == 200
    data = ONE | {"email": "e@stadt.example", "department": bauhof.pk}
    response = client.post(f"{LIST}einladen/", data)
    job = Employment.objects.get()
    assert (response.status_code, response.url) == (302, f"{LIST}{job.pk}/")
    assert (job.department, job.added_by) == (bauhof, hr)
    assert Message.objects.get().email == "e@stadt.example"


def test_invite_without_address_waits_for_the_letter(client, hr):
    response = client.post(f"{LIST}einladen/", ONE, follow=True)
    assert response.status_code == 200
    assert not Invitation.objects.exists()


@pytest.mark.parametrize(
    ("change", "status"),
    [({"email": "no address"}, 400), ({"last_name": ""}, 400), ({"valid_from": "soon"}, 400)],
)
def test_invite_with_bad_input_keeps_it_and_writes_nothing(client, hr, change, status):
    response = client.post(f"{LIST}einladen/", ONE | {"position": "getippt"} | change)
    assert response.status_code == status
    assert "getippt" in text_of(response)
    assert not Person.objects.exists()


def test_invite_with_somebody_elses_address_is_refused(client, hr):
    EmploymentFactory(person__email="e@stadt.example")
    response = client.post(f"{LIST}einladen/", ONE | {"email": "e@stadt.example"})
    assert response.status_code == 409
    assert Person.objects.count() == 1


def test_training_officer_invites_only_into_the_department(client, bauhof_hr, bauhof):
    assert client.post(f"{LIST}einladen/", ONE).status_code == 400
    assert client.post(f"{LIST}einladen/", ONE | {"department": bauhof.pk}).status_code == 302


def test_several_shows_a_preview_and_writes_nothing(client, hr, bauhof):
    data = {"lines": LINES, "valid_from": "2026-05-04"}
    response = client.post(f"{LIST}mehrere/", data)
    assert response.status_code == 200
    assert [entry.row.name for entry in response.context["checked"]] == [
        "Erika Mustermann",
        "Max Muster",
    ]
    assert 'name="confirm"' in response.content.decode()
    assert not Person.objects.exists()


def test_several_confirmed_adds_all_and_invites_who_has_an_address(client, hr, town, bauhof):
    data = {"lines": LINES, "valid_from": "2026-05-04"}
    page = f"{LIST}mehrere/?kommune={town.slug}"
    data["confirm"] = client.post(page, data).context["digest"]
    changed = client.post(page, data | {"lines": f"{LINES}\nNicht;Gesehen"})
    assert changed.status_code == 200
    assert not Person.objects.exists()
    response = client.post(page, data)
    assert (response.status_code, response.url) == (302, f"{LIST}?kommune={town.slug}")
    assert Employment.objects.filter(municipality=town).count() == 2
    assert Employment.objects.get(person__first_name="Erika").department == bauhof
    assert Invitation.objects.count() == Message.objects.count() == 1


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("Erika;", "Vorname und Nachname"),
        ("A;B;no-address", "keine E-Mail-Adresse"),
        ("A;B;c@stadt.example\nC;D;C@stadt.example", "mehr als einmal"),
        ("A;B;;Mondamt", "Mondamt"),
        ("A;B;taken@stadt.example", "jemand anderem"),
        ("Max;Hier;here@stadt.example", "bereits"),
        ("A;B;;;;zu viel", "vier Spalten"),
        (f"{'A' * 81};B", "80"),
    ],
)
def test_several_with_a_faulty_row_names_it_and_writes_nothing(client, hr, town, line, fault):
    EmploymentFactory(person__last_name="Andere", person__email="taken@stadt.example")
    EmploymentFactory(
        municipality=town, person__last_name="Hier", person__email="Here@stadt.example"
    )
    data = {"lines": f"Gut;Geschrieben\n{line}", "valid_from": "2026-05-04", "confirm": "1"}
    response = client.post(f"{LIST}mehrere/", data)
    assert response.status_code == 400
    assert fault in text_of(response)
    assert "Geschrieben" in text_of(response)
    assert Person.objects.count() == 2


@pytest.mark.parametrize("lines", ["", "\n \n", "\n".join(["A;B"] * 501)])
def test_several_with_too_few_or_too_many_lines_is_refused(client, hr, lines):
    data = {"lines": lines, "valid_from": "2026-05-04"}
    assert client.post(f"{LIST}mehrere/", data).status_code == 400


def test_several_checks_many_rows_with_few_queries(
    client, hr, bauhof, django_assert_max_num_queries
):
    lines = "\n".join(f"A;B{number};a{number}@stadt.example;Bauhof" for number in range(100))
    with django_assert_max_num_queries(14):
        response = client.post(f"{LIST}mehrere/", {"lines": lines, "valid_from": "2026-05-04"})
    assert response.status_code == 200


def test_letters_hold_one_page_per_person_with_code_and_address(client, hr, town):
    jobs = [EmploymentFactory(municipality=town, person__user=None) for _ in range(2)]
    foreign = EmploymentFactory(person__user=None)
    response = client.post(f"{LIST}briefe/", {"job": [job.pk for job in [*jobs, foreign]]})
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Cache-Control"] == "no-store"
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(response.content)).pages]
    assert len(pages) == 2
    for page, job in zip(pages, sorted(jobs, key=lambda job: job.person.last_name), strict=True):
        assert job.person.last_name in page
        assert town.name in page
        assert "testserver/konto/zugangscode/" in page
    assert set(Invitation.objects.values_list("person", flat=True)) == {
        job.person_id for job in jobs
    }


def test_the_printed_code_opens_the_access(client, hr, town, monkeypatch):
    job = EmploymentFactory(municipality=town, person__user=None)
    response = client.post(f"{LIST}{job.pk}/einladung/", {"channel": "letter"})
    text = PdfReader(io.BytesIO(response.content)).pages[0].extract_text()
    code = next(word for word in text.split() if word.count("-") == 3)
    assert services.find_invitation(secret=code).person == job.person


def test_letters_for_nobody_or_for_somebody_with_access_say_so(client, hr, town):
    job = EmploymentFactory(municipality=town)
    for keys in ([], [job.pk], ["x"], [EmploymentFactory().pk]):
        response = client.post(f"{LIST}briefe/", {"job": keys}, follow=True)
        assert response.redirect_chain[0][0].startswith(LIST)
        assert list(response.context["messages"])
    assert not Invitation.objects.exists()


def test_reinvite_replaces_and_revoke_ends(client, hr, town):
    job = EmploymentFactory(municipality=town, person__user=None, person__email="e@x.example")
    for _ in range(2):
        assert client.post(f"{LIST}{job.pk}/einladung/", {"channel": "email"}).status_code == 302
    assert Invitation.objects.filter(revoked_at=None).count() == 1
    assert "Einladung zurücknehmen" in text_of(client.get(f"{LIST}{job.pk}/"))
    client.post(f"{LIST}{job.pk}/einladung/widerrufen/")
    assert not Invitation.objects.filter(revoked_at=None).exists()
    client.post(f"{LIST}{job.pk}/einladung/", {"channel": "pigeon"})
    assert Invitation.objects.count() == 2


@pytest.mark.parametrize("path", ["einladung/", "einladung/widerrufen/"])
def test_invitations_of_foreign_jobs_do_not_exist(client, hr, path):
    job = EmploymentFactory(person__user=None)
    assert client.post(f"{LIST}{job.pk}/{path}", {"channel": "letter"}).status_code == 404
    assert client.get(f"{LIST}{job.pk}/{path}").status_code == 405
