"""Rows of courses.portal."""

from typing import Any

from courses.portal.services import ensure_landing_page
from tests.architecture.permission_matrix.actors import (
    AUTHORS,
    EVERYBODY,
    HR,
    SIGNED_IN,
    TOWN_HALL,
    A,
    Place,
    World,
)
from tests.architecture.permission_matrix.rows import Row
from tests.architecture.permission_matrix.tables.assignments import an_obligation
from tests.architecture.permission_matrix.tables.catalogue import EDITORS
from tests.architecture.permission_matrix.tables.insight import a_module
from tests.architecture.permission_matrix.tables.people import town
from tests.factories.enrolment import OfferFactory
from tests.factories.modules import make_module

PAGE_OR_OWN_WORKPLACE = frozenset({200, 302})


def a_landing_page(world: World, place: Place) -> dict[str, Any]:
    """Give the municipality its page."""
    ensure_landing_page(municipality_id=place.municipality.pk)
    return {"slug": place.municipality.slug}


def own_period(world: World, place: Place) -> dict[str, Any]:
    """Return what the place's learner has to take."""
    obligation = an_obligation(world, place)
    return {"pk": place.employment.periods.get(obligation_id=obligation["pk"]).pk}


def a_course_page(world: World, place: Place) -> dict[str, Any]:
    """Publish a course of the place's provider and return the parts of its address."""
    course = make_module(provider=place.provider).course
    return {"provider": place.provider.slug, "course": course.slug}


def a_poster(world: World, place: Place) -> dict[str, Any]:
    """Name a municipality and what its poster says."""
    return {**town(world, place), "title": "Lernen", "paper": "a4", "language": "de"}


def any_course(world: World, place: Place) -> dict[str, Any]:
    """Return a course that can be booked, whoever teaches it."""
    return {"course": OfferFactory(module=make_module(provider=place.provider)).course_id}


ROWS = (
    Row("portal:start", SIGNED_IN, answer=PAGE_OR_OWN_WORKPLACE),
    Row("portal:my_courses", TOWN_HALL),
    Row("portal:calendar", TOWN_HALL),
    Row("portal:privacy", TOWN_HALL),
    Row("portal:renew", frozenset({A.LEARNER}), own_period, methods=("post",)),
    Row("portal:hand_in", frozenset({A.LEARNER}), own_period, methods=("post",)),
    Row("portal:course", EVERYBODY, a_course_page, there=EVERYBODY),
    Row("portal:look_inside", SIGNED_IN, a_course_page, there=SIGNED_IN),
    Row("portal:preview", AUTHORS | EDITORS, a_module, there=EDITORS),
    Row("portal:preview_page", AUTHORS | EDITORS, a_module, there=EDITORS),
    Row("portal:municipalities", EVERYBODY),
    Row("portal:landing", EVERYBODY, a_landing_page, there=EVERYBODY),
    Row("portal:landing_edit", HR, query=town, methods=("get", "post")),
    Row("portal:own_courses", HR, query=town),
    Row("portal:poster", HR, query=town),
    Row("portal:poster_print", HR, query=a_poster),
    Row(
        "portal:own_course",
        HR,
        any_course,
        query=town,
        methods=("get", "post"),
    ),
)
