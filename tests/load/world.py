"""A thousand modules and people who learn, made by the services and factories of the tests."""

import datetime as dt
import itertools
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction

from campus.kit import dates
from courses.assignments import services as obligations
from courses.catalogue import services as catalogue
from courses.catalogue.models import Audience, CoursePage, Topic
from courses.enrolment import services as enrolment
from courses.learning import services as learning
from courses.learning.models import Attempt
from courses.modules.models import Module
from courses.modules.selectors import outline
from courses.modules.services import freeze
from courses.portal import services as portal
from tests.factories.assignments import ObligationFactory
from tests.factories.enrolment import member_employment
from tests.factories.modules import (
    ChapterFactory,
    LessonFactory,
    ModuleFactory,
    QuizFactory,
    paragraph,
    question,
)
from tests.factories.organisations import ProviderFactory
from tests.factories.people import EmploymentFactory

_SUBJECTS = """
    Vergaberecht Datenschutz Bauordnung Haushalt Personalrecht Bürgerservice Standesamt
    Prozessmanagement Kommunikation Barrierefreiheit Informationssicherheit Aufenthaltsrecht
    Projektsteuerung Gewerberecht Umweltschutz Katastrophenschutz Sozialhilfe Jugendhilfe
    Stadtplanung Verkehrsrecht Grundsteuer Wahlen Gremienarbeit Fördermittel Archivwesen
"""
_ANGLES = """
    Grundlagen Vertiefung Praxis Fallübungen Einstieg Auffrischung Digital Führung
    Rechtsprechung Werkzeuge Beratung Planung Auswertung Dokumentation Zusammenarbeit Qualität
    Bescheide Fristen Ermessen Schnittstellen
"""
SUBJECTS, ANGLES = _SUBJECTS.split(), _ANGLES.split()
TOPICS = ["Recht", "Digitales", "Sicherheit", "Führung", "Personal", "Finanzen", "Bau", "Soziales"]
AUDIENCES = ["Bürgerservice", "Bauverwaltung", "Personalamt", "Kämmerei", "Führungskräfte"]
TEXT = "Wer einen Antrag prüft, liest zuerst die Frist und dann die Begründung. " * 6
# As many people as connections: nobody waits for the rows of another.
SEATS, LEARNERS = 8, 8


def rows(names: list[str]) -> list[dict[str, str]]:
    """Return topics or audiences as the services take them."""
    return [{"slug": f"x{i}", "name_de": name, "name_en": name} for i, name in enumerate(names)]


def fill(count: int) -> list[CoursePage]:
    """Publish modules, each with three lessons, a graded test and an offer."""
    catalogue.put_topics(rows(TOPICS))
    catalogue.put_audiences(rows(AUDIENCES))
    topics, audiences = list(Topic.objects.all()), list(Audience.objects.all())
    providers = ProviderFactory.create_batch(20)
    titles = itertools.cycle(itertools.product(SUBJECTS, ANGLES))
    courses = []
    for number in range(count):
        with transaction.atomic():
            subject, angle = next(titles)
            course = catalogue.add_course(
                provider=providers[number % len(providers)],
                title=f"{subject}: {angle} {number // 500 + 1}",
                promise=f"Sie wenden {subject} in Ihrer Kommune sicher an und kennen {angle}.",
                goals=f"{subject} erklären\n{angle} anwenden\nFälle lösen",
                description=f"<p>Dieser Kurs führt in {subject} ein.</p>",
                topics=[topics[number % 8], topics[number // 8 % 8]],
                audiences=audiences[number % 6 : number % 6 + 1],
                level=CoursePage.Level.values[number % 3],
                format=CoursePage.Format.values[number % 3],
            )
            open_course(course, number)
            courses.append(course)
    return courses


def open_course(course: CoursePage, number: int) -> None:
    """Give a course its content, its offer and perhaps a date."""
    module = ModuleFactory(course=course, provider=course.entry.provider)
    write(module, chapters=4 if number < SEATS else 1)
    freeze(module=module)
    offer = enrolment.open_offer(
        course=course,
        price=Decimal(number % 4 * 20),
        approval_needed=number % 10 == 9,
        fernusg_status="nicht zulassungspflichtig",
    )
    if number % 3:
        start = dates.now() + dt.timedelta(days=1 + number % 60)
        enrolment.add_session(offer=offer, starts_at=start, ends_at=start + dt.timedelta(hours=2))


def write(module: Module, *, chapters: int) -> None:
    """Write chapters of five lessons, or one of three, and a graded test of ten questions."""
    for _ in range(chapters):
        chapter = ChapterFactory(module=module)
        body = [paragraph(f"<p>{TEXT}</p>") for _ in range(2 * chapters)]
        LessonFactory.create_batch(3 if chapters == 1 else 5, chapter=chapter, body=body)
    asked = [question(type=kind) for kind in ("single", "multiple") for _ in range(5)]
    QuizFactory(chapter=chapter, graded=True, body=asked)


@dataclass(frozen=True, slots=True)
class Learner:
    """Somebody with seats: one is begun, and its test is open."""

    user: Any
    registration: UUID
    lesson: UUID
    attempt: Attempt


def learners(courses: list[CoursePage]) -> list[Learner]:
    """Return people with seats, obligations, dates and an employer that suggests courses."""
    job = member_employment()
    obligatory = courses[SEATS - 2 : SEATS + 1]
    for course in obligatory:
        ObligationFactory(municipality=job.municipality, course=course)
    portal.edit_landing_page(
        municipality=job.municipality, greeting="Willkommen!", courses=courses[20:24]
    )
    jobs = [EmploymentFactory(municipality=job.municipality) for _ in range(LEARNERS - 1)]
    obligations.extend_all()
    return [learner(one, courses) for one in [job, *jobs]]


def learner(job: Any, courses: list[CoursePage]) -> Learner:
    """Return somebody with seats, of which the first is half learnt and its test begun."""
    seats = [_seat(job, course) for course in courses[:SEATS]]
    seat, items = seats[0], [item for unit in outline(seats[0].version) for item in unit.items]
    for item in items[: len(items) // 2]:
        learning.finish_lesson(enrolment=seat, key=item.key)
    attempt = learning.start_attempt(enrolment=seat, key=items[-1].key)
    lesson = items[len(items) // 2].key
    learning.open_item(enrolment=seat, key=lesson)
    return Learner(job.person.user, seat.registration, lesson, attempt)


def _seat(job: Any, course: CoursePage) -> Any:
    offer = course.offers.get(active=True)
    return enrolment.enrol(person=job.person, offer=offer, by=job.person.user)
