"""The PO files: read, merge with the source without noise, and compile in pure Python."""

import io
import os
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from campus.operations.translations.extract import Key, Sentence, Sentences
from campus.operations.translations.sources import catalogue_path, stored_rooms

# Fixed, without dates or tools: an update that changes no text changes no line.
HEADER = """\
msgid ""
msgstr ""
"Language: de\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""
LINE_WIDTH = 100


def key_of(message: Message) -> Key:
    """Return what a stored message is looked up by."""
    singular = message.id if isinstance(message.id, str) else message.id[0]
    return Key(singular, message.context)


def read(room: str) -> Catalog:
    """Return the stored German texts of a room; an empty catalogue where there is no file."""
    path = catalogue_path(room)
    if not path.exists():
        return Catalog(locale="de")
    with path.open("rb") as stream:
        return read_po(stream, locale="de", abort_invalid=True)


def stored(catalogue: Catalog) -> dict[Key, Message]:
    """Return the messages in the order of the file, without its header."""
    return {key_of(message): message for message in catalogue if message.id}


def merged(catalogue: Catalog, sentences: Sentences) -> Catalog:
    """Keep what is still used in its order, add what is new at the end, drop the rest."""
    known = stored(catalogue)
    result = Catalog(locale="de")
    for key in [key for key in known if key in sentences]:
        _add(result, sentences[key], known[key])
    for key in [key for key in sentences if key not in known]:
        _add(result, sentences[key], None)
    return result


def _add(catalogue: Catalog, sentence: Sentence, known: Message | None) -> None:
    """Add a sentence with its German text, as far as singular and plural still fit."""
    german = known.string if known else None
    if sentence.plural and not isinstance(german, tuple):
        german = (german or "", "")
    if not sentence.plural and isinstance(german, tuple):
        german = german[0]
    catalogue.add(
        sentence.message_id,
        string=german,
        locations=[(name, 0) for name in sorted(sentence.files)],
        flags=known.flags if known else (),
        auto_comments=sentence.comments,
        user_comments=known.user_comments if known else (),
        context=sentence.key.context,
    )


def as_text(catalogue: Catalog) -> str:
    """Return the catalogue as the text of a PO file."""
    stream = io.BytesIO()
    write_po(
        stream,
        catalogue,
        width=LINE_WIDTH,
        omit_header=True,
        ignore_obsolete=True,
        include_lineno=False,
    )
    return HEADER + stream.getvalue().decode().strip() + "\n"


def write(room: str, catalogue: Catalog) -> bool:
    """Store a room's catalogue; return whether the file has changed."""
    path = catalogue_path(room)
    text = as_text(catalogue)
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return True


def compile_room(room: str) -> Path:
    """Write the binary catalogue beside the PO file, in one step for whoever reads it now."""
    target = catalogue_path(room).with_suffix(".mo")
    scratch = target.with_suffix(f".{os.getpid()}.tmp")
    with scratch.open("wb") as stream:
        write_mo(stream, read(room))
    return scratch.replace(target)


def compile_stale() -> list[str]:
    """Compile every catalogue that is older than its texts; return the rooms compiled."""
    return [room for room in stored_rooms() if _is_stale(room) and compile_room(room)]


def _is_stale(room: str) -> bool:
    """Tell whether the binary catalogue is missing or older than the texts."""
    source = catalogue_path(room)
    target = source.with_suffix(".mo")
    return not target.exists() or target.stat().st_mtime < source.stat().st_mtime
