"""Changes in whole German sentences: settings, terms, blocks and lessons."""

import pytest
from django.utils import translation

from courses.review.comparing import changes as found
from courses.review.comparing import wording
from courses.review.comparing.changes import Change, Comparison, LessonChanges
from courses.review.comparing.states import LessonState
from courses.review.comparing.words import GONE, NEW, Segment


def line(change, number=2):
    with translation.override("de"):
        [told] = wording.lines([change], number)
    return told


def read(change, number=2):
    told = line(change, number)
    return told.sentence, [(one.kind, one.text) for one in told.segments]


@pytest.mark.parametrize(
    ("name", "old", "new", "before", "now"),
    [
        ("title", "Alt", "Neu", "Alt", "Neu"),
        ("minutes", 5, 8, "5", "8"),
        ("pass_percent", 60, 75, "60", "75"),
        ("max_attempts", 0, 3, "0", "3"),
        ("time_limit", 0, 45, "0", "45"),
        ("seen_percent", 90, 50, "90", "50"),
        ("required", True, False, "ja", "nein"),
        ("graded", False, True, "nein", "ja"),
        ("by_hand", False, True, "nein", "ja"),
        ("solution_shown", True, False, "ja", "nein"),
        ("shuffle_questions", False, True, "nein", "ja"),
        ("shuffle_options", False, True, "nein", "ja"),
        ("kind", "lesson", "quiz", "Lektion", "Test"),
        ("package", None, "Paket A", "keine Angabe", "Paket A"),
    ],
)
def test_setting_is_told_with_both_values(name, old, new, before, now):
    change = Change(found.CHANGED, found.SETTING, name, values=(old, new))
    sentence, segments = read(change)
    assert sentence.endswith("geändert in Lektion 2")
    assert sentence[0].isupper()
    assert segments == [(GONE, before), (NEW, now)]


@pytest.mark.parametrize(
    ("name", "old", "new", "before", "now"),
    [
        ("participation_percent", 50, 80, "50", "80"),
        ("achievement_percent", 50, 60, "50", "60"),
        ("valid_months", None, 24, "keine Angabe", "24"),
        ("valid_months", 12, None, "12", "keine Angabe"),
    ],
)
def test_term_is_told_without_a_lesson(name, old, new, before, now):
    change = Change(found.CHANGED, found.TERM, name, values=(old, new))
    sentence, segments = read(change, None)
    assert sentence.endswith("geändert")
    assert segments == [(GONE, before), (NEW, now)]


@pytest.mark.parametrize(
    ("deed", "name", "part", "sentence"),
    [
        (found.ADDED, "paragraph", "", "Text hinzugefügt in Lektion 2"),
        (found.REMOVED, "paragraph", "", "Text entfernt aus Lektion 2"),
        (found.MOVED, "paragraph", "Anfang", "Text – Anfang verschoben in Lektion 2"),
        (found.CHANGED, "paragraph", "", "Text geändert in Lektion 2"),
        (found.ADDED, "question", "Antwort 3", "Auswählen – Antwort 3 hinzugefügt in Lektion 2"),
        (found.CHANGED, "heading", "", "Überschrift geändert in Lektion 2"),
        (found.REMOVED, "heading", "", "Überschrift entfernt aus Lektion 2"),
    ],
)
def test_block_is_told_by_kind_and_part(deed, name, part, sentence):
    change = Change(deed, found.BLOCK, name, part, (Segment(NEW, "x"),), block="a")
    told = line(change)
    assert told.sentence == sentence
    assert (told.deed, told.block) == (deed, "a")


@pytest.mark.parametrize(
    ("deed", "heading"),
    [
        (found.ADDED, "Lektion 4 hinzugefügt: Passwörter"),
        (found.REMOVED, "Lektion entfernt: Passwörter"),
        (found.MOVED, "Lektion 4 verschoben nach „Angriffe“: Passwörter"),
        (found.CHANGED, "Lektion 4 geändert: Passwörter"),
    ],
)
def test_lesson_is_a_heading(deed, heading):
    state = LessonState("k", 4, "Passwörter", "Angriffe")
    with translation.override("de"):
        [part] = wording.parts_of(Comparison(lessons=(LessonChanges(state, (), deed),)))
    assert (part.heading, part.deed, part.lines) == (heading, deed, ())


def test_english_readers_get_english_sentences():
    change = Change(found.CHANGED, found.SETTING, "pass_percent", values=(60, 70))
    with translation.override("en"):
        [told] = wording.lines([change], 3)
    assert told.sentence == "Pass mark in per cent changed in lesson 3"


def test_nothing_different_says_nothing():
    assert wording.parts_of(Comparison()) == []
    assert wording.lines([]) == []
    assert Comparison().is_empty


@pytest.mark.parametrize(
    ("deed", "sentence"),
    [
        (found.ADDED, "Auswählen – Antwort hinzugefügt"),
        (found.REMOVED, "Auswählen – Antwort entfernt"),
        (found.MOVED, "Auswählen – Antwort verschoben"),
        (found.CHANGED, "Auswählen – Antwort geändert"),
    ],
)
def test_two_blocks_for_themselves_are_compared_without_a_lesson(deed, sentence):
    change = Change(deed, found.BLOCK, "question", "Antwort")
    assert read(change, number=None)[0] == sentence
