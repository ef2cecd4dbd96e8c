"""The list and the page of a statement: found, readable, and every look is logged."""

import uuid

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from campus.records import forms, services
from campus.records.owners import MUNICIPALITY, PROVIDER
from courses.xapi.services import client_authority, platform_authority, store, void
from courses.xapi.vocabulary import COMPLETED
from tests.factories.organisations import MunicipalityFactory, ProviderFactory
from tests.factories.xapi import VERB_ID, ClientFactory, activity, agent, attachment, statement

pytestmark = pytest.mark.django_db
LIST = reverse("records:timeline")


def stored(authority=None, **parts):
    return store([statement(**parts)], authority=authority or platform_authority())[0]


def lines(client, **query):
    return client.get(LIST, query).context["lines"]


def test_list_reads_like_sentences(client, operator):
    stored(
        actor=agent("3f2a9c00-1111"),
        verb=COMPLETED.as_dict(),
        object=activity("https://x.example/1", name={"de": "Datenschutz"}),
    )
    (line,) = lines(client)
    assert (line.actor, line.verb, line.thing) == (
        "Konto 3f2a9c00…",
        "abgeschlossen",
        "„Datenschutz“",
    )
    assert line.source == "Die Plattform selbst"


def test_source_is_the_owner_by_name_or_the_program(client, operator):
    provider = ProviderFactory(name="Hochschule am Meer")
    town = MunicipalityFactory(name="Seestadt")
    for parts in (
        {"owner_kind": PROVIDER, "owner_key": str(provider.pk)},
        {"owner_kind": MUNICIPALITY, "owner_key": str(town.pk)},
        {"name": "Einzelprogramm"},
        {"owner_kind": "planet", "owner_key": "9"},
    ):
        stored(client_authority(ClientFactory(**parts)))
    assert {line.source for line in lines(client)} == {
        "Hochschule am Meer",
        "Seestadt",
        "Einzelprogramm",
        "Unbekannt (planet:9)",
    }


def test_list_never_names_a_person(client, operator, rf):
    stored(actor={"mbox": "mailto:zoe.q@beispiel.example", "name": "Zoe Quast"})
    page = client.get(LIST).content.decode()
    assert "Zoe" not in page and "zoe.q" not in page


def test_voided_statement_is_marked_in_words(client, operator):
    void(stored(), authority=platform_authority())
    assert "für ungültig erklärt" in client.get(LIST).content.decode()


def test_filters_narrow_the_list(client, operator):
    registration = uuid.uuid4()
    program = ClientFactory(owner_kind=PROVIDER, owner_key=str(ProviderFactory().pk))
    own = stored(client_authority(program))
    done = stored(verb=COMPLETED.as_dict())
    other = stored(object=activity("https://x.example/2"))
    bound = stored(context={"registration": str(registration)})
    for query, expected in (
        ({"program": str(program.pk)}, {own}),
        ({"program": forms.PLATFORM}, {done, other, bound}),
        ({"verb": COMPLETED.iri}, {done}),
        ({"verb": VERB_ID, "program": str(program.pk)}, {own}),
        ({"activity": "https://x.example/2"}, {other}),
        ({"registration": str(registration)}, {bound}),
        ({"id": str(done)}, {done}),
        ({"id": str(uuid.uuid4())}, set()),
        ({"since": "2001-01-01", "until": "2001-12-31"}, set()),
        ({"since": "2001-01-01"}, {own, done, other, bound}),
    ):
        assert {line.entry.statement_id for line in lines(client, **query)} == expected, query


def test_filter_without_a_match_says_so(client, operator):
    assert (
        "Keine Aussage passt zum Filter." in client.get(LIST, {"id": uuid.uuid4()}).content.decode()
    )


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"registration": "keine"}, "gültige UUID"),
        ({"id": "'; DROP TABLE"}, "gültige UUID"),
        ({"since": "gestern"}, "gültiges Datum"),
        ({"since": "2026-05-02", "until": "2026-05-01"}, "Das Ende liegt vor dem Anfang."),
        ({"program": "999"}, "gültige Auswahl"),
        ({"verb": "kein Verb"}, "gültige Auswahl"),
        ({"activity": "x" * 3000}, "2000"),
    ],
)
def test_bad_filter_is_named_and_stays_typed(client, operator, query, sentence):
    response = client.get(LIST, query)
    page = response.content.decode()
    assert response.status_code == 400
    assert sentence in page
    assert "Bitte berichtigen Sie die markierten Felder" in page


