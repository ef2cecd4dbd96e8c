"""Rows of courses.learning: a seat belongs to one person; nobody else opens it, HR least of all."""

from typing import Any

from courses.learning import services
from courses.modules.services import freeze
from tests.architecture.permission_matrix.actors import AUTHORS, SIGNED_IN, Actor, Place, World
from tests.architecture.permission_matrix.rows import Row
from tests.architecture.permission_matrix.tables.enrolment import LEARNER, a_seat
from tests.courses.learning.rules_of_lessons import block, document, make_course
from tests.factories.accounts import UserFactory
from tests.factories.enrolment import OfferFactory
from tests.factories.learning import items_of
from tests.factories.modules import (
    ChapterFactory,
    LessonFactory,
    MediaFactory,
    QuizFactory,
    make_module,
)

MOVED = frozenset({302})


def own_course(world: World, place: Place) -> dict[str, Any]:
    """Return the seat of the place's learner."""
    return {"registration": a_seat(place).registration}


def own_item(world: World, place: Place) -> dict[str, Any]:
    """Return a lesson of that seat."""
    seat = a_seat(place)
    return {"registration": seat.registration, "item_key": items_of(seat)[0].key}


def own_attempt(world: World, place: Place) -> dict[str, Any]:
    """Return an attempt at the test of that seat."""
    seat = a_seat(place)
    item = next(item for item in items_of(seat) if item.kind == "quiz")
    attempt = services.start_attempt(enrolment=seat, key=item.key)
    return {"registration": seat.registration, "item_key": item.key, "attempt": attempt.pk}


def at_ten_seconds(world: World, place: Place) -> dict[str, Any]:
    """Return what the player sends."""
    return {"seconds": "10"}


def shown_document(world: World, place: Place) -> dict[str, Any]:
    """Return a document of a first lesson, into which everybody signed in may look."""
    file = document()
    facts = {"document": file.pk, "title": "Plan", "description": "Ein Plan."}
    make_course({"body": [block("embed", facts)]})
    return {"document": file.pk}


def own_film(world: World, place: Place) -> dict[str, Any]:
    """Return a film of a second lesson in a course of the place's learner and provider."""
    film = MediaFactory(provider=place.provider)
    module = make_module(provider=place.provider, lessons=1, graded=False)
    chapter = ChapterFactory(module=module)
    LessonFactory(chapter=chapter, position=2, body=[block("video", film.pk)])
    freeze(module=module)
    a_seat(place, offer=OfferFactory(module=module))
    return {"path": film.file.name.removeprefix("lessons/")}


def own_extra_time(world: World, place: Place) -> dict[str, Any]:
    """Return extra time of the place's learner in a timed test of the place's provider."""
    module = make_module(provider=place.provider, lessons=1, graded=False)
    QuizFactory(chapter=ChapterFactory(module=module), graded=True, time_limit=10)
    freeze(module=module)
    seat = a_seat(place, offer=OfferFactory(module=module))
    extra = services.grant_extra_time(enrolment=seat, percent=25, minutes=0, by=UserFactory())
    return {"pk": extra.pk}


WATCHERS = LEARNER | AUTHORS | {Actor.REVIEWER, Actor.EDITOR, Actor.SUPERUSER}
GIVERS = frozenset({Actor.OFFICE, Actor.PROVIDER_OWNER, Actor.TUTOR})
ROWS = (
    Row("learning:alive", SIGNED_IN, methods=("post",)),
    Row("learning:document", SIGNED_IN, shown_document, there=SIGNED_IN),
    Row("lesson_file", WATCHERS, own_film),
    Row("learning:course", LEARNER, own_course),
    Row("learning:resume", LEARNER, own_course, answer=MOVED),
    Row("learning:item", LEARNER, own_item),
    Row("learning:why", LEARNER, own_course),
    Row("learning:why", LEARNER, own_course, methods=("post",), answer=MOVED),
    Row("learning:edition", LEARNER, own_course),
    Row("learning:confirm", LEARNER, own_item, methods=("post",)),
    Row("learning:finish", LEARNER, own_item, methods=("post",)),
    Row("learning:position", LEARNER, own_item, methods=("post",), data=at_ten_seconds),
    Row("learning:start", LEARNER, own_item, methods=("post",)),
    Row("learning:check", LEARNER, own_item, methods=("post",)),
    Row("learning:save", LEARNER, own_attempt, methods=("post",)),
    Row("learning:submit", LEARNER, own_attempt, methods=("get", "post")),
    Row("extra_time:list", GIVERS, there=GIVERS),
    Row("extra_time:withdraw", GIVERS, own_extra_time, methods=("post",)),
)
