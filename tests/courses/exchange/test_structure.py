"""What leaves is built as the standards say, whatever words authors write."""

import json
import math
import re

import pytest
from defusedxml import ElementTree
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from courses.exchange.formats import cmi5, metadata, pages, qti, scorm
from courses.exchange.formats.book import Book
from courses.exchange.formats.text import escape
from courses.exchange.wording import book_words
from courses.modules import questions
from courses.packages.reading.cmi5 import SCHEMA, course_of
from tests.courses.exchange.generated import BLOCKS, QUESTIONS, WORDS
from tests.courses.exchange.structure import PACKAGE, QTI, faults_of
from tests.factories.exchange import full_test
from tests.factories.questions import pool

IMSCP = "http://www.imsglobal.org/xsd/imscp_v1p1"
IMSCP_SCORM = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
STEP = {
    "key": "6f6e4a8e-5a3c-4c0e-8c86-1f3e9d0c2b11",
    "title": "Prüfung",
    "kind": "quiz",
    "required": True,
    "graded": True,
    "pass_percent": 80,
    "max_attempts": 3,
    "time_limit": 30,
    "shuffle_questions": True,
    "completion": "passed",
    "seen_percent": 90,
    "solution_shown": False,
    "package": "",
}


def a_book(body, *, title="Recht", licence="CC-BY-4.0", **step):
    """Return a module of one step, without a database."""
    items = [{**STEP, **step, "body": body}]
    content = {
        "address": "https://campus.example/anbieter/hs/recht/",
        "provider": {"slug": "hs", "name": f"Hochschule {title}"},
        "course": {"title": title, "promise": title, "language": "de", "licence": licence},
        "version": {"number": 2, "correction": 1},
        "chapters": [{"title": title, "items": items}],
        "files": {},
    }
    return Book(content, book_words("de"))


def item_of(stored):
    return qti.item(questions.read(stored), a_book([stored]))


@given(QUESTIONS)
@settings(max_examples=150)
def test_question_with_any_words_is_an_item_of_qti(stored):
    text = item_of(stored)
    assert faults_of(text, QTI) == []
    read = questions.read(stored)
    tree = ElementTree.fromstring(text)
    told = "".join(tree.find("{*}itemBody/{*}p").itertext())
    assert told == escape_free(read.prompt)
    names = [one.get("identifier") for one in tree.iter() if one.tag.endswith("hoice")]
    assert len(set(names)) == len(names)


def escape_free(words):
    """Return words as an XML parser gives them back."""
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", words)


@given(QUESTIONS)
@settings(max_examples=100)
def test_right_response_earns_all_points_by_the_marks_of_the_item(stored):
    read = questions.read(stored)
    tree = ElementTree.fromstring(qti.item(read, a_book([stored])))
    declared = tree.findall("{*}responseDeclaration")
    mapped = [one for one in declared if one.find("{*}mapping") is not None]
    total = sum(marks_of(one) for one in mapped)
    fixed = [
        float(one.text) for one in tree.findall(".//{*}responseIf/{*}setOutcomeValue/{*}baseValue")
    ]
    earned = total if mapped else sum(fixed)
    assert math.isclose(earned, read.points, abs_tol=0.001)


def marks_of(declared):
    """Return what the right response earns by the mapping, within its bounds."""
    mapping = declared.find("{*}mapping")
    right = {one.text for one in declared.findall("{*}correctResponse/{*}value")}
    found = {one.get("mapKey"): float(one.get("mappedValue")) for one in mapping}
    most = float(mapping.get("upperBound", "inf"))
    return min(most, sum(found[value] for value in right))


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        ({}, ["1800", "3", "true"]),
        ({"time_limit": 0}, ["3", "true"]),
        ({"graded": False}, ["3", "true"]),
        ({"max_attempts": 0, "shuffle_questions": False}, ["1800", "0", "false"]),
    ],
)
def test_test_is_built_as_qti_says_and_keeps_its_limits(step, expected):
    book = a_book([*full_test(), pool(draw=2), *full_test()[:3]], **step)
    text = qti.test(book.steps[0])
    assert faults_of(text, QTI) == []
    tree = ElementTree.fromstring(text)
    found = [tree.find(f".//{{*}}{name}") for name in ("timeLimits", "itemSessionControl")]
    told = [value for one in found if one is not None for value in one.attrib.values()]
    assert [*told, tree.find(".//{*}ordering").get("shuffle")] == expected


