"""Rules of completion as codes, and what a correction may not change."""

import pytest

from courses.modules import completion

VIDEO = {"type": "video", "value": 7, "id": "v"}
AUDIO = {"type": "audio", "value": 8, "id": "a"}
PAPER = {"type": "acknowledgement", "value": {"document": 1, "edition": "2026-10-01"}, "id": "p"}


def values(**facts):
    plain = {"kind": "lesson", "graded": False, "pass_percent": 60, "seen_percent": 90, "body": []}
    return {**plain, **facts}


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({}, "button"),
        ({"completion": "opened"}, "opened"),
        ({"completion": "seen", "body": [VIDEO]}, "seen:90:video"),
        ({"completion": "seen", "seen_percent": 50, "body": [AUDIO, VIDEO]}, "seen:50:audio"),
        ({"completion": "confirmed", "body": [PAPER]}, "confirmed:2026-10-01:0123456789abcdef"),
        ({"kind": "quiz"}, "checked"),
        ({"kind": "quiz", "graded": True, "pass_percent": 80}, "passed:80"),
        ({"kind": "quiz", "completion": "seen"}, "checked"),
    ],
)
def test_code_of_rule_names_what_it_depends_on(facts, code):
    assert completion.code_of(values(**facts), digest="0123456789abcdef9999") == code


@pytest.mark.parametrize(
    ("code", "rule"),
    [
        ("button", completion.Rule("button")),
        ("seen:90:video", completion.Rule("seen", 90, "video")),
        ("passed:60", completion.Rule("passed", 60)),
        ("confirmed:2026-10-01:abc", completion.Rule("confirmed", 0, "2026-10-01")),
    ],
)
def test_read_returns_the_rule_behind_a_code(code, rule):
    assert completion.read(code) == rule


def test_document_and_recording_are_the_first_of_the_body():
    assert completion.document_of([VIDEO, PAPER])["edition"] == "2026-10-01"
    assert completion.recording_of([PAPER, AUDIO, VIDEO]) == AUDIO
    assert completion.document_of([VIDEO]) is None
    assert completion.recording_of([PAPER]) is None


def question(prompt="Was stimmt?", *, text="Ja", correct=True, identifier="q"):
    option = {"type": "item", "id": "o", "value": {"text": text, "correct": correct}}
    value = {"type": "single", "prompt": prompt, "options": [option]}
    return {"type": "question", "id": identifier, "value": value}


@pytest.mark.parametrize(
    ("changed", "same"),
    [
        (question("Was stimmt hier?"), True),
        (question(text="Jawohl"), True),
        (question(correct=False), False),
        (question(identifier="other"), False),
    ],
)
def test_shape_of_test_leaves_out_wording_only(changed, same):
    shape = completion.shape_of("quiz", [question()])

    assert (completion.shape_of("quiz", [changed]) == shape) is same


def test_shape_of_lesson_is_free():
    assert completion.shape_of("lesson", [VIDEO]) == completion.shape_of("lesson", [])
