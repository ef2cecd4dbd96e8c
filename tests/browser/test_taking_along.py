"""From the old town to the new one: the account stays, a proof is shown, HR recognises it.

The stations build on one another and run in the order of this file on one platform.
"""

import json
import re

import pytest
from playwright.sync_api import expect

from tests.browser.arrivals import HR, LEAVER, NEW, OLD, PROOF

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def way_in(platform):
    code = "from tests.browser.arrivals import arrive; arrive()"
    return json.loads(platform.make(code))


def test_station_1_leaver_is_told_how_it_goes_on(visitor, way_in):
    leaver = visitor(LEAVER)
    leaver.go("/lernen/mitnehmen/")
    leaver.sees("Zurzeit kein Arbeitgeber")
    leaver.check_page("60-zwischen-zwei-arbeitgebern")


def test_station_2_leaver_accepts_the_invitation_with_the_account(visitor, way_in):
    leaver = visitor(LEAVER)
    leaver.go(f"/konto/einladung/{way_in['secret']}/")
    leaver.check_page("61-einladung")
    leaver.follow(re.compile("Ich habe schon ein Konto"))
    leaver.sees(f"Die Einladung von Stadt {NEW} mit Ihrem Konto annehmen?")
    leaver.check_page("62-vorhandenes-konto")
    leaver.follow("Dieses Konto verwenden")
    leaver.sees(f"Stadt {NEW}")
    expect(leaver.page.locator("main")).not_to_contain_text(OLD)


def test_station_3_leaver_chooses_looks_and_shows_by_keyboard(visitor, way_in):
    leaver = visitor(LEAVER)
    leaver.go("/lernen/mitnehmen/")
    leaver.sees("wird dort verlangt")
    leaver.check_page("63-auswahl")
    box = leaver.page.get_by_role("checkbox", name=re.compile(PROOF))
    box.focus()
    leaver.page.keyboard.press("Space")
    expect(box).to_be_checked()
    leaver.page.get_by_role("button", name="Erst ansehen").focus()
    with leaver.page.expect_navigation():
        leaver.page.keyboard.press("Enter")
    leaver.sees("Das wird Ihr Arbeitgeber sehen")
    leaver.check_page("64-vorschau")
    leaver.follow(f"Bei Stadt {NEW} vorlegen")
    leaver.sees("wartet auf eine Entscheidung")
    leaver.check_page("65-vorgelegt")


def test_station_4_hr_recognises_with_one_click_and_sees_no_origin(visitor, way_in):
    office = visitor(HR)
    office.go("/personal/")
    office.follow(re.compile("Mitarbeitende mitgebracht"))
    office.sees(PROOF)
    expect(office.page.locator("main")).not_to_contain_text(OLD)
    office.check_page("66-mitgebracht")
    office.follow(re.compile("^Anerkennen"))
    office.sees("ist anerkannt")
    office.go(f"/personal/pflichten/{way_in['turn']}/")
    office.sees("von der Person mitgebracht")
    expect(office.page.locator("main")).not_to_contain_text(OLD)


def test_station_5_leaver_reads_what_was_decided(visitor, way_in):
    leaver = visitor(LEAVER)
    leaver.go("/lernen/mitnehmen/")
    leaver.sees("anerkannt")
    expect(leaver.page.get_by_role("button", name=re.compile("Zurücknehmen"))).to_have_count(0)
    leaver.go("/lernen/privat/")
    leaver.sees("Nachweise, die Sie mitgebracht und vorgelegt haben")
