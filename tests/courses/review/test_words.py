"""Words, orders and sentences of the comparison: tables without a database."""

import pytest

from courses.review.comparing.order import moves
from courses.review.comparing.words import GONE, MOST_WORDS, NEW, SAME, Segment, compare


def read(segments):
    """Return segments as a short text: what went in brackets, what came in braces."""
    marks = {SAME: "{}", GONE: "[{}]", NEW: "<{}>"}
    return "".join(marks[one.kind].format(one.text) for one in segments)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("", "", ""),
        ("gleich", "gleich", "gleich"),
        ("", "neu", "<neu>"),
        ("alt", "", "[alt]"),
        ("Ein guter Satz.", "Ein besserer Satz.", "Ein [guter]<besserer> Satz."),
        ("Bitte nie teilen", "Bitte immer gern teilen", "Bitte [nie]<immer gern> teilen"),
        ("rot grün blau", "gelb lila blau", "[rot grün]<gelb lila> blau"),
        ("Größe: 60 %", "Größe: 70 %", "Größe: [60]<70> %"),
        ("eins zwei", "zwei", "[eins ]zwei"),
        ("x", "y", "[x]<y>"),
        ("A.", "A!", "A[.]<!>"),
        ("(1)", "(2)", "([1]<2>)"),
        ("ä", "ö", "[ä]<ö>"),
        ("5 %", "10 %", "[5]<10> %"),
        ("§ 3", "§ 4", "§ [3]<4>"),
        ("a b", "a b c", "a b< c>"),
        ("Zeile\nzwei", "Zeile\ndrei", "Zeile\n[zwei]<drei>"),
    ],
)
def test_compare_marks_words_and_joins_phrases(old, new, told):
    assert read(compare(old, new)) == told


def test_compare_cuts_long_unchanged_stretches():
    words = " ".join(f"w{number}" for number in range(60))
    told = read(compare(f"{words} alt {words}", f"{words} neu {words}"))
    assert "[alt]<neu>" in told
    assert told.count(" … ") == 2
    assert "w59" in told.split("[alt]")[0]
    assert "w0 " not in told.split("[alt]")[0]


def test_compare_of_very_long_texts_shows_one_after_the_other():
    old, new = "a " * MOST_WORDS, "b " * MOST_WORDS
    assert compare(old, new) == (Segment(GONE, old), Segment(NEW, new))


@pytest.mark.parametrize(
    ("before", "after", "added", "removed", "moved"),
    [
        ("", "", "", "", ""),
        ("abc", "abc", "", "", ""),
        ("abc", "abcd", "d", "", ""),
        ("abc", "ac", "", "b", ""),
        ("abc", "cab", "", "", "c"),
        ("abcd", "bcda", "", "", "a"),
        ("abc", "xcb", "x", "a", "c"),
        ("ab", "ba", "", "", "b"),
        ("aab", "aba", "", "", ""),
        ("abcdef", "fabcde", "", "", "f"),
        ("abcd", "acbd", "", "", "b"),
        ("abc", "", "", "abc", ""),
        ("", "abc", "abc", "", ""),
    ],
)
def test_moves_names_the_fewest_entries(before, after, added, removed, moved):
    found = moves(before, after)
    assert "".join(found.added) == added
    assert "".join(found.removed) == removed
    assert sorted(found.moved) == sorted(moved) or len(found.moved) == len(moved)
    assert set(found.kept) == set(before) & set(after)
