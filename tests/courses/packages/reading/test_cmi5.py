"""cmi5.xml by the numbers of the requirements in CATAPULT."""

import pytest

from courses.packages.reading.cmi5 import course_of, units_of
from courses.packages.reading.shapes import PackageFault, Refusal
from tests.factories.packages import BASE, block, cmi5, text_of, unit

OBJECTIVE = f'<objective id="{BASE}/ziel/1">{text_of("Ziel")}</objective>'


def code_of(data, **files):
    """Return why a structure is refused."""
    with pytest.raises(PackageFault) as refused:
        course_of(data, files=files.get("files", ("index.html",)))
    return refused.value.code


def test_req_13_1_0_0_1_white_space_around_values_is_removed():
    inner = "<launchParameters>\n a=1  b \n</launchParameters>"
    data = cmi5(unit(url="\n index.html ", inner=inner), course=f" {BASE} ")
    tree = course_of(data, files=("index.html",)).structure
    assert tree["id"] == BASE
    first = next(units_of(tree))
    assert (first["url"], first["launch_parameters"]) == ("index.html", "a=1  b")


def test_blocks_and_units_keep_their_order_and_their_place():
    tree = course_of(
        cmi5(unit(1), block(1, unit(2), block(2, unit(3))), unit(4)), files=("index.html",)
    ).structure
    units = list(units_of(tree))
    assert [one["id"][-1] for one in units] == ["1", "2", "3", "4"]
    assert [one["place"] for one in units] == ["0.0", "0.1.0", "0.1.1.0", "0.2"]


def test_a_unit_tells_all_that_the_launch_needs():
    more = (
        'moveOn="Passed" masteryScore="0.8" launchMethod="OwnWindow" activityType="https://a.b/c"'
    )
    tree = course_of(
        cmi5(unit(more=more, inner="<entitlementKey>k</entitlementKey>")), files=("index.html",)
    ).structure
    found = next(units_of(tree))
    assert (found["move_on"], found["mastery_score"]) == ("Passed", 0.8)
    assert (found["launch_method"], found["entitlement_key"]) == ("OwnWindow", "k")


def test_a_unit_that_says_nothing_has_the_defaults_of_the_standard():
    found = next(units_of(course_of(cmi5(), files=("index.html",)).structure))
    assert (found["move_on"], found["mastery_score"]) == ("NotApplicable", None)
    assert found["launch_method"] == "AnyWindow"


def test_req_6_1_0_0_2_more_than_a_thousand_units_are_read():
    data = cmi5(*(unit(number, url="https://a.example/") for number in range(1200)))
    assert len(course_of(data).parts) == 1200


def test_the_german_title_is_preferred():
    english = '<title><langstring lang="en">Access</langstring>'
    data = cmi5().replace(b"<title>", english.encode(), 1)
    assert course_of(data, files=("index.html",)).title == "Barrierefreiheit"


@pytest.mark.parametrize(
    ("requirement", "data", "code"),
    [
        ("3.0.0.0-1", cmi5(course="hochschule.example/kurs"), Refusal.CMI5_ID),
        ("3.0.0.0-1", cmi5(unit(name="au/1")), Refusal.CMI5_ID),
        ("3.0.0.0-1", cmi5(block(1, unit(), name="block/1")), Refusal.CMI5_ID),
        (
            "3.0.0.0-1",
            cmi5(objectives=f"<objectives>{OBJECTIVE.replace('https://', '')}</objectives>"),
            Refusal.CMI5_ID,
        ),
        ("13.1.2.0-1", cmi5(block(1, unit(1)), block(1, unit(2))), Refusal.CMI5_DUPLICATE),
        (
            "13.1.3.0-1",
            cmi5(objectives=f"<objectives>{OBJECTIVE * 2}</objectives>"),
            Refusal.CMI5_DUPLICATE,
        ),
        ("13.1.4.0-1", cmi5(unit(1), block(1, unit(1))), Refusal.CMI5_DUPLICATE),
        ("13.1.4.0-2", cmi5(unit(url="http://example.com index.html")), Refusal.CMI5_ADDRESS),
        ("13.1.4.0-2", cmi5(unit(url="javascript:alert(1)")), Refusal.CMI5_ADDRESS),
        ("13.1.4.0-2", cmi5(unit(url="https:///x")), Refusal.CMI5_ADDRESS),
        ("13.1.4.0-2", cmi5(unit(url="//a.example/x")), Refusal.CMI5_ADDRESS),
        ("13.1.4.0-2", cmi5(unit(url="/index.html")), Refusal.CMI5_ADDRESS),
        ("8.1.0.0-6", cmi5(unit(url="index.html?endpoint=x")), Refusal.CMI5_PARAMETER),
        ("8.1.0.0-6", cmi5(unit(url="index.html?a=1&amp;activityId=")), Refusal.CMI5_PARAMETER),
        ("14.1.0.0-4", cmi5(unit(url="fehlt.html")), Refusal.MISSING_ENTRY),
        ("14.1.0.0-4", cmi5(unit(url="../index.html")), Refusal.MISSING_ENTRY),
        ("13.2.0.0-1", cmi5(unit(more='moveOn="Sometimes"')), Refusal.CMI5_SCHEMA),
        ("13.2.0.0-1", cmi5(unit(more='masteryScore="1.1"')), Refusal.CMI5_SCHEMA),
        ("13.2.0.0-1", cmi5(block(1)), Refusal.CMI5_SCHEMA),
        ("13.2.0.0-1", cmi5(unit(url="")), Refusal.CMI5_SCHEMA),
        ("13.2.0.0-1", b"<course/>", Refusal.CMI5_SCHEMA),
        ("13.2.0.0-1", b"<course>", Refusal.BROKEN_MANIFEST),
        (
            "13.2.0.0-1",
            cmi5(unit(inner="</au><au>")),
            Refusal.CMI5_SCHEMA,
        ),
    ],
)
def test_req_4_4_0_0_1_a_structure_against_the_standard_is_refused(requirement, data, code):
    assert code_of(data) == code


def test_an_objective_that_is_not_described_is_refused():
    asked = f'<objectives><objective idref="{BASE}/ziel/2"/></objectives>'
    data = cmi5(
        unit().replace("<url>", f"{asked}<url>"), objectives=f"<objectives>{OBJECTIVE}</objectives>"
    )
    assert code_of(data) == Refusal.CMI5_OBJECTIVE


@pytest.mark.parametrize("url", ["index.html", "a/b.html?x=y"])
def test_req_14_2_0_0_1_a_structure_alone_has_only_whole_addresses(url):
    assert code_of(cmi5(unit(url=url)), files=None) == Refusal.CMI5_RELATIVE


def test_blocks_deeper_than_anybody_arranges_them_are_refused():
    deep = unit()
    for number in range(60):
        deep = block(number, deep)
    assert code_of(cmi5(deep)) == Refusal.BROKEN_MANIFEST
