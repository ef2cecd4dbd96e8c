"""What is wrong with a piece of HTML, be it formatted text or a whole document; pure."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser

from courses.modules.accessibility import codes
from courses.modules.accessibility.contrast import is_weak

LONGEST = 400_000
HEADING = re.compile(r"h([1-6])")
ADDRESS = re.compile(r"(https?://|www\.)\S+", re.IGNORECASE)
NAMELESS_FILE = re.compile(r"\S+\.(jpe?g|png|gif|webp|svg|bmp|tiff?|heic)", re.IGNORECASE)
# Said by itself, none of these tells where the link leads.
VAGUE = frozenset(
    {"hier", "da", "dort", "dies", "link", "dieser link", "zum link", "siehe link", "siehe hier"}
    | {"mehr", "mehr dazu", "mehr erfahren", "mehr infos", "weitere informationen", "weiter"}
    | {"weiterlesen", "klick", "klick hier", "klicken", "klicken sie hier", "hier klicken"}
    | {"download", "herunterladen", "hier herunterladen", "webseite", "website", "seite", "pdf"}
    | {"here", "click", "click here", "more", "read more", "this", "this link", "this page"}
)
END_OF_SENTENCE = frozenset({"p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "br"})

Finding = tuple[str, str]


@dataclass
class _Open:
    """An element whose end has not come yet, and what has been read in it."""

    tag: str
    text: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    """Walks through the markup and notes findings."""

    def __init__(self, *, level: int) -> None:
        super().__init__(convert_charrefs=True)
        self.findings: list[Finding] = []
        self.level = level
        self.words: list[str] = []
        self._open: list[_Open] = []
        self._headers: list[bool] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = {name: value or "" for name, value in attrs}
        if is_weak(facts.get("style", "")):
            self.findings.append((codes.CONTRAST, facts["style"]))
        if tag in ("script", "style", "title"):
            self._hidden += 1
        elif tag in ("a", "button") or HEADING.fullmatch(tag):
            self._open.append(_Open(tag))
        elif tag == "img":
            self._picture(facts)
        elif tag == "table":
            self._headers.append(False)
        elif tag == "th" and self._headers:
            self._headers[-1] = True

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style", "title"):
            self._hidden = max(0, self._hidden - 1)
        elif tag == "table" and self._headers:
            if not self._headers.pop():
                self.findings.append((codes.TABLE_HEADER, ""))
        elif self._open and self._open[-1].tag == tag:
            self._close(self._open.pop())
        if tag in END_OF_SENTENCE:
            self.words.append(". ")

    def handle_data(self, data: str) -> None:
        if self._hidden:
            return
        self.words.append(data)
        for element in self._open:
            element.text.append(data)

    def _picture(self, facts: dict[str, str]) -> None:
        described = facts.get("alt")
        if described is None and facts.get("role") != "presentation":
            self.findings.append((codes.ALT_MISSING, ""))
        elif described and is_file_name(described):
            self.findings.append((codes.ALT_FILE_NAME, described))
        for element in self._open:
            element.text.append(described or "")

    def _close(self, element: _Open) -> None:
        text = " ".join("".join(element.text).split())
        if element.tag == "a":
            if code := fault_of_link(text):
                self.findings.append((code, text))
        elif found := HEADING.fullmatch(element.tag):
            self._heading(int(found[1]), text)

    def _heading(self, level: int, text: str) -> None:
        if not text:
            self.findings.append((codes.HEADING_EMPTY, ""))
        elif level > self.level + 1:
            self.findings.append((codes.HEADING_SKIPPED, text))
        self.level = level


def is_file_name(text: str) -> bool:
    """Tell whether what should describe a picture is only the name of its file."""
    return bool(NAMELESS_FILE.fullmatch(text.strip()))


def fault_of_link(text: str) -> str:
    """Return the code of what is wrong with the words of a link, or ""."""
    plain = text.strip().strip(".…:!»«>→ ").lower()
    if not plain:
        return codes.LINK_EMPTY
    if ADDRESS.fullmatch(plain):
        return codes.LINK_ADDRESS
    return codes.LINK_VAGUE if plain in VAGUE else ""


def findings_in(markup: str, *, level: int = 2) -> tuple[list[Finding], int]:
    """Return (code, words concerned) of each fault, and the level of the last heading.

    `level` is that of the heading before the markup.
    """
    reader = _read(markup, level=level)
    return reader.findings, reader.level


def findings_in_document(markup: str) -> list[Finding]:
    """Return the faults of a whole document, which also has to name its language and itself."""
    findings = list(_read(markup, level=0).findings)
    head = markup[:LONGEST].lower()
    missing: list[tuple[str, Callable[[str], object]]] = [
        (codes.DOCUMENT_LANGUAGE, re.compile(r"<html[^>]*\slang=[\"']?[a-z]").search),
        (codes.DOCUMENT_TITLE, re.compile(r"<title>\s*\S").search),
    ]
    return findings + [(code, "") for code, is_there in missing if not is_there(head)]


def plain(markup: str) -> str:
    """Return the words without markup; paragraphs and entries of lists end a sentence."""
    return "".join(_read(markup, level=6).words)


def _read(markup: str, *, level: int) -> _Reader:
    reader = _Reader(level=level)
    reader.feed(markup[:LONGEST])
    reader.close()
    return reader
