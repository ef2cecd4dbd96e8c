"""Which standard a package follows, and what its manifest says."""

import pytest

from courses.packages.reading.kinds import read_package
from courses.packages.reading.shapes import Kind, PackageFault, Refusal
from tests.factories.packages import (
    PAGE,
    cmi5,
    h5p,
    h5p_files,
    opened,
    scorm12,
    scorm12_files,
    scorm2004,
    unit,
)


@pytest.mark.parametrize(
    ("files", "kind", "edition", "title", "first"),
    [
        (scorm12_files(), Kind.SCORM12, "1.2", "Datenschutz", "index.html"),
        (
            {"imsmanifest.xml": scorm2004(), "index.html": PAGE},
            *(Kind.SCORM2004, "4th", "Vergabe", "index.html"),
        ),
        (
            {"imsmanifest.xml": scorm2004(version="2004 3rd Edition"), "index.html": PAGE},
            *(Kind.SCORM2004, "3rd", "Vergabe", "index.html"),
        ),
        (
            {"imsmanifest.xml": scorm2004(version="CAM 1.3"), "index.html": PAGE},
            *(Kind.SCORM2004, "", "Vergabe", "index.html"),
        ),
        (
            {"cmi5.xml": cmi5(unit(url="index.html?a=b")), "index.html": PAGE},
            *(Kind.CMI5, "", "Barrierefreiheit", "index.html?a=b"),
        ),
        (
            h5p_files(),
            *(Kind.H5P, "H5P.TrueFalse-1.8", "Wahr oder falsch", "content/content.json"),
        ),
        ({"index.html": PAGE}, Kind.HTML, "", "", "index.html"),
        ({"Index.HTM": PAGE, "b.html": PAGE}, Kind.HTML, "", "", "Index.HTM"),
        ({"story.html": PAGE, "b.html": PAGE}, Kind.HTML, "", "", "story.html"),
        ({"lektion.html": PAGE, "js/a.js": ""}, Kind.HTML, "", "", "lektion.html"),
        (
            {"cmi5.xml": cmi5(), "imsmanifest.xml": "", "index.html": PAGE},
            *(Kind.CMI5, "", "Barrierefreiheit", "index.html"),
        ),
    ],
)
def test_the_standard_is_told_by_the_manifest(files, kind, edition, title, first):
    manifest = read_package(opened(files))
    assert (manifest.kind, manifest.edition, manifest.title) == (kind, edition, title)
    assert manifest.parts[0].href == first


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"a.html": PAGE, "b.html": PAGE}, Refusal.UNKNOWN_KIND),
        ({"bild.png": "x"}, Refusal.UNKNOWN_KIND),
        ({"kurs/imsmanifest.xml": scorm12(), "kurs/index.html": PAGE}, Refusal.IN_A_FOLDER),
        ({"kurs/cmi5.xml": cmi5(), "index.html": PAGE}, Refusal.IN_A_FOLDER),
        ({"tincan.xml": "<tincan/>", "index.html": PAGE}, Refusal.TINCAN),
        ({"imsmanifest.xml": scorm12()}, Refusal.MISSING_ENTRY),
        ({"imsmanifest.xml": scorm12(href="../x.html"), "x.html": ""}, Refusal.MISSING_ENTRY),
        ({"imsmanifest.xml": scorm12(href="C:/x.html"), "x.html": ""}, Refusal.MISSING_ENTRY),
        ({"imsmanifest.xml": scorm12(items="<item/>", resources=" ")}, Refusal.NOTHING_TO_START),
        ({"imsmanifest.xml": scorm12(href="javascript:alert(1)")}, Refusal.MISSING_ENTRY),
        ({"imsmanifest.xml": "<a>"}, Refusal.BROKEN_MANIFEST),
        ({"imsmanifest.xml": "<html/>"}, Refusal.BROKEN_MANIFEST),
        ({"imsmanifest.xml": b"\xff\xfe\x00"}, Refusal.BROKEN_MANIFEST),
        (
            {"imsmanifest.xml": '<?xml version="1.0" encoding="klingon"?><a/>'},
            Refusal.BROKEN_MANIFEST,
        ),
        (
            {"imsmanifest.xml": '<!DOCTYPE m [<!ENTITY a "b">]><manifest>&a;</manifest>'},
            Refusal.BROKEN_MANIFEST,
        ),
        (
            {"imsmanifest.xml": '<!DOCTYPE m [<!ENTITY a SYSTEM "file:///etc/passwd">]><m>&a;</m>'},
            Refusal.BROKEN_MANIFEST,
        ),
        (h5p_files(**{"h5p.json": "[]"}), Refusal.BROKEN_MANIFEST),
        (h5p_files(**{"h5p.json": "{"}), Refusal.BROKEN_MANIFEST),
        (h5p_files(**{"h5p.json": h5p(mainLibrary=5)}), Refusal.BROKEN_MANIFEST),
        ({"h5p.json": h5p()}, Refusal.MISSING_ENTRY),
    ],
)
def test_a_package_that_could_not_be_played_is_refused(files, code):
    with pytest.raises(PackageFault) as refused:
        read_package(opened(files))
    assert refused.value.code == code


def test_a_manifest_of_another_standard_is_named():
    manifest = scorm12(schema="IMS Common Cartridge", version="1.1.0").replace(
        "adlcp_rootv1p2", "x"
    )
    with pytest.raises(PackageFault) as refused:
        read_package(opened({"imsmanifest.xml": manifest, "index.html": PAGE}))
    assert refused.value.code == Refusal.NOT_SCORM
    assert refused.value.values == {"name": "IMS COMMON CARTRIDGE"}


@pytest.mark.parametrize("dependencies", [None, 5, {}, ["x"], [{}]])
def test_odd_dependencies_of_h5p_do_no_harm(dependencies):
    files = h5p_files(**{"h5p.json": h5p(preloadedDependencies=dependencies)})
    assert read_package(opened(files)).kind == Kind.H5P
