"""A question as a form, and what the form sends back."""

import pytest
from django.http import QueryDict

from courses.modules.questions import read
from courses.modules.questions.sent import Sent, merge, read_sent
from courses.modules.questions.sheets import Order, fingerprint, sheet_of
from tests.factories.modules import question as choose
from tests.factories.questions import cloze, matching, numeric, ordering, short_text


def sheet(stored, *answer, **order):
    return sheet_of(read(stored), 1, answer, Order("Saat", **order))


def test_choice_keeps_its_order_unless_answers_are_mixed():
    block = choose(options=8)
    ids = [entry["id"] for entry in block["value"]["options"]]
    assert [option.value for option in sheet(block).options] == ids
    assert [option.value for option in sheet(block, mix_options=True).options] != ids


def test_matching_offers_every_target_beside_each_left_side():
    found = sheet(matching(more="Hund"))
    assert [field.label for field in found.fields] == ["Ei", "Kalb", "Lamm"]
    assert all(len(field.options) == 4 for field in found.fields)
    assert len({field.dom_id for field in found.fields}) == 3


def test_ordering_shows_steps_mixed_and_by_their_places_once_all_have_one():
    block = ordering()
    question = read(block)
    assert [field.label for field in sheet(block).fields] != ["Eins", "Zwei", "Drei", "Vier"]
    places = [f"{part}:{place}" for part, place in zip(question.parts, "4321", strict=True)]
    assert [field.label for field in sheet(block, *places).fields] == [
        "Vier",
        "Drei",
        "Zwei",
        "Eins",
    ]


def test_cloze_numbers_its_gaps_as_they_are_read():
    found = sheet(cloze(text="[2] vor [1]"))
    assert [piece.number for piece in found.pieces if piece.field] == [1, 2]
    assert [bool(piece.field.options) for piece in found.pieces if piece.field] == [True, False]


@pytest.mark.parametrize(("typed", "unread"), [("12", False), ("zwölf", True), ("", False)])
def test_numeric_says_what_could_not_be_read(typed, unread):
    found = sheet(numeric(unit="Tage"), *([typed] if typed else []))
    assert (found.unread, found.value, found.unit) == (unread, typed, "Tage")


def test_fingerprint_does_not_depend_on_order_but_on_every_entry():
    assert fingerprint(["a", "b"]) == fingerprint(["b", "a"]) != fingerprint(["a"])


def sent(text):
    form = QueryDict(text)
    return read_sent(form, form.getlist)


def test_read_sent_reads_questions_parts_and_bases_and_nothing_else():
    found = sent("q-a=&q-a=1&q-a=2&q-b.x=5&q-b.y=&b-a=f00&csrf=1&then=stay&attempt=7")
    assert found.answers == {"a": ["1", "2"], "b": ["x:5"]}
    assert found.bases == {"a": "f00"}


def test_read_sent_question_without_a_tick_is_cleared():
    assert sent("q-a=").answers == {"a": []}


def test_merge_leaves_questions_alone_that_the_form_does_not_have():
    one, two = read(short_text()), read(numeric())
    kept = merge([one, two], {one.id: ["x"]}, Sent({two.id: ["3"]}))
    assert kept.answers == {one.id: ["x"], two.id: ["3"]}
    assert not kept.changed_elsewhere


def test_merge_takes_what_this_window_changed_and_keeps_what_the_other_did():
    one, two = read(short_text()), read(numeric())
    stored = {one.id: ["drüben"]}
    form = Sent({one.id: [], two.id: ["3"]}, {one.id: fingerprint([]), two.id: fingerprint([])})
    kept = merge([one, two], stored, form)
    assert kept.answers == {one.id: ["drüben"], two.id: ["3"]}
    assert kept.changed_elsewhere


def test_merge_same_question_changed_in_both_windows_takes_the_last_word_and_says_so():
    one = read(short_text())
    kept = merge([one], {one.id: ["drüben"]}, Sent({one.id: ["hier"]}, {one.id: fingerprint([])}))
    assert kept.answers == {one.id: ["hier"]}
    assert kept.changed_elsewhere


def test_merge_can_clear_an_answer():
    one = read(short_text())
    form = Sent({one.id: []}, {one.id: fingerprint(["x"])})
    assert merge([one], {one.id: ["x"]}, form).answers == {one.id: []}


@pytest.mark.parametrize("entry", ["fremd", "a:1", "x" * 9])
def test_merge_marks_what_is_foreign_and_keeps_the_rest(entry):
    question = read(choose())
    right = question.solution()
    kept = merge([question], {}, Sent({question.id: [entry, *right]}))
    assert kept.has_foreign
    assert kept.answers == {question.id: right}


def test_merge_marks_a_question_that_was_not_asked():
    kept = merge([], {}, Sent({"fremd": ["x"]}))
    assert (kept.has_foreign, kept.answers) == (True, {})
