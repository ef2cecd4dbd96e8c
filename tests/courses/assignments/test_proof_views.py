"""Pages about single people: turns, proofs, exemptions, lists of earlier proofs."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campus.kit import dates
from courses.assignments.models import Exemption, HistoryImport, Period
from courses.assignments.services.turns import enter
from members.people.models import AccessLogEntry
from members.roles.catalogue import Role
from tests.factories.assignments import ObligationFactory, PeriodFactory
from tests.factories.organisations import MunicipalityFactory
from tests.factories.pathways import PNG
from tests.factories.people import DepartmentFactory, EmploymentFactory
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db
EXEMPTIONS = reverse("assignments:exemptions")
UPLOAD = reverse("assignments:history_upload")


@pytest.fixture
def town():
    return MunicipalityFactory()


@pytest.fixture
def hr(client, town):
    """Sign in as human resources of the town."""
    client.force_login(GrantFactory(role=Role.HR_MANAGER, municipality=town).user)
    return client


@pytest.fixture
def period(town):
    duty = ObligationFactory(municipality=town, course=None, title="Erste Hilfe", valid_months=24)
    job = EmploymentFactory(municipality=town, personnel_number="4711")
    return PeriodFactory(obligation=duty, employment=job)


def page(response):
    return response.content.decode()


def address(name, period, **more):
    keys = {"pk": period.obligation_id, "key": period.employment_id, **more}
    return reverse(f"assignments:{name}", kwargs=keys)


def test_person_page_shows_turns_and_logs_the_look(hr, period):
    enter(period, on=dates.today(), source="recorded")

    text = page(hr.get(address("person", period)))

    assert "Alle Durchgänge" in text
    assert "Nachweis von der Personalabteilung eingetragen" in text
    assert AccessLogEntry.objects.filter(person=period.employment.person).count() == 1


def test_person_without_the_obligation_is_not_found(hr, town, period):
    other = EmploymentFactory(municipality=town)
    keys = {"pk": period.obligation_id, "key": other.pk}
    assert hr.get(reverse("assignments:person", kwargs=keys)).status_code == 404


def test_training_officer_reads_the_turns_and_changes_nothing(client, town, period):
    department = DepartmentFactory(municipality=town)
    period.employment.department = department
    period.employment.save()
    client.force_login(GrantFactory(role=Role.DEPARTMENT_HR, department=department).user)

    text = page(client.get(address("person", period)))

    assert "Nachweis eintragen" not in text
    for name in ("record", "revoke", "allow"):
        assert client.post(address(name, period)).status_code == 404


def test_proof_with_a_document_is_entered_and_handed_out(hr, period):
    document = SimpleUploadedFile("x.exe", PNG, "application/x-msdownload")
    values = {"on": dates.today().isoformat(), "document": document}

    text = page(hr.post(address("record", period), values, follow=True))

    assert "Der Nachweis ist eingetragen." in text
    assert "Erste-Hilfe.png" in text
    answer = hr.get(address("document", period, turn=period.pk))
    assert (answer.content, answer["Content-Type"]) == (PNG, "image/png")
    assert "attachment" in answer["Content-Disposition"]
    assert hr.get(address("document", period, turn=0)).status_code == 404


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"on": "2999-01-01"}, "Der Tag liegt in der Zukunft."),
        ({"on": "2001-01-01"}, "Dieser Nachweis zählt nicht mehr"),
        ({"on": "31.02.2025"}, "Bitte ein gültiges Datum eingeben."),
        ({"document": SimpleUploadedFile("a.pdf", b"MZ")}, "lesbare PDF-, PNG- oder JPEG-Datei"),
    ],
)
def test_proof_with_bad_input_says_why(hr, period, values, sentence):
    given = {"on": dates.today().isoformat(), **values}
    response = hr.post(address("record", period), given)
    assert response.status_code == 400
    assert sentence in page(response)


def test_revoking_asks_for_a_reason_and_begins_anew(hr, period):
    enter(period, on=dates.today(), source="recorded")
    assert "bleibt als widerrufen" in page(hr.get(address("revoke", period)))
    assert hr.post(address("revoke", period), {"reason": ""}).status_code == 400

    text = page(hr.post(address("revoke", period), {"reason": "Falsche Person"}, follow=True))

    assert "Der Nachweis ist widerrufen" in text
    assert "Falsche Person" in text
    again = hr.post(address("revoke", period), {"reason": "Noch einmal"})
    assert "Es gibt keinen gültigen Nachweis" in page(again)


def test_leave_for_now_is_given_with_a_reason(hr, period):
    until = dates.today() + dt.timedelta(days=9)
    values = {"until": until.isoformat(), "reason": "Kurs ausgebucht"}
    text = page(hr.post(address("allow", period), values, follow=True))
    assert "vorläufig gültig" in text
    enter(Period.objects.get(), on=dates.today(), source="recorded")
    assert hr.post(address("allow", period), values).status_code == 400


def test_exemption_is_entered_by_number_and_ended(hr, period):
    values = {"who": "4711", "begins_on": dates.today().isoformat()}
    text = page(hr.post(EXEMPTIONS, values, follow=True))
    assert "Die Uhr steht ab diesem Tag still." in text
    assert str(period.employment.person) in text
    found = Exemption.objects.get()
    end = reverse("assignments:exemption_end", args=[found.pk])
    assert hr.post(end, {"on": ""}).status_code == 400

    hr.post(end, {"on": (dates.today() + dt.timedelta(days=5)).isoformat()})

    found.refresh_from_db()
    assert found.ends_on == dates.today() + dt.timedelta(days=5)
    period.refresh_from_db()
    assert (period.due_on - period.planned_due_on).days == 6


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"who": "4712"}, "Niemand hat hier diese Nummer"),
        ({"ends_on": "2001-01-01"}, "Der letzte Tag liegt vor dem ersten Tag."),
        ({"begins_on": ""}, "Bitte füllen Sie dieses Feld aus."),
    ],
)
def test_exemption_with_bad_input_says_why(hr, period, values, sentence):
    given = {"who": "4711", "begins_on": dates.today().isoformat(), **values}
    response = hr.post(EXEMPTIONS, given)
    assert response.status_code == 400
    assert sentence in page(response)
    assert not Exemption.objects.exists()


def test_exemption_elsewhere_is_not_found(hr):
    foreign = Exemption.objects.create(employment=EmploymentFactory(), begins_on=dates.today())
    address = reverse("assignments:exemption_end", args=[foreign.pk])
    assert hr.get(address).status_code == 404


def test_exemptions_cost_the_same_for_one_and_for_nine(hr, town):
    def queries():
        with CaptureQueriesContext(connection) as caught:
            assert hr.get(EXEMPTIONS).status_code == 200
        return len(caught)

    for job in EmploymentFactory.create_batch(2, municipality=town):
        Exemption.objects.create(employment=job, begins_on=dates.today())
    few = queries()
    for job in EmploymentFactory.create_batch(9, municipality=town):
        Exemption.objects.create(employment=job, begins_on=dates.today())
    assert queries() == few


def upload(client, text):
    file = SimpleUploadedFile("liste.csv", text.encode())
    return client.post(UPLOAD, {"list": file}, follow=True)


def test_list_is_shown_first_and_written_when_confirmed(hr, period):
    day = dates.today() - dt.timedelta(days=40)
    rows = f"4711;Erste Hilfe;{day:%d.%m.%Y}\n99;Erste Hilfe;{day:%d.%m.%Y}"

    text = page(upload(hr, f"Personalnummer;Pflicht;Absolviert am\n{rows}"))

    assert "1 Nachweis übernehmen" in text
    assert "Niemand hat hier diese Nummer" in text
    assert not Period.objects.filter(fulfilled_on__isnull=False).exists()
    found = reverse("assignments:history", args=[HistoryImport.objects.get().pk])
    assert "1 Nachweis wurde übernommen" in page(hr.post(found, follow=True))
    assert Period.objects.get().fulfilled_on == day
    assert "Diese Liste ist übernommen" in page(hr.get(found))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "leer"),
        ("Vorname;Nachname\nA;B", "muss die Spalten"),
    ],
)
def test_list_that_cannot_be_read_is_refused(hr, period, text, sentence):
    response = upload(hr, text)
    assert response.status_code == 400
    assert sentence in page(response)


def test_sample_is_a_list_that_can_be_read(hr, period):
    answer = hr.get(reverse("assignments:history_sample"))
    text = page(upload(hr, answer.content.decode("utf-8-sig").replace("4711", "4711")))
    assert "zählt jetzt" in text
