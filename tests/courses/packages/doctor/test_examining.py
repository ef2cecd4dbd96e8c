"""The package doctor: one case for each thing it may find."""

import pytest

from courses.packages.doctor.examining import examine
from courses.packages.doctor.findings import (
    Finding,
    Level,
    Remark,
    Report,
    finding_from,
    found,
)
from courses.packages.doctor.pages import with_script
from courses.packages.reading.shapes import Kind, Manifest, PackageFault, Refusal
from tests.factories.packages import (
    PAGE,
    TALKING,
    cmi5,
    h5p,
    h5p_files,
    opened,
    scorm12,
    scorm12_files,
    scorm2004,
    unit,
)


def page(body, *, head="", language='lang="de"'):
    """Return a page."""
    return f"<!doctype html><html {language}><head>{head}</head><body>{body}</body></html>"


def html(body="", **files):
    """Return the files of a package of web pages."""
    return {"index.html": page(body), **files}


def remarks(files):
    """Return what the doctor finds, by remark."""
    return {one.remark: one for one in examine(opened(files)).findings}


def test_a_sound_package_has_no_faults():
    report = examine(opened(scorm12_files()))
    assert report.worst == Level.NOTE
    assert [one.remark for one in report.findings] == [Remark.TOOL_UNKNOWN]
    assert (report.files, report.manifest.kind) == (2, Kind.SCORM12)


@pytest.mark.parametrize(
    ("files", "remark", "places"),
    [
        (
            scorm12_files(
                **{
                    "imsmanifest.xml": scorm12().replace(
                        "</resource>", '<file href="fehlt.png"/></resource>'
                    )
                }
            ),
            *(Remark.MISSING_FILES, ("fehlt.png",)),
        ),
        (html('<img alt="" src="bild.png">'), Remark.MISSING_LOADS, ("bild.png",)),
        (html('<img alt="" src="/bild.png">'), Remark.ABSOLUTE_PATHS, ("/bild.png",)),
        (
            html('<img alt="" src="C:\\Bilder\\a.png">'),
            *(Remark.ABSOLUTE_PATHS, ("C:\\Bilder\\a.png",)),
        ),
        (
            html('<script src="https://cdn.example/a.js"></script>'),
            *(Remark.EXTERNAL_REQUESTS, ("cdn.example",)),
        ),
        (
            html('<iframe src="//video.example/1"></iframe>'),
            *(Remark.EXTERNAL_REQUESTS, ("video.example",)),
        ),
        (
            html(**{"a.css": "@import 'https://fonts.example/x'; p {background: url(a.png)}"}),
            *(Remark.EXTERNAL_REQUESTS, ("fonts.example",)),
        ),
        (
            html(
                **{"a.js": 'fetch("https://api.example/x"); x.open("POST", "https://b.example/")'}
            ),
            *(Remark.EXTERNAL_REQUESTS, ("api.example", "b.example")),
        ),
        (
            html('<script src="https://www.googletagmanager.com/gtag.js"></script>'),
            *(Remark.TRACKING, ("www.googletagmanager.com",)),
        ),
        (html(**{"film.SWF": "x"}), Remark.FLASH, ("film.SWF",)),
        (
            {"h5p.json": h5p(), "content/content.json": "{}"},
            *(Remark.MISSING_LIBRARIES, ("H5P.TrueFalse-1.8",)),
        ),
        (html("<script>window.open('b.html')</script>"), Remark.OPENS_WINDOWS, ("index.html",)),
        ({"index.html": page("", language="")}, Remark.NO_LANGUAGE, ("index.html",)),
        (html('<img src="data:image/png;base64,x">'), Remark.NO_ALTERNATIVES, ("index.html",)),
        (html("<video></video>"), Remark.NO_CAPTIONS, ("index.html",)),
        (
            {"cmi5.xml": cmi5(unit(url="https://au.example/")), "a.txt": ""},
            *(Remark.CMI5_ELSEWHERE, ("au.example",)),
        ),
    ],
)
def test_each_fault_is_found_with_its_place(files, remark, places):
    assert remarks(files)[remark].places == places


@pytest.mark.parametrize(
    "body",
    [
        '<a href="https://gesetze.example/">Gesetz</a>',
        '<img alt="" src="data:image/png;base64,x">',
        '<img alt="" src="bild.png?v=1#a" srcset="bild.png 1x, bild.png 2x">',
        '<img alt="" src="{{ bild }}">',
        '<link rel="canonical" href="https://hochschule.example/">',
        '<video><track src="bild.png"></video>',
    ],
)
def test_harmless_pages_are_not_blamed(body):
    found = remarks(html(body, **{"bild.png": "x"}))
    assert set(found) == {Remark.NO_RESULTS, Remark.TOOL_UNKNOWN}


