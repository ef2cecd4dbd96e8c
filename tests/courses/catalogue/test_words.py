"""German words made comparable, by tables."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.catalogue import words


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Aufträge", "auftrage"),
        ("AUFTRAEGE", "auftrage"),
        ("Straße", "strasse"),
        ("<p>Über&nbsp;Führung</p>", "uber fuhrung"),
        ("IT-Sicherheit", "it sicherheit"),
        ("neue Quelle bauen", "neue quelle bauen"),
        ("", ""),
    ],
)
def test_fold_makes_plain_small_letters(text, folded):
    assert words.fold(text) == folded


@pytest.mark.parametrize(
    ("search", "text", "found"),
    [
        ("recht", "Vergaberecht digital", True),
        ("Rechte", "Vergaberecht digital", True),
        ("RECHTS", "Vergaberecht digital", True),
        ("vergabe digital", "Vergaberecht digital", True),
        ("vergabe baurecht", "Vergaberecht digital", False),
        ("Auftrag", "Aufträge prüfen", True),
        ("auftraege", "Aufträge prüfen", True),
        ("Führungen", "Digitale Führung", True),
        ("fuehrung", "Digitale Führung", True),
        ("KI", "KI in der Verwaltung", True),
        ("ki", "Kinderbetreuung", False),
        ("OZG", "OZG-Umsetzung", True),
        ("ozg", "Umsetzungozg", False),
        ("%", "alles", True),
        ("re_ht", "Recht", False),
    ],
)
def test_terms_occur_in_stored_text(search, text, found):
    stored = words.stored(text)
    assert all(term in stored for term in words.terms(search)) is found


def test_terms_of_long_search_are_limited():
    assert len(words.terms(" ".join(f"wort{number}" for number in range(50)))) == words.MOST_TERMS


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("rechte", "recht"),
        ("rechten", "recht"),
        ("rechtes", "recht"),
        ("rechts", "recht"),
        ("kindern", "kind"),
        ("schnellem", "schnell"),
        ("prozesse", "prozess"),
        ("prozess", "prozes"),
        ("haus", "haus"),
        ("akten", "akte"),
        ("akte", "akte"),
        ("amt", "amt"),
        ("ende", "ende"),
        ("see", "see"),
        ("", ""),
    ],
)
def test_stem_takes_off_one_ending_and_leaves_four_letters(word, expected):
    assert words.stem(word) == expected


@pytest.mark.parametrize(
    ("title", "searches"),
    [
        ("Bücher und Häuser", ["Buch", "Bücher", "buecher", "Haus", "HÄUSER", "haeuser"]),
        ("Verträge schließen", ["Vertrag", "vertraege", "Schließen", "schliessen"]),
        ("Straßenverkehr", ["Straße", "strasse", "STRASSEN", "Verkehr"]),
        ("Maßnahmen planen", ["Maßnahme", "massnahmen"]),
        ("Bauordnungsrecht", ["Bauordnung", "Ordnung", "Recht", "Rechte"]),
        ("Vergabeverfahren", ["Vergabe", "Verfahren", "verfahrens"]),
        ("Gemeindeverwaltungen", ["Gemeinde", "Gemeinden", "Verwaltung", "verwaltungen"]),
        ("Städtebau", ["Stadt", "Städte", "staedte", "Städtebaus"]),
        ("E-Akte einführen", ["E-Akte", "e akte", "Akten", "Einführen"]),
        ("Prozessmanagement", ["Prozesse", "Prozess", "Prozesses", "Management"]),
        ("Café-Gespräche", ["cafe", "Gespräch", "gespraechs"]),
        ("Quellenrecht neu bauen", ["Quelle", "neu", "bauen"]),
        ("IT-Sicherheit", ["it-sicherheit", "IT", "Sicherheit"]),
        ("KI: Grundlagen", ["ki", "KI", "Grundlage"]),
        ("OZG 2.0", ["ozg", "OZG 2.0", "2"]),
        ("Onlinezugangsgesetz", ["Gesetz", "Gesetze", "gesetzes", "Zugang"]),
    ],
)
def test_search_finds_title_by_parts_and_forms(title, searches):
    stored = words.stored(title)
    missed = [one for one in searches if not all(term in stored for term in words.terms(one))]
    assert missed == []


@pytest.mark.parametrize(
    ("search", "title"),
    [
        ("KI", "Kita-Satzung und Kinder"),
        ("it", "Mitarbeit"),
        ("amt", "Gesamtplan"),
        ("Recht", "Reichweite"),
        ("Datenschutz", "Daten"),
        ("Haushalt", "Haus"),
        ("e-akte", "Akteneinsicht"),
    ],
)
def test_search_leaves_out_what_only_looks_alike(search, title):
    stored = words.stored(title)
    assert not all(term in stored for term in words.terms(search))


GERMAN = st.text(alphabet="abcdefghijklmnopqrstuvwxyzäöüßÄÖÜABCXYZé", min_size=1, max_size=20)


@given(title=st.lists(GERMAN, min_size=1, max_size=6))
def test_every_word_finds_its_own_title(title):
    stored = words.stored(" ".join(title))
    for word in title:
        assert all(term in stored for term in words.terms(word))


@given(text=st.text())
def test_fold_returns_only_plain_words_whatever_comes(text):
    folded = words.fold(text)
    assert set(folded) <= set("abcdefghijklmnopqrstuvwxyz0123456789 ")
    assert folded == " ".join(folded.split())


@given(search=st.text())
def test_terms_are_few_plain_and_never_empty(search):
    terms = words.terms(search)
    assert len(terms) <= words.MOST_TERMS
    assert all(term.strip() for term in terms)


def test_stored_keeps_texts_apart_and_leaves_out_empty_ones():
    assert words.stored("Alt", "", "<p></p>", "Bau") == " alt bau "
    assert words.terms("ltba") == ["ltba"]
    assert "ltba" not in words.stored("Alt", "Bau")
