"""Pools, drawing and mixing: the same for the same attempt, fair over many."""

from collections import Counter

import pytest

from courses.modules.questions import asked_of, draw, mixed, never_right, parse, parse_groups
from tests.factories.modules import paragraph
from tests.factories.modules import question as choose
from tests.factories.questions import numeric, pool


def pools(*sizes, of=4):
    """Return the groups of a body with pools of four questions each."""
    body = [block for size in sizes for block in (pool(size), *(choose() for _ in range(of)))]
    return parse_groups(body)


def test_pool_reaches_to_the_next_one_and_other_blocks_are_skipped():
    body = [choose(), pool(1), paragraph(), choose(), numeric(), pool(0), choose()]
    groups = parse_groups(body)
    assert [(len(group.questions), group.draw) for group in groups] == [(1, 0), (2, 1), (1, 0)]
    assert [group.size for group in groups] == [1, 1, 1]
    assert len(parse(body)) == 4


def test_pool_without_questions_is_none():
    assert parse_groups([pool(3), pool(2)]) == []


def test_draw_takes_so_many_of_each_pool_as_it_says():
    groups = pools(2, 3)
    drawn = draw(groups, seed="a")
    sizes = [sum(one.id in drawn for one in group.questions) for group in groups]
    assert sizes == [2, 3]


def test_draw_more_than_there_are_takes_all():
    assert len(draw(pools(9), seed="a")) == 4


def test_draw_of_one_seed_is_always_the_same_and_differs_between_seeds():
    groups = pools(2, 2, of=8)
    assert draw(groups, seed="a") == draw(groups, seed="a")
    assert len({tuple(draw(groups, seed=str(number))) for number in range(20)}) > 10


def test_draw_without_mixing_keeps_the_order_of_the_author():
    groups = pools(3, 3)
    order = [one.id for group in groups for one in group.questions]
    drawn = draw(groups, seed="a")
    assert drawn == [one for one in order if one in drawn]


def test_draw_with_mixing_asks_the_same_questions_in_another_order():
    groups = pools(0, of=12)
    plain, mix = draw(groups, seed="a"), draw(groups, seed="a", mix=True)
    assert sorted(plain) == sorted(mix)
    assert plain != mix


def test_draw_gives_every_question_its_chance():
    groups = pools(1)
    drawn = Counter(draw(groups, seed=str(number))[0] for number in range(400))
    assert len(drawn) == 4
    assert min(drawn.values()) > 60


@pytest.mark.parametrize("seed", [str(number) for number in range(30)])
def test_never_right_shows_steps_in_any_order_but_the_right_one(seed):
    steps = ["a", "b", "c"]
    order = never_right(steps, seed)
    assert order != steps
    assert sorted(order) == steps


def test_mixed_does_not_depend_on_the_order_given():
    assert mixed(["a", "b", "c", "d"], "s") == mixed(["d", "c", "b", "a"], "s")


def test_asked_of_leaves_out_what_the_test_no_longer_has():
    found = parse([choose(), choose()])
    assert asked_of(found, [found[1].id, "fort", found[0].id]) == [found[1], found[0]]
    assert asked_of(found, []) == found
