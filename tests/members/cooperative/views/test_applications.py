"""The declaration on the website, the office's list and the decision."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from members.cooperative.models import FeeSchedule, Membership, MembershipApplication
from tests.factories.cooperative import ApplicationFactory, MembershipFactory, ResolutionFactory
from tests.factories.organisations import MunicipalityFactory
from tests.members.cooperative.typed import DECISION, DECLARATION

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("schedule")]


def join(client, **changes):
    return client.post(reverse("cooperative:join"), {**DECLARATION, **changes})


def page(application):
    return reverse("cooperative:application", args=[application.pk])


@pytest.mark.parametrize(
    "words",
    [
        "Pflichten nach § 15a GenG",
        "<strong>Mit dem Beitritt übernehmen Sie Pflichten.",
        "Wir verpflichten uns",
        "Die Satzung lag uns vor dieser Erklärung vor.",
        "Beitritt mit Einzahlungspflicht erklären",
        "20.001 bis 50.000",
        "ab 50.001",
        "2.400,00",
        "1.000,00 €",
    ],
)
def test_join_highlights_duties_and_shows_what_it_costs(client, words):
    """§ 15a GenG: in a prepared electronic form the duties stand out."""
    text = client.get(reverse("cooperative:join")).content.decode().replace("\xa0", " ")
    assert words in text


def test_join_without_a_schedule_says_so_and_offers_no_form(client):
    FeeSchedule.objects.update(state="replaced")
    text = client.get(reverse("cooperative:join")).content.decode()
    assert "Ein Beitritt ist zurzeit nicht möglich" in text
    assert 'name="duty_acknowledged"' not in text
    answer = join(client)
    assert answer.status_code == 400
    assert not MembershipApplication.objects.exists()


def test_join_takes_down_the_declaration_and_says_what_follows(client, today):
    answer = client.post(reverse("cooperative:join"), DECLARATION, follow=True)
    text = answer.content.decode()
    for words in ("Ihre Erklärung ist eingegangen", "Der Vorstand entscheidet", "Geschäftsanteile"):
        assert words in text
    application = MembershipApplication.objects.get()
    assert (application.source, application.entered_by) == ("public", None)
    assert application.declared_at.date() == today


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"shares": "1"}, "mindestens 3 Geschäftsanteile"),
        ({"ars": "081599999999"}, "ist bereits Mitglied"),
        ({"ars": "064310001111"}, "offener Antrag vor"),
        ({"name": "Stadt Doppelt"}, "eine andere Kommune mit dem Namen Stadt Doppelt"),
        ({"population": "0"}, "größer oder gleich 1"),
        ({"declarant_email": "rathaus"}, "gültige E-Mail-Adresse"),
        ({"population_date": "2026-07-16"}, "Dieser Tag liegt in der Zukunft"),
        ({"duty_acknowledged": ""}, "Ohne diese Verpflichtung ist die Erklärung unwirksam"),
        ({"statute_received": ""}, "Bitte lesen Sie zuerst die Satzung"),
    ],
)
def test_join_refused_says_why_and_keeps_all_that_was_typed(client, change, sentence):
    MembershipFactory(municipality=MunicipalityFactory(ars="081599999999"))
    ApplicationFactory(ars="064310001111")
    MunicipalityFactory(name="Stadt Doppelt")
    before = MembershipApplication.objects.count()
    answer = join(client, **change)
    text = answer.content.decode()
    assert answer.status_code == 400
    assert sentence in text
    kept = {**DECLARATION, **change}
    for name in ("name", "ars", "street", "city", "declarant_name", "population_date", "shares"):
        assert f'value="{kept[name]}"' in text, name
    assert MembershipApplication.objects.count() == before


def test_join_escapes_what_was_typed(client):
    text = join(client, name="<script>alert(1)</script>", ars="1").content.decode()
    assert "<script>alert(1)" not in text
    assert "&lt;script&gt;" in text


def test_join_cannot_set_what_the_form_does_not_ask(client):
    join(client, state="admitted", source="office", municipality="1", resolution="1")
    application = MembershipApplication.objects.get()
    assert (application.state, application.source) == ("open", "public")


def test_join_without_the_token_of_the_form_is_forbidden(csrf_client):
    assert csrf_client.post(reverse("cooperative:join"), DECLARATION).status_code == 403


@pytest.fixture
def csrf_client(client_class):
    return client_class(enforce_csrf_checks=True)


@pytest.fixture
def client_class(client):
    return type(client)


def test_office_enters_a_declaration_that_came_on_paper(office):
    answer = office.post(reverse("cooperative:new_application"), DECLARATION, follow=True)
    text = answer.content.decode()
    application = MembershipApplication.objects.get()
    assert (application.source, application.entered_by_id) == (
        "office",
        int(office.session["_auth_user_id"]),
    )
    assert answer.redirect_chain[-1][0] == page(application)
    for words in ("Der Antrag ist erfasst.", "Erika Beispiel, Bürgermeisterin", "25.000"):
        assert words in text


def test_office_refused_a_second_open_application_keeps_what_was_typed(office):
    ApplicationFactory(ars=DECLARATION["ars"])
    answer = office.post(reverse("cooperative:new_application"), DECLARATION)
    assert answer.status_code == 400
    assert "offener Antrag" in answer.content.decode()
    assert 'value="Erika Beispiel"' in answer.content.decode()


def test_admission_says_name_and_number_and_leads_to_the_account(office):
    MembershipFactory(number=6)
    application = ApplicationFactory(name="Stadt Eintritt")
    answer = office.post(page(application), {**DECISION, "decision": "admit"}, follow=True)
    text = answer.content.decode()
    assert "Stadt Eintritt ist jetzt Mitglied mit der Nummer 7." in text
    assert "Beschluss V-1 vom 15.01.2026" in text
    assert reverse("cooperative:member", args=[7]) in text
    assert Membership.objects.get(number=7).joined_on == dt.date(2026, 1, 15)


def test_refusal_says_that_the_data_are_gone_and_shows_them_no_more(office):
    application = ApplicationFactory()
    typed = {**DECISION, "decision": "refuse", "reason": "Kein Sitz im Gebiet"}
    text = office.post(page(application), typed, follow=True).content.decode()
    assert "die Daten der erklärenden Person sind gelöscht" in text
    assert "Grund: Kein Sitz im Gebiet" in text
    for gone in ("Erika Beispiel,", "rathaus@stadt.example", "Wir treten bei."):
        assert gone not in text


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"decision": "postpone"}, "postpone"),
        ({"decided_on": "2026-07-16"}, "Dieser Tag liegt in der Zukunft"),
        ({"decided_on": "1999-01-01"}, "Bitte prüfen Sie das Jahr"),
        ({"decided_on": "2025-01-15"}, "Für 2025 ist keine Beitragsordnung in Kraft"),
        ({"number": "ALT"}, "bereits mit dem Datum 01.02.2024 erfasst"),
        ({"decision": "refuse"}, "Bitte geben Sie den Grund an"),
    ],
)
def test_decision_refused_says_why_and_keeps_what_was_typed(office, change, sentence):
    ResolutionFactory(number="ALT", decided_on=dt.date(2024, 2, 1))
    application = ApplicationFactory()
    typed = {**DECISION, "decision": "admit", "text": "Einstimmig so beschlossen", **change}
    answer = office.post(page(application), typed)
    assert answer.status_code == 400
    assert sentence in answer.content.decode()
    assert "Einstimmig so beschlossen" in answer.content.decode()
    application.refresh_from_db()
    assert (application.state, Membership.objects.exists()) == ("open", False)


def test_decision_sent_twice_is_answered_by_a_sentence(office):
    application = ApplicationFactory()
    office.post(page(application), {**DECISION, "decision": "admit"})
    answer = office.post(page(application), {**DECISION, "decision": "admit"})
    assert answer.status_code == 400
    assert Membership.objects.count() == 1


def test_list_of_applications_costs_the_same_for_three_and_twelve(office):
    costs = []
    for number in (3, 9):
        for _application in range(number):
            ApplicationFactory(state="refused", resolution=ResolutionFactory())
        with CaptureQueriesContext(connection) as queries:
            text = office.get(reverse("cooperative:applications")).content.decode()
        costs.append(len(queries))
    assert costs[0] == costs[1]
    assert text.count("Abgelehnt") == 12


def test_list_of_applications_is_paged_and_says_when_it_is_empty(office):
    address = reverse("cooperative:applications")
    assert "Noch keine Anträge" in office.get(address).content.decode()
    for _application in range(26):
        ApplicationFactory()
    assert len(office.get(address).context["page"]) == 25
    assert len(office.get(address, {"page": "2"}).context["page"]) == 1
    assert len(office.get(address, {"page": "x"}).context["page"]) == 25
