"""A filled-in sheet and the module that is imported of it, word for word."""

from django.utils import translation

from courses.catalogue.own import having
from courses.catalogue.shelf import CourseCard
from courses.portal.landing.choice import joined
from courses.units.content import Paper, Sheet, module_of
from courses.units.states import LICENCES, WORDS, State

SHEET = Sheet(
    title="Schlüssel und Zutritt",
    promise="Sie wissen, wer welchen Schlüssel bekommt.",
    text="# Ausgabe\nNur **gegen Unterschrift**.\n\n- Hauptamt\n- Pforte",
    minutes=5,
    link_url="https://example.org/plan",
    link_title="Plan des Hauses",
    confirm=True,
    questions=(
        {
            "prompt": "Der Schlüssel ist weg. Was nun?",
            "right": "Das Hauptamt anrufen",
            "wrong": ["Warten", "Nachmachen lassen"],
        },
    ),
)
HEADING = {"type": "heading", "value": "Ausgabe"}
TEXT = {"type": "paragraph", "value": "<p>Nur <b>gegen Unterschrift</b>.</p>"}
LIST = {"type": "paragraph", "value": "<ul><li>Hauptamt</li><li>Pforte</li></ul>"}
LINK = {
    "type": "paragraph",
    "value": '<p><a href="https://example.org/plan">Plan des Hauses</a></p>',
}
CONFIRMATION = {
    "kind": "quiz",
    "key": "confirmation",
    "title": "Bestätigung",
    "minutes": 1,
    "graded": True,
    "pass_percent": 100,
    "body": [],
    "questions": [
        {
            "type": "single",
            "prompt": "Haben Sie alles gelesen und verstanden?",
            "options": [
                {
                    "text": "Ja, ich habe das gelesen und verstanden.",
                    "correct": True,
                    "feedback": "Vielen Dank. Ihre Bestätigung ist vermerkt.",
                },
                {
                    "text": "Nein, noch nicht.",
                    "correct": False,
                    "feedback": "Lesen Sie es in Ruhe und fragen Sie Ihre Führungskraft, "
                    "was unklar ist.",
                },
            ],
        }
    ],
}
TEST = {
    "kind": "quiz",
    "key": "questions",
    "title": "Fragen",
    "minutes": 1,
    "graded": True,
    "pass_percent": 100,
    "body": [],
    "questions": [
        {
            "type": "single",
            "prompt": "Der Schlüssel ist weg. Was nun?",
            "options": [
                {
                    "text": "Das Hauptamt anrufen",
                    "correct": True,
                    "feedback": "Das ist richtig.",
                },
                {
                    "text": "Warten",
                    "correct": False,
                    "feedback": "Das stimmt nicht. Lesen Sie es noch einmal nach.",
                },
                {
                    "text": "Nachmachen lassen",
                    "correct": False,
                    "feedback": "Das stimmt nicht. Lesen Sie es noch einmal nach.",
                },
            ],
        }
    ],
    "shuffle_options": True,
}


def items_of(paper):
    with translation.override("de"):
        [chapter] = module_of(SHEET, paper, slug="schluessel-1")["chapters"]
    return chapter["items"]


def test_text_is_confirmed_by_a_step_of_its_own():
    lesson, confirmation, test = items_of(None)
    assert lesson["body"] == [HEADING, TEXT, LIST, LINK]
    assert confirmation == CONFIRMATION
    assert test == TEST


def test_document_is_confirmed_where_it_stands():
    lesson, test = items_of(Paper("plan.pdf", "Dienstanweisung", "2026-11-01"))
    assert lesson["body"][-1] == {
        "type": "acknowledgement",
        "edition": "2026-11-01",
        "file": "plan.pdf",
        "title": "Dienstanweisung",
    }
    assert lesson["completion"] == "confirmed"
    assert test == TEST


def test_facts_of_the_page_say_that_it_is_internal():
    module = module_of(SHEET, None, slug="schluessel-1")
    facts = {name: value for name, value in module.items() if name != "chapters"}
    assert facts == {
        "slug": "schluessel-1",
        "title": "Schlüssel und Zutritt",
        "promise": "Sie wissen, wer welchen Schlüssel bekommt.",
        "description": "",
        "licence": "internal",
        "look_inside": "nobody",
        "participation_percent": 100,
    }


def card(title, promise):
    facts = dict.fromkeys(CourseCard.__dataclass_fields__)
    return CourseCard(**{**facts, "title": title, "promise": promise})


def test_own_courses_are_found_by_all_words_in_any_case():
    keys = card("Schlüssel und Zutritt", "Wer welchen bekommt.")
    fire = card("Brandschutz", "Was bei Feuer zu tun ist.")
    found = {
        "": [keys, fire],
        "schlüssel": [keys],
        "ZUTRITT wer": [keys],
        "feuer": [fire],
        "feuer schlüssel": [],
        "brand": [fire],
        "  ": [keys, fire],
    }
    for text, wanted in found.items():
        assert having([keys, fire], text) == wanted


def test_own_courses_come_from_every_employer_and_from_where_one_arranges():
    rows = [(7, None, None, None), (8, 1, "hidden", "")]
    assert joined(rows, ()).towns == {7, 8}
    assert joined(rows, (9,)).towns == {7, 8, 9}
    assert joined([], (9,)).towns == {9}
    assert joined([], ()).towns == frozenset()


def test_every_state_has_words_and_every_licence_lets_others_change():
    assert set(WORDS) == set(State)
    assert all(words and tone and icon for words, tone, icon in WORDS.values())
    assert all(code.startswith("CC") and "ND" not in code for code, _words in LICENCES)


def test_copy_for_all_says_where_it_comes_from_and_under_which_licence():
    module = module_of(
        SHEET,
        None,
        slug="schluessel-1",
        description="<p>Erstellt von der Stadt.</p>",
        licence="CC-BY-4.0",
    )
    assert module["description"] == "<p>Erstellt von der Stadt.</p>"
    assert module["licence"] == "CC-BY-4.0"
    assert module["look_inside"] == "nobody"


def test_sheet_without_anything_else_is_one_lesson_with_a_button():
    plain = Sheet(title="Kurz", promise="Wozu.", text="Ein Satz.")
    [chapter] = module_of(plain, None, slug="kurz-1")["chapters"]
    [lesson] = chapter["items"]
    assert chapter["title"] == "Kurz"
    assert lesson == {
        "kind": "lesson",
        "key": "lesson",
        "title": "Kurz",
        "minutes": 10,
        "completion": "button",
        "body": [{"type": "paragraph", "value": "<p>Ein Satz.</p>"}],
    }
