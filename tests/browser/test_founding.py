"""Station 0: a municipality joins, gets its page and its contribution, and invites its people."""

import datetime as dt
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

OFFICE = "buero@kommunalcampus.example"
PERSONNEL = "personal@viernheim.example"
NAME = "Gemeinde Demohausen"
YEAR = dt.date.today().year


def _declare(office):
    """Write down the declaration of joining."""
    office.go("/genossenschaft/antraege/neu/")
    page = office.page
    values = {
        "name": NAME,
        "ars": "064319999999",
        "street": "Demoweg 1",
        "postcode": "64646",
        "city": "Demohausen",
        "population": "4200",
        "population_date": "2025-12-31",
        "leitweg_id": "06431020-DEMO1-72",
        "invoice_email": "rechnung@demohausen.example",
        "shares": "1",
        "declarant_name": "Demo-Bürgermeisteramt",
        "declarant_function": "Bürgermeisterin (Demo)",
        "declarant_email": "rathaus@demohausen.example",
    }
    for name, value in values.items():
        page.locator(f"[name={name}]").fill(value)
    page.locator("[name=kind]").select_option("municipality")
    page.locator("[name=land]").select_option("HE")
    page.locator("[name=statute_received]").check()


def test_office_admits_a_municipality(visitor):
    office = visitor(OFFICE)
    expect(office.page).to_have_url(re.compile("/genossenschaft/"))
    office.check_page("20-geschaeftsstelle")
    _declare(office)
    office.press("Antrag erfassen")
    # Without the express acknowledgement (§ 15a GenG) nothing is taken down, and nothing is lost.
    assert office.page.locator("[name=ars]").input_value() == "064319999999"
    office.check_page("21-antrag-unvollstaendig")
    office.page.locator("[name=duty_acknowledged]").check()
    office.press("Antrag erfassen")
    office.sees(NAME)
    office.check_page("22-antrag")
    _decide(office)
    office.go("/genossenschaft/mitglieder/")
    office.sees(NAME)
    office.check_page("23-mitgliederliste")
    stranger = visitor()
    stranger.go("/kommunen/")
    stranger.sees(NAME)
    stranger.press(NAME)
    stranger.check_page("24-seite-der-kommune")


def _decide(office):
    """Admit by a decision of the board."""
    page = office.page
    page.locator("[name=decision]").first.check()
    page.locator("[name=number]").fill(f"{YEAR}-90")
    page.locator("[name=decided_on]").fill(dt.date.today().isoformat())
    page.locator("[name=text]").fill(f"Aufnahme der {NAME}")
    office.press("Beschluss eintragen")


def test_contribution_of_the_new_member_is_charged(visitor):
    office = visitor(OFFICE)
    office.go("/genossenschaft/mitglieder/")
    office.page.locator("main").get_by_role("link", name=NAME).first.click()
    office.sees(f"Mitgliedsbeitrag {YEAR}")
    office.check_page("25-mitgliedskonto")


def _newest_mail(platform, text):
    folder = Path(platform.environment["KC_VAR_DIR"]) / "mail"
    mails = sorted(folder.glob("*"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in mails:
        content = path.read_text(encoding="utf-8", errors="replace")
        if text in content:
            return content
    return ""


def test_personnel_invites_by_mail_and_the_person_comes_in(visitor, platform):
    personnel = visitor(PERSONNEL)
    personnel.go("/personal/mitarbeitende/einladen/")
    page = personnel.page
    page.locator("[name=first_name]").fill("Noa")
    page.locator("[name=last_name]").fill("Demo-Neu")
    page.locator("[name=email]").fill("noa@viernheim.example")
    personnel.press("Aufnehmen und einladen")
    personnel.sees("Demo-Neu")
    personnel.check_page("26-eingeladen")
    for _ in range(40):
        if mail := _newest_mail(platform, "/konto/einladung/"):
            break
        page.wait_for_timeout(500)
    link = re.search(r"/konto/einladung/[^\s=]+/", mail.replace("=\n", ""))
    newcomer = visitor()
    newcomer.go(link[0])
    newcomer.check_page("27-einladung-annehmen")
    for field in newcomer.page.locator("main input[type=password]").all():
        field.fill("ein-langes-Demo-Kennwort-27")
    with newcomer.page.expect_navigation():
        newcomer.page.locator("main button.kc-btn--primary").click()
    newcomer.go("/lernen/")
    newcomer.sees("Stadt Viernheim")
    newcomer.go(link[0])
    newcomer.sees("Einladung")


def test_personnel_invites_by_letter(visitor):
    personnel = visitor(PERSONNEL)
    personnel.go("/personal/mitarbeitende/einladen/")
    page = personnel.page
    page.locator("[name=first_name]").fill("Sam")
    page.locator("[name=last_name]").fill("Demo-Brief")
    personnel.press("Aufnehmen und einladen")
    personnel.sees("Demo-Brief")
    personnel.check_page("28-zugangsbrief")
