"""What authors say of pairs, steps, gaps and expected mistakes, wherever it is shown."""

import pytest

from courses.exchange.formats.forms import grading_data
from courses.modules.completion import shape_of
from courses.modules.feedback import checked
from courses.modules.questions import explained, grade_one, read
from tests.factories.modules import question
from tests.factories.questions import cloze, matching, numeric, one_of_each, ordering, short_text


def mistakes(*pairs):
    return [
        {"type": "item", "id": f"m{place}", "value": {"answer": answer, "feedback": said}}
        for place, (answer, said) in enumerate(pairs)
    ]


def said(block, *answer):
    return [line.feedback for line in checked(grade_one(read(block), answer), 1).lines]


def with_feedback(block, *texts):
    """Return the block with something said of its pairs or gaps."""
    name = "pairs" if block["type"] == "matching" else "gaps"
    for entry, text in zip(block["value"][name], texts, strict=False):
        entry["value"]["feedback"] = text
    return block


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (with_feedback(matching(), "Henne.", "Rind."), ["Henne.", "Rind.", ""]),
        (ordering(feedback="Zuerst.\n\nZuletzt."), ["Zuerst.", "", "Zuletzt.", ""]),
        (with_feedback(cloze(), "Sie läuft."), ["Sie läuft.", ""]),
        (matching(), ["", "", ""]),
        (ordering(), ["", "", "", ""]),
        (cloze(), ["", ""]),
    ],
)
@pytest.mark.parametrize("solved", [True, False])
def test_parts_are_explained_whether_right_or_not(block, expected, solved):
    answer = read(block).solution() if solved else []
    assert said(block, *answer) == expected


NUMBER = numeric("1250.5", unit="Euro", mistakes=mistakes(("1.250", "Cent?"), ("12", "Monat?")))
WORDS = short_text("Straße", mistakes=mistakes(("Weg", "Zu schmal."), ("Allee", "Mit Bäumen.")))
EXACT = short_text("VgV", exact=True, mistakes=mistakes(("vgv", "Groß schreiben.")))


@pytest.mark.parametrize(
    ("block", "typed", "expected"),
    [
        (NUMBER, "1250", "Cent?"),
        (NUMBER, "1.250 Euro", "Cent?"),
        (NUMBER, "12,0", "Monat?"),
        (NUMBER, "13", ""),
        (NUMBER, "1250,5", ""),
        (NUMBER, "zwölf", ""),
        (NUMBER, "", ""),
        (WORDS, "WEG", "Zu schmal."),
        (WORDS, "allee.", "Mit Bäumen."),
        (WORDS, "Gasse", ""),
        (WORDS, "strasse", ""),
        (WORDS, "", ""),
        (EXACT, "vgv", "Groß schreiben."),
        (EXACT, "VGV", ""),
    ],
)
def test_expected_mistake_is_answered_with_its_words(block, typed, expected):
    assert said(block, typed) == [expected]


def test_right_answer_is_never_called_a_mistake():
    block = numeric("10", tolerance="2", mistakes=mistakes(("11", "Nein.")))
    assert said(block, "11") == [""]


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (with_feedback(matching(), "Henne."), "Weil es so ist.\nEi: Henne."),
        (ordering(feedback="\nDanach."), "Weil es so ist.\nZwei: Danach."),
        (with_feedback(cloze(), "", "Nicht morgen."), "Weil es so ist.\n[2]: Nicht morgen."),
        (WORDS, "Weil es so ist.\nWeg: Zu schmal.\nAllee: Mit Bäumen."),
        (numeric(explanation="", mistakes=mistakes(("1", "Nein."))), "1: Nein."),
        (question(), "Weil es so ist."),
    ],
)
def test_what_is_said_leaves_with_the_explanation(block, expected):
    assert explained(read(block)) == expected
    assert grading_data(read(block))["why"] == expected


@pytest.mark.parametrize("block", [question(), *one_of_each()], ids=lambda block: block["type"])
def test_question_stored_before_there_was_feedback_reads_as_ever(block):
    assert explained(read(block)) == "Weil es so ist."


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (numeric(), {"mistakes": mistakes(("1", "Nein."))}),
        (short_text(), {"mistakes": []}),
        (ordering(), {"feedback": "Zuerst."}),
    ],
)
def test_words_on_wrong_answers_may_come_as_a_correction(before, after):
    changed = {**before, "value": {**before["value"], **after}}
    assert shape_of("quiz", [before]) == shape_of("quiz", [changed])
    assert shape_of("quiz", [before]) != shape_of("quiz", [numeric("99")])
