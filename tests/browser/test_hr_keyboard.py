"""Human resources assign, look at the matrix and remind without a mouse."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.waiting import ASKER, SECOND

pytestmark = pytest.mark.browser

HR = "personal@viernheim.example"
COURSE = "Barrierefreie Dokumente erstellen"


def open_page(keys, platform, path):
    """Open a page and jump over its frame."""
    keys.page.goto(f"{platform.base}{path}")
    keys.into_content()


def write(keys, label, text):
    """Go to a field and write."""
    keys.to(keys.main.get_by_label(label))
    keys.page.keyboard.type(text)


def tick(keys, name):
    """Go to a box and tick it."""
    box = keys.main.get_by_role("checkbox", name=name)
    keys.to(box)
    keys.press("Space")
    expect(box).to_be_checked()


def choose(keys, label, option):
    """Go to a list and choose by its first letters, as one does with the keys."""
    field = keys.main.get_by_label(label, exact=True)
    keys.to(field)
    keys.page.keyboard.type(option)
    expect(field.locator("option:checked")).to_contain_text(option)


def test_joint_assignment_is_made_previewed_given_and_taken_back(keys, platform):
    personnel = keys(HR)
    open_page(personnel, platform, "/personal/")
    personnel.use("link", "Mehreres zuweisen")
    personnel.into_content()
    personnel.use("link", "Mehreres zuweisen")
    personnel.into_content()
    write(personnel, re.compile("^Name dieser Zuweisung"), "Mit den Tasten")
    tick(personnel, COURSE)
    tick(personnel, "Kämmereiamt")
    choose(personnel, "Termin", "Ab der Zuweisung")
    write(personnel, re.compile("^Wie lange"), "30")
    personnel.use("button", "Vorschau zeigen")
    # A reason is missing: the focus leads there, and what was chosen is kept.
    expect(personnel.page.locator(".kc-summary")).to_be_focused()
    personnel.use("link", re.compile("^Grund oder Rechtsgrundlage"), limit=3)
    personnel.page.keyboard.type("Dienstanweisung")
    expect(personnel.main.get_by_role("checkbox", name=COURSE)).to_be_checked()
    personnel.use("button", "Vorschau zeigen")
    personnel.use("button", re.compile(r"^\d+ Pflicht(en)? zuweisen"))
    expect(personnel.main).to_contain_text("Mit den Tasten")
    undo = re.compile("^Alles rückgängig machen")
    expect(personnel.main.get_by_role("button", name=undo)).to_be_visible()
    personnel.use("button", undo)
    expect(personnel.main).to_contain_text("Alles ist rückgängig gemacht")


def test_matrix_is_narrowed_to_a_department_and_scrolled_by_the_keys(keys, platform):
    personnel = keys(HR)
    open_page(personnel, platform, "/personal/matrix/")
    choose(personnel, "Amt", "Ordnungsamt")
    personnel.use("button", "Anzeigen")
    table = personnel.main.get_by_role("region", name=re.compile("Pflichtkurse"))
    personnel.to(table, limit=30)
    expect(table).not_to_contain_text("Kämmereiamt")


def test_reminder_is_read_and_changed_before_it_goes_out(keys, platform):
    personnel = keys(HR)
    open_page(personnel, platform, "/personal/ueberfaellig/")
    tick(personnel, re.compile("^Kim Demo-Lernend"))
    personnel.use("button", re.compile("^Ausgewählte erinnern"))
    text = personnel.main.locator("textarea")
    personnel.to(text)
    personnel.press("Control+End")
    personnel.page.keyboard.type(" Danke.")
    expect(text).to_have_value(re.compile("Danke"))
    personnel.use("button", "E-Mail ansehen")
    expect(personnel.main).to_contain_text("Danke.")
    expect(personnel.main).to_contain_text("Fällig am:")
    personnel.use("button", "Text ändern")
    expect(personnel.main.locator("textarea")).to_have_value(re.compile("Danke"))
    personnel.use("link", "Abbrechen")
    expect(personnel.main).to_contain_text("Kim Demo-Lernend")


def test_what_another_one_proposed_is_looked_at_and_left(keys, platform, planted):
    colleague = keys(SECOND)
    open_page(colleague, platform, planted["booking-proposed"])
    expect(colleague.main).to_contain_text("Noch ist nichts gebucht")
    colleague.use("link", "Zurück zum Vorschlag")
    colleague.into_content()
    colleague.to(colleague.main.get_by_role("button", name=re.compile("^Freigeben")))


def test_department_says_what_is_missing_and_a_group_of_the_directory_leads_on(
    keys, platform, planted
):
    personnel = keys(ASKER)
    open_page(personnel, platform, planted["department"])
    personnel.use("button", "Leitung eintragen")
    # A short form has no summary: the focus is on the field itself.
    expect(personnel.main.get_by_label("Wer das Amt leiten soll")).to_be_focused()
    open_page(personnel, platform, planted["group-of-directory"])
    expect(personnel.main).to_contain_text("aus dem Verzeichnis")
    personnel.use("link", re.compile("Dora"))
    expect(personnel.main.get_by_role("heading", level=1)).to_contain_text("Dora")
