"""Results in words: gaps, the recommended path, and how one has changed."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from courses.catalogue import selectors as catalogue
from courses.competences import selectors
from courses.competences.content import NOT_YET
from courses.competences.forms import in_my_language
from courses.competences.gaps import gaps
from courses.competences.models import Assessment
from courses.enrolment import selectors as enrolments
from courses.enrolment.states import State as SeatState
from courses.pathways import presenting as paths
from courses.pathways import selectors as pathways
from courses.pathways.plans import Group, Rule, Step
from courses.pathways.walking import open_steps

if TYPE_CHECKING:
    from courses.competences.selectors import Result
    from courses.enrolment.models import Offer
    from members.people.models import Person


@dataclass(frozen=True, slots=True)
class GapLine:
    """One competence with both levels in words."""

    code: str
    name: str
    level: str
    target: str


@dataclass(frozen=True, slots=True)
class Promise:
    """What happens with a course when all are taken at once."""

    title: str
    words: str


@dataclass(frozen=True, slots=True)
class Recommended:
    """The recommended path with the one button that fits."""

    path: paths.Shown | None
    promises: tuple[Promise, ...]
    uncovered: tuple[str, ...]
    resume: str
    resume_title: str


def summary(result: "Result") -> str:
    """Return the result as one sentence."""
    facts = {"count": len(result.gaps), "total": result.total}
    if not result.gaps:
        return _("Your assessment reaches the target in all %(total)s competences.") % facts
    return (
        _("For %(count)s of %(total)s competences your target lies above your assessment.") % facts
    )


def gap_lines(assessment: Assessment, result: "Result") -> list[GapLine]:
    """Return the gaps with names and levels in words, the largest first."""
    held = selectors.contents(assessment.framework)
    names = {one.code: in_my_language(one.name) for one in held.competences}
    words = [_("I have not done this yet"), *map(in_my_language, held.levels)]
    ordered = sorted(result.gaps, key=lambda gap: -gap.size)
    return [
        GapLine(gap.code, names[gap.code], _level(gap.level, words), _level(gap.target, words))
        for gap in ordered
    ]


def _level(level: int, words: list[str]) -> str:
    return words[level] if level == NOT_YET else f"{level} – {words[level]}"


def recommended(assessment: Assessment, result: "Result", person: "Person") -> Recommended:
    """Return the recommended courses as a path, and what taking them means."""
    chosen = result.recommended
    held = selectors.contents(assessment.framework)
    names = {one.code: in_my_language(one.name) for one in held.competences}
    uncovered = tuple(f"{code} {names[code]}" for code in chosen.uncovered)
    if not chosen.courses:
        return Recommended(None, (), uncovered, "", "")
    plan = Group(Rule.ALL, 0, tuple(map(Step, chosen.courses)))
    standing = pathways.standing(plan, person)
    title, address = _resume(standing, person)
    return Recommended(
        path=paths.shown(standing, is_known=True),
        promises=_promises(standing),
        uncovered=uncovered,
        resume=address,
        resume_title=title,
    )


def to_take(assessment: Assessment, person: "Person") -> list[int]:
    """Return the recommended courses that are open and in which the person has no seat."""
    chosen = selectors.result_of(assessment).recommended.courses
    plan = Group(Rule.ALL, 0, tuple(map(Step, chosen)))
    return _open(pathways.standing(plan, person))


def _open(standing: pathways.Standing) -> list[int]:
    return [pk for pk in open_steps(standing.view) if pk not in standing.seats]


def _promises(standing: pathways.Standing) -> tuple[Promise, ...]:
    """Say of each course that would be taken whether it starts at once or waits."""
    offers = enrolments.active_offers()
    cards = catalogue.course_cards(_open(standing), hidden=standing.closed)
    chosen = {card.course_id: offers.get(card.course_id) for card in cards}
    full = enrolments.full_offers(offer for offer in chosen.values() if offer)
    return tuple(Promise(card.title, _promise(chosen[card.course_id], full)) for card in cards)


def _promise(offer: "Offer | None", full: set[int]) -> str:
    if offer is None:
        return _("cannot be booked at present")
    if offer.approval_needed:
        return _("needs approval: your municipality decides")
    if offer.pk in full:
        return _("goes on the waiting list: all seats are taken")
    return _("starts at once")


def _resume(standing: pathways.Standing, person: "Person") -> tuple[str, str]:
    """Return title and address of the course to go on with, where there is a seat."""
    seat = enrolments.seat_facts(person, standing.next) if standing.next else None
    if standing.next is None or seat is None or seat.state is not SeatState.CONFIRMED:
        return "", ""
    cards = catalogue.course_cards([standing.next])
    return (cards[0].title if cards else ""), reverse("learning:resume", args=[seat.registration])


def history(assessments: list[Assessment]) -> list[tuple[str, int, Assessment]]:
    """Return day and number of gaps of finished assessments, the oldest first."""
    rows = []
    for one in reversed(assessments):
        if one.finished_at:
            day = date_format(timezone.localdate(one.finished_at), "SHORT_DATE_FORMAT")
            rows.append((day, len(gaps(one.answers, selectors.targets(one))), one))
    return rows
