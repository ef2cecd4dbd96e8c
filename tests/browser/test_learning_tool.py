"""A university's tool in a browser: chosen by its author, opened by a learner, done by its result.

The tool is made with PyLTI1p3 and lies on a site of its own.
"""

import json

import pytest
from playwright.sync_api import expect

from tests.browser.tooling import AUTHOR, LEARNER
from tests.support.lti_site import UniversitySite

pytestmark = pytest.mark.browser


@pytest.fixture
def site(platform):
    """Return the tool, running where the platform lets it lie."""
    host = platform.environment["KC_LTI_PRIVATE_HOSTS"]
    with UniversitySite(int(host.rpartition(":")[2])) as running:
        yield running


def shell(platform, call):
    """Call a function of the seeds on the platform."""
    return platform.make(f"from tests.browser import tooling; {call}")


def test_author_chooses_learner_opens_and_the_result_completes_the_step(platform, visitor, site):
    planted = json.loads(shell(platform, f"tooling.plant('{site.host}')"))
    site.know(platform.base, **planted["given"])

    author = visitor(AUTHOR)
    author.go(f"/admin/lernwerkzeuge/{planted['tool']}/")
    author.follow("Inhalte im Lernwerkzeug auswählen")
    expect(author.page.get_by_role("heading", name="Inhalte", exact=True)).to_be_visible()
    author.press("Auswählen")
    author.sees("Vergabe im Moodle")
    author.check_page("tool-chosen")
    author.page.locator("[name=chapter]").select_option(str(planted["chapter"]))
    author.follow("Übernehmen")
    expect(author.page.get_by_role("row", name="Vergabe im Moodle")).to_be_visible()
    # Without the message, whose colours are Wagtail's.
    author.go(f"/admin/lernwerkzeuge/{planted['tool']}/")
    author.check_page("tool-contents")

    step = shell(platform, f"tooling.teach({planted['chapter']})").strip()
    learner = visitor(LEARNER)
    learner.go(step)
    learner.page.locator("main a[href^='/lti/']").first.click()
    learner.sees("Noch nicht erledigt")
    learner.check_page("tool-before")
    with learner.page.expect_popup() as opened:
        learner.page.locator("main a[target=_blank]").first.click()
    window = opened.value
    window.get_by_role("button", name="Abgeben").click()
    expect(window.get_by_role("heading", name="Gemeldet: 8 von 10")).to_be_visible()
    window.close()
    learner.press("Noch einmal nachsehen")
    learner.sees("Erledigt")
    learner.sees("Ergebnis: 8 von 10 Punkten.")
    learner.check_page("tool-done")
