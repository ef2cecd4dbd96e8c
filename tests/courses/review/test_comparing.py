"""What differs between two states of a lesson and of a module, in German sentences."""

import pytest
from django.utils import translation

from courses.modules import selectors as modules
from courses.modules import services
from courses.review.comparing import changes, states, wording
from courses.review.comparing.leaves import leaves
from courses.review.comparing.states import LessonState, ModuleState
from tests.factories.modules import LessonFactory, QuizFactory, paragraph, question

SETTINGS = {"title": "L", "kind": "quiz", "pass_percent": 60, "graded": True}


def block(kind, value, key):
    return {"type": kind, "value": value, "id": key}


def lesson(*blocks, key="1", number=1, chapter="A", **settings):
    return LessonState(key, number, f"L{key}", chapter, {**SETTINGS, **settings}, blocks)


def told(old, new, number=3):
    """Return the sentences, with the words before and after."""
    with translation.override("de"):
        lines = wording.lines(changes.between_lessons(old, new), number)
        return [
            (line.sentence, " ".join(f"{one.kind}:{one.text}" for one in line.segments))
            for line in lines
        ]


TEXT = block("paragraph", "<p>Ein guter Satz.</p>", "a")
CHANGED = block("paragraph", "<p>Ein neuer Satz.</p>", "a")
HEAD = block("heading", "Titel", "b")
ASKED = question(prompt="Was stimmt?")


def with_option(text, **facts):
    """Return the question with another first answer."""
    first, *others = ASKED["value"]["options"]
    changed = {**first, "value": {**first["value"], "text": text, **facts}}
    return {**ASKED, "value": {**ASKED["value"], "options": [changed, *others]}}


@pytest.mark.parametrize(
    ("old", "new", "sentences"),
    [
        (lesson(TEXT), lesson(TEXT), []),
        (
            lesson(TEXT),
            lesson(CHANGED),
            [("Text geändert in Lektion 3", "same:Ein  gone:guter new:neuer same: Satz.")],
        ),
        (
            lesson(TEXT),
            lesson(TEXT, HEAD),
            [("Überschrift hinzugefügt in Lektion 3", "new:Titel")],
        ),
        (
            lesson(TEXT, HEAD),
            lesson(TEXT),
            [("Überschrift entfernt aus Lektion 3", "gone:Titel")],
        ),
        (
            lesson(TEXT, HEAD),
            lesson(HEAD, TEXT),
            [("Überschrift – Titel verschoben in Lektion 3", "")],
        ),
        (
            lesson(pass_percent=60),
            lesson(pass_percent=70),
            [("Bestehensgrenze in Prozent geändert in Lektion 3", "gone:60 new:70")],
        ),
        (
            lesson(graded=True),
            lesson(graded=False),
            [("Benoteter Test geändert in Lektion 3", "gone:ja new:nein")],
        ),
        (
            lesson(ASKED),
            lesson(with_option("Antwort eins")),
            [
                (
                    "Auswählen – Antwort 1 › Antwort geändert in Lektion 3",
                    "same:Antwort  gone:1 new:eins",
                )
            ],
        ),
        (
            lesson(ASKED),
            lesson(with_option("Antwort 1", correct=False)),
            [
                (
                    "Auswählen – Antwort 1 › Diese Antwort ist richtig geändert in Lektion 3",
                    "gone:ja new:nein",
                )
            ],
        ),
    ],
)
def test_change_is_told_in_one_sentence_with_its_place(old, new, sentences):
    assert told(old, new) == sentences


def test_block_of_another_kind_under_the_same_id_is_new():
    found = told(lesson(TEXT), lesson(block("heading", "Satz", "a")))
    assert [sentence for sentence, _words in found] == [
        "Überschrift hinzugefügt in Lektion 3",
        "Text entfernt aus Lektion 3",
    ]


