"""Enter in a form that also looks for something presses the button that belongs to the field."""

from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

SCRIPT = Path(__file__).parents[2] / "campus/static/campus/js/page.js"
FORM = """<form>
  <input name="price">
  <div class="kc-searched"><input type="search" name="a-word"><button name="a-find">Suchen</button>
    <label><input type="checkbox" name="a" value="1"> Viernheim</label></div>
  <div class="kc-searched"><input type="search" name="b-word"><button name="b-find">Suchen</button>
  </div>
  <input name="note"><textarea name="text"></textarea>
  <button type="button" name="help">Hilfe</button>
  <button name="save">Speichern</button><button name="throw">Verwerfen</button>
</form><form id="plain"><input name="word"><button name="go">Los</button></form>"""
NOTE = """addEventListener("submit", (event) => {
  event.preventDefault();
  window.pressed = event.submitter && event.submitter.name;
});"""


@pytest.fixture(scope="module")
def form(browser):
    page = browser.new_page()
    page.set_content(FORM)
    page.evaluate(NOTE)
    page.add_script_tag(path=SCRIPT)
    yield page
    page.close()


@pytest.mark.parametrize(
    ("field", "button"),
    [
        ("price", "save"),
        ("note", "save"),
        ("a-word", "a-find"),
        ("b-word", "b-find"),
        ("a", "a-find"),
        ("text", None),
        ("word", "go"),
    ],
)
def test_enter_presses_the_button_of_the_field(form, field, button):
    form.evaluate("window.pressed = null")
    form.locator(f"[name={field}]").press("Enter")
    assert form.evaluate("window.pressed") == button
