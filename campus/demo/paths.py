"""Learning paths, a prerequisite, earlier learning and competence checks of the named learner.

Made on the demo's day itself, after its history: a prerequisite set earlier would stop the staff
who chose that course.
"""

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model

from campus.demo.signins import SIGN_INS
from campus.kit import dates
from campus.kit.pdf import render_pdf
from courses.competences import selectors as competence_reads
from courses.competences import services as competences
from courses.pathways import services as pathways
from courses.pathways.plans import Group, Rule, Step
from courses.pathways.services.recognition import Earlier
from members.people import selectors as people
from members.roles.catalogue import Role

if TYPE_CHECKING:
    from courses.catalogue.models import CoursePage
    from courses.pathways.models import Evidence, PathVersion
    from members.accounts.models import User
    from members.people.models import Person

Courses = Mapping[str, "CoursePage"]
ORDERED = ("ozg-und-efa-grundlagen", "barrierefreie-dokumente", "e-akte-einfuehrung")
CHOICE = ("projektmanagement-verwaltung", "buergerbeteiligung-digital")
FREE = ("aufenthaltsrecht-einstieg", "ki-grundlagen-verwaltung", "vergaberecht-digital")
# This course asks for the other first.
LATER, FIRST = "prozessmanagement-kommunal", "projektmanagement-verwaltung"
RECOGNISED = "aufenthaltsrecht-einstieg"
ROLE = "buergerdienste"
# How the learner rated the own competences half a year ago and on the demo's day.
LEVELS = (
    {"1.1": 3, "1.2": 2, "1.3": 2, "2.1": 3, "2.2": 2, "2.3": 2, "4.1": 2, "4.2": 2, "5.1": 2},
    {"1.3": 2, "2.2": 3, "4.2": 3, "4.1": 2},
)
USUAL = 5
HALF_A_YEAR = dt.timedelta(days=180)


def add_paths(courses: Courses, *, today: dt.date) -> None:
    """Add everything for the named learner and the office, if both are there."""
    learner, office = _user_of(None), _user_of(Role.OFFICE)
    person = people.person_of(learner) if learner else None
    if person is None or office is None or learner is None:
        return
    _publish_paths(courses, person, office)
    pathways.set_prerequisites(course=courses[LATER], first=[courses[FIRST]], by=office)
    _recognise(courses, person, office, today)
    for levels, ago in zip(LEVELS, (HALF_A_YEAR, dt.timedelta()), strict=True):
        with dates.moved_clock(dates.now() - ago):
            _assess(person, levels)


def _user_of(role: Role | None) -> "User | None":
    entry = next(one for one in SIGN_INS if one.role == role)
    return get_user_model().objects.filter(username=entry.username).first()  # type: ignore[return-value]


def _publish_paths(courses: Courses, person: "Person", office: "User") -> None:
    inner = Group(Rule.AT_LEAST, 1, _steps(courses, CHOICE), "Zum Vertiefen")
    first = _publish(
        "Digital im Rathaus",
        "Vom Online-Dienst bis zur E-Akte: der rote Faden für die ersten Monate.",
        Group(Rule.ORDERED, 0, (*_steps(courses, ORDERED), inner)),
        office,
    )
    _publish(
        "Fachwissen nach Wahl",
        "Zwei Themen, die zu Ihrer Aufgabe passen; die Reihenfolge bestimmen Sie.",
        Group(Rule.AT_LEAST, 2, _steps(courses, FREE)),
        office,
    )
    pathways.take_next(version=first, person=person, by=office)


def _steps(courses: Courses, slugs: tuple[str, ...]) -> tuple[Step | Group, ...]:
    return tuple(Step(courses[slug].pk) for slug in slugs)


def _publish(title: str, promise: str, plan: Group, office: "User") -> "PathVersion":
    path = pathways.create(
        title=title, promise=promise, provider=None, rule=plan.rule, need=plan.need, by=office
    )
    path = pathways.change_plan(path=path, change=lambda _old: plan, seen=path.revision, by=office)
    return pathways.publish(path=path, by=office)


def _recognise(courses: Courses, person: "Person", office: "User", today: dt.date) -> None:
    """Let one piece of evidence be accepted and another one wait for the office."""
    done = _hand_in(person, "Aufenthaltsrecht kompakt", courses[RECOGNISED], today, days=400)
    until = dates.add_months(today, 24)
    pathways.accept(evidence=done, course=courses[RECOGNISED], valid_until=until, by=office)
    _hand_in(person, "Lehrgang Projektleitung", courses[FIRST], today, days=900)


def _hand_in(
    person: "Person", title: str, course: "CoursePage", today: dt.date, *, days: int
) -> "Evidence":
    issuer = "Beispiel-Volkshochschule (Demo)"
    text = "Diese Bescheinigung ist erfunden und gehört zur Demo."
    facts = {"title": title, "issuer": issuer, "text": text}
    earlier = Earlier(title, issuer, today - dt.timedelta(days=days), course)
    content = render_pdf("pathways/demo_evidence.typ", facts, at=dates.now())
    return pathways.hand_in(person=person, earlier=earlier, content=content)


def _assess(person: "Person", levels: Mapping[str, int]) -> None:
    framework = competence_reads.frameworks().filter(version="2.2").first()
    roles = competence_reads.current_roles()
    if framework is None or roles is None:
        return
    begun = competences.begin(person=person, framework=framework, roles=roles, role=ROLE)
    codes = competence_reads.contents(framework).codes
    answers = {code: levels.get(code, USUAL) for code in codes}
    competences.answer(assessment=begun, levels=answers)
    competences.finish(assessment=begun)
