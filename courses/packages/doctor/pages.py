"""What a page of a package asks its browser to load and do; pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

# Elements whose address is loaded at once, without a click.
LOADING = {
    "script": ("src",),
    "img": ("src", "srcset"),
    "iframe": ("src",),
    "frame": ("src",),
    "video": ("src", "poster"),
    "audio": ("src",),
    "source": ("src", "srcset"),
    "track": ("src",),
    "embed": ("src",),
    "object": ("data",),
    "input": ("src",),
    "link": ("href",),
}
LOADING_LINKS = ("stylesheet", "icon", "preload", "manifest", "modulepreload")
FLASH = (".swf", "application/x-shockwave-flash")
_CSS_URL = re.compile(r"url\(\s*['\"]?([^'\")]+)|@import\s+['\"]([^'\"]+)", re.IGNORECASE)
_SCRIPT_URL = re.compile(
    r"(?:fetch|importScripts|import)\s*\(\s*['\"](https?://[^'\"]+)"
    r"|\.open\(\s*['\"](?:GET|POST)['\"]\s*,\s*['\"](https?://[^'\"]+)",
    re.IGNORECASE,
)
# After which tag a script comes first of all, best first.
_STARTS = [
    re.compile(rb"<%s(?:\s[^>]*)?>" % tag, re.IGNORECASE) for tag in (b"head", b"html", b"!doctype")
]
_ENTITY = re.compile(r"<!ENTITY[^\"'>]*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
# A link of which a part is named elsewhere; what XML itself names is harmless.
_NAMED_LINK = re.compile(r"href\s*=\s*[\"'][^\"']*&(?!amp;|lt;|gt;|quot;|apos;|#)", re.IGNORECASE)
UTF16 = (b"\xff\xfe", b"\xfe\xff")
_WINDOW = re.compile(r"window\.open\(", re.IGNORECASE)


@dataclass(slots=True)
class Page:
    """What was read in one page."""

    loads: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    has_language: bool = False
    pictures_without_words: int = 0
    films_without_captions: int = 0
    scripts: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    """Collects addresses; tolerant, as browsers are."""

    def __init__(self) -> None:
        super().__init__()
        self.page = Page()
        self._in_script = False
        self._film_open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self._in_script = tag == "script"
        if tag == "html":
            self.page.has_language = bool(values.get("lang", "").strip())
        elif tag == "a":
            self.page.links.append(values.get("href", ""))
        elif tag == "img":
            self.page.pictures_without_words += "alt" not in values
        elif tag == "video":
            self.page.films_without_captions += 1
            self._film_open = True
        elif tag == "track" and self._film_open:
            self.page.films_without_captions -= 1
            self._film_open = False
        self.page.loads += loaded_by(tag, values)

    def handle_endtag(self, tag: str) -> None:
        self._in_script = False
        if tag == "video":
            self._film_open = False

    def handle_data(self, data: str) -> None:
        if self._in_script:
            self.page.scripts.append(data)


def loaded_by(tag: str, values: dict[str, str]) -> Iterator[str]:
    """Yield the addresses that an element loads."""
    if tag == "link" and not set(values.get("rel", "").lower().split()) & set(LOADING_LINKS):
        return
    for name in LOADING.get(tag, ()):
        value = values.get(name, "").strip()
        if name == "srcset":
            yield from (one.split()[0] for one in value.split(",") if one.strip())
        elif value:
            yield value


def read_page(text: str) -> Page:
    """Return what a page loads and links to."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader.page


def style_loads(text: str) -> list[str]:
    """Return the addresses that a style sheet loads."""
    return [first or second for first, second in _CSS_URL.findall(text)]


def script_loads(text: str) -> list[str]:
    """Return the addresses elsewhere that a script certainly calls."""
    return [first or second for first, second in _SCRIPT_URL.findall(text)]


def opens_windows(text: str) -> bool:
    """Tell whether a script opens windows of its own."""
    return bool(_WINDOW.search(text))


def with_script(page: bytes, address: str) -> bytes:
    """Return a page that loads a script of ours before all others, in whatever encoding it is."""
    if page.startswith(UTF16):
        return page
    found = (start.search(page) for start in _STARTS)
    place = next((match.end() for match in found if match), 0)
    script = f'<script src="{escape(address)}"></script>'.encode()
    return page[:place] + script + page[place:]


class _Drawing(HTMLParser):
    """Looks for whatever makes a drawing act."""

    def __init__(self) -> None:
        super().__init__()
        self.acts = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name.rpartition(":")[2] for name, _value in attrs]
        values = ["".join((value or "").split()).lower() for _name, value in attrs]
        self.acts |= tag.rpartition(":")[2] in ("script", "handler", "listener")
        self.acts |= any(name.startswith("on") for name in names)
        self.acts |= any(value.startswith(("javascript:", "data:text/html")) for value in values)


def _is_markup(entity: tuple[str, str]) -> bool:
    """Tell a replacement that could become more than text: drawing programs name addresses so."""
    value = "".join(max(entity).split()).lower()
    return any(sign in value for sign in ("<", "&", "%", "javascript:", "data:"))


def drawing_acts(data: bytes) -> bool:
    """Tell whether an SVG picture holds a script: pictures do not have to act."""
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"
    text = data.decode(encoding, errors="replace")
    named = _ENTITY.findall(text)
    if any(map(_is_markup, named)) or (named and _NAMED_LINK.search(text)):
        return True
    drawing = _Drawing()
    drawing.feed(text)
    drawing.close()
    return drawing.acts
