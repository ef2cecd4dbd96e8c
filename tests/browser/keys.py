"""Somebody who works with the keys alone.

Nothing here clicks: a control that the keyboard does not reach fails the journey, and so does a
stop without a visible mark, or one that something floats over.
"""

from playwright.sync_api import expect

from tests.browser.inspection import equip

FOCUS = "document.activeElement"
STOP = f"kcLook.stop({FOCUS})"


class Keys:
    """Somebody who works with the keys alone."""

    def __init__(self, page):
        self.page = page
        self.main = page.locator("main")
        self.said = page.locator("[data-kc-said]")

    def press(self, *keys):
        """Press keys one after the other."""
        for key in keys:
            self.page.keyboard.press(key)

    def enter(self):
        """Press Enter, and wait for the page that it opens."""
        with self.page.expect_navigation():
            self.press("Enter")

    def stop(self, key="Tab"):
        """Go to the next stop; it has to be marked and in view."""
        self.page.keyboard.press(key)
        equip(self.page)
        found = self.page.evaluate(STOP)
        if found:
            # The page may still be scrolling to the control.
            self.page.wait_for_timeout(600)
            found = self.page.evaluate(STOP)
        assert found == [], self.page.url

    def to(self, wanted, key="Tab", limit=90):
        """Go on to a control; fail where the keyboard does not lead there."""
        for _ in range(limit):
            self.stop(key)
            if wanted.evaluate_all(f"all => all.includes({FOCUS})"):
                return
        raise AssertionError(f"The keyboard does not reach {wanted} on {self.page.url}.")

    def use(self, role, name, **options):
        """Go to a control of the page's content and open the page it leads to."""
        self.to(self.main.get_by_role(role, name=name), **options)
        self.enter()

    def work(self, role, name, **options):
        """Go to a control that changes the page as it stands, and press Enter."""
        self.to(self.main.get_by_role(role, name=name), **options)
        self.press("Enter")

    def into_content(self):
        """Jump over the frame of the page by its first link."""
        self.to(self.page.get_by_role("link", name="Zum Inhalt springen"), limit=3)
        self.press("Enter")
        expect(self.main).to_be_focused()

    def hears(self, words):
        """Expect news that are read aloud without the focus moving."""
        expect(self.said).to_contain_text(words)
