"""Places in the tree of a course."""

import pytest

from courses.cmi5.core.places import node_at, unit_at
from courses.packages.reading.cmi5 import course_of, units_of
from tests.factories.packages import BASE, block, cmi5, unit

TREE = course_of(
    cmi5(unit(1), block(1, unit(2), block(2, unit(3)))), files=("index.html",)
).structure


def test_every_unit_is_found_at_its_place():
    for one in units_of(TREE):
        assert unit_at(TREE, one["place"]) is one


@pytest.mark.parametrize(
    ("place", "identifier"),
    [
        ("0", BASE),
        ("0.1", f"{BASE}/block/1"),
        ("0.1.1", f"{BASE}/block/2"),
        ("0.0", f"{BASE}/au/1"),
    ],
)
def test_course_and_blocks_have_places_too(place, identifier):
    assert node_at(TREE, place)["id"] == identifier


@pytest.mark.parametrize("place", ["", "1", "0.7", "0.0.0", "0.x", "0.-1", "0..1", "0.²"])
def test_nothing_stands_elsewhere(place):
    assert node_at(TREE, place) is None


@pytest.mark.parametrize("place", ["0", "0.1", "0.1.1", "9"])
def test_only_units_are_units(place):
    assert unit_at(TREE, place) is None
