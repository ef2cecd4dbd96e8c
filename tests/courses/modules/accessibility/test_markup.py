"""Faults in formatted text and whole documents, and the contrast of colours."""

import pytest

from courses.modules.accessibility import codes
from courses.modules.accessibility.contrast import BLACK, WHITE, colour_of, is_weak, ratio
from courses.modules.accessibility.markup import findings_in, findings_in_document, plain

GOOD_DOCUMENT = (
    '<!doctype html><html lang="de"><head><title>Prüfliste</title></head>'
    "<body><h1>Prüfliste</h1><h2>Vorher</h2></body></html>"
)


def found(markup, **facts):
    """Return the codes of the faults."""
    return [code for code, _ in findings_in(markup, **facts)[0]]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("hier", codes.LINK_VAGUE),
        ("Hier", codes.LINK_VAGUE),
        ("klicken Sie hier!", codes.LINK_VAGUE),
        ("mehr …", codes.LINK_VAGUE),
        ("<b>Download</b>", codes.LINK_VAGUE),
        ("click here", codes.LINK_VAGUE),
        ("https://www.bund.de/barrierefrei?x=1", codes.LINK_ADDRESS),
        ("www.bund.de", codes.LINK_ADDRESS),
        ("", codes.LINK_EMPTY),
        ("  \n ", codes.LINK_EMPTY),
        ('<img src="x.png" alt="">', codes.LINK_EMPTY),
    ],
)
def test_link_without_telling_words_is_a_fault(text, code):
    assert found(f'<p>Siehe <a href="https://x.example">{text}</a>.</p>') == [code]


@pytest.mark.parametrize(
    "text",
    [
        "Handreichung des Bundes",
        "hier steht die Handreichung",
        "bund.de",
        "Seite 3 der Handreichung https://x.example",
        '<img src="x.png" alt="Zur Startseite">',
        "Mehr Demokratie",
    ],
)
def test_link_that_says_where_it_leads_is_none(text):
    assert found(f'<p><a href="https://x.example">{text}</a></p>') == []


@pytest.mark.parametrize(
    ("markup", "level", "codes_found"),
    [
        ("<h3>Drei</h3><h4>Vier</h4><h3>Drei</h3><h2>Zwei</h2>", 2, []),
        ("<h4>Vier</h4>", 2, [codes.HEADING_SKIPPED]),
        ("<h3>Drei</h3><h5>Fünf</h5>", 2, [codes.HEADING_SKIPPED]),
        ("<h3> <br> </h3>", 2, [codes.HEADING_EMPTY]),
        ("<h2>Zwei</h2>", 0, [codes.HEADING_SKIPPED]),
        ("<h1>Eins</h1>", 0, []),
    ],
)
def test_headings_keep_their_order_and_have_words(markup, level, codes_found):
    assert found(markup, level=level) == codes_found


@pytest.mark.parametrize(
    ("markup", "codes_found"),
    [
        ('<img src="a.png">', [codes.ALT_MISSING]),
        ('<img src="a.png" alt="">', []),
        ('<img src="a.png" role="presentation">', []),
        ('<img src="a.png" alt="IMG_0815.JPG">', [codes.ALT_FILE_NAME]),
        ('<img src="a.png" alt="Der Dienstweg als Schaubild">', []),
        ("<table><tr><td>1</td></tr></table>", [codes.TABLE_HEADER]),
        ('<table><tr><th scope="col">A</th></tr><tr><td>1</td></tr></table>', []),
        ("<table><tr><th>A<table><tr><td>1</td></tr></table></th></tr></table>", ["table_header"]),
        ("</table></a></h2><p>unordentlich", []),
    ],
)
def test_pictures_and_tables(markup, codes_found):
    assert found(markup) == codes_found


def test_document_names_its_language_and_itself():
    assert findings_in_document(GOOD_DOCUMENT) == []
    bare = [code for code, _ in findings_in_document("<h1>Liste</h1>")]
    assert bare == [codes.DOCUMENT_LANGUAGE, codes.DOCUMENT_TITLE]


def test_plain_text_ends_sentences_with_paragraphs_and_leaves_scripts_out():
    markup = "<p>Eins &amp; zwei</p><ul><li>drei</li></ul><script>vier()</script>"
    assert plain(markup).split() == ["Eins", "&", "zwei.", "drei."]


@pytest.mark.parametrize(
    ("text", "colour"),
    [
        ("#fff", WHITE),
        ("#000000", BLACK),
        ("White", WHITE),
        ("rgb(255, 0, 12)", (255, 0, 12)),
        ("rgb(999,0,0)", (255, 0, 0)),
        ("#ffff", None),
        ("rgba(0,0,0,.5)", None),
        ("var(--kc-text)", None),
        ("", None),
    ],
)
def test_colour_is_read_or_left_to_people(text, colour):
    assert colour_of(text) == colour


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [(WHITE, BLACK, 21.0), (WHITE, WHITE, 1.0), ((118, 118, 118), WHITE, 4.54)],
)
def test_ratio_is_that_of_wcag_in_either_order(one, other, expected):
    assert round(ratio(one, other), 2) == round(ratio(other, one), 2) == expected


@pytest.mark.parametrize(
    ("style", "weak"),
    [
        ("color: #777", True),
        ("color: #767676", False),
        ("background: yellow", False),
        ("background-color: #333", True),
        ("color: white; background: #1a1a1a", False),
        ("color: red", True),
        ("color: var(--x)", False),
        ("font-weight: bold", False),
        ("kaputt", False),
    ],
)
def test_style_is_weak_below_four_and_a_half(style, weak):
    assert is_weak(style) is weak
    assert found(f'<p style="{style}">Text</p>') == ([codes.CONTRAST] if weak else [])
