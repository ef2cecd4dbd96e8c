"""Stations 5 to 7: HR assigns and reminds, the office bills and books, the board reads."""

import datetime as dt
import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

OFFICE = "buero@kommunalcampus.example"
PERSONNEL = "personal@viernheim.example"
BOARD = "vorstand@kommunalcampus.example"


def test_personnel_assigns_and_reminds(visitor):
    personnel = visitor(PERSONNEL)
    expect(personnel.page).to_have_url(re.compile("/(lernen|personal)/$"))
    personnel.go("/personal/")
    personnel.check_page("30-personal")
    personnel.press("Kurs zur Pflicht machen")
    page = personnel.page
    page.locator("[name=course]").select_option(label="E-Akte: Einführung für den Arbeitsalltag")
    page.locator("[name=due_on]").fill("2020-01-01")
    page.locator("[name=legal_basis]").fill("Dienstanweisung E-Akte (Demo)")
    personnel.press("Vorschau zeigen")
    personnel.sees("Der Termin ist vorbei.")
    assert page.locator("[name=legal_basis]").input_value() == "Dienstanweisung E-Akte (Demo)"
    personnel.check_page("31-pflicht-termin-vorbei")
    due = dt.date.today() + dt.timedelta(days=30)
    page.locator("[name=due_on]").fill(due.isoformat())
    personnel.press("Vorschau zeigen")
    personnel.sees("Vorschau: Noch ist nichts geschrieben")
    personnel.check_page("31-pflicht-vorschau")
    personnel.press("Zuweisen und Mitarbeitende benachrichtigen")
    personnel.sees("Die Pflicht gilt")
    personnel.press(re.compile(r"^\d+ Person(en)? erinnern"))
    personnel.sees("erinnert")
    personnel.check_page("32-erinnert")


def _wait_for(office, text, tries=40):
    """Look again until the worker has done its part, as the page tells."""
    for _ in range(tries):
        if text in office.page.locator("main").inner_text():
            return
        office.page.wait_for_timeout(750)
        office.page.reload()
    office.sees(text)


def test_office_bills_and_books_a_transfer(visitor, platform):
    office = visitor(OFFICE)
    office.go("/genossenschaft/rechnungen/laeufe/")
    office.page.locator("[name=until]").fill(dt.date.today().isoformat())
    office.press("Rechnungen entwerfen")
    _wait_for(office, "Entwürfe")
    office.check_page("33-rechnungslauf")
    _wait_for(office, "ausstellen")
    office.press(re.compile("Entw.*ausstellen"))
    _wait_for(office, "Abgeschlossen")
    office.go("/genossenschaft/rechnungen/offene-posten/")
    office.check_page("34-offene-posten")
    link = office.page.locator("main").get_by_role("link", name=re.compile(r"^[A-Z]{2}-\d{4}-"))
    number = link.first.inner_text().strip()
    assert "CrossIndustryInvoice" in platform.manage("einvoice", number, "--format", "cii")
    link.first.click()
    office.check_page("35-rechnung")
    office.go(f"/genossenschaft/rechnungen/{number}/zahlung/")
    amount = office.page.locator("[name=amount]").input_value()
    office.page.locator("[name=amount]").fill("zwölf Euro")
    office.page.locator("[name=received_on]").fill(dt.date.today().isoformat())
    office.page.locator("[name=reference]").fill(f"DEMO-BANK-{number}")
    office.press("Zahlung erfassen")
    assert office.page.locator("[name=amount]").input_value() == "zwölf Euro"
    office.check_page("36-betrag-nicht-lesbar")
    office.page.locator("[name=amount]").fill(amount)
    office.press("Zahlung erfassen")
    office.sees("Bezahlt")
    platform.manage("check_billing")


def test_board_reads_the_report_without_small_numbers(visitor):
    board = visitor(BOARD)
    expect(board.page).to_have_url(re.compile("/berichte/$"))
    board.sees("Mitglieder")
    board.sees("nicht gezeigt")
    board.check_page("37-bericht")


def test_every_step_is_a_statement_and_progress_is_their_fold(platform):
    assert "0 differences" in platform.manage("rebuild_progress", "--check")