@pytest.mark.parametrize(
    ("files", "remark"),
    [
        (html(), Remark.NO_RESULTS),
        (scorm12_files(**{"index.html": PAGE}), Remark.NEVER_REPORTS),
        (
            {"imsmanifest.xml": scorm12().replace('"sco"', '"asset"'), "index.html": TALKING},
            Remark.NEVER_REPORTS,
        ),
        (
            {
                "imsmanifest.xml": scorm2004(
                    sequencing="<imsss:sequencing><imsss:rollupRules/></imsss:sequencing></item>"
                    '<item identifier="I2" identifierref="R1"><title>Teil 2</title>'
                ),
                "index.html": TALKING,
            },
            Remark.SEQUENCING_ROLLUP,
        ),
        ({"cmi5.xml": cmi5(unit(1), unit(2)), "index.html": PAGE}, Remark.MANY_PARTS),
        (scorm12_files(**{"story_content/a.js": ""}), Remark.SHORT_SUSPEND_DATA),
        (html(**{"gross.js": "x" * (2 * 1024 * 1024 + 1)}), Remark.NOT_ALL_READ),
    ],
)
def test_what_learners_will_miss_is_said(files, remark):
    assert remark in remarks(files)


@pytest.mark.parametrize(
    ("files", "tool"),
    [
        ({"story_content/user.js": ""}, "Articulate Storyline"),
        ({"scormcontent/lib/rise/a.js": ""}, "Articulate Rise"),
        ({"assets/js/CPM.js": ""}, "Adobe Captivate"),
        ({"res/data/player.js": ""}, "iSpring"),
        ({"adapt/js/adapt.min.js": ""}, "Adapt"),
        ({"trivantis.js": ""}, "Lectora"),
        ({"contentv3.xml": ""}, "eXeLearning"),
    ],
)
def test_the_authoring_tool_is_recognised(files, tool):
    assert examine(opened(html(**files))).tool == tool


def test_a_page_that_names_its_generator_is_believed():
    files = {"index.html": page("", head='<meta name="generator" content="Werkzeug 3">')}
    assert examine(opened(files)).tool == "Werkzeug 3"
    assert examine(opened(h5p_files())).tool == "H5P"


@pytest.mark.parametrize(
    "svg",
    [
        "<svg><script>alert(1)</script></svg>",
        "<svg><SCRIPT href='a.js'/></svg>",
        "<s:svg xmlns:s='http://www.w3.org/2000/svg'><s:script/></s:svg>",
        '<svg onload="alert(1)"/>',
        '<svg><a xlink:href="java&#115;cript:alert(1)"/></svg>',
        '<svg><a href=" java\nscript:alert(1)"/></svg>',
        '<!DOCTYPE svg [<!ENTITY x "<script>">]><svg>&x;</svg>',
        "<!DOCTYPE svg [<!ENTITY x '&#60;script>'>]><svg>&x;</svg>",
        '<!DOCTYPE svg [<!ENTITY x "java">]><svg><a href="&x;script:alert(1)"/></svg>',
        '<!DOCTYPE svg [<!ENTITY x "javascript:alert(1)">]><svg><a b="&x;"/></svg>',
        "<svg onload='x'/>".encode("utf-16"),
    ],
)
def test_a_picture_with_a_script_is_refused(svg):
    with pytest.raises(PackageFault) as refused:
        examine(opened(html(**{"bild.svg": svg})))
    assert refused.value.code == Refusal.SVG_SCRIPT


@pytest.mark.parametrize(
    "svg",
    [
        '<svg><path d="M0 0"/><a href="https://a.example/"/></svg>',
        "",
        "<svg><title>on</title></svg>",
        # As drawing programs write it: an address by name, and the word “description”.
        '<!DOCTYPE svg [<!ENTITY ns "http://ns.example/1.0/">]>'
        '<svg xmlns:x="&ns;"><desc>A description of scripts</desc><a href="?a=1&amp;b=2"/></svg>',
    ],
)
def test_an_ordinary_picture_is_taken(svg):
    assert examine(opened(html(**{"bild.svg": svg}))).worst == Level.NOTE


def test_findings_come_worst_first_and_survive_being_stored():
    report = examine(opened(html('<img src="/a.png"><script src="//b.example"></script>')))
    assert [one.level for one in report.findings] == sorted(
        (one.level for one in report.findings), key=list(Level).index
    )
    assert report.worst == Level.FAULT
    assert [finding_from(one.as_json()) for one in report.findings] == list(report.findings)


def test_only_a_few_places_are_kept_but_all_are_counted():
    (finding,) = found(Remark.FLASH, (f"{number}.swf" for number in range(30)))
    assert (finding.count, len(finding.places)) == (30, 8)
    assert found(Remark.FLASH, ()) == []


def test_a_report_without_findings_is_a_note():
    assert Report(Manifest(Kind.HTML, "", ()), files=0, size=0).worst == Level.NOTE
    assert Finding(Remark.LARGE).level == Level.WARNING


@pytest.mark.parametrize(
    ("page", "before"),
    [
        (b"<!doctype html><html lang='de'><head><title>x</title>", b"<head>"),
        (b'<HTML><HEAD profile="a">x', b'<HEAD profile="a">'),
        (b"<!doctype html><html><header>x</header>", b"<html>"),
        (b"<!DOCTYPE html><p>x", b"<!DOCTYPE html>"),
        (b"<p>x", b""),
    ],
)
def test_script_comes_first_of_all_in_a_page(page, before):
    script = b'<script src="/a&amp;b.js"></script>'
    assert with_script(page, "/a&b.js") == page.replace(before, before + script, 1)


def test_page_in_two_bytes_a_letter_stays_as_it_is():
    page = "<head>ä".encode("utf-16")
    assert with_script(page, "/a.js") == page
