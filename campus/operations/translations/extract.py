"""The English sentences in the source: what has to be translated, room by room."""

import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from babel.messages.extract import extract
from django.utils.translation.template import templatize

from campus.operations.translations.sources import Source

KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
COMMENT_TAGS = ("Translators",)


@dataclass(frozen=True)
class Key:
    """What gettext looks a sentence up by."""

    singular: str
    context: str | None = None


@dataclass
class Sentence:
    """One English sentence with its plural form and the files that use it."""

    key: Key
    plural: str | None = None
    files: set[str] = field(default_factory=set)
    comments: list[str] = field(default_factory=list)

    @property
    def message_id(self) -> str | tuple[str, str]:
        """Return the identifier as Babel writes it."""
        return (self.key.singular, self.plural) if self.plural else self.key.singular


Sentences = dict[Key, Sentence]


def python_text(source: Source) -> str:
    """Return the source as Python; a template is turned into the calls that it stands for."""
    text = source.path.read_text(encoding="utf-8")
    if source.is_python:
        return text
    # Inside parentheses indentation means nothing, so that markup cannot break the tokenizer.
    return "(\n" + templatize(text, origin=source.name) + "\n)"


def sentences_of(sources: Iterable[Source]) -> dict[str, Sentences]:
    """Collect the sentences of every room in the order of the files."""
    found: dict[str, Sentences] = {}
    for source in sources:
        sentences = found.setdefault(source.room, {})
        stream = io.BytesIO(python_text(source).encode())
        for _line, message, comments, context in extract(
            "python", stream, KEYWORDS, COMMENT_TAGS, {"encoding": "utf-8"}
        ):
            _collect(sentences, source.name, (message, context), comments)
    return found


def _collect(
    sentences: Sentences, name: str, found: tuple[Any, str | None], comments: list[str]
) -> None:
    """Add one occurrence; a plural anywhere makes the sentence one with a plural."""
    message, context = found
    singular, plural = message if isinstance(message, tuple) else (message, None)
    if not singular:
        return
    key = Key(singular, context)
    sentence = sentences.setdefault(key, Sentence(key))
    sentence.plural = sentence.plural or plural
    sentence.files.add(name)
    sentence.comments += [line for line in comments if line not in sentence.comments]
