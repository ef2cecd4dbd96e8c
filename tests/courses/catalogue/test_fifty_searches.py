"""Listed searches over a small catalogue: the same hits in the same order on every database."""

import pytest

from courses.catalogue import selectors
from courses.catalogue.finding import find
from courses.catalogue.query import CatalogueQuery
from tests.courses.catalogue.library import COURSES, fill

# What somebody types, and what is found, the best hit first.
SEARCHES = [
    ("recht", "bau standesamt vergabe ozg"),
    ("Rechte", "bau standesamt vergabe ozg"),
    ("vergabe", "vergabe"),
    ("Vergaberecht", "vergabe"),
    ("Vergabrecht", "vergabe"),
    ("Vergaberechts", "vergabe"),
    ("schutz", "dsgvo kita akte"),
    ("Datenschutz", "dsgvo akte"),
    ("Datenschuz", "dsgvo akte"),
    ("Datenschutzes", "dsgvo akte"),
    ("Grundverordnung", "dsgvo"),
    ("DSGVO", ""),
    ("Akte", "akte"),
    ("Akten", "akte"),
    ("E-Akte", "akte"),
    ("eakte", "akte"),
    ("Papierakte", "akte"),
    ("Aktenplan", "akte"),
    ("OZG", "wandel akte ki ozg"),
    ("Onlinezugang", "ozg"),
    ("Zugang", "ozg"),
    ("Gesetz", "ozg"),
    ("Gesetze", "ozg"),
    ("KI", "ki"),
    ("Künstliche Intelligenz", "ki"),
    ("kuenstliche inteligenz", "ki"),
    ("Verwaltung", "wandel ki akte ozg"),
    ("Verwaltungsdigitalisierung", "wandel"),
    ("Verwaltungsdigitalisirung", "wandel"),
    ("Digitalisierung", "wandel"),
    ("digital", "wandel akte ki ozg"),
    ("Prozesse", "prozess wandel"),
    ("Prozess", "prozess wandel"),
    ("Prozessmanagment", "prozess"),
    ("Führung", "fuehrung"),
    ("fuehren", "dsgvo fuehrung"),
    ("Sicherheit", "sicher vergabe"),
    ("it sicherheit", "sicher"),
    ("Passwort", "sicher"),
    ("Haushalt", "haushalt"),
    ("Steuer", "haushalt"),
    ("Grundsteuer", "haushalt"),
    ("Steuerung", "steuerung haushalt"),
    ("Kinder", "kita"),
    ("Kinderschutz", "kita"),
    ("Amt", "standesamt"),
    ("Standesamt", "standesamt"),
    ("Strasse", "strasse"),
    ("Straßenverker", "strasse"),
    ("Verkehr", "strasse"),
    ("Bürger", "buerger"),
    ("Auftrag", "buerger"),
    ("auftraege", "buerger"),
    ("Leichte Sprache", "buerger"),
    ("Wie geht Datenschutz im Rathaus?", "dsgvo"),
    ("Recht Verwaltung", "ozg"),
    ("xyzabc", ""),
    ("Bau", "bau"),
    ("Bauantrag", "bau"),
    ("Wandel", "fuehrung wandel"),
    ("Namen", "standesamt"),
    ("Ordnung", "bau dsgvo"),
]
# What was typed, and what it was read as.
MENDED = [
    ("Vergabrecht", "Vergaberecht"),
    ("Datenschuz", "Datenschutz"),
    ("datenschuz kita", "Datenschutz kita"),
    ("kuenstliche inteligenz", "kuenstliche Intelligenz"),
    ("Verwaltungsdigitalisirung", "Verwaltung Digitalisierung"),
    ("Datenschutz", ""),
    ("xyzabc", ""),
]


@pytest.mark.django_db
def test_searches_find_what_is_listed_in_this_order(subtests):
    keys = fill()
    assert len(SEARCHES) >= 50
    for text, expected in SEARCHES:
        with subtests.test(text):
            result = selectors.search(CatalogueQuery(text=text), per_page=len(COURSES))
            assert " ".join(keys[card.title] for card in result.cards) == expected


@pytest.mark.django_db
def test_searches_are_mended_as_listed(subtests):
    fill()
    for text, mended in MENDED:
        with subtests.test(text):
            assert find(text).mended == mended


@pytest.mark.django_db
def test_words_that_nobody_uses_are_left_out_and_named():
    fill()
    found = find("Wie geht Datenschutz mit xyzabc?")
    assert found.unknown == ("geht", "xyzabc")
    assert found.scores.keys() == find("Datenschutz").scores.keys()


@pytest.mark.django_db
def test_search_that_no_course_fits_as_a_whole_names_the_words_that_some_do():
    fill()
    found = find("Phishing Namensrecht")
    assert (found.scores, found.known) == ({}, ("Phishing", "Namensrecht"))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text", ["recht", "recht datenschutz kita akte", "Verwaltungsdigitalisirung"]
)
def test_search_costs_a_few_queries_however_many_words(django_assert_max_num_queries, text):
    fill()
    with django_assert_max_num_queries(8):
        find(text)
