"""Every format holds the whole module, its licence, and what its readers ask for."""

import io
import zipfile

import pytest
from defusedxml import ElementTree

from courses.exchange import services
from courses.exchange.formats import cmi5, pages, qti, scorm
from courses.exchange.formats.bundles import Format
from courses.exchange.formats.forms import grading_data, solution_lines
from courses.modules import questions
from courses.modules.selectors import newest_version
from courses.packages.doctor.examining import examine
from courses.packages.doctor.findings import Level
from courses.packages.doctor.pages import read_page
from courses.packages.reading.archive import Limits, open_archive
from tests.factories.exchange import GRADED_POINTS, full_test
from tests.factories.modules import make_module

QTI = {"q": "http://www.imsglobal.org/xsd/imsqti_v2p1"}
LICENCE = "https://creativecommons.org/licenses/by-sa/4.0/"


def zipped(module, format_):
    target = io.BytesIO()
    for _progress in services.write(newest_version(module), format_, target):
        pass
    target.seek(0)
    return target


def opened(module, format_):
    return open_archive(zipped(module, format_), Limits())


def by_prompt(book):
    return {question.prompt: qti.item(question, book) for _step, question in qti.asked(book)}


def root(text):
    return ElementTree.fromstring(text)


def values(item, path):
    return [element.text for element in root(item).findall(path, QTI)]


@pytest.mark.parametrize(
    ("format_", "kind", "edition"),
    [(Format.SCORM, "scorm12", "1.2"), (Format.CMI5, "cmi5", ""), (Format.HTML, "html", "")],
)
def test_package_passes_our_own_reader_and_doctor(module, format_, kind, edition):
    report = examine(opened(module, format_))
    assert (report.manifest.kind, report.manifest.edition) == (kind, edition)
    assert report.manifest.title == ("" if kind == "html" else "Voller Kurs & mehr")
    assert [part.href for part in report.manifest.parts] == ["index.html"]
    remarks = {one.remark.value for one in report.findings if one.level != Level.NOTE}
    assert remarks <= {"no_results", "tool_unknown"}


def test_scorm_manifest_lists_every_file_and_the_licence(module):
    archive = opened(module, Format.SCORM)
    listed = set(examine(archive).manifest.listed)
    assert listed == set(archive.names) - {scorm.MANIFEST}
    text = archive.read(scorm.MANIFEST, at_most=10**6).decode()
    assert LICENCE in text and "imsmd_rootv1p2p1" in text
    assert "<schemaversion>1.2</schemaversion>" in text


def test_cmi5_unit_moves_on_when_passed_and_knows_the_mark(module, book):
    structure = examine(opened(module, Format.CMI5)).manifest.structure
    unit = structure["children"][0]
    assert (unit["move_on"], unit["mastery_score"]) == ("CompletedAndPassed", 0.7)
    assert unit["id"] == f"{book.address}#au"
    assert LICENCE in structure["description"]["de"]
    assert LICENCE.encode() in cmi5.files(book)[cmi5.METADATA]


def test_cmi5_unit_without_graded_test_moves_on_when_completed(db):
    module = make_module(graded=False)
    unit = examine(opened(module, Format.CMI5)).manifest.structure["children"][0]
    assert (unit["move_on"], unit["mastery_score"]) == ("Completed", None)


def test_page_holds_everything_and_loads_only_files_beside_it(module, copied, book):
    page = pages.page(book)
    for words in (
        "Worum es geht",
        "Rathaus mit Turm",
        "Unser Rathaus",
        "Rechtsgrundlage: § 1",
        "<caption>Fristen</caption>",
        "<dd>Eine Antwort</dd>",
        "Was gesprochen wird.",
        "Zum Ausdrucken",
        "=SUMME(A1:A9) &amp; &lt;b&gt;",
        "Noch wach?",
        "Voller Kurs &amp; mehr",
        f'<a rel="license" href="{LICENCE}">CC-BY-SA-4.0</a>',
    ):
        assert words in page
    found = read_page(page)
    assert found.has_language and not found.pictures_without_words
    assert not found.films_without_captions
    beside = {*pages.files(book), *copied.files}
    assert set(found.loads) <= beside
    assert "linktype" not in page and "/anderer-kurs/" in page


def test_page_shows_solutions_of_exercises_but_not_of_graded_tests(book):
    page = pages.page(book)
    lesson, test = page.split('id="step-3"')
    assert "Lösung anzeigen" in lesson
    assert "Lösung anzeigen" not in test.split("<script")[0]


def test_data_of_the_page_cannot_end_their_element(book):
    book.content["chapters"][1]["items"][0]["body"][0]["value"]["prompt"] = "</script><b>"
    page = pages.page(book)
    assert page.count("</script>") == 3
    assert "<legend>&lt;/script&gt;" in page


def test_lost_file_leaves_its_block_out(book):
    book.content["files"].clear()
    page = pages.page(book)
    assert "<img" not in page and "<video" not in page and "Noch wach?" in page


