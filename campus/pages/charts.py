"""Geometry of the inline SVG charts: numbers in, coordinates out, no framework."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

Number = int | float | Decimal

WIDTH, HEIGHT = 720, 280
LEFT, RIGHT, TOP, BOTTOM = 56, 16, 24, 40


@dataclass(frozen=True)
class Point:
    """One value of a chart: its label and where it is drawn; None is not drawn at all."""

    label: str
    value: Number | None
    x: float
    y: float
    width: float
    height: float
    middle: float
    show_label: bool


@dataclass(frozen=True)
class Tick:
    """A horizontal line of the grid."""

    value: Number
    y: float


@dataclass(frozen=True)
class Chart:
    """Everything a template needs to draw a chart."""

    points: tuple[Point, ...]
    ticks: tuple[Tick, ...]
    line: str
    area: str
    target_y: float | None
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right_x: int = WIDTH - RIGHT
    base_y: int = HEIGHT - BOTTOM
    label_y: int = HEIGHT - 14


def nice_step(top: float, lines: int = 4, *, whole: bool = False) -> float:
    """Return a round distance (1, 2, 2.5 or 5 times a power of ten) for about `lines` lines.

    Where only whole numbers occur there is no line between two of them.
    """
    rough = max(top, 1e-9) / lines
    power = 10.0 ** math.floor(math.log10(rough))
    steps = (step * power for step in (1, 2, 2.5, 5, 10) if step * power >= rough)
    return next((step for step in steps if not whole or float(step).is_integer()), 1.0)


def layout(pairs: Sequence[tuple[str, Number | None]], target: Number | None = None) -> Chart:
    """Place bars and line points for (label, value) pairs on one common scale from zero.

    Negative values are drawn as zero; the table below the chart tells them. None stands for a
    value that must not be shown: it leaves a gap.
    """
    top = max([float(value or 0) for _, value in pairs] + [float(target or 0)], default=0.0)
    whole = all(isinstance(value, int) for _, value in pairs if value is not None)
    step = nice_step(top, whole=whole) if top > 0 else 1.0
    ceiling = step * max(1, math.ceil(round(top / step, 9)))
    plot_height = HEIGHT - TOP - BOTTOM
    base = HEIGHT - BOTTOM

    def y_of(value: Number | None) -> float:
        return round(base - plot_height * max(float(value or 0), 0) / ceiling, 1)

    slot = (WIDTH - LEFT - RIGHT) / max(len(pairs), 1)
    every = max(1, math.ceil(len(pairs) / 13))
    bar = min(slot * 0.62, 56)
    points = tuple(
        Point(
            label=label,
            value=value,
            x=round(LEFT + slot * index + (slot - bar) / 2, 1),
            y=y_of(value),
            width=round(bar, 1),
            height=round(base - y_of(value), 1),
            middle=round(LEFT + slot * (index + 0.5), 1),
            show_label=index % every == 0,
        )
        for index, (label, value) in enumerate(pairs)
    )
    count = round(ceiling / step)
    ticks = tuple(Tick(_plain(step * n), y_of(step * n)) for n in range(count + 1))
    drawn = [point for point in points if point.value is not None]
    line = " ".join(f"{point.middle},{point.y}" for point in drawn)
    area = f"{drawn[0].middle},{base} {line} {drawn[-1].middle},{base}" if drawn else ""
    return Chart(points, ticks, line, area, y_of(target) if target is not None else None)


def _plain(value: float) -> Number:
    """Return whole numbers without a decimal point."""
    return int(value) if float(value).is_integer() else round(value, 2)
