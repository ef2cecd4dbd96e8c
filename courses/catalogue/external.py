"""Courses of other platforms come into the catalogue, change and leave it.

What is written here has been read and cleaned by the room that fetches other catalogues.
"""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from courses.catalogue import indexing
from courses.catalogue.models import CourseEntry, ExternalCourse, Topic

# So many are taken out at once: no list of keys grows long.
STEP = 200


@transaction.atomic
def put(*, source: UUID, platform: str, found: Iterable[Mapping[str, Any]]) -> int:
    """Write the facts of courses that are new or changed; return how many.

    `keywords` become those of our topics that bear one of these names.
    """
    rows = list(found)
    if not rows:
        return 0
    mark, topics = indexing.new_mark(), list(Topic.objects.all())
    for row in rows:
        facts = dict(row)
        named = _topics(topics, facts.pop("keywords", ()))
        facts |= {"platform": platform, "topics": [topic.slug for topic in named]}
        course, _created = ExternalCourse.objects.update_or_create(
            source=source, identifier=facts.pop("identifier"), defaults=facts
        )
        indexing.write_external(course, _names(named), mark=mark)
    return len(rows)


def _topics(topics: Iterable[Topic], keywords: Iterable[str]) -> list[Topic]:
    wanted = {word.casefold() for word in keywords}
    return [one for one in topics if wanted & {one.name_de.casefold(), one.name_en.casefold()}]


def _names(topics: Iterable[Topic]) -> list[str]:
    return [name for topic in topics for name in (topic.name_de, topic.name_en)]


@transaction.atomic
def keep_only(*, source: UUID, identifiers: Iterable[str]) -> int:
    """Take off the catalogue what a source no longer tells of; return how many courses."""
    held = ExternalCourse.objects.filter(source=source).values_list("identifier", "pk")
    kept = set(identifiers)
    gone = [pk for identifier, pk in held if identifier not in kept]
    if gone:
        indexing.new_mark()
    for start in range(0, len(gone), STEP):
        _remove(ExternalCourse.objects.filter(pk__in=gone[start : start + STEP]))
    return len(gone)


def _remove(courses: QuerySet[ExternalCourse]) -> None:
    indexing.forget_entries(CourseEntry.objects.filter(external__in=courses))
    courses.delete()


def forget_digests(*, source: UUID) -> None:
    """Have everything that a source tells written anew when it is next read."""
    ExternalCourse.objects.filter(source=source).update(digest="")


def index_all() -> None:
    """Write all entries anew, for instance after a topic was renamed."""
    mark = indexing.new_mark()
    topics = list(Topic.objects.all())
    for course in ExternalCourse.objects.all():
        named = [topic for topic in topics if topic.slug in course.topics]
        indexing.write_external(course, _names(named), mark=mark)
