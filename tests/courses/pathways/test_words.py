"""Rules, states and progress as people read them, in German."""

import pytest

from courses.pathways.forms import NewPathForm
from courses.pathways.plans import Group, Rule, Step
from courses.pathways.states import EVIDENCE_MOVES, PATH_MOVES, EvidenceState, PathState
from courses.pathways.walking import Fact, gather, walk
from courses.pathways.words import (
    EVIDENCE_STATES,
    EXPIRED,
    PATH_STATES,
    RULES,
    progress_words,
    rule_words,
)
from members.organisations.selectors import providers


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        (Rule.ORDERED, "Alle Schritte, einer nach dem anderen."),
        (Rule.ALL, "Alle Schritte, in beliebiger Reihenfolge."),
        (Rule.AT_LEAST, "2 von 5 Schritten; Sie wählen, welche."),
        (Rule.POINTS, "Mindestens 2 Punkte; benotete Tests bringen sie."),
    ],
)
def test_rule_is_a_sentence(rule, sentence):
    assert rule_words(rule, 2, 5) == sentence


def test_every_rule_can_be_chosen_by_its_name():
    assert [value for value, _label in RULES] == [rule.value for rule in Rule]
    assert [str(label) for _value, label in RULES] == [
        "Alle, in dieser Reihenfolge",
        "Alle, in beliebiger Reihenfolge",
        "Mindestens so viele davon",
        "Mindestens so viele Punkte",
    ]


@pytest.mark.parametrize(
    ("rule", "need", "done", "words"),
    [
        (Rule.ORDERED, 0, 0, "0 von 3, noch 3"),
        (Rule.ALL, 0, 2, "2 von 3, noch 1"),
        (Rule.ALL, 0, 3, "3 von 3: abgeschlossen"),
        (Rule.AT_LEAST, 2, 1, "1 von 2, noch 1"),
        (Rule.AT_LEAST, 2, 3, "2 von 2: abgeschlossen"),
        (Rule.POINTS, 15, 1, "10 von 15 Punkten, noch 5"),
        (Rule.POINTS, 15, 2, "15 von 15 Punkten: erreicht"),
    ],
)
def test_progress_says_what_is_done_and_what_is_left(rule, need, done, words):
    plan = Group(rule, need, (Step(1), Step(2), Step(3)))
    known = gather(Fact(number, recognised=True) for number in range(1, done + 1))
    assert progress_words(walk(plan, known)) == words


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (PATH_STATES, ["Entwurf", "veröffentlicht", "zurückgezogen"]),
        (EVIDENCE_STATES, ["wird geprüft", "anerkannt", "nicht anerkannt", "zurückgenommen"]),
    ],
)
def test_every_state_has_a_tone_and_a_word(table, words):
    assert [str(word) for _tone, word in table.values()] == words
    assert all(tone for tone, _word in table.values())
    assert str(EXPIRED[1]) == "nicht mehr gültig"


def test_no_state_is_left_without_a_word_or_a_place_in_the_table_of_moves():
    assert set(PATH_STATES) == set(PathState) == {PathState(one) for one in PATH_MOVES.moves}
    assert set(EVIDENCE_STATES) == set(EvidenceState)
    assert set(EVIDENCE_MOVES.moves) == set(EvidenceState)


PATH_TABLE = [
    (PathState.DRAFT, PathState.PUBLISHED, True),
    (PathState.DRAFT, PathState.WITHDRAWN, False),
    (PathState.PUBLISHED, PathState.PUBLISHED, True),
    (PathState.PUBLISHED, PathState.WITHDRAWN, True),
    (PathState.PUBLISHED, PathState.DRAFT, False),
    (PathState.WITHDRAWN, PathState.PUBLISHED, True),
    (PathState.WITHDRAWN, PathState.DRAFT, False),
]


@pytest.mark.parametrize(("source", "target", "allowed"), PATH_TABLE)
def test_published_path_never_becomes_a_draft_again(source, target, allowed):
    assert PATH_MOVES.allows(source, target) is allowed


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("rule", "need", "kept"),
    [("ordered", "7", 0), ("all", "", 0), ("at_least", "2", 2), ("points", "1000", 1000)],
)
def test_number_is_kept_only_where_the_rule_counts(rule, need, kept):
    form = new_path(rule=rule, need=need)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["need"] == kept


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("facts", "field", "sentence"),
    [
        ({"rule": "at_least", "need": ""}, "need", "mindestens einer"),
        ({"rule": "points", "need": "0"}, "need", "größer oder gleich 1"),
        ({"rule": "points", "need": "1001"}, "need", "kleiner oder gleich 1000"),
        ({"rule": "points", "need": "1,5"}, "need", "ganze Zahl"),
        ({"rule": "irgendwie"}, "rule", "gültige Auswahl"),
        ({"title": " "}, "title", "füllen Sie dieses Feld aus"),
        ({"title": "x" * 121}, "title", "120"),
        ({"promise": "x" * 241}, "promise", "240"),
    ],
)
def test_bad_path_is_named_beside_its_field(facts, field, sentence):
    form = new_path(**facts)
    assert list(form.errors) == [field]
    assert sentence in form.errors.as_text()


def new_path(**facts):
    data = {"title": "Weg", "promise": "Gut.", "rule": "ordered", "need": "", **facts}
    return NewPathForm(data, providers=providers(), for_all=True)
