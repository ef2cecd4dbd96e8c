"""Reads the demo cooperative's data files; nothing here touches the database."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

CONTENT = Path(__file__).resolve().parent / "content"
LOGOS = CONTENT / "logos"


@dataclass(frozen=True, slots=True)
class DepartmentData:
    """A department with those below it."""

    name: str
    cost_centre: str = ""
    children: tuple["DepartmentData", ...] = ()


@dataclass(frozen=True, slots=True)
class MunicipalityData:
    """A municipality: its columns, and what belongs to the demo only."""

    columns: dict[str, Any]
    greeting: str
    staff: int
    departments: tuple[DepartmentData, ...] = field(default=())

    @property
    def slug(self) -> str:
        """Return the address part, which also names the logo."""
        return str(self.columns["slug"])


def read(name: str) -> Any:
    """Return what a file of the content folder holds."""
    return yaml.safe_load((CONTENT / name).read_text(encoding="utf-8"))


def municipalities() -> list[MunicipalityData]:
    """Return the municipalities, the founding ones first."""
    return [_municipality(dict(row)) for row in read("municipalities.yaml")["municipalities"]]


def _municipality(row: dict[str, Any]) -> MunicipalityData:
    return MunicipalityData(
        greeting=row.pop("greeting"),
        staff=row.pop("staff"),
        departments=tuple(_department(entry) for entry in row.pop("departments")),
        columns=row,
    )


def _department(row: dict[str, Any]) -> DepartmentData:
    children = tuple(_department(entry) for entry in row.get("children", ()))
    return DepartmentData(row["name"], str(row.get("cost_centre", "")), children)


def module_folders() -> Iterator[Path]:
    """Yield the folders of the modules in a fixed order."""
    for path in sorted(CONTENT.glob("*/module.yaml")):
        yield path.parent


def logo(slug: str) -> bytes | None:
    """Return the demo logo of a municipality or provider, if there is one."""
    path = LOGOS / f"{slug}.png"
    return path.read_bytes() if path.exists() else None
