"""Rows of courses.pathways: paths are public; earlier learning is seen by who decides on it."""

from typing import Any

from courses.pathways import services
from tests.architecture.permission_matrix.actors import EVERYBODY, TOWN_HALL, A, Place, World
from tests.architecture.permission_matrix.rows import Row
from tests.architecture.permission_matrix.tables.enrolment import LEARNER
from tests.factories.enrolment import OfferFactory
from tests.factories.modules import make_module
from tests.factories.pathways import EvidenceFactory, LearningPathFactory, published

MAKERS = frozenset({A.OFFICE, A.PROVIDER_OWNER})
# Whoever has a person behind the sign-in, which those without a job have not.
PEOPLE = TOWN_HALL


def a_path(world: World, place: Place) -> dict[str, Any]:
    """Return a published path."""
    return {"slug": published(OfferFactory().course).path.slug}


def own_walk(world: World, place: Place) -> dict[str, Any]:
    """Return a path that the place's learner walks."""
    version = published(OfferFactory().course)
    services.take_next(version=version, person=place.person, by=place.user)
    return {"slug": version.path.slug}


def own_draft(world: World, place: Place) -> dict[str, Any]:
    """Return a path of the place's provider."""
    return {"pk": LearningPathFactory(provider=place.provider).pk}


def own_published(world: World, place: Place) -> dict[str, Any]:
    """Return a published path of the place's provider."""
    return {"pk": published(OfferFactory().course, provider=place.provider).path_id}


def own_course(world: World, place: Place) -> dict[str, Any]:
    """Return a course of the place's provider."""
    return {"course": make_module(provider=place.provider).course.pk}


def own_evidence(world: World, place: Place) -> dict[str, Any]:
    """Return what the place's learner has handed in, and nobody's provider decides on."""
    return {"pk": EvidenceFactory(person=place.person).pk}


def evidence_for_provider(world: World, place: Place) -> dict[str, Any]:
    """Return what is to count for a course of the place's provider."""
    course = make_module(provider=place.provider).course
    return {"pk": EvidenceFactory(person=world.there.person, wanted=course).pk}


ROWS = (
    Row("pathways:list", EVERYBODY),
    Row("pathways:path", EVERYBODY, a_path, there=EVERYBODY),
    Row("pathways:next", PEOPLE, a_path, there=PEOPLE, methods=("post",)),
    Row("pathways:leave", PEOPLE, own_walk, there=PEOPLE, methods=("post",)),
    Row("pathways:manage", MAKERS),
    Row("pathways:new", MAKERS, methods=("get", "post")),
    Row("pathways:edit", MAKERS, own_draft),
    Row("pathways:step", MAKERS, own_draft, methods=("post",)),
    Row("pathways:set", MAKERS, own_draft, methods=("post",)),
    Row("pathways:arrange", MAKERS, own_draft, methods=("post",)),
    Row("pathways:publish", MAKERS, own_published, methods=("post",)),
    Row("pathways:withdraw", MAKERS, own_published, methods=("post",)),
    Row("pathways:prerequisites", MAKERS),
    Row("pathways:prerequisite", MAKERS, own_course),
    Row("recognition:own", PEOPLE),
    Row("recognition:hand_in", PEOPLE, methods=("get", "post")),
    Row("recognition:take_back", LEARNER, own_evidence, methods=("get", "post")),
    Row("recognition:file", LEARNER | {A.OFFICE}, own_evidence),
    Row("recognition:review", MAKERS),
    Row("recognition:decide", MAKERS, evidence_for_provider, methods=("get", "post")),
)
