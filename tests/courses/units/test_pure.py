"""Typed text becomes blocks, a filled-in sheet becomes a module, an offer goes one way."""

from itertools import product

import pytest

from courses.units.content import Paper, Sheet, body_of, module_of
from courses.units.plain import blocks, inline
from courses.units.states import State, may_move

PAPER = Paper("a.pdf", "Dienstanweisung", "2026-11-01")
QUESTION = {"prompt": "Wer?", "right": "Ich", "wrong": ["Du", "Er"]}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("\n \n", []),
        ("Ein Satz.", [("paragraph", "<p>Ein Satz.</p>")]),
        ("Eins.\nZwei.", [("paragraph", "<p>Eins.<br>Zwei.</p>")]),
        ("Eins.\n\nZwei.", [("paragraph", "<p>Eins.</p>"), ("paragraph", "<p>Zwei.</p>")]),
        ("# Titel\nText", [("heading", "Titel"), ("paragraph", "<p>Text</p>")]),
        ("## A\n### B", [("heading", "A"), ("heading", "B")]),
        ("#", []),
        ("- a\n* b\n• c", [("paragraph", "<ul><li>a</li><li>b</li><li>c</li></ul>")]),
        ("-kein Punkt", [("paragraph", "<p>-kein Punkt</p>")]),
        ("# <b>x</b>", [("heading", "<b>x</b>")]),
        ("<script>1</script>", [("paragraph", "<p>&lt;script&gt;1&lt;/script&gt;</p>")]),
        ("#" + "x" * 300, [("heading", "x" * 160)]),
    ],
)
def test_lines_become_headings_lists_and_paragraphs(text, found):
    assert [(one["type"], one["value"]) for one in blocks(text)] == found


@pytest.mark.parametrize(
    ("line", "rich"),
    [
        ("ein **wichtiges** Wort", "ein <b>wichtiges</b> Wort"),
        ("** allein", "** allein"),
        (
            "siehe https://example.org/a?b=1, dort",
            'siehe <a href="https://example.org/a?b=1">https://example.org/a?b=1</a>, dort',
        ),
        ("javascript:alert(1)", "javascript:alert(1)"),
        ('<a href="x">', '&lt;a href="x"&gt;'),
        ("A & B", "A &amp; B"),
    ],
)
def test_stress_and_addresses_are_understood_and_markup_is_not(line, rich):
    assert inline(line) == rich


def sheet(**facts):
    return Sheet(**{"title": "Titel", "promise": "Wozu.", "text": "Text", **facts})


@pytest.mark.parametrize(
    ("facts", "paper", "completion", "keys"),
    [
        ({}, None, "button", ["lesson"]),
        ({}, PAPER, "button", ["lesson"]),
        ({"confirm": True}, PAPER, "confirmed", ["lesson"]),
        ({"confirm": True}, None, "button", ["lesson", "confirmation"]),
        ({"questions": [QUESTION]}, None, "button", ["lesson", "questions"]),
        (
            {"confirm": True, "questions": [QUESTION] * 2},
            None,
            "button",
            ["lesson", "confirmation", "questions"],
        ),
        ({"confirm": True, "questions": [QUESTION]}, PAPER, "confirmed", ["lesson", "questions"]),
    ],
)
def test_sheet_becomes_a_module_whose_rule_follows_from_what_is_asked(
    facts, paper, completion, keys
):
    module = module_of(sheet(**facts), paper, slug="titel-1")
    [chapter] = module["chapters"]
    assert [item["key"] for item in chapter["items"]] == keys
    assert chapter["items"][0]["completion"] == completion
    assert module["look_inside"] == "nobody"


@pytest.mark.parametrize(
    ("facts", "paper", "types"),
    [
        ({"text": "Eins"}, None, ["paragraph"]),
        ({"text": "", "link_url": "https://example.org"}, None, ["paragraph"]),
        ({"text": "# A\nB"}, PAPER, ["heading", "paragraph", "download"]),
        ({"text": "", "confirm": True}, PAPER, ["heading", "acknowledgement"]),
        ({"text": "# A", "confirm": True}, PAPER, ["heading", "acknowledgement"]),
    ],
)
def test_lesson_holds_text_link_and_document(facts, paper, types):
    assert [block["type"] for block in body_of(sheet(**facts), paper)] == types


def test_link_is_named_and_escaped():
    [block] = body_of(sheet(text="", link_url='https://e.org/"', link_title="A<B"), None)
    assert block["value"] == '<p><a href="https://e.org/&quot;">A&lt;B</a></p>'


def test_questions_have_one_right_answer_with_feedback_for_each():
    module = module_of(sheet(questions=[QUESTION]), None, slug="a")
    test = module["chapters"][0]["items"][1]
    [question] = test["questions"]
    assert [one["correct"] for one in question["options"]] == [True, False, False]
    assert all(one["feedback"] for one in question["options"])
    assert (test["graded"], test["pass_percent"], test["shuffle_options"]) == (True, 100, True)


@pytest.mark.parametrize(("state", "target"), list(product(State, State)))
def test_offer_is_decided_once(state, target):
    wanted = state is State.OFFERED and target is not State.OFFERED
    assert may_move(state, target) is wanted