def test_test_names_only_items_that_are_in_the_package():
    book = a_book(full_test())
    files = qti.files(book)
    test = next(text for name, text in files.items() if name.startswith("tests/"))
    hrefs = {one.get("href") for one in ElementTree.fromstring(test).iter() if one.get("href")}
    assert {href.removeprefix("../") for href in hrefs} == {
        name for name in files if name.startswith("items/")
    }


@given(WORDS, st.sampled_from(["CC-BY-4.0", "CC0-1.0", "proprietary", "Nur für <uns>"]))
@settings(max_examples=40)
def test_manifests_are_built_as_content_packaging_says(title, licence):
    book = a_book(full_test(), title=title, licence=licence)
    names = ["index.html", "media/a & b.png"]
    assert faults_of(qti.manifest(book), PACKAGE, inside=IMSCP) == []
    assert faults_of(scorm.manifest(book, names), PACKAGE, inside=IMSCP_SCORM) == []
    for text in (qti.manifest(book), scorm.manifest(book, names)):
        tree = ElementTree.fromstring(text)
        told = "".join(tree.find(".//{*}rights").itertext())
        assert escape_free(licence) in told
        names_of = [one.get("identifier") for one in tree.iter() if one.get("identifier")]
        assert len(set(names_of)) == len(names_of)


@given(WORDS)
@settings(max_examples=40)
def test_course_structure_is_valid_against_the_schema_of_cmi5(title):
    book = a_book(full_test(), title=title)
    schema = etree.XMLSchema(etree.parse(SCHEMA))
    text = cmi5.structure(book).encode()
    assert schema.validate(etree.fromstring(text)), schema.error_log
    assert course_of(text, files=[pages.PAGE]).title.split() == escape_free(title).split()
    assert ElementTree.fromstring(metadata.dublin_core(book)) is not None


@given(st.lists(st.one_of(BLOCKS, QUESTIONS), min_size=1, max_size=6))
@settings(max_examples=60)
def test_page_with_any_words_keeps_its_parts_apart(body):
    book = a_book(body, kind="lesson")
    page = pages.page(book)
    assert page.count("<section ") == page.count("</section>") == 1
    assert page.count("</script>") == 3
    assert page.count("<fieldset ") == len([*qti.asked(book)])
    data = re.search('id="course">(.*?)</script>', page, re.DOTALL)[1]
    assert json.loads(data)["steps"][0]["number"] == 1
    assert not re.search("[\x00\x0b\ufffe]", page)


@given(QUESTIONS)
@settings(max_examples=60)
def test_every_field_of_a_question_has_a_name(stored):
    book = a_book([stored])
    page = etree.HTML(pages.page(book))
    for one in page.iter("input", "select"):
        label = one.get("aria-label") or "".join(one.getparent().itertext())
        assert label.strip()
        assert one.get("type") in (None, "text", "radio", "checkbox")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("<value><b/></value>", "value: holds b "),
        ("<fremd/>", "fremd: unknown"),
        ("<mapping><mapEntry mapKey='a' mappedValue='1'/></mapping>", "lacks defaultValue"),
        ("<match>Wort<variable identifier='R'/><correct identifier='R'/></match>", "says Wort"),
        ("<variable identifier='1 R'/>", "identifier=1 R"),
    ],
)
def test_statement_of_the_structure_finds_what_is_wrong(text, fault):
    whole = text.replace(">", ' xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1">', 1)
    if text.endswith("/>") and text.count("<") == 1:
        whole = text.replace("/>", ' xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1"/>')
    assert fault in "; ".join(faults_of(whole, QTI))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<a & 'b'>", "&lt;a &amp; &#x27;b&#x27;&gt;"),
        ("a\x00b\x0bc", "abc"),
        ("Zeile\nund\tSprung", "Zeile\nund\tSprung"),
        ("😀 \ufffe", "😀 "),
    ],
)
def test_text_is_escaped_and_rid_of_what_no_file_may_hold(text, expected):
    assert escape(text) == expected
