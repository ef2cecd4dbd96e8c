"""German words made comparable, by tables."""

import pytest

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
