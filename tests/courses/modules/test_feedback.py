"""What a page says about answers: part by part, in words, with the solution where it helps."""

import pytest

from courses.modules.feedback import checked, in_words
from courses.modules.questions import grade_one, read
from courses.modules.questions.sheets import Order
from tests.factories.modules import question
from tests.factories.questions import cloze, matching, numeric, one_of_each, ordering, short_text


def said(stored, *answer, **more):
    return checked(grade_one(read(stored), answer), 1, **more)


@pytest.mark.parametrize("block", one_of_each(), ids=lambda block: block["type"])
def test_right_answer_is_called_right_and_needs_no_solution(block):
    found = said(block, *read(block).solution())
    assert (found.is_right, found.is_partly_right, found.answered) == (True, False, True)
    assert {line.tone for line in found.lines} == {"right"}
    assert not any(line.solution for line in found.lines)
    assert all(line.yours for line in found.lines)


@pytest.mark.parametrize("block", one_of_each(), ids=lambda block: block["type"])
def test_missing_answer_is_called_missing_and_shows_the_solution(block):
    found = said(block)
    assert (found.is_right, found.answered, found.points) == (False, False, "0")
    assert {str(line.verdict) for line in found.lines} == {"nicht beantwortet"}
    assert all(line.solution for line in found.lines)


def test_every_verdict_comes_with_icon_and_word():
    for block in [question(type="multiple", right=2), *one_of_each()]:
        for answer in ([], read(block).solution()[:1]):
            for line in said(block, *answer).lines:
                assert str(line.verdict)
                assert bool(line.icon) is bool(line.tone)


def test_solution_kept_back_leaves_only_points_and_verdict():
    found = said(short_text("Geheim"), "x", solution_shown=False)
    assert (found.lines, found.explanation) == ((), "")
    assert (found.points, found.max_points) == ("0", 1)


def test_choice_shows_feedback_of_what_was_chosen_or_right():
    block = question(options=3)
    second = block["value"]["options"][1]["id"]
    lines = said(block, second).lines
    assert [line.feedback for line in lines] == ["Rückmeldung 1", "Rückmeldung 2", ""]
    assert [line.tone for line in lines] == ["missed", "wrong", ""]


def test_choice_keeps_the_order_in_which_it_was_asked():
    block = question(options=8)
    plain = [line.text for line in said(block).lines]
    mix = [line.text for line in said(block, order=Order("Saat", mix_options=True)).lines]
    assert sorted(plain) == sorted(mix)
    assert plain != mix


def test_matching_names_both_sides_in_words():
    block = matching()
    first, second, _third = read(block).pairs
    line = said(block, f"{first.id}:{second.target}").lines[0]
    assert (line.text, line.yours, line.solution) == ("Ei", "Kuh", "Huhn")


def test_ordering_names_places():
    block = ordering()
    part = read(block).parts[0]
    line = said(block, f"{part}:3").lines[0]
    assert (line.text, line.yours, line.solution) == ("Eins", "Platz 3", "Platz 1")


@pytest.mark.parametrize(
    ("typed", "yours", "solution", "verdict"),
    [
        ("13,5", "13,5 Tage", "12,5 Tage (± 0,5)", "nicht richtig"),
        ("viele", "viele", "12,5 Tage (± 0,5)", "konnte nicht als Zahl gelesen werden"),
        ("13 tage", "13 Tage", "", "richtig"),
    ],
)
def test_numeric_says_how_the_number_was_read(typed, yours, solution, verdict):
    [line] = said(numeric(tolerance="0.5", unit="Tage"), typed).lines
    assert (line.yours, line.solution, str(line.verdict)) == (yours, solution, verdict)


def test_cloze_shows_words_rather_than_ids():
    block = cloze()
    chosen = read(block).gaps[1]
    wrong = next(one for one in chosen.choices if one.text == "morgen")
    line = said(block, f"{chosen.id}:{wrong.id}").lines[1]
    assert (line.text, line.yours, line.solution) == ("Lücke 2", "morgen", "heute")


@pytest.mark.parametrize(("right", "points"), [(0, "0"), (1, "0,67"), (2, "1,33"), (3, "2")])
def test_points_are_written_the_german_way_with_two_places_at_most(right, points):
    block = matching(points=2)
    found = said(block, *read(block).solution()[:right])
    assert found.points == points
    assert found.is_partly_right is (0 < right < 3)
    assert in_words(grade_one(read(block), read(block).solution()).points) == "2"
