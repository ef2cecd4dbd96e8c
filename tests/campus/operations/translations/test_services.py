"""Upkeep of the PO files: stable, complete, and strict about placeholders."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from campus.operations.translations import services
from campus.operations.translations.catalogues import HEADER, catalogue_path, compile_stale
from campus.operations.translations.extract import Key, Sentence

HELLO = Sentence(Key("Hello %(name)s."), files={"a.html"})
DAYS = Sentence(Key("%(n)s day"), plural="%(n)s days", files={"b.py"})
OPEN = Sentence(Key("Open", "verb"), files={"b.py"})


@pytest.fixture(autouse=True)
def locale(settings, tmp_path: Path) -> Path:
    """An empty folder for catalogues."""
    settings.LOCALE_DIR = tmp_path
    return tmp_path


def source_says(monkeypatch, *sentences: Sentence, room: str = "people") -> None:
    """Let the source hold just these sentences."""
    found = {room: {sentence.key: sentence for sentence in sentences}}
    monkeypatch.setattr(services, "sentences_of", lambda sources: found)


def store(body: str, room: str = "people") -> Path:
    """Write a PO file."""
    path = catalogue_path(room)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEADER + body)
    return path


def test_update_writes_what_is_to_be_translated(monkeypatch) -> None:
    source_says(monkeypatch, HELLO, DAYS, OPEN)
    assert services.update_catalogues() == ["people"]
    text = catalogue_path("people").read_text()
    assert '#: a.html\n#, python-format\nmsgid "Hello %(name)s."\nmsgstr ""' in text
    assert 'msgid_plural "%(n)s days"\nmsgstr[0] ""\nmsgstr[1] ""' in text
    assert 'msgctxt "verb"\nmsgid "Open"' in text


def test_update_twice_changes_nothing(monkeypatch) -> None:
    source_says(monkeypatch, HELLO, DAYS, OPEN)
    services.update_catalogues()
    before = catalogue_path("people").read_text()
    assert services.update_catalogues() == []
    assert catalogue_path("people").read_text() == before
    assert "POT-Creation-Date" not in before


def test_update_keeps_order_and_texts_and_drops_what_is_unused(monkeypatch) -> None:
    path = store(
        '# Kept note.\nmsgctxt "verb"\nmsgid "Open"\nmsgstr "Öffnen"\n\n'
        'msgid "Gone"\nmsgstr "Weg"\n\n'
        'msgid "Hello %(name)s."\nmsgstr "Guten Tag, %(name)s."\n'
    )
    source_says(monkeypatch, HELLO, DAYS, OPEN)
    services.update_catalogues()
    text = path.read_text()
    assert text.index("Öffnen") < text.index("Guten Tag") < text.index("%(n)s day")
    assert "Gone" not in text
    assert "# Kept note." in text


def test_update_of_one_room_leaves_the_others(monkeypatch) -> None:
    source_says(monkeypatch, HELLO)
    assert services.update_catalogues(rooms=["roles"]) == []


def test_check_of_complete_texts_finds_nothing(monkeypatch) -> None:
    store('msgid "Hello %(name)s."\nmsgstr "Guten Tag, %(name)s."\n')
    source_says(monkeypatch, HELLO)
    assert services.check_catalogues() == []


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("", "no German text (a.html)"),
        ('msgid "Hello %(name)s."\nmsgstr ""\n', "no German text (a.html)"),
        ('msgid "Hello %(name)s."\nmsgstr "Guten Tag."\n', "other placeholders"),
        ('msgid "Hello %(name)s."\nmsgstr "Guten Tag, %(nam)s."\n', "other placeholders"),
        ('#, fuzzy\nmsgid "Hello %(name)s."\nmsgstr "Tag, %(name)s."\n', "marked as fuzzy"),
        ('msgid "Hello %(name)s."\nmsgid_plural "a"\nmsgstr[0] "b"\nmsgstr[1] "b"', "plural"),
    ],
    ids=["absent", "empty", "placeholder left out", "placeholder misspelt", "fuzzy", "plural"],
)
def test_check_names_the_fault(monkeypatch, body: str, sentence: str) -> None:
    store(body)
    source_says(monkeypatch, HELLO)
    assert any(sentence in fault for fault in services.check_catalogues())


def test_check_names_unused_texts(monkeypatch) -> None:
    store('msgid "Gone"\nmsgstr "Weg"\n')
    source_says(monkeypatch)
    assert services.check_catalogues() == ['people: "Gone" is translated but used nowhere.']


def test_check_lets_the_singular_leave_out_the_number(monkeypatch) -> None:
    store('msgid "%(n)s day"\nmsgid_plural "%(n)s days"\nmsgstr[0] "ein Tag"\nmsgstr[1] "%(n)s T."')
    source_says(monkeypatch, DAYS)
    assert services.check_catalogues() == []


def test_check_names_two_rooms_that_contradict_each_other(monkeypatch) -> None:
    store('msgid "Open"\nmsgstr "Öffnen"\n', room="packages")
    store('msgid "Open"\nmsgstr "Offen"\n')
    source_says(monkeypatch, Sentence(Key("Open"), files={"b.py"}))
    assert services.check_catalogues(rooms=["people"]) == [
        'people: "Open" has another German text in packages; '
        "agree on one, or tell the meanings apart with pgettext."
    ]


def test_check_command_fails_where_a_text_is_missing(monkeypatch, capsys) -> None:
    source_says(monkeypatch, HELLO)
    with pytest.raises(CommandError, match="1 German texts need attention"):
        call_command("translations", "--check")
    assert "Hello %(name)s." in capsys.readouterr().err


def test_compile_is_repeated_only_when_texts_are_newer() -> None:
    path = store('msgid "Hello"\nmsgstr "Guten Tag"\n')
    assert compile_stale() == ["people"]
    assert compile_stale() == []
    assert b"Guten Tag" in path.with_suffix(".mo").read_bytes()
