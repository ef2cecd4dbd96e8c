"""A cmi5 course as pages show it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from courses.cmi5.core import vocabulary as words
from courses.cmi5.core.moveon import UNTOUCHED, UnitState, meets
from courses.cmi5.core.places import node_at
from courses.cmi5.models import Run, Session
from courses.modules import selectors as modules
from courses.packages import selectors as packages
from courses.packages.reading.paths import is_web
from courses.packages.reading.shapes import Kind

if TYPE_CHECKING:
    from courses.enrolment.models import Enrolment
    from courses.packages.models import Package

OPEN, STARTED, DONE, WAIVED = "open", "started", "done", "waived"
WORDS: dict[str, str | Promise] = {
    OPEN: _("Not begun"),
    STARTED: _("Begun"),
    DONE: _("Done"),
    WAIVED: _("Waived"),
}
ICONS = {OPEN: "circle", STARTED: "clock", DONE: "check-circle", WAIVED: "check"}
TONES = {OPEN: "neutral", STARTED: "info", DONE: "success", WAIVED: "success"}
CONDITIONS: dict[str, str | Promise] = {
    "NotApplicable": _("Counts as done without being opened."),
    "Completed": _("Done when you have worked through it."),
    "Passed": _("Done when you have passed it."),
    "CompletedAndPassed": _("Done when you have worked through it and passed it."),
    "CompletedOrPassed": _("Done when you have worked through it or passed it."),
}
MODES: dict[str, str | Promise] = {
    words.NORMAL: _("Learn (it counts)"),
    words.BROWSE: _("Look around (nothing counts)"),
    words.REVIEW: _("Read again (afterwards)"),
}
REASONS: dict[str, str | Promise] = {
    words.TESTED_OUT: _("The knowledge was shown in a test"),
    words.EQUIVALENT: _("Something equivalent was done already"),
    words.ADMINISTRATIVE: _("For organisational reasons"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A block or a unit in the list of a course; `level` says how deep it stands."""

    place: str
    title: str
    level: int
    is_unit: bool
    state: str
    condition: str | Promise = ""
    is_elsewhere: bool = False
    may_go_on: bool = True
    reason: str | Promise = ""

    @property
    def word(self) -> str | Promise:
        """Return the state in words."""
        return WORDS[self.state]

    @property
    def icon(self) -> str:
        """Return the icon of the state."""
        return ICONS[self.state]

    @property
    def tone(self) -> str:
        """Return the tone of the state."""
        return TONES[self.state]

    @property
    def is_done(self) -> bool:
        """Tell whether nothing more is asked for."""
        return self.state in (DONE, WAIVED)


@dataclass(frozen=True, slots=True)
class Course:
    """A course with its blocks and units, as one learner sees it."""

    run: Run
    title: str
    rows: tuple[Row, ...]
    is_satisfied: bool

    @property
    def units(self) -> tuple[Row, ...]:
        """Return the units only."""
        return tuple(row for row in self.rows if row.is_unit)

    @property
    def done(self) -> int:
        """Return how many units are done."""
        return sum(row.is_done for row in self.units)

    @property
    def total(self) -> int:
        """Return how many units there are."""
        return len(self.units)

    @property
    def following(self) -> Row | None:
        """Return the unit to go on with: what was begun, else the first that is open."""
        begun = (row for row in self.units if row.state == STARTED)
        return next(begun, None) or next((row for row in self.units if not row.is_done), None)


def course_on(run: Run) -> Course:
    """Return the course; three queries, however many units it has."""
    tree = run.package.structure
    achieved = {row.place: row for row in run.units.all()}
    touched = set(run.sessions.values_list("place", flat=True))
    rows = tuple(_rows(tree, 0, achieved, touched, frozenset(run.satisfied)))
    return Course(run, text_of(tree["title"]) or run.package.title, rows, "0" in run.satisfied)


def _rows(
    node: dict[str, Any],
    level: int,
    achieved: dict[str, Any],
    touched: set[str],
    satisfied: frozenset[str],
) -> Iterator[Row]:
    for below in node["children"]:
        place, title = below["place"], text_of(below["title"])
        if below["type"] == "block":
            state = DONE if place in satisfied else OPEN
            yield Row(place, title, level, is_unit=False, state=state)
            yield from _rows(below, level + 1, achieved, touched, satisfied)
        else:
            yield _unit(below, level, achieved.get(place), is_touched=place in touched)


def _unit(node: dict[str, Any], level: int, row: Any, *, is_touched: bool) -> Row:
    known = UNTOUCHED
    if row is not None:
        known = UnitState(
            completed=row.completed_at is not None,
            passed=row.passed_at is not None,
            waived=row.waived_at is not None,
        )
    state = STARTED if is_touched else OPEN
    if known.waived:
        state = WAIVED
    elif meets(node["move_on"], known):
        state = DONE
    return Row(
        node["place"],
        text_of(node["title"]),
        level,
        is_unit=True,
        state=state,
        condition=CONDITIONS[node["move_on"]],
        is_elsewhere=is_web(node["url"]),
        may_go_on=not (known.completed and known.passed),
        reason=REASONS.get(row.reason, "") if row is not None and known.waived else "",
    )


def text_of(texts: dict[str, str]) -> str:
    """Return a text in the reader's language, else in German, else the first."""
    for wanted in ((get_language() or "de")[:2], "de"):
        for language, text in texts.items():
            if language.lower().startswith(wanted):
                return text
    return next(iter(texts.values()), "")


def title_of(session: Session) -> str:
    """Return what the unit of a session is called."""
    return text_of(session.unit["title"])


def shows_in_frame(session: Session) -> bool:
    """Tell whether the unit is shown on our page: 8.1.0.0-2, and nothing of other sites."""
    is_ours = not is_web(session.unit["url"])
    return is_ours and session.unit["launch_method"] != "OwnWindow"


def only_unit(package: "Package") -> str:
    """Return the place of the unit of a course that has just one, else nothing."""
    if len(package.parts) != 1:
        return ""
    place, node = "0", package.structure
    while node.get("children"):
        # Blocks hold at least one unit, so that the first child leads to it.
        node = node["children"][0]
        place = node["place"]
    return place


def open_session_of(run: Run) -> Session | None:
    """Return the session that still takes statements."""
    return run.sessions.filter(terminated_at__isnull=True, abandoned_at__isnull=True).first()


def name_at(run: Run, place: str) -> str:
    """Return what stands at a place is called."""
    node = node_at(run.package.structure, place)
    return text_of(node["title"]) if node else ""


def courses_on(enrolment: "Enrolment") -> list[tuple[UUID, "Package"]]:
    """Return the cmi5 courses among the items of a seat, each with its item's key."""
    items = [item for unit in modules.outline(enrolment.version) for item in unit.items]
    keys = [(item.key, item.package) for item in items if item.standard == Kind.CMI5]
    found = packages.packages_with(key for _item, key in keys)
    return [(item, found[key]) for item, key in keys]
