"""Who may open the files of lessons: whoever may open a page that shows them, and their authors."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from courses.catalogue import selectors as catalogue
from courses.enrolment import selectors as enrolments
from courses.enrolment.states import LEARNING
from courses.modules import rules as studio
from courses.modules import selectors as modules
from members.people import selectors as people

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.db.models import Model

    from courses.modules.selectors import ShownAt
    from members.accounts.models import User


def may_open(user: "User | AnonymousUser", row: "Model") -> bool:
    """Tell whether the user may open a document, film or recording of lessons.

    By a seat in a course that shows it; without one where the first lesson, which anybody may
    look into, shows it; as somebody who writes with it.
    """
    places = modules.shown_at(row)
    if places and (_has_seat(user, places) or _is_in_a_first_lesson(user, places)):
        return True
    return studio.may_write_with(user, row)


def may_open_document(user: "User | AnonymousUser", document: "Model") -> bool:
    """Tell the same of a document, which a public page may offer, too."""
    return may_open(user, document) or modules.is_on_public_page(document)


def _has_seat(user: "User | AnonymousUser", places: "Iterable[ShownAt]") -> bool:
    person = people.person_of(user)
    if person is None:
        return False
    seats = enrolments.all_registrations().filter(person_id=person.pk, state__in=LEARNING)
    courses = {place.course_id for place in places}
    return bool(seats.filter(offer__course_id__in=courses).exists())


def _is_in_a_first_lesson(user: "User | AnonymousUser", places: "Iterable[ShownAt]") -> bool:
    held = catalogue.shelf_now()
    if held.has_private_pages:
        return False
    allowed = {"everybody", "staff"} if user.is_authenticated else {"everybody"}
    keys = {
        (place.course_id, place.item_key)
        for place in places
        if place.course_id in held.by_course
        and held.by_course[place.course_id].look_inside in allowed
    }
    versions = modules.current_versions({course_id for course_id, _key in keys})
    return any(
        (course_id, modules.first_lesson_key(version)) in keys
        for course_id, version in versions.items()
    )
