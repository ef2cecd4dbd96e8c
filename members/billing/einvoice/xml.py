"""Small tools for building XML in a fixed order; pure."""

import datetime as dt
import re
from decimal import Decimal
from typing import Any

from lxml import etree

from campus.kit.money import round_cent

# What XML 1.0 cannot hold; a vertical tab comes with titles copied from a word processor.
FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Builder:
    """Writes elements of one set of namespaces; empty text leaves the element out."""

    def __init__(self, namespaces: dict[str | None, str]) -> None:
        self.namespaces = namespaces

    def root(self, name: str) -> Any:
        """Make the document's element."""
        return etree.Element(self._tag(name), nsmap=self.namespaces)  # type: ignore[arg-type]

    def group(self, parent: Any, name: str) -> Any:
        """Add an element that holds others."""
        return etree.SubElement(parent, self._tag(name))

    def text(self, parent: Any, name: str, text: str, **attributes: str) -> None:
        """Add an element with text and attributes; characters XML cannot hold are dropped."""
        text = FORBIDDEN.sub("", text)
        if text:
            etree.SubElement(parent, self._tag(name), attributes).text = text

    def path(self, parent: Any, names: str, text: str, **attributes: str) -> None:
        """Add nested elements, such as "cac:Country/cbc:IdentificationCode", with text inside."""
        *outer, last = names.split("/")
        if FORBIDDEN.sub("", text):
            for name in outer:
                parent = self.group(parent, name)
            self.text(parent, last, text, **attributes)

    def _tag(self, name: str) -> str:
        prefix, _, local = name.rpartition(":")
        return f"{{{self.namespaces[prefix or None]}}}{local}"


def to_bytes(root: Any) -> bytes:
    """Return the document in UTF-8 with its declaration."""
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def money(amount: Decimal) -> str:
    """Return an amount rounded to cents, never as a negative zero (BR-E-09)."""
    return f"{round_cent(amount):.2f}"


def number(value: Decimal) -> str:
    """Return a quantity or rate without needless zeros."""
    text = f"{value if value else Decimal(0):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def day_8(day: dt.date) -> str:
    """Return a date as CII writes it (format 102)."""
    return f"{day:%Y%m%d}"
