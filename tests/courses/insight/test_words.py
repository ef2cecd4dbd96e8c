"""Every judgement in its German words, at and beside its limits."""

import pytest

from courses.insight import words
from courses.insight.figures import ModuleFigures
from courses.insight.selectors import Insight
from courses.insight.tables import items_table, questions_table
from tests.courses.insight.samples import ITEM, QUESTION, asked, item, option, pool


@pytest.mark.parametrize(
    ("value", "text"), [(None, "weniger als fünf"), (5, "etwa 5"), (120, "etwa 120")]
)
def test_number_in_words(value, text):
    assert words.number(value) == text


@pytest.mark.parametrize(("value", "text"), [(None, "nicht gezeigt"), (0, "0 %"), (23, "23 %")])
def test_share_in_words(value, text):
    assert words.percent(value) == text


@pytest.mark.parametrize(
    ("band", "text"),
    [
        (None, "nicht gezeigt"),
        (0, "bis 2 Minuten"),
        (1, "2 bis 5 Minuten"),
        (5, "45 bis 120 Minuten"),
        (6, "mehr als zwei Stunden"),
    ],
)
def test_time_in_words(band, text):
    assert words.time_band(band) == text


@pytest.mark.parametrize(
    ("facts", "begin"),
    [
        ({}, ""),
        ({"done": None}, ""),
        ({"done": 30, "reached": 40}, ""),
        ({"done": 25, "reached": 40}, "Viele hören hier auf: 38 %."),
        ({"band": 2, "minutes": 5}, ""),
        ({"band": 3, "minutes": 5}, "Dauert viel länger als die angegebenen 5 Minuten."),
        ({"band": 6, "minutes": 10}, "Dauert viel länger"),
        ({"band": 6, "minutes": 10, "kind": "package"}, ""),
        ({"band": None}, ""),
    ],
)
def test_item_is_remarked_where_it_stands_out(facts, begin):
    said = words.item_verdict(item(**facts))
    assert said.startswith(begin)
    assert bool(said) is bool(begin)


@pytest.mark.parametrize(
    ("share", "begin"),
    [
        (0, "Sehr schwer: nur 0 % richtig."),
        (25, "Sehr schwer: nur 25 % richtig."),
        (26, "Schwer: 26 % richtig."),
        (50, "Schwer: 50 % richtig."),
        (51, "Angemessen: 51 % richtig."),
        (85, "Angemessen: 85 % richtig."),
        (86, "Leicht: 86 % richtig."),
        (95, "Leicht: 95 % richtig."),
        (96, "Sehr leicht: 96 % richtig."),
        (100, "Sehr leicht: 100 % richtig."),
    ],
)
def test_difficulty_in_words_at_each_limit(share, begin):
    said = words.question_verdicts(asked(asked=100, right=share))
    assert said[0].startswith(begin)


def test_fewer_than_five_right_are_very_hard_without_a_number():
    said = words.question_verdicts(asked(right=None))
    assert said[0].startswith("Sehr schwer: weniger als fünf richtig.")


def test_fewer_than_five_asked_are_not_judged():
    said = words.question_verdicts(asked(asked=None, right=None))
    assert len(said) == 1
    assert "Es wird nichts gezeigt." in said[0]


@pytest.mark.parametrize(("share", "is_guessed"), [(30, True), (33, True), (34, False)])
def test_share_of_guessing_is_called_so(share, is_guessed):
    options = (
        option("ja", correct=True, chosen=90),
        option("nein", chosen=5),
        option("?", chosen=5),
    )
    said = words.question_verdicts(asked(asked=100, right=share, options=options))
    assert said[0].startswith("Nicht besser als geraten") is is_guessed


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, None),
        (-0.1, "Wer sonst gut ist, antwortet hier eher falsch."),
        (0.0, "Unterscheidet kaum"),
        (0.1, "Unterscheidet kaum"),
        (0.2, "Unterscheidet brauchbar"),
        (0.3, "Unterscheidet brauchbar"),
        (0.4, "Unterscheidet gut"),
        (1.0, "Unterscheidet gut"),
    ],
)
def test_discrimination_in_words_at_each_limit(value, text):
    said = words.question_verdicts(asked(discrimination=value))
    assert any(text in one for one in said) if text else len(said) == 1


@pytest.mark.parametrize(
    ("value", "text"), [(None, "ab 30 Lernenden"), (0.0, "+0,0"), (0.4, "+0,4"), (-0.2, "−0,2")]
)
def test_discrimination_as_a_number(value, text):
    assert words.discrimination_text(asked(discrimination=value)) == text


@pytest.mark.parametrize(
    ("wrong", "text"),
    [
        ((30, 5), "Die falsche Antwort „B“ wird häufiger gewählt als eine richtige."),
        ((10, None), "1 falsche Antwort wird kaum gewählt."),
        ((None, None), "2 falsche Antworten werden kaum gewählt."),
        ((10, 15), None),
    ],
)
def test_answers_are_remarked_where_they_tempt_or_bore(wrong, text):
    options = (option("A", correct=True, chosen=25), *map(_wrong, ("B", "C"), wrong))
    said = " ".join(words.question_verdicts(asked(options=options, discrimination=None)))
    assert (text in said) if text else "Antwort" not in said


def _wrong(text, chosen):
    return option(text, chosen=chosen)


@pytest.mark.parametrize(("omitted", "is_said"), [(None, False), (5, False), (10, True)])
def test_many_omissions_are_said(omitted, is_said):
    said = " ".join(words.question_verdicts(asked(omitted=omitted, asked=50)))
    assert ("lassen sie aus" in said) is is_said


@pytest.mark.parametrize(
    ("shares", "begin"),
    [
        ((), "Noch zu wenige"),
        ((50,), "Noch zu wenige"),
        ((50, 84), "Ausgewogen"),
        ((50, 85), "Ungleich"),
        ((90, 20, 60), "Ungleich"),
    ],
)
def test_pool_is_judged_by_how_far_its_questions_lie_apart(shares, begin):
    assert words.pool_verdict(pool(*shares)).startswith(begin)


def insight(other=None):
    """Return a module with one item and one question, beside another edition or alone."""
    own = ModuleFigures(2, 40, 30, (ITEM,), (QUESTION,))
    return Insight(None, (2, 1), own, other, None, None)


def test_tables_hold_a_head_for_each_cell_and_the_remark():
    for table in (items_table(insight()), questions_table(insight())):
        (row,) = table.rows
        assert len(table.heads) == len(row.cells) + 3
        assert [cell.label for cell in row.cells] == list(table.heads[2:-1])
        assert table.lines()[1][-1] == row.verdict


def test_compared_table_says_what_the_other_edition_did_not_have():
    other = ModuleFigures(1, 40, 30, (item(reached=20, done=None),), ())
    items, questions = items_table(insight(other)), questions_table(insight(other))
    assert [cell.text for cell in items.rows[0].cells] == [
        "etwa 40",
        "etwa 35 (88 %)",
        "12 %",
        "2 bis 5 Minuten",
        "etwa 20",
        "weniger als fünf",
        "nicht gezeigt",
        "2 bis 5 Minuten",
    ]
    assert [cell.text for cell in questions.rows[0].cells][4:] == ["nicht enthalten"] * 4
    assert questions.heads[2] == "Gestellt, Version 2"
