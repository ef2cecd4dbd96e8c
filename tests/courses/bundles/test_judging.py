"""Who would get a thing and what stands in the way, by tables."""

import datetime as dt

import pytest

from courses.bundles.judging import Hit, Known, Standing, Verdict, inside, stamp_of, unmet

DAY = dt.date(2026, 3, 1)
BEFORE, AFTER = DAY - dt.timedelta(days=1), DAY + dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("known", "standing"),
    [
        (Known(), Standing.NEW),
        (Known(has={1}), Standing.HAS),
        (Known(proven={1}), Standing.PROVEN),
        (Known(exempt={1}), Standing.EXEMPT),
        (Known(has={2}, proven={2}, exempt={2}), Standing.NEW),
        (Known(has={1}, proven={1}, exempt={1}), Standing.HAS),
        (Known(proven={1}, exempt={1}), Standing.PROVEN),
        (Known(released={1}), Standing.RELEASED),
        (Known(released={1}, proven={1}, exempt={1}), Standing.RELEASED),
        (Known(has={1}, released={1}), Standing.HAS),
    ],
)
def test_what_is_there_already_comes_before_proofs_and_exemptions(known, standing):
    assert known.standing(1) is standing


@pytest.mark.parametrize(
    ("hit", "leaves"),
    [
        (Hit(1, Standing.NEW, DAY, leaves_on=BEFORE), True),
        (Hit(1, Standing.NEW, DAY, leaves_on=DAY), False),
        (Hit(1, Standing.NEW, DAY, leaves_on=AFTER), False),
        (Hit(1, Standing.NEW, DAY), False),
        (Hit(1, Standing.NEW, None, leaves_on=BEFORE), False),
        (Hit(1, Standing.HAS, DAY, leaves_on=BEFORE), False),
        (Hit(1, Standing.EXEMPT, DAY, leaves_on=BEFORE), True),
    ],
)
def test_whoever_leaves_before_the_deadline_is_told_apart(hit, leaves):
    assert hit.leaves_before is leaves


def verdict(*hits, existing=None):
    return Verdict("course:1", existing, hits)


def test_verdict_counts_who_gets_it_and_who_was_chosen_twice():
    found = verdict(
        Hit(1, Standing.NEW),
        Hit(2, Standing.PROVEN, ways=2),
        Hit(3, Standing.EXEMPT),
        Hit(4, Standing.HAS, ways=3),
    )
    assert (found.gets, found.twice) == (3, 2)
    assert [hit.key for hit in found.with_standing(Standing.HAS, Standing.NEW)] == [1, 4]


SEEN = verdict(Hit(1, Standing.NEW, DAY), Hit(2, Standing.HAS, DAY))


@pytest.mark.parametrize(
    ("verdicts", "choice"),
    [
        ([verdict(Hit(1, Standing.NEW, DAY))], {"a": 1}),
        ([verdict(Hit(1, Standing.NEW, AFTER), Hit(2, Standing.HAS, DAY))], {"a": 1}),
        ([verdict(Hit(1, Standing.HAS, DAY), Hit(2, Standing.HAS, DAY))], {"a": 1}),
        ([verdict(*SEEN.hits, existing=7)], {"a": 1}),
        ([SEEN, SEEN], {"a": 1}),
        ([SEEN], {"a": 2}),
        ([SEEN], {"a": 1, "b": None}),
        ([], {"a": 1}),
    ],
)
def test_stamp_differs_where_anything_of_the_preview_does(verdicts, choice):
    assert stamp_of(verdicts, choice) != stamp_of([SEEN], {"a": 1})


def test_stamp_does_not_depend_on_the_order_of_people():
    turned = verdict(*reversed(SEEN.hits))
    assert stamp_of([turned], {"b": 2, "a": 1}) == stamp_of([SEEN], {"a": 1, "b": 2})


@pytest.mark.parametrize(
    ("courses", "paths", "found"),
    [
        ([1, 2], {}, {}),
        ([1, 2], {"Einstieg": [2, 3]}, {2: ["Einstieg"]}),
        ([2], {"Einstieg": [2], "Aufbau": [2, 1]}, {2: ["Einstieg", "Aufbau"]}),
        ([], {"Einstieg": [2]}, {}),
    ],
)
def test_courses_that_a_chosen_path_holds_are_named(courses, paths, found):
    assert inside(courses, paths) == found


@pytest.mark.parametrize(
    ("there", "found"),
    [([], {1: [5, 6]}), ([5], {1: [6]}), ([5, 6], {}), ([6, 9], {1: [5]})],
)
def test_courses_on_which_others_build_are_named_unless_somebody_asks_for_them(there, found):
    assert unmet([1, 2], {1: [5, 2, 6], 3: [7]}, there) == found
