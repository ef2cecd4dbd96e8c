"""What is wrong with the German texts, in sentences for the person who will mend it."""

import re
from collections.abc import Iterator

from babel.messages.catalog import Message

from campus.operations.translations.catalogues import read, stored
from campus.operations.translations.extract import Key, Sentences
from campus.operations.translations.sources import OVERRIDES, stored_rooms

# %(name)s, %s, %d and {name}; a doubled percent sign is text.
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd](?![\w ]*%)|\{\w*\}")


def german_forms(message: Message) -> list[str]:
    """Return the German text, or both forms of a plural."""
    return list(message.string) if isinstance(message.string, tuple) else [message.string or ""]


def placeholders(text: str) -> set[str]:
    """Return the placeholders of a sentence."""
    return set(PLACEHOLDER.findall(text.replace("%%", "")))


def placeholders_fit(message: Message) -> bool:
    """Tell whether the German fills in what the English does; 'one' may leave out the number."""
    english = list(message.id) if isinstance(message.id, tuple) else [message.id]
    allowed = set().union(*(placeholders(form) for form in english))
    german = [placeholders(form) for form in german_forms(message)]
    return set().union(*german) <= allowed and german[-1] == placeholders(english[-1])


def findings(found: dict[str, Sentences]) -> Iterator[str]:
    """Yield one sentence per fault over all rooms."""
    rooms = sorted({*found, *stored_rooms()})
    texts = {room: stored(read(room)) for room in rooms}
    for room in rooms:
        sentences = found.get(room, {})
        if room != OVERRIDES:
            yield from _missing_and_unused(room, sentences, texts[room])
        yield from _faulty(room, texts[room])
    yield from _contradictions(texts)


def _missing_and_unused(
    room: str, sentences: Sentences, texts: dict[Key, Message]
) -> Iterator[str]:
    for key, sentence in sentences.items():
        message = texts.get(key)
        if message is None or not all(german_forms(message)):
            yield f'{room}: "{key.singular}" has no German text ({min(sentence.files)}).'
        elif bool(sentence.plural) != isinstance(message.id, tuple):
            yield f'{room}: "{key.singular}" has a plural in only one of source and PO file.'
    for key in texts:
        if key not in sentences:
            yield f'{room}: "{key.singular}" is translated but used nowhere.'


def _faulty(room: str, texts: dict[Key, Message]) -> Iterator[str]:
    for key, message in texts.items():
        if message.fuzzy:
            yield f'{room}: the German text of "{key.singular}" is marked as fuzzy.'
        if all(german_forms(message)) and not placeholders_fit(message):
            yield f'{room}: the German text of "{key.singular}" has other placeholders.'


def _contradictions(texts: dict[str, dict[Key, Message]]) -> Iterator[str]:
    """Django merges all catalogues into one: two German texts for one key cannot both be shown."""
    first: dict[Key, tuple[str, Message]] = {}
    for room, messages in texts.items():
        for key, message in messages.items():
            other_room, other = first.setdefault(key, (room, message))
            if all(german_forms(message)) and german_forms(other) != german_forms(message):
                yield (
                    f'{room}: "{key.singular}" has another German text in {other_room}; '
                    "agree on one, or tell the meanings apart with pgettext."
                )
