"""The activities of a course, and the learner of a seat, as our statements name them."""

from typing import TYPE_CHECKING

from courses.learning.statements import Activity, Learner
from courses.modules.identifiers import activity_id, course_activity_id
from courses.xapi.vocabulary import ASSESSMENT, COURSE, LESSON
from members.people import selectors as people

if TYPE_CHECKING:
    from courses.enrolment.models import Enrolment
    from courses.modules.selectors import OutlineItem


def learner_of(enrolment: "Enrolment") -> Learner:
    """Return who learns on a seat: the opaque account, the registration, the course."""
    return Learner(
        account=people.account_name(enrolment.person),
        registration=enrolment.registration,
        course=course_activity(enrolment),
    )


def course_activity(enrolment: "Enrolment") -> Activity:
    """Return the activity of the whole course."""
    course = enrolment.offer.course
    return Activity(
        iri=course_activity_id(enrolment.version.module_id),
        kind=COURSE,
        name=course.title,
        language=course.course_language,
    )


def item_activity(enrolment: "Enrolment", item: "OutlineItem") -> Activity:
    """Return the activity of one item of the course."""
    return Activity(
        iri=activity_id(item.key),
        kind=ASSESSMENT if item.kind == "quiz" else LESSON,
        name=item.title,
        language=enrolment.offer.course.course_language,
        rule=item.rule,
    )
