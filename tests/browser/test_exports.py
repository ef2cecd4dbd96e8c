"""A module that has left the platform is read, played to its end and graded as on the platform."""

import io
import json
import re
import uuid
import zipfile
from pathlib import PurePosixPath
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from courses.exchange import services
from courses.exchange.formats.bundles import Format
from courses.exchange.formats.forms import grading_data
from courses.modules import questions
from courses.modules.selectors import newest_version
from tests.factories.exchange import full_test, make_full_module

pytestmark = pytest.mark.browser

AUTHOR = "autor@dhbw.example"
SESSION = "https://w3id.org/xapi/cmi5/context/extensions/sessionid"
AWAY = "http://kurs.example"
KINDS = {".html": "text/html", ".css": "text/css", ".js": "text/javascript"}
# Answers every question right and presses every button, as a patient learner would.
PLAY = """() => {
  const course = JSON.parse(document.getElementById("course").textContent);
  const fill = (box, question) => {
    const set = (part, value) => { box.querySelector(`[data-part="${part}"]`).value = value; };
    if (question.right) box.querySelectorAll("input").forEach((one) => {
      one.checked = question.right.includes(one.value);
    });
    else if (question.pairs) Object.entries(question.pairs).forEach(([part, to]) => set(part, to));
    else if (question.steps) question.steps.forEach((part, place) => set(part, place + 1));
    else if (question.gaps) question.gaps.forEach((gap) => set(gap.id, gap.accepted[0]));
    else box.querySelector("input").value = (question.accepted || [question.value])[0];
  };
  for (const step of course.steps) {
    const section = document.querySelector(`[data-step="${step.number}"]`);
    for (const question of step.questions)
      fill(section.querySelector(`[data-question="${question.id}"]`), question);
    section.querySelector("[data-done], [data-check]").click();
  }
}"""
CASES = {
    "single": [["{0}"], ["{1}"], [], ["{0}", "{1}"]],
    "multiple": [["{0}", "{1}"], ["{0}"], ["{0}", "{2}"], ["{0}", "{1}", "{2}"], []],
    "matching": [[], ["{0}:{t0}", "{1}:{t0}"], ["{0}:{t0}", "{1}:{t1}", "{2}:{t2}"]],
    "ordering": [
        ["{0}:1", "{1}:2", "{2}:3", "{3}:4"],
        ["{0}:1", "{1}:2", "{2}:2", "{3}:4"],
        ["{3}:1", "{0}:2", "{1}:3", "{2}:4"],
    ],
    "numeric": [["12,5"], ["12.9 €"], ["1.200"], ["13,1"], ["zwölf"], ["−12,5"], [" 12,0€"]],
    "short_text": [["STRASSE."], ["  Strasse "], ["Gasse"], ["weg"], []],
    "cloze": [["{0}:frist", "{1}:{t0}"], ["{0}:Frist"], ["{0}:x", "{1}:{t1}"]],
}


def archive_of(module, format_):
    target = io.BytesIO()
    for _progress in services.write(newest_version(module), format_, target):
        pass
    with zipfile.ZipFile(target) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def serve(page, files):
    """Answer everything that the page asks for with the files; note what is not there."""
    missing = []

    def answer(route):
        name = urlsplit(route.request.url).path.removeprefix("/")
        if name not in files:
            missing.append(route.request.url)
            return route.fulfill(status=404)
        kind = KINDS.get(PurePosixPath(name).suffix, "application/octet-stream")
        return route.fulfill(body=files[name], content_type=kind)

    page.route(re.compile(".*"), answer)
    return missing


@pytest.fixture
def full(db):
    return make_full_module()


def test_web_page_is_complete_accessible_and_grades_as_the_platform_does(full, page):
    missing = serve(page, archive_of(full, Format.HTML))
    page.goto(f"{AWAY}/index.html")
    expect(page.get_by_role("heading", name="Alles")).to_be_visible()
    expect(page.locator("#step-2")).to_be_hidden()
    for width in (360, 1440):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert Axe().run(page).response["violations"] == []
    page.get_by_role("link", name="Prüfung").click()
    expect(page.get_by_role("heading", name="Prüfung")).to_be_visible()
    assert Axe().run(page).response["violations"] == []
    page.locator("#step-3 [data-check]").click()
    expect(page.locator("#step-3 .result")).to_contain_text("0 Prozent")
    assert missing == []
    for question in questions.parse(full_test())[:7]:
        for answer in CASES[question.type]:
            given = [filled(question, entry) for entry in answer]
            here = page.evaluate(
                "([question, answer]) => Grading.credit(question, answer)",
                [grading_data(question), list(question.clean(given))],
            )
            there = float(questions.grade_one(question, given).credit)
            assert here == pytest.approx(there, abs=0.001), (question.type, given)


def filled(question, entry):
    """Put the ids of a question's parts and targets into the entry of an answer."""
    parts = getattr(question, "options", None) or getattr(question, "steps", None)
    parts = parts or getattr(question, "pairs", None) or getattr(question, "gaps", ())
    targets = getattr(question, "targets", ()) or (
        parts[-1].choices if question.type == "cloze" else ()
    )
    named = {f"t{place}": one.id for place, one in enumerate(targets)}
    return entry.format(*(one.id for one in parts), **named)


