"""What is played on a seat, as pages and the host of packages read it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from courses.packages import selectors as packages
from courses.packages.runtime import Learner, Outcome
from courses.playing.models import Attempt, Opening
from courses.playing.reports import together

if TYPE_CHECKING:
    from courses.enrolment.models import Enrolment
    from courses.packages.models import Package

KIND = "platz"
KEY_DIGITS = 16


@dataclass(frozen=True, slots=True)
class PartState:
    """A part of a package as its list shows it."""

    number: int
    title: str
    outcome: Outcome
    is_begun: bool


def opening_with(key: UUID) -> Opening | None:
    """Return a window with its attempt and package."""
    rows = Opening.objects.select_related("attempt__package", "attempt__enrolment")
    return rows.filter(pk=key).first()


def partition_of(attempt: Attempt) -> str:
    """Return what keeps the storage of this learner in this package apart from all others."""
    return f"{KIND}:{attempt.package.folder}:{attempt.enrolment_id}:{attempt.item_key}"


def address_of(opening: Opening) -> str:
    """Return where the window is played, for as long as its token lasts."""
    return packages.address_of_play(KIND, opening.pk, partition_of(opening.attempt))


def learner_of(attempt: Attempt) -> Learner:
    """Return how the package may call the learner: by a name that nobody else knows."""
    key = packages.alias(f"learner:{attempt.enrolment_id}:{attempt.package.folder}")
    return Learner(key=key[:KEY_DIGITS], name="Lernende, Lernender")


def outcome_of(attempt: Attempt, data: dict[str, Any] | None = None) -> Outcome:
    """Return what an attempt has reported, or what these data would report."""
    kept = attempt.data if data is None else data
    return packages.outcome_in(attempt.package, attempt.part, kept)


def attempts_of(enrolment: "Enrolment", item_key: UUID, package: "Package") -> dict[int, Attempt]:
    """Return what was played of a package on a seat, by part; one query."""
    rows = Attempt.objects.filter(enrolment=enrolment, item_key=item_key, package=package)
    attempts = {row.part: row for row in rows}
    for attempt in attempts.values():
        attempt.package = package
    return attempts


def parts_of(enrolment: "Enrolment", item_key: UUID, package: "Package") -> list[PartState]:
    """Return the parts of a package with what is known of each."""
    known = attempts_of(enrolment, item_key, package)
    return [
        PartState(
            number=number,
            title=part["title"] or package.title,
            outcome=outcome_of(known[number]) if number in known else Outcome(),
            is_begun=number in known,
        )
        for number, part in enumerate(package.parts)
    ]


def outcome_of_item(
    attempt: Attempt, data: dict[str, Any] | None = None, *, others: dict[int, Attempt]
) -> Outcome:
    """Return what all parts that can report say together; `data` are those of the attempt."""
    package = attempt.package
    talking = [number for number, part in enumerate(package.parts) if part["talks"]]
    if len(talking) <= 1:
        return outcome_of(attempt, data)
    outcomes = []
    for number in talking:
        if number == attempt.part:
            outcomes.append(outcome_of(attempt, data))
        else:
            outcomes.append(outcome_of(others[number]) if number in others else Outcome())
    return together(outcomes)
