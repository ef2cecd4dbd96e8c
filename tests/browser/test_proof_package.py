"""A proof package from the question to the auditor, who signs in nowhere."""

import re
import zipfile

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

PERSONNEL = "personal@viernheim.example"
PUPIL = "lernen@viernheim.example"


def test_package_is_asked_for_made_downloaded_and_checked_by_a_stranger(visitor, tmp_path):
    personnel = visitor(PERSONNEL)
    personnel.go("/personal/")
    personnel.follow("Nachweispakete")
    personnel.follow("Neues Paket")
    personnel.check_page("60-nachweispaket-frage")
    personnel.follow("Paket erstellen")
    # The worker makes it, and the page notices by itself.
    heading = personnel.page.get_by_role("heading", name="Das Paket ist fertig")
    expect(heading).to_be_visible(timeout=120_000)
    personnel.check_page("61-nachweispaket-fertig")
    with personnel.page.expect_download() as waiting:
        personnel.press("Paket herunterladen")
    file = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(file)
    assert re.fullmatch(r"nachweispaket-.*\.zip", file.name)

    auditor = visitor()
    auditor.go("/nachweispaket-pruefen/")
    auditor.page.locator("input[type=file]").set_input_files(file)
    auditor.follow("Prüfen")
    auditor.sees("jede Datei darin ist unverändert")
    auditor.check_page("62-nachweispaket-gueltig")

    changed = tmp_path / "changed.zip"
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, content + b"\nNoch jemand" if name.endswith(".csv") else content)
    auditor.page.locator("input[type=file]").set_input_files(changed)
    auditor.follow("Prüfen")
    auditor.sees("Verändert, nicht gültig")
    auditor.sees("nachweis.csv")
    auditor.check_page("63-nachweispaket-veraendert")


def test_whoever_is_in_the_package_reads_that_it_was_downloaded(visitor):
    learner = visitor(PUPIL)
    learner.go("/lernen/privat/")
    learner.sees("Nachweispaket")
