"""The use of courses beside what it brings: one row a municipality, with how it adds up; pure."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from campus.kit.money import ZERO
from members.settlement.documents import StatedLine, StatedUse
from members.settlement.usage import Usage

SUM = "Summe"


def together(
    usage: Iterable[Usage], lines: Iterable[StatedLine], names: Mapping[int, str]
) -> tuple[StatedUse, ...]:
    """Join use and lines by municipality, by name, the sum last; nothing where nobody counts.

    Who only paid has no use in the quarter: the charge belongs to an earlier one.
    """
    counted = {names.get(row.municipality_id or 0, SUM): row for row in usage}
    if not counted:
        return ()
    paid: dict[str, list[StatedLine]] = {}
    for line in lines:
        paid.setdefault(line.municipality, []).append(line)
    towns = sorted((counted.keys() | paid.keys()) - {SUM}, key=str.casefold)
    rows = [_row(town, counted.get(town), paid.get(town, [])) for town in towns]
    everything = [line for group in paid.values() for line in group]
    return (*rows, _row(SUM, counted.get(SUM), everything))


def _row(name: str, row: Usage | None, lines: list[StatedLine]) -> StatedUse:
    return StatedUse(
        municipality=name,
        enrolments=row.enrolments if row else 0,
        starts=row.starts if row else 0,
        completions=row.completions if row else 0,
        charges=len(lines),
        net=_sum(line.net for line in lines),
        amount=_sum(line.amount for line in lines),
    )


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, ZERO)
