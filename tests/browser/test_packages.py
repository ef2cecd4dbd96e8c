"""An author uploads a package, reads what was found and plays it on its own origin."""

import pytest
from playwright.sync_api import FrameLocator, expect

from tests.factories.packages import scorm12, scorm2004, zipped

pytestmark = pytest.mark.browser

AUTHOR = "autor@dhbw.example"
FIND = "let w = window; while (!w[NAME] && w.parent !== w) w = w.parent; const api = w[NAME];"
SCO = """<!doctype html><html lang="de"><head><meta charset="utf-8"><title>Kurs</title></head><body>
<h1>Passwörter</h1><p id="place"></p>
<button id="stop">Unterbrechen</button> <button id="end">Abschließen</button>
<script>const NAME = "%(name)s"; %(find)s
%(begin)s;
document.getElementById("place").textContent = "Stelle: " + (%(read)s || "Anfang");
document.getElementById("stop").onclick = () => { %(stop)s };
document.getElementById("end").onclick = () => { %(end)s };
try { document.title = top.document.title; } catch (fenced) { document.title = "getrennt"; }
</script></body></html>"""
SCO_12 = SCO % {
    "name": "API",
    "find": FIND,
    "begin": "api.LMSInitialize('')",
    "read": "api.LMSGetValue('cmi.suspend_data')",
    "stop": "api.LMSSetValue('cmi.suspend_data', 'Seite 3 ' + 'x'.repeat(9000));"
    "api.LMSSetValue('cmi.core.exit', 'suspend'); api.LMSCommit('');",
    "end": "api.LMSSetValue('cmi.core.score.raw', '90');"
    "api.LMSSetValue('cmi.core.lesson_status', 'passed'); api.LMSFinish('');",
}
SCO_2004 = SCO % {
    "name": "API_1484_11",
    "find": FIND,
    "begin": "api.Initialize('')",
    "read": "api.GetValue('cmi.location')",
    # Left without a word: only the closing page commits.
    "stop": "api.SetValue('cmi.location', 'Seite 4'); api.SetValue('cmi.exit', 'suspend');",
    "end": "api.SetValue('cmi.score.scaled', '0.75');"
    "api.SetValue('cmi.success_status', 'passed');"
    "api.SetValue('cmi.completion_status', 'completed'); api.Terminate('');",
}
CASES = {
    "SCORM 1.2": (scorm12(), SCO_12, "Seite 3", "90 Prozent"),
    "SCORM 2004 (4th)": (scorm2004(), SCO_2004, "Seite 4", "75 Prozent"),
}


def sco(author) -> FrameLocator:
    """Return the package in its frames."""
    return author.page.frame_locator(".pk-frame").frame_locator("iframe")


@pytest.mark.parametrize("standard", CASES)
def test_package_is_examined_played_left_resumed_and_completed(visitor, standard):
    manifest, page, place, score = CASES[standard]
    author = visitor(AUTHOR)
    author.go("/admin/pakete/neu/")
    author.check_page("upload")
    content = zipped({"imsmanifest.xml": manifest, "index.html": page}).getvalue()
    upload = {"name": "kurs.zip", "mimeType": "application/zip", "buffer": content}
    author.page.locator("[name=file]").set_input_files(upload)
    author.follow("Hochladen und prüfen")
    author.sees(standard)
    author.sees("Es wurde nichts gefunden, was Lernende stören würde.")
    expect(author.page.get_by_role("button", name="Ausprobieren")).to_be_visible(timeout=60_000)
    author.check_page("examined")
    author.follow("Ausprobieren")
    expect(sco(author).locator("#place")).to_have_text("Stelle: Anfang")
    assert sco(author).locator("html").evaluate("() => document.title") == "getrennt"
    assert sco(author).locator("html").evaluate("() => document.cookie") == ""
    sco(author).locator("#stop").click()
    author.follow("Dort weitermachen, wo ich aufgehört habe")
    expect(sco(author).locator("#place")).to_contain_text(f"Stelle: {place}")
    sco(author).locator("#end").click()
    author.sees(score)
    author.sees("Es hat „bestanden“ gemeldet.")
    author.check_page("played")


def test_refused_package_says_why(visitor):
    author = visitor(AUTHOR)
    author.go("/admin/pakete/neu/")
    content = zipped({"kurs/imsmanifest.xml": scorm12()}).getvalue()
    upload = {"name": "kurs.zip", "mimeType": "application/zip", "buffer": content}
    author.page.locator("[name=file]").set_input_files(upload)
    author.follow("Hochladen und prüfen")
    author.sees("Packen Sie den Inhalt dieses Ordners, nicht den Ordner selbst.")
    author.check_page("refused")