@pytest.mark.parametrize(
    ("kind", "value", "texts"),
    [
        ("paragraph", "<p>Eins</p><p>Zwei &amp; drei</p>", ["Eins\nZwei & drei"]),
        ("paragraph", None, []),
        ("unknown", "x", []),
        ("callout", {"kind": "law", "title": "§ 1", "text": "<p>T</p>"}, None),
        (
            "table",
            {
                "caption": "C",
                "columns": [{"type": "text", "heading": "H1"}, {"type": "text", "heading": "H2"}],
                "rows": [{"values": ["a", "b"]}],
            },
            ["C", "H1 | H2", "a | b"],
        ),
        ("glossary", {"terms": [{"type": "item", "id": "1", "value": {"term": "T"}}]}, ["T"]),
    ],
)
def test_leaves_are_the_texts_of_a_block(kind, value, texts):
    found = [leaf.text for leaf in leaves(kind, value)]
    assert found == (texts if texts is not None else found)
    assert kind != "callout" or "§ 1" in found


def module(*lessons, **terms):
    return ModuleState(lessons, {"participation_percent": 50, **terms})


@pytest.mark.parametrize(
    ("old", "new", "headings"),
    [
        ([("1", "A"), ("2", "A")], [("1", "A"), ("2", "A")], []),
        ([("1", "A")], [("1", "A"), ("2", "A")], ["Lektion 2 hinzugefügt: L2"]),
        ([("1", "A"), ("2", "A")], [("1", "A")], ["Lektion entfernt: L2"]),
        ([("1", "A")], [("1", "B")], ["Lektion 1 verschoben nach „B“: L1"]),
    ],
)
def test_lessons_that_came_went_or_moved_are_headings(old, new, headings):
    def state(rows):
        return module(
            *(
                lesson(key=key, number=number, chapter=chapter)
                for number, (key, chapter) in enumerate(rows, start=1)
            )
        )

    with translation.override("de"):
        parts = wording.parts_of(changes.between_modules(state(old), state(new)))
        assert [part.heading for part in parts] == headings


def test_swapped_lessons_count_as_one_move():
    rows = [lesson(key=key, number=1) for key in "123"]
    comparison = changes.between_modules(module(*rows), module(rows[2], rows[0], rows[1]))
    assert [one.deed for one in comparison.lessons] == [changes.MOVED]


def test_changed_terms_are_a_part_of_their_own():
    comparison = changes.between_modules(module(), module(participation_percent=80))
    with translation.override("de"):
        [part] = wording.parts_of(comparison)
    assert part.heading == "Nachweise für Lernende"
    assert [one.text for one in part.lines[0].segments] == ["50", "80"]


@pytest.mark.django_db
def test_frozen_versions_are_compared_by_the_keys_of_their_items(django_assert_num_queries):
    text = paragraph("<p>Alt bleibt.</p>")
    row = LessonFactory(title="Erste", body=[text])
    quiz = QuizFactory(chapter=row.chapter, graded=True, title="Test", pass_percent=60)
    first = services.freeze(module=row.chapter.module)
    row.body = [{**text, "value": "<p>Neu bleibt.</p>"}]
    row.save()
    quiz.pass_percent = 75
    quiz.save()
    second = services.freeze(module=row.chapter.module)
    with django_assert_num_queries(1):
        old = states.of_version(first)
    comparison = changes.between_modules(old, states.of_version(second))
    with translation.override("de"):
        parts = wording.parts_of(comparison)
    assert [part.heading for part in parts] == [
        "Lektion 1 geändert: Erste",
        "Lektion 2 geändert: Test",
    ]
    assert [line.sentence for part in parts for line in part.lines] == [
        "Text geändert in Lektion 1",
        "Bestehensgrenze in Prozent geändert in Lektion 2",
    ]
    assert modules.newest_version(row.chapter.module) == second
    assert changes.between_modules(old, old).is_empty


@pytest.mark.django_db
def test_draft_is_compared_with_what_is_published():
    row = LessonFactory(title="Alt")
    assert states.of_published(LessonFactory(live=False)) is None
    draft = row
    draft.title = "Neu"
    revision = draft.save_revision()
    row.refresh_from_db()
    found = list(
        changes.between_lessons(states.of_published(row), states.of_revision(row, revision))
    )
    assert [(one.name, one.values) for one in found] == [("title", ("Alt", "Neu"))]
    drafts = states.of_drafts(row.chapter.module)
    assert [one.title for one in drafts.lessons] == ["Neu"]
