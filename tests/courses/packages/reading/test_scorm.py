"""imsmanifest.xml: parts, addresses, what a SCO is told."""

import pytest

from courses.packages.reading.kinds import read_package
from courses.packages.reading.paths import file_of, is_absolute, joined, with_parameters
from tests.factories.packages import PAGE, opened, scorm12, scorm2004

TWO = (
    '<item identifier="A"><title>Kapitel</title>'
    '<item identifier="A1" identifierref="R1" parameters="?modus=eins"><title>Erstes</title>'
    "<adlcp:datafromlms>start</adlcp:datafromlms></item>"
    '<item identifier="A2" identifierref="R2"><title>Zweites</title></item></item>'
)
RESOURCES = (
    '<resource identifier="R1" adlcp:scormtype="sco" href="eins.html" xml:base="inhalt/">'
    '<file href="eins.html"/><file href="bild.png"/></resource>'
    '<resource identifier="R2" adlcp:scormtype="asset" href="zwei.html"/>'
)


def read(manifest, *names):
    """Return the manifest of a package with these pages."""
    files = dict.fromkeys(names or ("index.html",), PAGE)
    return read_package(opened({"imsmanifest.xml": manifest, **files}))


def test_parts_come_in_order_with_base_and_parameters():
    manifest = read(scorm12(items=TWO, resources=RESOURCES), "inhalt/eins.html", "zwei.html")
    first, second = manifest.parts
    assert (first.key, first.title, first.href) == ("A1", "Erstes", "inhalt/eins.html?modus=eins")
    assert (first.talks, second.talks) == (True, False)
    assert first.settings == {"launch_data": "start"}
    assert manifest.listed == ("inhalt/eins.html", "inhalt/bild.png")


def test_the_pass_mark_is_handed_over():
    assert read(scorm12()).parts[0].settings == {"mastery_score": "80"}
    objective = (
        "<imsss:sequencing><imsss:objectives><imsss:primaryObjective>"
        "<imsss:minNormalizedMeasure>0.7</imsss:minNormalizedMeasure>"
        "</imsss:primaryObjective></imsss:objectives></imsss:sequencing>"
        '<adlcp:completionThreshold minProgressMeasure="0.9"/>'
    )
    settings = read(scorm2004(sequencing=objective)).parts[0].settings
    assert settings == {"scaled_passing_score": "0.7", "completion_threshold": "0.9"}


SECOND = '</item><item identifier="I2" identifierref="R1"><title>Teil 2</title>'


@pytest.mark.parametrize(
    ("rules", "found"),
    [
        ("", ()),
        ("<imsss:deliveryControls/>", ()),
        ('<imsss:controlMode choice="true" flow="true"/>', ()),
        ('<imsss:controlMode choice="false" flow="true"/>', ("order",)),
        ('<imsss:controlMode forwardOnly="true"/>', ("order",)),
        ("<imsss:sequencingRules/>", ("order",)),
        ("<imsss:rollupRules/>", ("rollup",)),
        ("<imsss:limitConditions/>", ("limits",)),
        (
            "<imsss:sequencingRules/><imsss:objectives><imsss:mapInfo/></imsss:objectives>",
            ("order", "objectives"),
        ),
    ],
)
def test_rules_about_the_way_through_several_parts_are_noticed(rules, found):
    inside = f"<imsss:sequencing>{rules}</imsss:sequencing>"
    assert read(scorm2004(sequencing=inside + SECOND)).sequencing == found
    # Of a single part nothing has to be ruled, though tools write such rules, too.
    assert read(scorm2004(sequencing=inside)).sequencing == ()


def test_a_manifest_without_organization_starts_its_scos():
    bare = scorm12(items="<!-- -->")
    assert read(bare).parts[0].key == "R1"


def test_the_default_organization_is_taken():
    other = '<organization identifier="X"><title>Falsch</title></organization>'
    both = scorm12().replace(
        '<organization identifier="O">', other + '<organization identifier="O">'
    )
    assert read(both).title == "Datenschutz"


@pytest.mark.parametrize(
    ("href", "base", "file"),
    [
        ("a.html", "", "a.html"),
        ("a.html?x=1#y", "", "a.html"),
        ("a%20b.html", "", "a b.html"),
        ("../b.css", "seiten", "b.css"),
        ("..\\b.css", "seiten", "b.css"),
        ("../../b.css", "seiten", ""),
        ("%2e%2e/b.css", "", ""),
        ("/a.html", "", ""),
        ("file:///C:/a.html", "", ""),
        ("https://hochschule.example/a.html", "", ""),
        ("//hochschule.example/a.html", "", ""),
        ("?x", "a", ""),
        ("http://[", "", ""),
    ],
)
def test_an_address_names_a_file_inside_or_none(href, base, file):
    assert file_of(href, base=base) == file


@pytest.mark.parametrize(
    ("href", "parameters", "whole"),
    [
        ("a.html", "", "a.html"),
        ("a.html", "x=1", "a.html?x=1"),
        ("a.html", "?x=1", "a.html?x=1"),
        ("a.html?y=2", "?x=1", "a.html?y=2&x=1"),
        ("a.html?y=2", "&x=1", "a.html?y=2&x=1"),
        ("a.html", "#ende", "a.html#ende"),
        ("a.html#da", "#ende", "a.html#da"),
        ("a.html#da", "x=1", "a.html?x=1#da"),
    ],
)
def test_parameters_are_joined_as_the_standard_says(href, parameters, whole):
    assert with_parameters(href, parameters) == whole


def test_bases_do_not_touch_whole_addresses():
    assert joined("inhalt/", "https://a.example/") == "https://a.example/"
    assert joined("", "a") == "a"
    assert [is_absolute(one) for one in ("/a", "C:\\a", "file:a", "//a", "a")] == [True] * 3 + [
        False
    ] * 2
