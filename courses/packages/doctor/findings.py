"""What the doctor can find, how much it matters, and the report that holds it; pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from courses.packages.reading.shapes import Manifest


class Level(StrEnum):
    """How much a finding matters to learners."""

    FAULT = "fault"
    WARNING = "warning"
    NOTE = "note"


class Remark(StrEnum):
    """What is worth telling the author of a package that can be taken."""

    MISSING_FILES = "missing_files"
    MISSING_LOADS = "missing_loads"
    ABSOLUTE_PATHS = "absolute_paths"
    EXTERNAL_REQUESTS = "external_requests"
    TRACKING = "tracking"
    FLASH = "flash"
    MISSING_LIBRARIES = "missing_libraries"
    LARGE = "large"
    LARGE_FILES = "large_files"
    SEQUENCING = "sequencing"
    SEQUENCING_ROLLUP = "sequencing_rollup"
    SEQUENCING_LIMITS = "sequencing_limits"
    SEQUENCING_OBJECTIVES = "sequencing_objectives"
    MANY_PARTS = "many_parts"
    SHORT_SUSPEND_DATA = "short_suspend_data"
    OPENS_WINDOWS = "opens_windows"
    NO_RESULTS = "no_results"
    NEVER_REPORTS = "never_reports"
    CMI5_ELSEWHERE = "cmi5_elsewhere"
    NO_LANGUAGE = "no_language"
    NO_CAPTIONS = "no_captions"
    NO_ALTERNATIVES = "no_alternatives"
    TOOL = "tool"
    TOOL_UNKNOWN = "tool_unknown"
    NOT_ALL_READ = "not_all_read"


LEVELS = {
    Remark.MISSING_FILES: Level.FAULT,
    Remark.ABSOLUTE_PATHS: Level.FAULT,
    Remark.FLASH: Level.FAULT,
    Remark.MISSING_LIBRARIES: Level.FAULT,
    Remark.NEVER_REPORTS: Level.FAULT,
    Remark.MISSING_LOADS: Level.WARNING,
    Remark.EXTERNAL_REQUESTS: Level.WARNING,
    Remark.TRACKING: Level.WARNING,
    Remark.LARGE: Level.WARNING,
    Remark.SEQUENCING: Level.WARNING,
    Remark.SEQUENCING_ROLLUP: Level.WARNING,
    Remark.SEQUENCING_LIMITS: Level.WARNING,
    Remark.SEQUENCING_OBJECTIVES: Level.WARNING,
    Remark.CMI5_ELSEWHERE: Level.WARNING,
    Remark.OPENS_WINDOWS: Level.WARNING,
    Remark.NO_LANGUAGE: Level.WARNING,
    Remark.NO_CAPTIONS: Level.WARNING,
    Remark.NO_ALTERNATIVES: Level.WARNING,
}
ORDER = {level: number for number, level in enumerate(Level)}
MOST_PLACES = 8


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing the doctor has found, with a few of the places where."""

    remark: Remark
    count: int = 0
    places: tuple[str, ...] = ()
    name: str = ""

    @property
    def level(self) -> Level:
        """Return how much it matters."""
        return LEVELS.get(self.remark, Level.NOTE)

    def as_json(self) -> dict[str, Any]:
        """Return the finding as it is stored."""
        return {
            "remark": self.remark.value,
            "count": self.count,
            "places": list(self.places),
            "name": self.name,
        }


def finding_from(data: dict[str, Any]) -> Finding:
    """Return a stored finding."""
    places = tuple(data["places"])
    return Finding(Remark(data["remark"]), data["count"], places, data["name"])


def found(remark: Remark, places: Iterable[str]) -> list[Finding]:
    """Return one finding for all these places, none for no place."""
    every = sorted(set(places))
    if not every:
        return []
    return [Finding(remark, count=len(every), places=tuple(every[:MOST_PLACES]))]


@dataclass(frozen=True, slots=True)
class Report:
    """What the doctor says about a package."""

    manifest: Manifest
    files: int
    size: int
    tool: str = ""
    findings: tuple[Finding, ...] = field(default=())

    @property
    def worst(self) -> Level:
        """Return the level of the worst finding; a note where there is none."""
        return min((one.level for one in self.findings), key=ORDER.__getitem__, default=Level.NOTE)
