"""What the demo's learners say of courses, note and ask."""

from collections.abc import Sequence
from random import Random
from typing import TYPE_CHECKING

from courses.enrolment import selectors as enrolments
from courses.feedback import rules, selectors, services
from courses.learning import selectors as learning
from courses.modules import selectors as modules

if TYPE_CHECKING:
    from courses.catalogue.models import CoursePage
    from courses.enrolment.models import Enrolment
    from courses.feedback.places import Place
    from members.people.models import Person

MOST_RATINGS = 12
COMMENTS = (
    *("Kurz, klar und mit Beispielen aus dem Amt.", "", "Die Selbsttests haben mir geholfen."),
    *("", "Hätte gern mehr Fälle aus kleinen Gemeinden.", "", "Gut nebenher zu schaffen."),
)
STARS = (5, 4, 5, 4, 3, 5, 4)


def rate(courses: Sequence["CoursePage"], people: Sequence["Person"], rng: Random) -> None:
    """Let some of those who have completed a course rate it."""
    by_key = {person.pk: person for person in people}
    for course in courses:
        done = sorted(learning.completions(course_id=course.pk, person_ids=by_key))
        for number, key in enumerate(done[:MOST_RATINGS]):
            comment = COMMENTS[(number + course.pk) % len(COMMENTS)]
            services.rate(
                person=by_key[key], course_id=course.pk, stars=rng.choice(STARS), comment=comment
            )


def note_and_ask(person: "Person", course: "CoursePage") -> None:
    """Let the named learner leave a note and a bookmark, and ask two things, one answered."""
    seat = enrolments.enrolments_of(person).filter(offer__course=course).first()
    if seat is None:
        return
    first, second = _places(seat)[:2]
    services.add_note(place=first, text="Checkliste für unser Amt daraus machen.")
    services.add_note(place=second)
    answered = services.ask(
        place=first, kind="question", text="Gilt das auch für Anträge, die auf Papier kommen?"
    )
    teacher = rules.teachers_of(answered)[:1]
    if teacher:
        services.answer(
            question=answered,
            text="Ja. Auch Papieranträge werden so bearbeitet, sobald sie gescannt sind.",
            by=teacher[0],
        )
    services.ask(place=second, kind="fault", text="Im zweiten Absatz fehlt ein Wort.")


def _places(seat: "Enrolment") -> "list[Place]":
    """Return the steps of a seat in order."""
    return [
        selectors.step_of(seat.person, seat.registration, item.key)
        for unit in modules.outline(seat.version)
        for item in unit.items
    ]
