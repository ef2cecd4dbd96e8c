"""The page on which a module is read and played outside the platform; pure.

One page with all steps. Without scripts it can be read from top to bottom; with them one step is
shown at a time, and whatever the page stands in is told how far one is.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from courses.exchange.formats import blocks, forms
from courses.exchange.formats.book import Book, Step, licence_address
from courses.exchange.formats.metadata import page_metadata
from courses.exchange.formats.text import escape

ASSETS = Path(__file__).parent / "assets"
STYLE, GRADING, COURSE = "course.css", "grading.js", "course.js"
SCRIPTS = (GRADING, COURSE)
PAGE = "index.html"


def asset(name: str) -> bytes:
    """Return a script or style of ours."""
    return (ASSETS / name).read_bytes()


def files(book: Book, *, link: str = "") -> dict[str, bytes]:
    """Return page, style and scripts; `link` is the script that talks to what surrounds it."""
    names = [STYLE, GRADING, *([link] if link else []), COURSE]
    return {PAGE: page(book, link=link).encode(), **{name: asset(name) for name in names}}


def page(book: Book, *, link: str = "") -> str:
    """Return the page."""
    scripts = [GRADING, *([link] if link else []), COURSE]
    return f"""<!doctype html>
<html lang="{escape(book.language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(book.title)}</title>
{page_metadata(book)}
<link rel="stylesheet" href="{STYLE}">
</head>
<body>
<a class="skip" href="#content">{escape(book.words["skip"])}</a>
<header><p>{escape(book.provider)}</p><h1>{escape(book.title)}</h1>
<p>{escape(str(book.course["promise"]))}</p></header>
<div class="frame">
<nav aria-label="{escape(book.words["contents"])}">{_contents(book)}</nav>
<main id="content" tabindex="-1">
{chr(10).join(_step(step, book) for step in book.steps)}
<p class="turn" hidden><button type="button" data-turn="-1">{escape(book.words["back"])}</button>
<button type="button" data-turn="1">{escape(book.words["next"])}</button>
<button type="button" data-exit hidden>{escape(book.words["exit"])}</button></p>
<p id="ended" role="status" hidden>{escape(book.words["ended"])}</p>
</main>
</div>
<footer>{_licence(book)}</footer>
<script type="application/json" id="course">{_data(book)}</script>
{"".join(f'<script src="{name}"></script>' for name in scripts)}
</body>
</html>
"""


def _contents(book: Book) -> str:
    """Return the chapters with their steps."""
    parts: list[str] = []
    for chapter, steps in _by_chapter(book.steps):
        links = "".join(
            f'<li><a href="#step-{step.number}">{escape(step.title)}</a> '
            f'<span data-state="{step.number}"></span></li>'
            for step in steps
        )
        parts.append(f"<li>{escape(chapter)}<ol>{links}</ol></li>")
    return f"<ol>{''.join(parts)}</ol>"


def _by_chapter(steps: Iterable[Step]) -> list[tuple[str, list[Step]]]:
    found: list[tuple[str, list[Step]]] = []
    for step in steps:
        if not found or found[-1][0] != step.chapter:
            found.append((step.chapter, []))
        found[-1][1].append(step)
    return found


def _step(step: Step, book: Book) -> str:
    number = step.number
    return (
        f'<section id="step-{number}" data-step="{number}" aria-labelledby="head-{number}" '
        f'tabindex="-1"><p class="chapter">{escape(step.chapter)}</p>'
        f'<h2 id="head-{number}">{escape(step.title)}</h2>{_package(step, book)}'
        f"{blocks.body(step, book)}{_end(step, book)}</section>"
    )


def _package(step: Step, book: Book) -> str:
    """Return where a package lies that a step consists of: it is a program of its own."""
    place = str(step.values.get("package") or "")
    if not place:
        return ""
    note, title = escape(book.words["package"]), escape(str(book.file(place).get("title") or place))
    return f'<p class="file">{note} <a href="{escape(place)}" download>{title}</a></p>'


def _end(step: Step, book: Book) -> str:
    """Return the button with which a step ends, and where the page says how it went."""
    word = {True: "check", False: "done"}[step.is_test]
    if step.values["completion"] == "confirmed" and not step.is_test:
        word = "confirm"
    deed = "check" if step.is_test else "done"
    return (
        f'<p class="scripted"><button type="button" data-{deed}>{escape(book.words[word])}</button>'
        '</p><p class="result" role="status"></p>'
    )


def _licence(book: Book) -> str:
    address = licence_address(book.licence)
    name = escape(book.licence)
    linked = f'<a rel="license" href="{escape(address)}">{name}</a>' if address else name
    return (
        f"<p>{escape(book.words['licence'])}: {linked}. {escape(book.provider)}, "
        f"{escape(book.words['edition'])} {escape(book.edition)}. "
        f'<a href="{escape(book.address)}">{escape(book.words["source"])}</a></p>'
    )


def _data(book: Book) -> str:
    """Return what the scripts need; nothing in it can end the element."""
    pass_share = book.pass_share
    data: dict[str, Any] = {
        "words": dict(book.words),
        "steps": [_step_data(step) for step in book.steps],
        "graded": pass_share is not None,
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _step_data(step: Step) -> dict[str, Any]:
    values = step.values
    names = ("required", "graded", "pass_percent", "max_attempts", "completion", "seen_percent")
    asked = [question for group in step.groups for question in group.questions]
    return {
        "number": step.number,
        "test": step.is_test,
        **{name: values[name] for name in names},
        "points": step.points if step.is_graded else 0,
        "shown": values["solution_shown"],
        "questions": [forms.grading_data(question) for question in asked] if step.is_test else [],
    }
