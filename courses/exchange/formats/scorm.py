"""A module as a package of SCORM 1.2 with one SCO; pure. Reference: Content Aggregation Model."""

import hashlib
from collections.abc import Iterable

from courses.exchange.formats import pages
from courses.exchange.formats.book import Book
from courses.exchange.formats.metadata import lom
from courses.exchange.formats.text import escape

LINK = "scorm.js"
MANIFEST = "imsmanifest.xml"


def files(book: Book, media: Iterable[str]) -> dict[str, bytes]:
    """Return the files of the package but for the media, whose places are given."""
    own = pages.files(book, link=LINK)
    return {MANIFEST: manifest(book, [*own, *media]).encode(), **own}


def manifest(book: Book, names: Iterable[str]) -> str:
    """Return the manifest; every file of the package is named in it."""
    mark = hashlib.sha256(book.address.encode()).hexdigest()[:16]
    listed = "".join(f'<file href="{escape(name)}"/>' for name in names)
    title = escape(book.title)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="KC-{mark}" version="{escape(book.edition)}"
  xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
  xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
<metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion>{lom(book)}</metadata>
<organizations default="ORG-{mark}"><organization identifier="ORG-{mark}"><title>{title}</title>
<item identifier="ITEM-{mark}" identifierref="RES-{mark}"><title>{title}</title></item>
</organization></organizations>
<resources><resource identifier="RES-{mark}" type="webcontent" adlcp:scormtype="sco"
  href="{pages.PAGE}">{listed}</resource></resources>
</manifest>
"""
