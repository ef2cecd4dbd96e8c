"""Geometry of the charts."""

from decimal import Decimal

import pytest

from campus.pages.charts import HEIGHT, LEFT, RIGHT, TOP, WIDTH, layout, nice_step


@pytest.mark.parametrize(
    ("top", "expected"),
    [(1, 0.25), (4, 1), (10, 2.5), (41, 20), (48_210, 20_000), (0.9, 0.25)],
)
def test_nice_step_for_a_highest_value_is_round(top, expected):
    assert nice_step(top) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("top", "expected"), [(1, 1), (2, 1), (3, 1), (5, 2), (10, 5), (41, 20), (48_210, 20_000)]
)
def test_nice_step_for_counts_draws_no_half(top, expected):
    assert nice_step(top, whole=True) == pytest.approx(expected)


def test_layout_of_counts_has_whole_ticks_and_of_amounts_may_have_parts():
    assert [tick.value for tick in layout([("8", 1), ("9", None), ("10", 2)]).ticks] == [0, 1, 2]
    assert [tick.value for tick in layout([("8", 0.5), ("9", 1)]).ticks][1] == 0.25


def test_layout_without_values_still_has_a_grid():
    chart = layout([])
    assert chart.points == ()
    assert chart.area == ""
    assert [tick.value for tick in chart.ticks] == [0, 1]


def test_layout_of_equal_values_keeps_bars_inside_the_drawing():
    chart = layout([("Jan", 41), ("Feb", Decimal("41.00"))])
    for point in chart.points:
        assert point.x >= LEFT
        assert point.x + point.width <= WIDTH - RIGHT
        assert TOP <= point.y <= HEIGHT
        assert point.y + point.height == pytest.approx(chart.base_y)


def test_layout_with_a_target_above_all_values_makes_room_for_it():
    chart = layout([("Jan", 3)], target=100)
    assert chart.target_y == pytest.approx(TOP)
    assert chart.ticks[-1].value == 100


def test_layout_of_a_negative_value_draws_it_as_zero():
    chart = layout([("Jan", -5), ("Feb", 5)])
    assert chart.points[0].height == 0


def test_layout_of_many_values_labels_only_some():
    chart = layout([(str(number), number) for number in range(40)])
    labelled = [point for point in chart.points if point.show_label]
    assert 8 <= len(labelled) <= 13
