"""A thousand modules and somebody who learns, made by the services and factories of the tests."""

import datetime as dt
import itertools
from decimal import Decimal
from typing import Any

from django.db import transaction

from campus.kit import dates
from courses.catalogue import services as catalogue
from courses.catalogue.models import Audience, CoursePage, Topic
from courses.enrolment import services as enrolment
from courses.learning import services as learning
from courses.modules import selectors as modules
from courses.modules.services import freeze
from tests.factories.enrolment import member_employment
from tests.factories.modules import ChapterFactory, LessonFactory, ModuleFactory, QuizFactory
from tests.factories.organisations import ProviderFactory

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
SEATS = 8


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
    chapter = ChapterFactory(module=module)
    LessonFactory.create_batch(3, chapter=chapter)
    QuizFactory(chapter=chapter, graded=True)
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


def learner(courses: list[CoursePage]) -> Any:
    """Return the sign-in of somebody with some seats: waiting, begun, asked for."""
    job = member_employment()
    for course in courses[:SEATS]:
        seat = enrolment.enrol(
            person=job.person, offer=course.offers.get(active=True), by=job.person.user
        )
        if seat.state == "confirmed":
            first = modules.outline(seat.version)[0].items[0]
            learning.open_item(enrolment=seat, key=first.key)
            learning.finish_lesson(enrolment=seat, key=first.key)
    return job.person.user
