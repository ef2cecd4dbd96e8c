"""An author uploads a large package: progress, pause, a reload in the middle, on to the end."""

import random
import re
import zipfile

import pytest
from playwright.sync_api import expect

from tests.factories.packages import TALKING, scorm12

pytestmark = pytest.mark.browser

AUTHOR = "autor@dhbw.example"
ADD = "/admin/pakete/neu/"
SLOW = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 4_000_000}
QUICK = {**SLOW, "uploadThroughput": -1}
MEGABYTE = 1024 * 1024


@pytest.fixture
def package(tmp_path):
    """A package of 30 MB that nothing makes smaller."""
    path = tmp_path / "Großer Kurs.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("imsmanifest.xml", scorm12())
        archive.writestr("index.html", TALKING)
        archive.writestr("film.mp4", random.Random(30).randbytes(30 * MEGABYTE))
    return path


def speed(author, wanted):
    """Let the line be as quick as wanted."""
    session = author.context.new_cdp_session(author.page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", wanted)


def test_large_package_goes_on_after_a_reload_and_the_form_waits_for_it(visitor, package):
    author = visitor(AUTHOR, reduced_motion="reduce")
    page = author.page
    said, count = page.locator("[data-ku-said]"), page.locator("[data-ku-count]")
    author.go(ADD)
    speed(author, SLOW)
    page.locator("[name=file]").set_input_files(package)
    expect(said).to_contain_text("„Großer Kurs.zip“ wird hochgeladen")
    expect(said).to_contain_text("25 Prozent hochgeladen")
    page.get_by_role("button", name="Anhalten").press("Enter")
    expect(said).to_contain_text("Angehalten.")
    expect(page.get_by_role("progressbar", name="Großer Kurs.zip")).to_be_visible()
    expect(count).to_contain_text(re.compile(r"von 30 MB, \d+ Prozent"))
    author.check_page("upload-paused")
    expect(page.get_by_role("button", name="Weiter hochladen")).to_be_focused()
    page.reload()
    earlier = page.locator("[data-ku-earlier]")
    expect(earlier).to_contain_text(re.compile(r"„Großer Kurs.zip“ .*: \d+ Prozent"))
    author.check_page("upload-left-behind")
    page.locator("[name=file]").set_input_files(package)
    expect(said).to_contain_text("wird dort fortgesetzt, wo es stehen geblieben ist")
    expect(earlier).to_have_count(0)
    page.locator("[name=title]").fill("Großer Kurs")
    page.get_by_role("button", name="Hochladen und prüfen").click()
    expect(said).to_contain_text("Das Formular wird gesendet, sobald die Datei angekommen ist")
    speed(author, QUICK)
    expect(page).to_have_url(re.compile(r"/admin/pakete/[0-9a-f-]{36}/"))
    author.sees("Großer Kurs")
    author.sees("SCORM 1.2")
    # Nothing is left behind for other journeys.
    expect(page.get_by_role("button", name="Ausprobieren")).to_be_visible(timeout=60_000)
    page.locator(".pk-delete summary").click()
    author.follow(re.compile("löschen"))
    author.sees("„Großer Kurs“ wurde gelöscht.")
    author.go(ADD)
    expect(page.locator("[data-ku-earlier]")).to_have_count(0)


def test_file_that_is_no_package_is_refused_with_its_first_bytes(visitor, tmp_path):
    author = visitor(AUTHOR)
    author.go(ADD)
    film = tmp_path / "film.zip"
    film.write_bytes(b"kein Archiv" * MEGABYTE)
    author.page.locator("[name=file]").set_input_files(film)
    expect(author.page.locator("[data-ku-said]")).to_contain_text("Diese Datei ist kein ZIP-Archiv")
    expect(author.page.locator("[name=file]")).to_have_value("")
    expect(author.page.locator("[data-ku-state]")).to_be_hidden()
