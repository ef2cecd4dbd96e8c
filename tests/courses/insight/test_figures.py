"""What follows from counts: told numbers, shares, bands, answers and pools."""

import uuid

import pytest

from courses.insight.figures import module_figures
from courses.insight.models import WHOLE
from tests.courses.insight.samples import (
    LESSON_KEY,
    OUTLINE,
    TEST_KEY,
    choice,
    group,
    item,
    paper,
    pool,
    words,
)
from tests.courses.insight.samples import asked as question


def figures(totals, *groups):
    """Return the figures of one edition from its counts."""
    papers = {TEST_KEY: paper(*groups)} if groups else {}
    return module_figures(3, totals, OUTLINE, papers)


def of_question(identifier="q1", **counts):
    """Return counts of a question."""
    return {(TEST_KEY, identifier, name): count for name, count in counts.items()}


def test_nothing_counted_tells_nothing():
    found = figures({}, group(choice("q1")))
    assert found.begun is found.finished is found.finished_share is None
    assert [one.reached for one in found.items] == [None, None]
    (only,) = found.questions
    assert only.asked is only.right_share is only.discrimination is None


@pytest.mark.parametrize(
    ("begun", "finished", "expected"),
    [
        (4, 4, (None, None, None)),
        (6, 4, (5, None, None)),
        (21, 11, (20, 10, 50)),
        (100, 98, (100, 100, 100)),
    ],
)
def test_module_tells_who_began_and_finished(begun, finished, expected):
    found = figures({(WHOLE, "", "begun"): begun, (WHOLE, "", "finished"): finished})
    assert (found.begun, found.finished, found.finished_share) == expected


def test_items_keep_their_order_and_chapter():
    found = figures({(TEST_KEY, "", "reached"): 12, (TEST_KEY, "", "done"): 9})
    lesson, test = found.items
    assert (lesson.title, lesson.unit, lesson.reached) == ("Posteingang", "Grundlagen", None)
    assert (test.reached, test.done, test.done_share, test.dropped) == (10, 10, 100, 0)
    assert found.item(TEST_KEY) == test
    assert found.item(uuid.UUID(int=9)) is None


@pytest.mark.parametrize(
    ("reached", "done", "dropped"),
    [(None, None, None), (40, None, None), (40, 30, 25), (40, 40, 0), (35, 40, 0)],
)
def test_who_stops_is_told_where_both_numbers_are(reached, done, dropped):
    assert item(reached=reached, done=done).dropped == dropped


@pytest.mark.parametrize(
    ("times", "band"),
    [({}, None), ({0: 4}, None), ({0: 2, 3: 3}, 3), ({1: 3, 2: 2}, 1), ({6: 5}, 6)],
)
def test_time_is_told_from_five_times_on(times, band):
    totals = {(LESSON_KEY, "", f"took:{number}"): count for number, count in times.items()}
    assert figures(totals).items[0].band == band


def test_question_has_its_number_and_counts():
    counts = of_question("q2", asked=41, right=19, partly=6, omitted=3)
    found = figures(counts, group(choice("q1"), words("q2")))
    one = found.question(TEST_KEY, "q2")
    assert (one.number, one.asked, one.right, one.partly, one.omitted) == (2, 40, 20, 5, None)
    assert (one.right_share, one.omitted_share) == (50, None)
    assert found.question(TEST_KEY, "q3") is None


def test_answers_are_told_one_by_one_with_their_share_of_what_is_told():
    counts = {
        (TEST_KEY, "q1", "chose:q1-0"): 14,
        (TEST_KEY, "q1", "chose:q1-1"): 6,
        (TEST_KEY, "q1", "chose:q1-2"): 4,
    }
    (one,) = figures(counts, group(choice("q1"))).questions
    assert [answer.chosen for answer in one.options] == [15, 5, None]
    assert [answer.share for answer in one.options] == [75, 25, None]
    assert [answer.correct for answer in one.options] == [True, False, False]


def test_what_was_typed_is_shown_to_nobody():
    (one,) = figures(of_question(asked=50), group(words("q1"))).questions
    assert one.options == ()
    assert one.guessing == 0


@pytest.mark.parametrize(("answers", "guessing"), [(2, 50), (3, 33), (4, 25), (5, 20)])
def test_guessing_follows_from_the_number_of_answers(answers, guessing):
    (one,) = figures({}, group(choice("q1", answers=answers))).questions
    assert one.guessing == guessing


SUMS = {"sum:n": 40, "sum:x": 20_000, "sum:r": 20_000, "sum:xx": 20_000_000}
SUMS |= {"sum:rr": 20_000_000, "sum:xr": 20_000_000}


@pytest.mark.parametrize(
    ("right", "asked", "value"),
    [(20, 40, 1.0), (4, 40, None), (36, 40, None), (5, 40, 1.0), (35, 40, 1.0), (20, 29, None)],
)
def test_discrimination_needs_thirty_learners_and_five_on_each_side(right, asked, value):
    counts = of_question(right=right, asked=asked, **SUMS)
    (one,) = figures(counts, group(choice("q1"))).questions
    assert one.discrimination == value


def test_pool_tells_its_hardest_and_its_easiest_question():
    counts = {
        **of_question("q1", asked=20, right=5),
        **of_question("q2", asked=20, right=18),
        **of_question("q3", asked=3, right=3),
    }
    drawn = group(choice("q1"), choice("q2"), choice("q3"), draw=2)
    found = figures(counts, group(words("q0")), drawn)
    (only,) = found.pools
    assert (only.size, only.drawn, only.number) == (3, 2, 1)
    assert (only.lowest, only.highest) == (25, 100)
    assert [one.pool for one in found.questions] == [0, 1, 1, 1]


def test_test_that_asks_everything_has_no_pool():
    assert figures({}, group(choice("q1"), draw=1)).pools == ()
    assert figures({}, group(choice("q1"), choice("q2"))).pools == ()


@pytest.mark.parametrize(
    ("shares", "lowest", "highest"), [((), None, None), ((40,), 40, 40), ((40, 90, 60), 40, 90)]
)
def test_pool_without_told_questions_tells_nothing(shares, lowest, highest):
    assert (pool(*shares).lowest, pool(*shares).highest) == (lowest, highest)


@pytest.mark.parametrize(
    ("asked", "right", "share"), [(None, None, None), (40, None, None), (45, 10, 22), (5, 5, 100)]
)
def test_p_value_is_the_share_of_told_numbers(asked, right, share):
    assert question(asked=asked, right=right).right_share == share
