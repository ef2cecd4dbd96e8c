"""Filters and chips as the page shows them: words, counts, addresses; by tables."""

import pytest
from django.http import QueryDict
from django.utils import translation

from courses.catalogue import facets, query
from courses.catalogue.models import Audience, Topic
from courses.catalogue.query import CatalogueQuery

TOPICS = [
    Topic(slug="recht", name_de="Fachrecht", name_en="Law"),
    Topic(slug="ki", name_de="Künstliche Intelligenz", name_en="Artificial intelligence"),
]
AUDIENCES = [Audience(slug="bau", name_de="Bauverwaltung", name_en="Building administration")]
KNOWN = facets.labels(TOPICS, AUDIENCES, {"dhbw": "DHBW Mannheim"})
NOTHING = {name: {} for name in query.FACETS}


def asked(address):
    return CatalogueQuery.from_params(QueryDict(address))


def built(address="", **counts):
    return {
        facet.name: facet for facet in facets.build(asked(address), {**NOTHING, **counts}, KNOWN)
    }


def test_labels_name_every_value_in_german():
    words = {name: {key: str(label) for key, label in KNOWN[name].items()} for name in KNOWN}
    assert words == {
        "thema": {"recht": "Fachrecht", "ki": "Künstliche Intelligenz"},
        "rolle": {"alle": "Alle Mitarbeitenden", "bau": "Bauverwaltung"},
        "format": {
            "on_demand": "In Ihrem Tempo",
            "hybrid": "In Ihrem Tempo mit Live-Terminen",
            "live": "Live-Veranstaltung",
        },
        "stufe": {
            "basic": "Grundlagen",
            "intermediate": "Aufbauwissen",
            "advanced": "Expertenwissen",
        },
        "anbieter": {"dhbw": "DHBW Mannheim"},
        "dauer": {
            "kurz": "Bis 1 Stunde",
            "mittel": "1 bis 3 Stunden",
            "lang": "Mehr als 3 Stunden",
        },
        "termin": {
            "jederzeit": "Jederzeit",
            "bald": "Nächster Termin in 30 Tagen",
            "spaeter": "Nächster Termin später",
        },
        "kosten": {
            "kostenfrei": "Für Mitglieder kostenfrei",
            "kostenpflichtig": "Kostenpflichtig",
        },
        "herkunft": {
            "hier": "Auf dieser Plattform",
            "extern": "Auf einer anderen Plattform (extern)",
        },
    }


def test_labels_of_topics_follow_the_language():
    with translation.override("en"):
        assert facets.labels(TOPICS, [], {})["thema"]["ki"] == "Artificial intelligence"


def test_build_without_courses_shows_no_filter():
    assert built() == {}


def test_build_keeps_order_of_filters_and_leaves_out_empty_ones():
    found = built(kosten={"kostenfrei": 1}, thema={"ki": 2}, stufe={})
    assert list(found) == ["thema", "kosten"]
    assert [str(facet.label) for facet in found.values()] == ["Thema", "Kosten"]


def test_build_shows_only_values_that_lead_somewhere():
    [choice] = built(thema={"ki": 2})["thema"].choices
    assert (choice.value, choice.label, choice.count) == ("ki", "Künstliche Intelligenz", 2)
    assert not choice.chosen
    assert choice.address == "?thema=ki"


def test_build_keeps_chosen_value_without_hit_so_that_it_can_be_taken_back():
    facet = built("q=x&thema=recht&page=3")["thema"]
    [choice] = facet.choices
    assert (choice.count, choice.chosen, choice.address) == (0, True, "?q=x")


def test_long_filter_shows_its_chosen_values_first_and_unfolds_the_rest():
    providers = {f"p{number:02}": f"Hochschule {number:02}" for number in range(12)}
    known = facets.labels([], [], providers)
    counts = {**NOTHING, "anbieter": dict.fromkeys(providers, 1)}
    [facet] = facets.build(asked("anbieter=p11"), counts, known)
    assert [choice.value for choice in facet.first] == ["p11", *list(providers)[:6]]
    assert [choice.value for choice in facet.others] == list(providers)[6:11]


def test_short_filter_unfolds_nothing():
    facet = built(thema={"ki": 2, "recht": 1})["thema"]
    assert (facet.first, facet.others) == (facet.choices, ())


def test_build_ignores_counts_of_unknown_values():
    assert built(thema={"gibt-es-nicht": 3}) == {}


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("", []),
        ("q=Recht", [("Suchwörter", "„Recht“", "?")]),
        ("thema=ki", [("Thema", "Künstliche Intelligenz", "?")]),
        (
            "q=Recht&thema=ki&kosten=kostenfrei&page=2",
            [
                ("Suchwörter", "„Recht“", "?thema=ki&kosten=kostenfrei"),
                ("Thema", "Künstliche Intelligenz", "?q=Recht&kosten=kostenfrei"),
                ("Kosten", "Für Mitglieder kostenfrei", "?q=Recht&thema=ki"),
            ],
        ),
        (
            "thema=ki&thema=recht",
            [
                ("Thema", "Künstliche Intelligenz", "?thema=recht"),
                ("Thema", "Fachrecht", "?thema=ki"),
            ],
        ),
    ],
)
def test_chips_name_each_filter_and_lead_to_page_without_it(address, expected):
    found = [
        (str(chip.facet), str(chip.label), chip.address)
        for chip in facets.chips(asked(address), KNOWN)
    ]
    assert found == expected
