"""Pages of the cadastre: what they say, the way from an entry to an obligation, bad input."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from courses.assignments import services as assignments
from courses.assignments.models import Obligation
from courses.cadastre.models import Adoption, Decision, Entry, Version
from courses.cadastre.origins import address_of, key_of
from members.roles.catalogue import Role
from tests.factories.cadastre import USUAL, adopted, drafted, member_town, published
from tests.factories.enrolment import OfferFactory
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import EmploymentFactory
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db
LIST, OFFICE = reverse("cadastre:list"), reverse("cadastre:office")
CREATE = reverse("assignments:create")
OTHER = {"legal_basis": "§ 12 ArbSchG, Fassung 2027"}


@pytest.fixture
def town(client):
    """A member town, with its human resources signed in."""
    town, hr = member_town()
    client.force_login(hr)
    return town


@pytest.fixture
def office(client):
    client.force_login(GrantFactory(role=Role.OFFICE).user)
    return client


def page(response):
    return response.content.decode()


def entry_page(version):
    return reverse("cadastre:entry", args=[version.entry_id])


def office_page(name, version):
    return reverse(f"cadastre:{name}", args=[version.entry_id])


def queries(client, address):
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


def hr_of(town):
    return GrantFactory(role=Role.HR_MANAGER, municipality=town).user


def test_list_says_what_was_adopted_what_has_changed_and_what_not(client, town):
    adopted(published(title="Brandschutz"), town, hr_of(town))
    changed = adopted(published(title="Strahlenschutz"), town, hr_of(town))
    published(changed.entry, title="Strahlenschutz neu")
    published(title="Lärmschutz")
    drafted(title="Noch geheim")
    text = page(client.get(LIST))
    for word in ("übernommen, hat sich geändert", "nicht übernommen", "Lärmschutz", "3 Einträge"):
        assert word in text
    assert "Noch geheim" not in text


@pytest.mark.parametrize(
    ("words", "sentence"),
    [("unterweisung", "1 Eintrag"), ("xyz", "Nichts gefunden"), ("x" * 200, "Nichts gefunden")],
)
def test_search_keeps_the_word(client, town, words, sentence):
    published()
    text = page(client.get(LIST, {"q": words}))
    assert sentence in text
    assert f'value="{words[:80]}"' in text


def test_empty_cadastre_says_so(client, town):
    assert "Noch kein Eintrag" in page(client.get(LIST))


def test_list_and_entry_cost_the_same_for_few_and_many(client, town):
    version = published()
    adopted(version, town, hr_of(town))
    few = queries(client, LIST), queries(client, entry_page(version))
    published(version.entry, **OTHER)
    published(version.entry, title="Dritte Fassung")
    for number in range(4):
        adopted(published(title=f"Pflicht {number}"), town, hr_of(town))
    assert queries(client, LIST) == few[0]
    assert queries(client, entry_page(version)) == few[1]


def test_entry_says_all_of_it_and_offers_to_adopt(client, town):
    version = published()
    text = page(client.get(entry_page(version)))
    for words in ("§ 12 ArbSchG", "Alle Beschäftigten", "Alle 12 Monate", USUAL["source_url"]):
        assert words in text
    assert f"vorlage={key_of(version)}" in text
    assert "keine Rechtsberatung" in text


@pytest.mark.parametrize("address", ["list", "entry"])
def test_foreign_town_is_not_found(client, town, address):
    pk = published().entry_id
    where = reverse(f"cadastre:{address}", args=[pk] if address == "entry" else [])
    foreign = MunicipalityFactory()
    assert client.get(where, {"kommune": foreign.slug}).status_code == 404
    assert client.get(where, {"kommune": town.slug}).status_code == 200


def test_town_that_is_no_member_is_refused(client):
    client.force_login(GrantFactory(role=Role.HR_MANAGER).user)
    assert client.get(LIST).status_code == 403
    assert client.get(entry_page(published())).status_code == 403


def test_entry_that_is_a_draft_is_not_found(client, town):
    assert client.get(entry_page(drafted())).status_code == 404


def form_of(client, version, town):
    """Return the address of the form and what a browser would send back unchanged."""
    address = f"{CREATE}?kommune={town.slug}&vorlage={key_of(version)}"
    response = client.get(address)
    form = response.context["form"]
    filled = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    return address, {name: value for name, value in filled.items() if value is not None}


def test_form_opens_filled_goes_through_its_preview_and_notes_the_adoption(client, town):
    EmploymentFactory(municipality=town)
    version = published(expiry_rule="previous", grace_days=7)
    address, values = form_of(client, version, town)
    assert values["title"] == "Unterweisung am Arbeitsplatz"
    assert (values["valid_months"], values["grace_days"]) == (12, 7)
    preview = client.post(address, {**values, "step": "preview"})
    assert "es ist noch nichts geschrieben" in page(preview).lower() or preview.status_code == 200
    assert Obligation.objects.count() == 0
    done = client.post(address, {**values, "step": "confirm"})
    obligation = Obligation.objects.get()
    assert done["Location"] == reverse("assignments:detail", args=[obligation.pk])
    adoption = Adoption.objects.get()
    assert (adoption.obligation, adoption.version) == (obligation, version)
    assert obligation.expiry_rule == "previous"
    text = page(client.get(address_of(version.entry_id, town)))
    assert "Unsere Pflicht zeigen" in text
    assert "Für unsere Kommune übernehmen" not in text


def test_form_names_the_entry_and_whom_it_concerns(client, town):
    version = published()
    text = page(client.get(f"{CREATE}?vorlage={key_of(version)}"))
    assert "Aus dem Pflichtenkataster: Unterweisung" in text
    assert "Betroffen: Alle Beschäftigten" in text


def test_form_chooses_the_course_of_the_entry(client, town):
    course = OfferFactory().course
    version = published(course=course, proof="")
    _address, values = form_of(client, version, town)
    assert values["course"] == course.pk
    assert values["title"] == ""


@pytest.mark.parametrize("step", ["preview", "confirm"])
def test_entry_that_runs_already_is_not_adopted_twice(client, town, step):
    version = published()
    adopted(version, town, hr_of(town))
    address, values = form_of(client, version, town)
    response = client.post(address, {**values, "step": step})
    assert response.status_code == 400
    assert "Dieser Eintrag ist schon übernommen" in page(response)
    assert Obligation.objects.count() == 1


def test_form_opened_before_a_newer_version_is_refused(client, town):
    EmploymentFactory(municipality=town)
    version = published()
    address, values = form_of(client, version, town)
    published(version.entry, **OTHER)
    response = client.post(address, {**values, "step": "confirm"})
    assert "Inzwischen gibt es eine neuere Fassung" in page(response)
    assert Obligation.objects.count() == Adoption.objects.count() == 0


@pytest.mark.parametrize("key", ["x", "0-0", "1-99999999999999999999999"])
def test_form_of_an_unknown_entry_is_not_found(client, town, key):
    assert client.get(CREATE, {"vorlage": key}).status_code == 404


def test_form_without_an_entry_is_as_before(client, town):
    response = client.get(CREATE)
    assert response.context["origin"] is None
    assert "Pflichtenkataster:" not in page(response)


def test_change_is_shown_on_the_first_page_and_side_by_side(client, town):
    adoption = adopted(published(), town, hr_of(town))
    dashboard = reverse("assignments:dashboard")
    assert address_of(adoption.entry_id, town) not in page(client.get(dashboard))
    published(adoption.entry, change="Neu: Bildschirmarbeit.", **OTHER)
    first = page(client.get(dashboard))
    assert "Das wartet auf Sie" in first
    assert address_of(adoption.entry_id, town) in first
    text = page(client.get(address_of(adoption.entry_id, town)))
    for words in ("Neu: Bildschirmarbeit.", "neu:</span> , Fassung 2027", "Vorher: Fassung 1"):
        assert words in text
    assert "Ihre Mitarbeitenden lesen zurzeit: „§ 12 ArbSchG“" in text
    assert "Frist, Abstand oder Nachweis" not in text


def test_changed_interval_offers_to_end_the_obligation(client, town):
    adoption = adopted(published(), town, hr_of(town))
    published(adoption.entry, valid_months=24)
    text = page(client.get(address_of(adoption.entry_id, town)))
    assert "Frist, Abstand oder Nachweis einer laufenden Pflicht bleiben" in text
    assert reverse("assignments:end", args=[adoption.obligation_id]) in text
    assignments.end(obligation=adoption.obligation, by=hr_of(town))
    text = page(client.get(address_of(adoption.entry_id, town)))
    assert "Für unsere Kommune übernehmen" in text
    assert "Dieser Eintrag hat sich geändert" not in text


@pytest.mark.parametrize(
    ("deed", "basis", "sentence"),
    [
        ("taken", OTHER["legal_basis"], "Der neue Wortlaut ist übernommen."),
        ("nothing", "§ 12 ArbSchG", "Vermerkt: Zu dieser Fassung ist nichts zu tun."),
    ],
)
def test_decision_is_one_click(client, town, deed, basis, sentence):
    adoption = adopted(published(), town, hr_of(town))
    version = published(adoption.entry, **OTHER)
    where = reverse("cadastre:decide", args=[adoption.pk])
    response = client.post(where, {"deed": deed, "version": version.pk}, follow=True)
    assert sentence in page(response)
    assert Obligation.objects.get().legal_basis == basis
    assert "Dieser Eintrag hat sich geändert" not in page(response)


@pytest.mark.parametrize(
    "data",
    [{}, {"deed": "taken"}, {"deed": "x", "version": "1"}, {"deed": "taken", "version": "abc"}],
)
def test_decision_without_a_choice_asks_for_one(client, town, data):
    adoption = adopted(published(), town, hr_of(town))
    published(adoption.entry, **OTHER)
    where = reverse("cadastre:decide", args=[adoption.pk])
    assert "Wählen Sie, was mit der neuen Fassung" in page(client.post(where, data, follow=True))
    assert Decision.objects.count() == 0


def test_decision_about_an_outdated_version_says_so(client, town):
    adoption = adopted(published(), town, hr_of(town))
    second = published(adoption.entry, **OTHER)
    published(adoption.entry, title="Dritte Fassung")
    where = reverse("cadastre:decide", args=[adoption.pk])
    response = client.post(where, {"deed": "taken", "version": second.pk}, follow=True)
    assert "Inzwischen gibt es eine neuere Fassung" in page(response)


def test_decision_of_a_foreign_town_is_not_found_and_needs_post(client, town):
    foreign, hr = member_town()
    adoption = adopted(published(), foreign, hr)
    where = reverse("cadastre:decide", args=[adoption.pk])
    assert client.post(where, {"deed": "taken"}).status_code == 404
    assert client.get(where).status_code == 405


def sent(**changes):
    data = {**USUAL, **changes}
    return {name: value for name, value in data.items() if value is not None}


def test_office_writes_publishes_and_writes_anew(office):
    response = office.post(reverse("cadastre:create"), sent(), follow=True)
    assert "Der Entwurf ist gespeichert." in page(response)
    draft = Version.objects.get()
    assert "Fassung 1 veröffentlichen?" in page(office.get(office_page("publish", draft)))
    assert "Veröffentlicht." in page(office.post(office_page("publish", draft), follow=True))
    edit = office_page("edit", draft)
    form = office.get(edit).context["form"]
    assert form.initial["legal_basis"] == "§ 12 ArbSchG"
    office.post(edit, sent(**OTHER, change="Neu gefasst."))
    text = page(office.get(office_page("publish", draft)))
    assert "entfällt:" in text or "neu:" in text
    office.post(office_page("publish", draft))
    assert Entry.objects.get().current.number == 2


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": ""}, "Bitte füllen Sie dieses Feld aus."),
        ({"proof": ""}, "Wählen Sie einen Kurs oder nennen Sie einen Nachweis"),
        ({"valid_months": 1}, "Man könnte so früh erneuern"),
    ],
)
def test_draft_with_bad_input_says_why_and_keeps_the_rest(office, changes, sentence):
    response = office.post(reverse("cadastre:create"), sent(**changes))
    assert response.status_code == 400
    assert sentence in page(response)
    assert "Alle Beschäftigten" in page(response)
    assert Entry.objects.count() == 0


@pytest.mark.parametrize("method", ["get", "post"])
def test_publishing_without_a_draft_leads_back_with_a_sentence(office, method):
    where = office_page("publish", published())
    response = getattr(office, method)(where, follow=True)
    assert "Es gibt keinen Entwurf zum Veröffentlichen." in page(response)


def test_publishing_the_same_again_is_refused_with_a_sentence(office):
    version = published()
    drafted(version.entry, change="Neu.")
    where = office_page("publish", version)
    assert "sagt dasselbe" in page(office.get(where))
    assert "Ändern Sie zuerst etwas." in page(office.post(where, follow=True))


def test_office_sees_drafts_and_who_relies_on_an_entry(office):
    town, hr = member_town()
    adoption = adopted(published(), town, hr)
    drafted(title="Noch geheim")
    text = page(office.get(OFFICE))
    assert "Noch geheim" in text
    assert "in Arbeit" in text
    detail = office_page("office_entry", adoption.version)
    assert "kennt die geltende Fassung" in page(office.get(detail))
    drafted(adoption.entry, change="Neu.", **OTHER)
    assert "1 Kommune hat diesen Eintrag" in page(
        office.get(office_page("publish", adoption.version))
    )
    published(adoption.entry, **OTHER)
    assert "kennt bisher Fassung 1" in page(office.get(detail))


def test_office_pages_cost_the_same_for_few_and_many(office):
    version = published()
    adopted(version, *member_town())
    addresses = OFFICE, office_page("office_entry", version)
    few = [queries(office, address) for address in addresses]
    for number in range(4):
        published(title=f"Pflicht {number}")
        adopted(version, *member_town())
    assert [queries(office, address) for address in addresses] == few


def test_empty_office_list_offers_to_begin(office):
    assert "Schreiben Sie den ersten." in page(office.get(OFFICE))


def test_human_resources_do_not_keep_the_cadastre(client, town):
    assert client.get(OFFICE).status_code == 403
    assert client.post(reverse("cadastre:create"), sent()).status_code == 403
