"""Every way to mark a sentence is found."""

from pathlib import Path

import pytest
from django.apps import apps

from campus.operations.translations.extract import Key, Sentences, sentences_of
from campus.operations.translations.sources import Source, room_folders, sources


def extracted(folder: Path, name: str, text: str) -> Sentences:
    """Return the sentences of one file."""
    path = folder / name
    path.write_text(text)
    return sentences_of([Source(path=path, name=name, room="people")])["people"]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ('_("Hello.")', [Key("Hello.")]),
        ('gettext_lazy("One " "sentence.")', [Key("One sentence.")]),
        ('pgettext("verb", "Open")', [Key("Open", "verb")]),
        ('gettext("")', []),
        ("x = 'Hello.'", []),
        ('class A:\n    name = gettext_noop("Name")', [Key("Name")]),
    ],
)
def test_python_is_read(tmp_path: Path, text: str, keys: list[Key]) -> None:
    assert list(extracted(tmp_path, "a.py", text)) == keys


def test_plural_is_kept_in_python(tmp_path: Path) -> None:
    found = extracted(tmp_path, "a.py", 'ngettext("%(n)s day", "%(n)s days", n)')
    assert found[Key("%(n)s day")].message_id == ("%(n)s day", "%(n)s days")


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ('{% translate "Save" %}', [Key("Save")]),
        ("{% translate 'Save' context 'button' %}", [Key("Save", "button")]),
        ('{% translate "100 % done" %}', [Key("100 %% done")]),
        ("{% blocktranslate %}Hello {{ name }}.{% endblocktranslate %}", [Key("Hello %(name)s.")]),
        (
            "{% blocktranslate trimmed %}\n  Two\n  lines\n{% endblocktranslate %}",
            [Key("Two lines")],
        ),
        ('{% include "a.html" with title=_("Title") %}', [Key("Title")]),
        ('{{ name|default:_("Nobody") }}', [Key("Nobody")]),
        ("   it's (not {% load i18n %}\n balanced", []),
    ],
)
def test_template_is_read(tmp_path: Path, text: str, keys: list[Key]) -> None:
    assert list(extracted(tmp_path, "a.html", text)) == keys


def test_plural_is_kept_in_template(tmp_path: Path) -> None:
    text = (
        "{% blocktranslate count n=number %}{{ n }} day{% plural %}{{ n }} days"
        "{% endblocktranslate %}"
    )
    found = extracted(tmp_path, "a.html", text)
    assert found[Key("%(n)s day")].plural == "%(n)s days"


def test_sources_belong_to_their_room() -> None:
    rooms = {source.name: source.room for source in sources()}
    assert rooms["members/accounts/models.py"] == "accounts"
    assert rooms["campus/kit/errors.py"] == "pages"
    assert rooms["campus/settings/base.py"] == "pages"
    assert not [name for name in rooms if "/migrations/" in name]


def test_every_room_has_a_folder() -> None:
    assert room_folders()["campus/operations"] == "operations"
    for app in apps.get_app_configs():
        if app.name.startswith(("campus.", "courses.", "members.")):
            assert room_folders()[app.name.replace(".", "/")]
