"""The blocks of a lesson as HTML that needs nothing but the files beside it; pure."""

from collections.abc import Callable, Mapping
from typing import Any

import nh3

from courses.exchange.formats import forms
from courses.exchange.formats.book import Book, Step
from courses.exchange.formats.text import escape
from courses.modules.content_export.references import KINDS
from courses.modules.questions import QUESTION_BLOCKS, read

Block = Mapping[str, Any]
RICH_TAGS = {"p", "b", "i", "strong", "em", "ul", "ol", "li", "a", "br"}
PDF = ".pdf"


def body(step: Step, book: Book) -> str:
    """Return all blocks of a lesson or test, with questions as forms, each pool by itself."""
    return "\n".join(filter(None, (block(one, step, book) for one in step.values["body"])))


def block(stored: Block, step: Step, book: Book) -> str:
    """Return one block; nothing where its file is lost or the kind is not known."""
    kind = stored["type"]
    if kind in QUESTION_BLOCKS:
        return forms.form(read(stored), step, book)
    if kind == "pool":
        return f'<div data-pool="{int(stored["value"].get("draw") or 0)}" hidden></div>'
    if kind in KINDS and not book.file(_place(stored)):
        return ""
    writer = WRITERS.get(kind)
    return writer(stored["value"], book) if writer else ""


def _place(stored: Block) -> str:
    value = stored["value"]
    if stored["type"] in ("video", "audio"):
        return str(value)
    held = value.get("image") if stored["type"] == "image" else value.get("document")
    return str(held["image"] if isinstance(held, dict) else held)


def rich(text: Any) -> str:
    """Return rich text with nothing in it but the elements of the editor."""
    return nh3.clean(
        str(text or ""),
        tags=RICH_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener",
    )


def _text(text: Any) -> str:
    return escape(str(text or ""))


def _image(value: Any, book: Book) -> str:
    held = value["image"]
    inner = held if isinstance(held, dict) else {"image": held}
    place = str(inner["image"])
    words = "" if inner.get("decorative") else inner.get("alt_text") or book.file(place)["title"]
    caption = f"<figcaption>{_text(value['caption'])}</figcaption>" if value.get("caption") else ""
    picture = f'<img src="{_text(place)}" alt="{_text(words)}" loading="lazy">'
    return f"<figure>{picture}{caption}</figure>"


def _callout(value: Any, book: Book) -> str:
    name = book.words.get(f"callout_{value['kind']}", "")
    return (
        f'<aside class="note note--{_text(value["kind"])}" aria-label="{_text(value["title"])}">'
        f"<p><strong>{_text(name)}: {_text(value['title'])}</strong></p>"
        f"{rich(value['text'])}</aside>"
    )


def _accordion(value: Any, book: Book) -> str:
    parts = (entry["value"] for entry in value["parts"])
    return "".join(
        f"<details><summary>{_text(part['title'])}</summary>{rich(part['text'])}</details>"
        for part in parts
    )


def _table(value: Any, book: Book) -> str:
    heads = "".join(f'<th scope="col">{_text(one["heading"])}</th>' for one in value["columns"])
    rows = "".join(f"<tr>{_row(row['values'])}</tr>" for row in value["rows"])
    caption = _text(value["caption"])
    return (
        f'<div class="wide" tabindex="0" role="region" aria-label="{caption}"><table>'
        f"<caption>{caption}</caption><thead><tr>{heads}</tr></thead>"
        f"<tbody>{rows}</tbody></table></div>"
    )


def _row(cells: list[Any]) -> str:
    first, *others = (_text(cell) for cell in cells)
    head = f'<th scope="row">{first}</th>' if first else "<td></td>"
    return head + "".join(f"<td>{cell}</td>" for cell in others)


def _glossary(value: Any, book: Book) -> str:
    terms = (entry["value"] for entry in value["terms"])
    listed = "".join(
        f"<dt>{_text(term['term'])}</dt><dd>{_text(term['definition'])}</dd>" for term in terms
    )
    return f"<h3>{_text(book.words['glossary'])}</h3><dl>{listed}</dl>"


def _media(value: Any, book: Book) -> str:
    place, about = str(value), book.file(str(value))
    title, is_film = _text(about["title"]), about["kind"] == "video"
    source = f'src="{_text(place)}" aria-label="{title}" controls preload="metadata"'
    captions = _text(about.get("captions"))
    track = (
        f'<track kind="captions" src="{captions}" srclang="{_text(book.language)}" '
        f'label="{_text(book.words["captions"])}" default>'
        if captions
        else ""
    )
    poster = f' poster="{_text(about["poster"])}"' if about.get("poster") else ""
    player = f"<video {source}{poster}>{track}</video>" if is_film else f"<audio {source}></audio>"
    spoken = rich(about.get("transcript"))
    transcript = (
        f"<details><summary>{_text(book.words['transcript'])}: {title}</summary>{spoken}</details>"
        if spoken
        else ""
    )
    return f"<figure>{player}<figcaption>{title}</figcaption></figure>{transcript}"


def _link(place: str, book: Book, words: str) -> str:
    suffix = place.rpartition(".")[2].upper()
    return f'<a href="{_text(place)}" download>{_text(words)}</a> ({_text(suffix)})'


def _download(value: Any, book: Book) -> str:
    place = str(value["document"])
    return (
        f'<p class="file">{_link(place, book, book.file(place)["title"])}<br>'
        f"{_text(value['note'])}</p>"
    )


def _embed(value: Any, book: Book) -> str:
    place, title = str(value["document"]), _text(value["title"])
    fence = "" if place.lower().endswith(PDF) else ' sandbox="allow-scripts" tabindex="0"'
    return (
        f"<h3>{title}</h3><p>{_text(value['description'])}</p>"
        f'<iframe src="{_text(place)}" title="{title}" loading="lazy"{fence}></iframe>'
        f"<p>{_link(place, book, book.file(place)['title'])}</p>"
    )


def _code(value: Any, book: Book) -> str:
    caption = _text(value["caption"])
    return (
        f'<figure><figcaption>{caption}</figcaption><pre tabindex="0" role="region" '
        f'aria-label="{caption}"><code>{_text(value["code"])}</code></pre></figure>'
    )


def _acknowledgement(value: Any, book: Book) -> str:
    place = str(value["document"])
    edition = book.words["version_of"] % {"day": value["edition"]}
    return f'<p class="file">{_link(place, book, value["title"])}<br>{_text(edition)}</p>'


WRITERS: dict[str, Callable[[Any, Book], str]] = {
    "heading": lambda value, book: f"<h3>{_text(value)}</h3>",
    "paragraph": lambda value, book: rich(value),
    "image": _image,
    "callout": _callout,
    "accordion": _accordion,
    "table": _table,
    "glossary": _glossary,
    "video": _media,
    "audio": _media,
    "download": _download,
    "embed": _embed,
    "code": _code,
    "acknowledgement": _acknowledgement,
}