class Store:
    """What a page launched by cmi5 talks to, and what it has said."""

    def __init__(self, page, files):
        self.files, self.told, self.states = files, [], {}
        page.route(re.compile(".*"), self.answer)

    def answer(self, route):
        split = urlsplit(route.request.url)
        name = split.path.removeprefix("/")
        if name in self.files:
            kind = KINDS.get(PurePosixPath(name).suffix, "application/octet-stream")
            return route.fulfill(body=self.files[name], content_type=kind)
        if name == "fetch":
            return route.fulfill(json={"auth-token": "zeichen"})
        assert route.request.headers["authorization"] == "Basic zeichen"
        if name == "xapi/statements":
            self.told.append(json.loads(route.request.post_data))
            return route.fulfill(json=[str(uuid.uuid4())])
        return self.document(route, parse_qs(split.query), name)

    def document(self, route, asked, name):
        key = asked.get("stateId", [name])[0]
        if route.request.method == "PUT":
            self.states[key] = route.request.post_data
            return route.fulfill(status=204)
        if key == "LMS.LaunchData":
            template = {
                "extensions": {"https://w3id.org/xapi/cmi5/context/extensions/sessionid": "s"}
            }
            launch = {"launchMode": "Normal", "masteryScore": 0.7, "contextTemplate": template}
            launch["returnURL"] = f"{AWAY}/zurueck.html"
            return route.fulfill(json=launch)
        if key in self.states:
            return route.fulfill(body=self.states[key], content_type="application/json")
        return route.fulfill(status=404)

    @property
    def verbs(self):
        return [one["verb"]["id"].rpartition("/")[2] for one in self.told]


def test_cmi5_unit_says_what_was_done_once_and_goes_on_where_one_stopped(full, page):
    back = {"zurueck.html": "<meta charset=utf-8><p>Willkommen zurück</p>"}
    store = Store(page, {**archive_of(full, Format.CMI5), **back})
    actor = {"account": {"homePage": AWAY, "name": "a"}}
    launch = {
        "endpoint": f"{AWAY}/xapi/",
        "fetch": f"{AWAY}/fetch",
        "actor": json.dumps(actor),
        "registration": str(uuid.uuid4()),
        "activityId": f"{AWAY}/au",
    }
    page.goto(f"{AWAY}/index.html?{urlencode(launch)}")
    expect(page.locator("html")).to_have_class("js")
    page.evaluate(PLAY)
    expect(page.locator("[data-state='3']")).to_contain_text("Erledigt")
    page.get_by_role("link", name="Prüfung").click()
    page.get_by_role("button", name="Beenden und schließen").click()
    expect(page.get_by_text("Willkommen zurück")).to_be_visible()
    assert store.verbs == ["initialized", "completed", "passed", "terminated"]
    page.goto(f"{AWAY}/index.html?{urlencode(launch)}")
    expect(page.locator("[data-state='3']")).to_contain_text("Erledigt")
    expect(page.get_by_role("heading", name="Prüfung")).to_be_visible()
    page.get_by_role("button", name="Beenden und schließen").click()
    expect(page.get_by_text("Willkommen zurück")).to_be_visible()
    assert store.verbs[4:] == ["initialized", "terminated"]
    completed, passed = store.told[1:3]
    assert completed["result"]["completion"] is True and "score" not in completed["result"]
    assert passed["result"]["score"] == {"scaled": 1}
    for statement in store.told:
        assert (statement["actor"], statement["object"]["id"]) == (actor, launch["activityId"])
        assert statement["context"]["registration"] == launch["registration"]
        categories = [one["id"] for one in statement["context"]["contextActivities"]["category"]]
        decides = statement["verb"]["id"].endswith(("completed", "passed"))
        assert len(categories) == (2 if decides else 1)


def test_scorm_export_of_the_studio_is_played_to_its_end_in_our_own_trial(visitor):
    author = visitor(AUTHOR)
    author.go("/admin/")
    author.follow("IT-Sicherheit am Arbeitsplatz")
    author.follow("Dieses Modul exportieren")
    author.check_page("formats")
    row = author.page.get_by_role("row", name="SCORM 1.2")
    row.get_by_role("button").click()
    with author.page.expect_download() as loading:
        row.get_by_role("link", name="Herunterladen").click(timeout=60_000)
    author.go("/admin/pakete/neu/")
    author.page.locator("[name=file]").set_input_files(loading.value.path())
    author.follow("Hochladen und prüfen")
    author.sees("SCORM 1.2")
    expect(author.page.get_by_role("button", name="Ausprobieren")).to_be_visible(timeout=60_000)
    author.follow("Ausprobieren")
    sco = author.page.frame_locator(".pk-frame").frame_locator("iframe")
    expect(sco.locator("html")).to_have_class("js")
    sco.locator("html").evaluate(PLAY)
    author.sees("Es hat „bestanden“ gemeldet.")
    author.sees("100 Prozent")
