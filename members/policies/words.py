"""Sights and views in the words of the screen."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from members.policies.sights import Shown, Sight

Words = str | Promise

SIGHTS: dict[Sight, tuple[Words, Words]] = {
    Sight.FULFILLED_ON: (
        _("Day on which an obligatory course was fulfilled"),
        _("Without it human resources see “fulfilled” and until when that counts."),
    ),
    Sight.VERSION: (
        _("Version of the course that was fulfilled"),
        _("Without it the version stands only in the person's own certificate."),
    ),
    Sight.REMINDED_ON: (
        _("Day of the last reminder"),
        _("Without it reminders are still sent, at most one a day."),
    ),
    Sight.FILES: (
        _("Save the matrix as a file"),
        _("Without it the matrix can only be looked at on the screen."),
    ),
    Sight.DEPARTMENT_OFFICERS: (
        _("Training officers see the staff of their own department"),
        _("Without it only human resources see the matrix."),
    ),
    Sight.SUPERIORS: (
        _("Heads see the standing of the people in their own department"),
        _("Without it “My team” stays empty."),
    ),
    Sight.TEAM_REQUESTS: (
        _("Heads see the approved requests of the people in their own department"),
        _("Without it “My team” names no course that somebody has asked for."),
    ),
}


@dataclass(frozen=True, slots=True)
class SightLine:
    """One line of the agreement as people read it."""

    sight: Sight
    label: Words
    help: Words
    is_shown: bool


def sight_lines(visible: Shown) -> list[SightLine]:
    """Return every sight with its words, and whether it is shown."""
    return [SightLine(one, *SIGHTS[one], one in visible) for one in Sight]


@dataclass(frozen=True, slots=True)
class View:
    """A list, file or message of the employer: who gets it, and every column that it has."""

    title: Words
    readers: Words
    columns: tuple[Words, ...]
    sights: tuple[Sight, ...] = ()


_HR: Words = _("human resources; training officers for their department")
_STATUS: Words = _("status of each obligatory course, with one date")
# The codes are what the access log holds.
VIEWS: dict[str, View] = {
    "matrix": View(
        _("Matrix of the obligatory courses"),
        _HR,
        (_("name"), _("department"), _STATUS),
        (Sight.FULFILLED_ON, Sight.DEPARTMENT_OFFICERS),
    ),
    "matrix_file": View(
        _("Matrix of the obligatory courses, saved as a file"),
        _HR,
        (_("name"), _("department"), _STATUS),
        (Sight.FULFILLED_ON, Sight.FILES, Sight.DEPARTMENT_OFFICERS),
    ),
    "audit_package": View(
        _("Proof package of the obligatory courses as of a day, signed, for audits"),
        _("human resources"),
        (
            _("name"),
            _("department"),
            _STATUS,
            _("day of fulfilment, until when it counts, version"),
            _("how it was fulfilled"),
            _("documents of proofs from elsewhere, if asked for"),
        ),
        (Sight.FULFILLED_ON, Sight.VERSION, Sight.FILES),
    ),
    "late": View(
        _("List of everybody who is overdue"),
        _HR,
        (_("name"), _("department"), _STATUS, _("day of the last reminder")),
        (Sight.REMINDED_ON, Sight.DEPARTMENT_OFFICERS),
    ),
    "late_copy": View(
        _("Copy of a reminder: who of the own department is overdue with what"),
        _("heads of departments and who stands in for them"),
        (_("name"), _("obligatory course"), _("day on which it was due")),
        (Sight.SUPERIORS,),
    ),
    "team": View(
        _("My team: obligatory courses and approved requests of the own department"),
        _("heads of departments and who stands in for them"),
        (
            _("name"),
            _("department"),
            _STATUS,
            _("approved requests of the last twelve months: course, price, state of the request"),
        ),
        (Sight.FULFILLED_ON, Sight.SUPERIORS, Sight.TEAM_REQUESTS),
    ),
    "obligation": View(
        _("List of an obligatory course"),
        _HR,
        (_("name"), _("department"), _STATUS, _("day of the last reminder")),
        (Sight.FULFILLED_ON, Sight.REMINDED_ON, Sight.DEPARTMENT_OFFICERS),
    ),
    "turns": View(
        _("All turns of one person in an obligatory course"),
        _HR,
        (_("name"), _STATUS, _("how it was fulfilled"), _("reason of a revocation")),
        (Sight.FULFILLED_ON, Sight.DEPARTMENT_OFFICERS),
    ),
    "exemptions": View(
        _("Exemptions from obligatory courses, without a reason"),
        _("human resources"),
        (_("name"), _("department"), _("first and last day")),
    ),
    "history": View(
        _("List of earlier proofs of obligatory courses"),
        _("human resources"),
        (_("name"), _("what the uploaded list says, and what becomes of it")),
    ),
    "brought": View(
        _("Proofs that you have brought along and shown"),
        _("human resources"),
        (
            _("name"),
            _("course or proof"),
            _("version"),
            _("day on which it was completed"),
            _("valid until"),
        ),
    ),
    "requests": View(
        _("Requests for approval"),
        _("approvers for their department"),
        (_("name"), _("department"), _("course"), _("price"), _("day of the request")),
    ),
    "bookings": View(
        _("Seats booked by the employer"),
        _HR,
        (_("name"), _("department"), _("course"), _("cost centre"), _("until when it can go back")),
    ),
    "staff": View(
        _("Personal details and access"),
        _HR,
        (
            _("name"),
            _("department"),
            _("job title"),
            _("personnel number"),
            _("e-mail address"),
            _("whether the person has signed in yet"),
        ),
    ),
    "staff_file": View(
        _("List of staff, saved as a file"),
        _HR,
        (
            _("name"),
            _("department"),
            _("job title"),
            _("personnel number"),
            _("e-mail address"),
            _("first and last day"),
            _("whether the person has signed in yet"),
        ),
    ),
}