@pytest.mark.parametrize("name", ["older", "newer"])
@pytest.mark.parametrize("place", ["x", "2026-01-01_x", "", "2026-01-01T00:00:00_" + "0" * 32])
def test_garbled_place_in_the_list_is_not_found(client, operator, name, place):
    assert client.get(LIST, {name: place}).status_code == 404


def test_pages_lead_to_all_statements_and_back(client, operator, monkeypatch):
    monkeypatch.setattr(forms, "PAGE", 2)
    for _ in range(5):
        stored()
    seen, query = [], ""
    while query is not None:
        context = client.get(f"{LIST}?{query}").context
        seen.append([line.entry.statement_id for line in context["lines"]])
        query, back = context.get("older"), context.get("newer")
    assert [len(page) for page in seen] == [2, 2, 1]
    assert len({number for page in seen for number in page}) == 5
    newer = client.get(f"{LIST}?{back}").context
    assert [line.entry.statement_id for line in newer["lines"]] == seen[1]


def test_filter_is_kept_from_page_to_page(client, operator, monkeypatch):
    monkeypatch.setattr(forms, "PAGE", 1)
    for _ in range(2):
        stored(verb=COMPLETED.as_dict())
    assert "verb=" in client.get(LIST, {"verb": COMPLETED.iri}).context["older"]


def test_list_costs_as_many_queries_for_many_rows_as_for_few(
    client, operator, django_assert_num_queries, django_assert_max_num_queries
):
    def fill(count):
        for _ in range(count):
            program = ClientFactory(owner_kind=PROVIDER, owner_key=str(ProviderFactory().pk))
            stored(client_authority(program))

    fill(3)
    client.get(LIST)
    with django_assert_max_num_queries(30) as few:
        client.get(LIST)
    fill(12)
    with django_assert_num_queries(len(few)):
        client.get(LIST)


def test_statement_is_shown_in_words_and_as_stored(client, operator):
    number = stored(
        verb=COMPLETED.as_dict(),
        result={"score": {"scaled": 0.8}, "success": True},
        attachments=[attachment(length=2048)],
    )
    page = client.get(reverse("records:statement", args=[number])).content.decode()
    for words in (
        "80 Prozent, bestanden",
        "Bescheinigung",
        "2,0\xa0KB",
        "liegt anderswo",
        "abgeschlossen",
    ):
        assert words in page
    assert '<span class="kr-json__key">&quot;actor&quot;</span>' in page


def test_markup_in_a_statement_stays_text(client, operator):
    number = stored(
        object=activity("https://x.example/1", name={"de": "<script>alert(1)</script>"})
    )
    for address in (LIST, reverse("records:statement", args=[number])):
        assert "<script>alert(1)" not in client.get(address).content.decode()


def test_voided_statement_leads_to_what_voided_it(client, operator):
    target = stored()
    voiding = void(target, authority=platform_authority())
    page = client.get(reverse("records:statement", args=[target])).content.decode()
    assert "Sie zählt nicht mehr" in page
    assert reverse("records:statement", args=[voiding]) in page


def test_unknown_statement_is_not_found(client, operator):
    assert client.get(reverse("records:statement", args=[uuid.uuid4()])).status_code == 404


def test_every_look_is_logged_with_its_filter(client, operator):
    number = stored()
    client.get(LIST, {"verb": VERB_ID})
    client.get(reverse("records:statement", args=[number]))
    entries = ModelLogEntry.objects.filter(action__startswith="records.").order_by("pk")
    assert [(entry.action, entry.user_id) for entry in entries] == [
        (services.LIST_READ, operator.pk),
        (services.STATEMENT_READ, operator.pk),
    ]
    assert entries[0].message == f"Liste der Aussagen angesehen (verb={VERB_ID})"
    assert entries[1].message == f"Aussage {number} angesehen"


def test_refused_look_is_not_logged(client, operator):
    client.get(LIST, {"id": "keine"})
    assert not ModelLogEntry.objects.filter(action__startswith="records.").exists()
