"""Each kind of block as a list of named texts: what an author reads is what is compared."""

import pytest
from django.utils import translation

from courses.review.comparing.leaves import label_of, leaves, plain


def option(key, text, right, feedback=""):
    return {
        "type": "item",
        "id": key,
        "value": {"text": text, "correct": right, "feedback": feedback},
    }


BLOCKS = {
    "heading": ("Passwörter", [("", "Passwörter")]),
    "paragraph": (
        "<p>Erster Satz.</p><ul><li>eins</li><li>zwei</li></ul>",
        [("", "Erster Satz.\neins\nzwei")],
    ),
    "callout": (
        {"kind": "law", "title": "§ 3", "text": "<p>Es gilt.</p>"},
        [("Art", "Rechtsgrundlage"), ("Titel", "§ 3"), ("Text", "Es gilt.")],
    ),
    "accordion": (
        {
            "parts": [
                {
                    "type": "item",
                    "id": "a",
                    "value": {"title": "Erstens", "text": "<p>Eins.</p>"},
                },
                {
                    "type": "item",
                    "id": "b",
                    "value": {"title": "Zweitens", "text": "<p>Zwei.</p>"},
                },
            ]
        },
        [
            ("Teil 1 › Titel", "Erstens"),
            ("Teil 1 › Text", "Eins."),
            ("Teil 2 › Titel", "Zweitens"),
            ("Teil 2 › Text", "Zwei."),
        ],
    ),
    "table": (
        {
            "caption": "Fristen",
            "columns": [
                {"type": "text", "heading": "Was"},
                {"type": "text", "heading": "Bis wann"},
            ],
            "rows": [{"values": ["Antrag", "Mai"]}, {"values": ["Bescheid", "Juni"]}],
        },
        [
            ("Bildunterschrift", "Fristen"),
            ("Spaltenköpfe", "Was | Bis wann"),
            ("Zeile 1", "Antrag | Mai"),
            ("Zeile 2", "Bescheid | Juni"),
        ],
    ),
    "glossary": (
        {
            "terms": [
                {
                    "type": "item",
                    "id": "a",
                    "value": {"term": "EfA", "definition": "Einer für alle"},
                }
            ]
        },
        [("Begriff 1 › Begriff", "EfA"), ("Begriff 1 › Bedeutung", "Einer für alle")],
    ),
    "code": (
        {"caption": "Summe", "code": "=SUMME(A1:A9)"},
        [("Wozu", "Summe"), ("Zeilen", "=SUMME(A1:A9)")],
    ),
    "question": (
        {
            "type": "single",
            "prompt": "Was stimmt?",
            "options": [
                option("a", "Dies", True, "Genau."),
                option("b", "Das", False, "Leider nein."),
            ],
            "explanation": "Weil.",
        },
        None,
    ),
    "pool": ({"title": "Leicht", "draw": 3}, None),
}


@pytest.mark.parametrize("kind", [kind for kind, (_value, told) in BLOCKS.items() if told])
def test_texts_of_a_block_stand_in_reading_order(kind):
    value, told = BLOCKS[kind]
    with translation.override("de"):
        found = leaves(kind, value)
    assert [leaf.text for leaf in found] == [text for _label, text in told]
    assert len({leaf.path for leaf in found}) == len(found)


@pytest.mark.parametrize(
    ("kind", "label", "text"),
    [
        ("accordion", "Titel", "Erstens"),
        ("glossary", "Begriff", "EfA"),
        ("callout", "Titel", "§ 3"),
        ("callout", "Text", "Es gilt."),
        ("question", "Antwort", "Dies"),
        ("question", "Rückmeldung", "Leider nein."),
    ],
)
def test_text_is_named_as_in_the_editor(kind, label, text):
    with translation.override("de"):
        [leaf] = [leaf for leaf in leaves(kind, BLOCKS[kind][0]) if leaf.text == text]
    assert leaf.label.split(" › ")[-1] == label


@pytest.mark.parametrize(
    "text", ["Was stimmt?", "Dies", "Genau.", "Das", "Leider nein.", "Weil.", "ja", "nein"]
)
def test_everything_of_a_question_is_compared(text):
    with translation.override("de"):
        assert text in [leaf.text for leaf in leaves("question", BLOCKS["question"][0])]


def test_pool_says_how_many_are_drawn():
    assert {"Leicht", "3"} <= {leaf.text for leaf in leaves("pool", BLOCKS["pool"][0])}


def test_order_of_answers_changes_no_path():
    value, _told = BLOCKS["question"]
    turned = {**value, "options": list(reversed(value["options"]))}
    before = {leaf.path for leaf in leaves("question", value)}
    after = {leaf.path for leaf in leaves("question", turned)}
    assert before == after


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("heading", ""),
        ("heading", None),
        ("paragraph", ""),
        ("callout", {}),
        ("accordion", {}),
        ("accordion", {"parts": None}),
        ("table", None),
        ("table", {}),
        ("glossary", {"terms": []}),
        ("gibt-es-nicht", {"a": 1}),
    ],
)
def test_what_is_empty_says_nothing(kind, value):
    said = [leaf.text for leaf in leaves(kind, value)]
    assert [text for text in said if text not in ("Tipp", "Tip")] == []


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("", ""),
        (None, ""),
        ("<p></p>", ""),
        ("<p>Eins</p>", "Eins"),
        ("<p>Eins</p><p>Zwei</p>", "Eins\nZwei"),
        ("<p>Eins<br/>Zwei</p>", "Eins\nZwei"),
        ("<p>Fisch &amp; Chips</p>", "Fisch & Chips"),
        ("<p><b>fett</b> und <i>schräg</i></p>", "fett und schräg"),
        ('<p><a linktype="page" id="3">Seite</a></p>', "Seite"),
        ("<h2>Kopf</h2><p>Text</p>", "Kopf\nText"),
        ("1 &lt; 2", "1 < 2"),
    ],
)
def test_plain_leaves_words_and_ends_of_paragraphs(html, text):
    assert plain(html) == text


@pytest.mark.parametrize(
    ("kind", "label"),
    [
        ("heading", "Überschrift"),
        ("paragraph", "Text"),
        ("question", "Auswählen"),
        ("fremd", "fremd"),
    ],
)
def test_kind_of_a_block_is_called_as_in_the_editor(kind, label):
    with translation.override("de"):
        assert label_of(kind) == label
