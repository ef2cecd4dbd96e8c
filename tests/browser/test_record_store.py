"""An administrator looks after the record store: a new program, its secret, its statements."""

import uuid

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
OPERATOR = "technik@kommunalcampus.example"
STORE = "/admin/lernspeicher/"
PAGES = ("", "programme/", "programme/neu/", "aussagen/")


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path or "overview")
@pytest.mark.parametrize("width", [1280, 360])
def test_page_of_the_store_has_no_fault(visitor, path, width):
    guest = visitor(OPERATOR, viewport={"width": width, "height": 900})
    guest.go(f"{STORE}{path}")
    expect(guest.page.get_by_role("heading", level=1)).to_be_visible()
    guest.check_page(f"record-store-{path.strip('/').replace('/', '-') or 'overview'}-{width}")
    wider = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    assert not guest.page.evaluate(wider)


def test_program_gets_credentials_that_are_shown_once(visitor):
    guest = visitor(OPERATOR, permissions=["clipboard-read", "clipboard-write"])
    page = guest.page
    name = f"Prüfprogramm {uuid.uuid4().hex[:6]}"
    guest.go(f"{STORE}programme/")
    guest.press("Neues Programm")
    page.get_by_label("Name des Programms").fill(name)
    page.get_by_label("Aussagen schreiben").check()
    page.get_by_role("button", name="Anlegen und Geheimnis zeigen").press("Enter")
    guest.sees("Das Geheimnis sehen Sie nur jetzt.")
    secret = page.locator("#secret").input_value()
    guest.press("Geheimnis kopieren")
    guest.sees("Kopiert")
    assert page.evaluate("navigator.clipboard.readText()") == secret
    with page.expect_download() as download:
        guest.press("Als Textdatei speichern")
    assert secret in download.value.path().read_text()
    guest.check_page("record-store-credentials")
    guest.press("Zum Programm")
    guest.sees(name)
    assert secret not in page.content()


def test_statement_is_found_by_filter_and_read_as_json(visitor):
    guest = visitor(OPERATOR)
    page = guest.page
    guest.go(f"{STORE}aussagen/")
    source = page.get_by_label("Quelle")
    moodle = source.locator("option", has_text="Moodle der DHBW")
    source.select_option(moodle.get_attribute("value"))
    guest.press("Anwenden")
    guest.sees("Passende Aussagen, die neuesten zuerst")
    page.locator("main tbody th a").first.click()
    guest.sees("So ist sie gespeichert (JSON)")
    guest.sees('"authority"')
    guest.check_page("record-store-statement")
