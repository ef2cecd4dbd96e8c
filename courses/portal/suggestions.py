"""Which courses the start page suggests, each with the reason in words; pure but for the words."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.text import slugify
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from courses.catalogue.shelf import CourseCard, Shelf

LIMIT = 6


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom is chosen: the employer's choice, the own department, what is learnt already."""

    chosen: Sequence[int] = ()
    employer: str = ""
    department: str = ""
    # Courses with a seat or a request, also those completed; and those that have to be taken.
    known: Sequence[int] = ()
    due: Collection[int] = ()
    # Courses that nobody who reads as this person does finds.
    hidden: Collection[int] = ()


def suggest(shelf: "Shelf", reader: Reader, limit: int = LIMIT) -> list[tuple["CourseCard", str]]:
    """Return courses nobody has to be reminded of, the employer's choice first; each once."""
    found: dict[int, tuple[CourseCard, str]] = {}
    passed = {*reader.known, *reader.due, *reader.hidden}
    for card, reason in _candidates(shelf, reader):
        if card.course_id not in passed:
            found.setdefault(card.course_id, (card, reason))
        if len(found) == limit:
            break
    return list(found.values())


def _candidates(shelf: "Shelf", reader: Reader) -> "Iterator[tuple[CourseCard, str]]":
    """Yield courses with the strongest reason first."""
    by_course = shelf.by_course
    chosen = _("Chosen by %(name)s for you") % {"name": reader.employer}
    yield from ((by_course[pk], chosen) for pk in reader.chosen if pk in by_course)
    yield from _by_work(shelf, shelf.bookable, reader.department)
    known = [by_course[pk] for pk in reader.known if pk in by_course]
    yield from _by_topic(known, shelf.bookable)
    everybody = _("Suitable for all staff")
    yield from ((card, everybody) for card in shelf.bookable if not card.audiences)


def _by_work(
    shelf: "Shelf", cards: "Sequence[CourseCard]", department: str
) -> "Iterator[tuple[CourseCard, str]]":
    """Yield the courses for the people whose work the department is named after."""
    own = slugify(department)
    fitting = {one.slug: str(one) for one in shelf.audiences if own and slugify(str(one)) in own}
    for card in cards if fitting else ():
        for slug in card.audiences:
            if slug in fitting:
                yield card, _("For your field of work: %(name)s") % {"name": fitting[slug]}


def _by_topic(
    known: "Sequence[CourseCard]", cards: "Sequence[CourseCard]"
) -> "Iterator[tuple[CourseCard, str]]":
    """Yield the courses on the topics of what the person learns, the newest interest first."""
    for one in known:
        topics = set(one.topics)
        for card in cards:
            if not topics.isdisjoint(card.topics):
                yield card, _("On the same topic as “%(title)s”") % {"title": one.title}
