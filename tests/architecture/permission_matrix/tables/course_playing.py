"""Rows of courses.playing: a package on a seat is played by its learner only."""

from typing import Any

from courses.modules.services import freeze
from tests.architecture.permission_matrix.actors import Place, World
from tests.architecture.permission_matrix.rows import Row
from tests.architecture.permission_matrix.tables.course_packages import a_package
from tests.architecture.permission_matrix.tables.enrolment import LEARNER, a_seat
from tests.factories.enrolment import OfferFactory
from tests.factories.learning import items_of
from tests.factories.modules import ChapterFactory, LessonFactory, ModuleFactory


def own_package(world: World, place: Place) -> dict[str, Any]:
    """Return a package on the seat of the place's learner."""
    module = ModuleFactory(provider=place.provider)
    package = a_package(world, place)["key"]
    LessonFactory(
        chapter=ChapterFactory(module=module),
        kind="package",
        package_id=package,
        completion="opened",
    )
    freeze(module=module)
    seat = a_seat(place, offer=OfferFactory(module=module))
    return {"registration": seat.registration, "item_key": items_of(seat)[0].key}


ROWS = (
    Row("playing:frame", LEARNER, own_package),
    Row("playing:result", LEARNER, own_package),
)
