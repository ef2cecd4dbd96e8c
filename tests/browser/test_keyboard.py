"""The learner's whole way without a mouse, and what assistive technology is told of it."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.answers import right_answers
from tests.browser.conftest import PASSWORD

pytestmark = pytest.mark.browser

COURSE = "projektmanagement-verwaltung"
LEARNER = "lernen@viernheim.example"
PAGES = ("/lernen/", "/lernen/kurse/", "/katalog/?q=recht", "/lernen/nachweise/", "/lernen/privat/")
# 360 px, and 1440 px at 200 % zoom.
WIDTHS = (360, 720)
WIDER = "document.documentElement.scrollWidth > window.innerWidth"


def reach(page, role, name, *, key="Tab", limit=120):
    """Press Tab until the control has the focus; fail where the keyboard does not get there."""
    wanted = page.get_by_role(role, name=name)
    for _ in range(limit):
        page.keyboard.press(key)
        if wanted.evaluate_all("all => all.includes(document.activeElement)"):
            return
    raise AssertionError(f"The keyboard does not reach {role} {name!r} on {page.url}.")


def use(page, role, name):
    """Reach a control and press Enter."""
    reach(page, role, name)
    page.keyboard.press("Enter")
    page.wait_for_load_state()


def sign_in(page, base):
    page.goto(f"{base}/konto/login/")
    page.locator("[name=login]").focus()
    page.keyboard.type(LEARNER)
    for _ in range(5):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "password":
            break
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/lernen/$"))


def answer_by_keys(page):
    """Choose the right answers of every question by Space."""
    answers = right_answers(COURSE)
    for field in page.locator("fieldset.kp-question").all():
        prompt = field.locator(".kp-question__prompt").inner_text().strip()
        for text in answers[prompt]:
            field.get_by_label(text, exact=True).focus()
            page.keyboard.press("Space")


def work_through(page):
    """Go on by the keyboard from step to step until the course is done."""
    main = page.locator("main")
    told = []
    for _ in range(40):
        if main.get_by_role("button", name="Test beginnen").count():
            use(page, "button", "Test beginnen")
        elif main.locator("fieldset.kp-question").count():
            answer_by_keys(page)
            if main.get_by_role("button", name="Antworten prüfen").count():
                use(page, "button", "Antworten prüfen")
                told.append(page.locator("[role=status], [role=alert], [aria-live]").count())
            else:
                use(page, "button", "Weiter zur Abgabe")
                use(page, "button", "Jetzt abgeben")
        elif main.get_by_role("button", name="Erledigt und weiter").count():
            use(page, "button", "Erledigt und weiter")
        elif main.get_by_role("button", name="Fertig").count():
            use(page, "button", "Fertig")
        elif main.locator("a[rel=next]").count():
            main.locator("a[rel=next]").first.focus()
            page.keyboard.press("Enter")
            page.wait_for_load_state()
        else:
            break
    return told


def test_learner_gets_from_sign_in_to_the_certificate_by_keyboard(visitor):
    learner = visitor()
    page = learner.page
    sign_in(page, learner.base)
    expect(page.locator("main")).to_match_aria_snapshot(
        '- heading "Weiterlernen" [level=2]\n- heading "Fällig" [level=2]\n'
        '- heading "Termine" [level=2]\n- heading "Für Sie" [level=2]'
    )
    reach(page, "searchbox", re.compile("."), limit=20)
    page.keyboard.type("projektmanagement")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/katalog/"))
    use(page, "link", re.compile("^Projektmanagement"))
    use(page, "button", "Jetzt einschreiben")
    page.wait_for_url(re.compile("/lernen/kurs/"))
    use(page, "link", "Beginnen")
    expect(page.locator("main")).to_match_aria_snapshot("- article:\n  - heading [level=1]")
    told = work_through(page)
    assert all(told)
    learner.go("/lernen/nachweise/")
    learner.sees("Projektmanagement")
    use(page, "link", re.compile("^Worauf er beruht"))
    learner.sees("Projektmanagement")
    learner.check_page("keyboard-why")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_learners_pages_fit_narrow_screens_in_light_and_dark(visitor, scheme):
    learner = visitor(LEARNER, color_scheme=scheme, reduced_motion="reduce")
    wide = []
    for path in PAGES:
        for width in WIDTHS:
            learner.page.set_viewport_size({"width": width, "height": 800})
            learner.go(path)
            if learner.page.evaluate(WIDER):
                wide.append((path, width))
        learner.check_page(f"narrow-{scheme}-{path.strip('/').replace('/', '-')[:20]}")
    assert wide == []
    moving = learner.page.evaluate(
        "document.getAnimations().filter(one => one.playState === 'running').length"
    )
    assert moving == 0
