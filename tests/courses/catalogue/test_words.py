"""German words made comparable, by tables."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.catalogue import compounds, words


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


def finds(search, text):
    """Tell whether every search word is a word of the text or a part of one."""
    held = words.spellings(text)
    stems = {words.stem(word) for word in held}
    parts = {part for word in held for part in compounds.parts(word)}
    return all(
        term.stem in stems or compounds.wanted(term.text) & parts for term in words.terms(search)
    )


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
        ("re_ht", "Recht", False),
    ],
)
def test_terms_occur_in_text(search, text, found):
    assert finds(search, text) is found


@pytest.mark.parametrize("text", ["%", "", "   ", "!?", "–"])
def test_search_for_signs_only_has_no_terms(text):
    assert words.terms(text) == []


def test_terms_of_long_search_are_limited():
    assert len(words.terms(" ".join(f"wort{number}" for number in range(50)))) == words.MOST_TERMS


@pytest.mark.parametrize(
    ("search", "texts"),
    [
        ("Was ist die E-Akte?", ["e", "akte"]),
        ("für die", ["fur", "die"]),
        ("Rechte und Recht", ["recht"]),
        ("Datenschutz, DATENSCHUTZ", ["datenschutz"]),
    ],
)
def test_terms_leave_out_small_words_and_repetitions(search, texts):
    assert [term.text for term in words.terms(search)] == texts


def test_terms_keep_what_was_typed():
    assert [term.typed for term in words.terms("Äcker & Straßen")] == ["Äcker", "Straßen"]


@pytest.mark.parametrize(
    "forms",
    [
        ["recht", "rechte", "rechten", "rechtes", "rechts"],
        ["kind", "kinder", "kindern", "kindes"],
        ["akte", "akten"],
        ["verwaltung", "verwaltungen", "verwalten"],
        ["amt", "amter", "amtes"],
        ["haus", "hauser"],
        ["prozess", "prozesse", "prozessen"],
    ],
)
def test_stem_is_shared_by_all_forms_of_a_word(forms):
    assert len({words.stem(form) for form in forms}) == 1


@pytest.mark.parametrize(
    ("title", "searches"),
    [
        ("Bücher und Häuser", ["Buch", "Bücher", "buecher", "Haus", "HÄUSER", "haeuser"]),
        ("Verträge schließen", ["Vertrag", "vertraege", "Schließen", "schliessen"]),
        ("Straßenverkehr", ["Straße", "strasse", "STRASSEN", "Verkehr"]),
        ("Maßnahmen planen", ["Maßnahme", "massnahmen"]),
        ("Bauordnungsrecht", ["Bauordnung", "Ordnung", "Recht", "Rechte", "Bau"]),
        ("Vergabeverfahren", ["Vergabe", "Verfahren", "verfahrens"]),
        ("Gemeindeverwaltungen", ["Gemeinde", "Gemeinden", "Verwaltung", "verwaltungen"]),
        ("Städtebau", ["Stadt", "Städte", "staedte"]),
        ("E-Akte einführen", ["E-Akte", "e akte", "Akten", "Einführen"]),
        ("Personalaktenführung", ["Akten", "Führung", "Personal", "Personalakten"]),
        ("Prozessmanagement", ["Prozesse", "Prozess", "Prozesses", "Management"]),
        ("Café-Gespräche", ["cafe", "Gespräch", "gespraechs"]),
        ("Quellenrecht neu bauen", ["Quelle", "neu", "bauen"]),
        ("IT-Sicherheit", ["it-sicherheit", "IT", "Sicherheit"]),
        ("KI: Grundlagen", ["ki", "KI", "Grundlage"]),
        ("OZG 2.0", ["ozg", "OZG 2.0", "2"]),
        ("Onlinezugangsgesetz", ["Gesetz", "Gesetze", "gesetzes", "Zugang"]),
        ("Datenschutzgrundverordnung", ["Datenschutz", "Schutz", "Daten", "Grundverordnung"]),
        ("Standesamt", ["Amt", "Stand"]),
    ],
)
def test_search_finds_title_by_parts_and_forms(title, searches):
    assert [one for one in searches if not finds(one, title)] == []


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
        ("Akte", "Kontakte"),
        ("Steuer", "Steuerung"),
        ("Ordnung", "Verordnung"),
        ("Daten", "Dateiverwaltung"),
        ("Akte", "Aktualisierung"),
        ("Rat", "Beratung"),
    ],
)
def test_search_leaves_out_what_only_looks_alike(search, title):
    assert not finds(search, title)


@pytest.mark.parametrize(
    ("word", "split"),
    [
        ("verwaltungsdigitalisierung", ("verwaltung", "digitalisierung")),
        ("vergaberecht", ("vergabe", "recht")),
    ],
)
def test_splits_read_a_word_as_two(word, split):
    assert split in compounds.splits(word)


def test_splits_of_short_words_are_none():
    assert compounds.splits("bauamt") == compounds.splits("") == []


GERMAN = st.text(alphabet="abcdefghijklmnopqrstuvwxyzäöüßÄÖÜABCXYZé", min_size=1, max_size=20)


@given(title=st.lists(GERMAN, min_size=1, max_size=6))
def test_every_word_finds_its_own_title(title):
    for word in title:
        plain = set(words.fold(word).split())
        assert plain <= words.STOP_WORDS or finds(word, " ".join(title))


@given(text=st.text())
def test_fold_returns_only_plain_words_whatever_comes(text):
    folded = words.fold(text)
    assert set(folded) <= set("abcdefghijklmnopqrstuvwxyz0123456789 ")
    assert folded == " ".join(folded.split())


@given(search=st.text())
def test_terms_are_few_plain_and_never_empty(search):
    terms = words.terms(search)
    assert len(terms) <= words.MOST_TERMS
    assert all(term.text and term.stem and len(term.text) <= words.LONGEST_WORD for term in terms)


@given(word=st.text(alphabet="abcdefghijklmnoprstuvw", min_size=1, max_size=60))
def test_parts_of_any_word_fit_their_column(word):
    parts = compounds.parts(word)
    assert all(len(part.removeprefix("-")) >= 3 and len(part) <= 61 for part in parts)
    assert word not in parts


def test_spellings_are_those_that_people_read():
    assert words.spellings("<p>Aufträge</p> prüfen", "AUFTRÄGE") == {
        "auftrage": "Aufträge",
        "prufen": "prüfen",
    }
