"""The demo shows every block and every rule of completion."""

from tests.campus.demo.test_content import BLOCK_KEYS, CONTENT, MODULES, blocks_of, items_of, load


def taught():
    return [load(path.relative_to(CONTENT)) for path in MODULES]


def test_demo_shows_every_block():
    shown = {
        block["type"]
        for module in taught()
        for lesson in items_of(module, "lesson")
        for block in lesson["body"]
    }

    assert set(BLOCK_KEYS) <= shown


def test_demo_shows_rules_beyond_the_button():
    rules = {item.get("completion") for module in taught() for item in items_of(module, "lesson")}

    assert {"seen", "confirmed"} <= rules


def test_documents_shown_on_a_page_are_described():
    shown = [block for module in taught() for block in blocks_of(module, "embed")]

    assert shown
    assert all(len(block["description"]) > 80 for block in shown)
