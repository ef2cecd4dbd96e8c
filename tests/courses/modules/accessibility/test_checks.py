"""Faults of blocks as they are stored, the words of a lesson, and how hard they are to read."""

import pytest

from courses.modules.accessibility import codes, readability
from courses.modules.accessibility.checks import Files, Recording, faults_of, text_of
from courses.modules.accessibility.readability import level_of
from courses.modules.accessibility.statement import facts_of, in_words
from courses.modules.accessibility.words import RULES, SENTENCES, reading_words, remarks, sentence


def block(type, value, key="7c0"):
    return {"type": type, "value": value, "id": key}


def film(**facts):
    plain = {"title": "Film", "is_film": True, "has_captions": True, "has_cues": True}
    return Recording(**{**plain, "transcript": "<p>Alles Gesagte.</p>", **facts})


def picture(**facts):
    return block("image", {"image": {"image": 3, "alt_text": "", "decorative": False, **facts}})


def table(caption="Fristen", headings=("Frist", "Tage")):
    columns = [{"type": "text", "heading": heading} for heading in headings]
    return block("table", {"columns": columns, "rows": [], "caption": caption})


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (block("heading", "Anfang"), []),
        (block("heading", "  "), [codes.HEADING_EMPTY]),
        (block("heading", None), [codes.HEADING_EMPTY]),
        (block("paragraph", '<p><a href="/x">hier</a></p>'), [codes.LINK_VAGUE]),
        (block("paragraph", "<h3>Drei</h3>"), []),
        (block("callout", {"title": "", "text": ""}), [codes.HEADING_EMPTY]),
        (block("callout", {"title": "Tipp", "text": "<h4>Vier</h4>"}), []),
        (
            block("accordion", {"parts": [{"type": "item", "value": {"title": "A", "text": ""}}]}),
            [],
        ),
        (block("accordion", {"parts": [{"title": "", "text": ""}]}), [codes.HEADING_EMPTY]),
        (picture(), [codes.ALT_MISSING]),
        (picture(alt_text="   "), [codes.ALT_MISSING]),
        (picture(alt_text="DSC_1.jpeg"), [codes.ALT_FILE_NAME]),
        (picture(alt_text="Ein Rathaus"), []),
        (picture(decorative=True), []),
        (block("image", {"image": {"image": None}}), []),
        (table(), []),
        (table(caption=" "), [codes.TABLE_CAPTION]),
        (table(headings=("Frist", "")), [codes.TABLE_HEADER]),
        (table(headings=()), [codes.TABLE_HEADER]),
        (block("table", None), [codes.TABLE_CAPTION, codes.TABLE_HEADER]),
        (block("question", {"prompt": "Was?"}), []),
    ],
)
def test_block_shows_its_faults(entry, expected):
    body = [block("heading", "Anfang", "davor"), entry]
    assert [fault.code for fault in faults_of(body, Files())] == expected


@pytest.mark.parametrize(
    ("recording", "expected"),
    [
        (film(), []),
        (film(has_captions=False, has_cues=False), [codes.CAPTIONS_MISSING]),
        (film(has_cues=False), [codes.CAPTIONS_EMPTY]),
        (film(transcript="<p> </p>"), [codes.TRANSCRIPT_MISSING]),
        (film(is_film=False, has_captions=False, has_cues=False), []),
    ],
)
def test_recording_needs_captions_and_transcript(recording, expected):
    faults = faults_of([block("video", 5)], Files(recordings={5: recording}))
    assert [(fault.code, fault.detail) for fault in faults] == [(code, "Film") for code in expected]


def test_document_on_the_page_is_read_where_it_is_markup():
    entry = block("embed", {"document": 4, "title": "Liste", "description": "Worte"})
    body = [block("heading", "Anfang", "davor"), entry]
    assert faults_of(body, Files()) == []
    codes_found = [fault.code for fault in faults_of(body, Files(documents={4: "<p>x</p>"}))]
    assert codes_found == [codes.DOCUMENT_LANGUAGE, codes.DOCUMENT_TITLE]


def test_remark_names_fault_in_words_and_leads_to_its_block():
    faults = faults_of([block("heading", "A"), picture(), block("heading", "", "")], Files())
    said = remarks(faults)
    assert [fault.index for fault in faults] == [1, 2]
    assert [remark.anchor for remark in said] == ["#block-7c0-section", ""]
    assert said[0].text.startswith("Beschreiben Sie das Bild")


def test_every_code_has_a_sentence_and_long_words_are_cut():
    assert set(SENTENCES) == set(codes.ALL)
    assert set(RULES) <= set(codes.ALL)
    entry = block("paragraph", f'<p><a href="/x">https://x.example/{"a" * 300}</a></p>')
    assert "…" in sentence(faults_of([entry], Files())[0])


def test_text_of_lesson_is_what_learners_read():
    body = [
        block("heading", "Anfang"),
        block("paragraph", "<p>Ein <b>Wort</b>.</p>"),
        block("video", 5),
        block("question", {"type": "single", "prompt": "Was?", "options": [{"text": "Das"}]}),
    ]
    words = text_of(body).replace(".", "").split()
    assert words == ["Anfang", "Ein", "Wort", "Was?", "Das"]


@pytest.mark.parametrize(
    ("lix", "level"),
    [
        (29, "very_easy"),
        (30, "easy"),
        (39, "easy"),
        (40, "medium"),
        (50, "hard"),
        (60, "very_hard"),
    ],
)
def test_level_of_lix(lix, level):
    assert level_of(lix) == level


@pytest.mark.parametrize(
    ("text", "lix"),
    [
        ("Wir alle gehen jetzt. " * 10, 4),
        ("Verwaltungen brauchen Vereinbarungen. " * 20, 103),
        ("Wir gehen heute " * 20, 60),
        ("kurz", None),
        ("", None),
        ("1 2 3 … ! ? " * 50, None),
    ],
)
def test_lix_is_words_per_sentence_and_share_of_long_words(text, lix):
    found = readability.readability(text)
    assert (found.lix if found else None) == lix


def test_reading_is_said_in_words_with_its_figure():
    assert reading_words(None) == "zu kurz, um die Lesbarkeit zu beurteilen"
    found = readability.readability("Wir alle gehen jetzt. " * 10)
    assert reading_words(found) == "sehr leicht zu lesen (Lesbarkeitsindex LIX 4)"


def test_statement_counts_what_there_is_and_names_what_people_have_to_look_at():
    items = [
        {"kind": "lesson", "body": [picture(), block("heading", "A")]},
        {"kind": "package", "body": []},
    ]
    facts = facts_of(items, Files())
    assert facts == {
        "counts": {"lessons": 1, "packages": 1, "pictures": 1},
        "faults": {"alt_missing": 1},
        "lix": None,
    }
    said = in_words(facts)
    assert said.found == ("1 Mangel ist bekannt und noch zu beheben.",)
    assert len(said.open) == 3
    assert said.reading == ""


def test_statement_without_faults_says_so_and_old_versions_have_none():
    said = in_words({"counts": {}, "faults": {}, "lix": 44})
    assert said.found == ("Es wurden keine Mängel gefunden.",)
    assert "mittelschwer" in said.reading
    assert in_words({}) is None
