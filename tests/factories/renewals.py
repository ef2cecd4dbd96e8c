"""A course whose renewal may begin with the test, and somebody who renews it."""

import datetime as dt

from campus.kit import dates
from courses.assignments import services as assignments
from courses.assignments.models import Period
from courses.learning import services
from courses.modules import selectors as modules
from courses.modules.services import freeze
from courses.modules.studio.structure import set_goals
from tests.factories.accounts import UserFactory
from tests.factories.assignments import ObligationFactory, PeriodFactory
from tests.factories.enrolment import EnrolmentFactory, OfferFactory, member_employment
from tests.factories.learning import complete, items_of, right_answers
from tests.factories.modules import (
    ChapterFactory,
    LessonFactory,
    ModuleFactory,
    QuizFactory,
    paragraph,
    question,
)

TITLES = ("Grundlagen", "Passwörter", "Meldewege")


def provable_module(chapters=3, questions=2, *, module=None, **test):
    """Return a module of some chapters with a test at the end that asks about each of them."""
    module = module or ModuleFactory()
    rows = [
        ChapterFactory(module=module, title=title, position=number)
        for number, title in enumerate(TITLES[:chapters], start=1)
    ]
    for row in rows:
        LessonFactory(chapter=row, title=f"Lektion: {row.title}")
    asked = [(row, question(prompt=f"{row.title} {n}?")) for row in rows for n in range(questions)]
    last = ChapterFactory(module=module, title="Abschluss", position=9)
    facts = {"graded": True, "title": "Abschlusstest", "pass_percent": 60, **test}
    quiz = QuizFactory(chapter=last, body=[one for _row, one in asked], **facts)
    set_goals(lesson=quiz, goals={one["id"]: row.pk for row, one in asked})
    freeze(module=module)
    return module


def change_lesson(module, title):
    """Write a chapter's lesson anew and publish that as a new edition."""
    lesson = module.chapters.get(title=title).lessons.get()
    lesson.body = [paragraph("<p>Seit diesem Jahr anders.</p>")]
    lesson.save()
    return freeze(module=module)


def renewing_seat(module=None, *, earlier=None, **offer):
    """Return a seat that may begin with the test, of somebody who has proven a version before."""
    offered = OfferFactory(module=module or provable_module(), **offer)
    seat = EnrolmentFactory(offer=offered, employment=member_employment())
    seat.earlier_version = earlier or seat.version
    seat.save()
    return seat


def test_of(seat):
    """Return the graded test of a seat's version."""
    return next(item for item in items_of(seat) if item.graded)


test_of.__test__ = False


def answers(seat, *right):
    """Return answers that are right in the named chapters and wrong in the others."""
    test = test_of(seat)
    solved = right_answers(seat, test)
    asked = {one["id"]: one["value"]["prompt"] for one in _blocks(seat, test)}
    return {key: solved[key] if asked[key].split()[0] in right else [] for key in solved}


def _blocks(seat, test):
    return modules.item(seat.version, test.key).body.raw_data


def take(seat, *right):
    """Take the test with right answers about the named chapters only; return the attempt."""
    attempt = services.start_attempt(enrolment=seat, key=test_of(seat).key)
    return services.submit_attempt(attempt=attempt, answers=answers(seat, *right))


def learn(seat, title):
    """Finish the lesson of a chapter."""
    found = next(item for item in items_of(seat) if item.title == f"Lektion: {title}")
    services.finish_lesson(enrolment=seat, key=found.key)


def waived(seat):
    """Return the titles of the steps that the test has proven."""
    keys = set(seat.progress.items.exclude(waived_at=None).values_list("item_key", flat=True))
    return [item.title.removeprefix("Lektion: ") for item in items_of(seat) if item.key in keys]


def open_titles(seat):
    """Return the titles of what is left to do."""
    rows = {row.item_key: row for row in seat.progress.items.all()}
    left = []
    for item in items_of(seat):
        row = rows.get(item.key)
        if row is None or not (row.passed_at if item.graded else row.completed_at):
            left.append(item.title.removeprefix("Lektion: "))
    return left


def due_again(module=None, *, test_first=True):
    """Return a completed seat whose obligation is to be renewed now."""
    job = member_employment()
    seat = EnrolmentFactory(
        employment=job,
        person=job.person,
        offer=OfferFactory(module=module or provable_module()),
    )
    duty = ObligationFactory(
        municipality=job.municipality,
        course=seat.offer.course,
        valid_months=12,
        test_first=test_first,
    )
    with dates.moved_clock(dates.now() - dt.timedelta(days=340)):
        PeriodFactory(obligation=duty, employment=job, due_on=dates.today())
        complete(seat)
        assignments.fulfil(person_id=job.person_id, course_id=seat.offer.course_id)
    assignments.open_windows()
    return seat


def newest_turn(seat):
    """Return the turn that is open now."""
    return Period.objects.filter(employment=seat.employment).latest("number")


def renew(seat):
    """Return the new seat of somebody who renews."""
    return assignments.renew(period=newest_turn(seat), person=seat.person, by=UserFactory())