def test_book_knows_points_and_the_share_that_passes(book):
    (test,) = book.graded
    assert test.points == GRADED_POINTS
    assert float(book.pass_share) == 0.7
    assert [step.number for step in book.steps] == [1, 2, 3]


def test_every_question_leaves_as_an_item_with_right_response_and_feedback(book):
    items = by_prompt(book)
    assert len([*qti.asked(book)]) == 10
    assert values(items["Eine?"], ".//q:correctResponse/q:value") != []
    assert len(values(items["Mehrere?"], ".//q:correctResponse/q:value")) == 2
    for item in items.values():
        feedback = root(item).findall("q:modalFeedback", QTI)
        assert "Weil es so ist." in [one.text for one in feedback]
    assert "Rückmeldung 1" in items["Eine?"]


@pytest.mark.parametrize(
    ("kind", "interaction", "cardinality", "base"),
    [
        ("single", "choiceInteraction", "single", "identifier"),
        ("multiple", "choiceInteraction", "multiple", "identifier"),
        ("matching", "matchInteraction", "multiple", "directedPair"),
        ("ordering", "orderInteraction", "ordered", "identifier"),
        ("numeric", "textEntryInteraction", "single", "float"),
        ("short_text", "textEntryInteraction", "single", "string"),
        ("cloze", "inlineChoiceInteraction", "single", "string"),
    ],
)
def test_type_of_question_becomes_its_interaction(book, kind, interaction, cardinality, base):
    question = next(one for _step, one in qti.asked(book) if one.type == kind)
    tree = root(qti.item(question, book))
    assert tree.find(f".//q:{interaction}", QTI) is not None
    declared = tree.find("q:responseDeclaration", QTI)
    assert (declared.get("cardinality"), declared.get("baseType")) == (cardinality, base)
    known = {one.get("identifier") for one in tree.iter() if one.get("identifier")}
    for value in tree.findall(".//q:correctResponse/q:value", QTI):
        if base in ("identifier", "directedPair"):
            assert set(value.text.split()) <= known
    names = {one.get("identifier") for one in tree.findall("q:responseDeclaration", QTI)}
    used = {one.get("responseIdentifier") for one in tree.iter()} - {None}
    assert used == names


@pytest.mark.parametrize("kind", ["multiple", "matching", "short_text", "cloze"])
def test_marks_of_an_item_add_up_to_its_points(book, kind):
    question = next(one for _step, one in qti.asked(book) if one.type == kind)
    total = 0.0
    for declared in root(qti.item(question, book)).findall("q:responseDeclaration", QTI):
        right = {one.text for one in declared.findall("q:correctResponse/q:value", QTI)}
        marks = {
            one.get("mapKey"): float(one.get("mappedValue"))
            for one in declared.findall("q:mapping/q:mapEntry", QTI)
        }
        total += sum(marks[value] for value in right)
    assert total == pytest.approx(question.points, abs=0.001)


def test_number_is_right_within_its_tolerance(book):
    question = next(one for _step, one in qti.asked(book) if one.type == "numeric")
    equal = root(qti.item(question, book)).find(".//q:equal", QTI)
    assert equal.attrib == {"toleranceMode": "absolute", "tolerance": "0.5 0.5"}


def test_test_draws_from_its_pool_and_keeps_limits(book):
    test = qti.test(book.steps[2])
    assert [one.get("select") for one in root(test).iter() if one.get("select")] == ["1"]
    assert 'maxTime="1800"' in test and 'maxAttempts="3"' in test


def test_qti_manifest_lists_every_file_with_the_licence(module):
    archive = opened(module, Format.QTI)
    text = archive.read(qti.MANIFEST, at_most=10**6).decode()
    listed = {one.get("href") for one in root(text).iter() if one.tag.endswith("}file")}
    assert listed == set(archive.names) - {qti.MANIFEST}
    assert LICENCE in text and "QTIv2.1 Package" in text
    needed = {one.get("identifierref") for one in root(text).iter() if "dependency" in one.tag}
    assert needed <= {one.get("identifier") for one in root(text).iter()}


def test_media_go_along_but_not_with_questions(module, copied):
    for format_ in Format:
        with zipfile.ZipFile(zipped(module, format_)) as archive:
            media = {name for name in archive.namelist() if name.startswith("media/")}
        assert media == (set() if format_ == Format.QTI else set(copied.files))


def test_solution_in_words_of_each_type_says_what_is_right():
    said = [solution_lines(question) for question in questions.parse(full_test())]
    assert said[0] == ["Antwort 1: Rückmeldung 1"]
    assert said[2] == ["Ei – Huhn", "Kalb – Kuh", "Lamm – Schaf"]
    assert said[3][0] == "1. Eins"
    assert said[4:7] == [["12,5 €"], ["Straße"], ["1. Frist", "2. heute"]]
    kinds = {grading_data(question)["type"] for question in questions.parse(full_test())}
    assert len(kinds) == 7
