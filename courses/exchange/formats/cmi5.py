"""A module as a cmi5 course with one assignable unit; pure. Numbers are sections of cmi5."""

from collections.abc import Mapping
from decimal import ROUND_DOWN, Decimal

from courses.exchange.formats import metadata, pages
from courses.exchange.formats.book import Book
from courses.exchange.formats.text import escape

LINK = "cmi5.js"
STRUCTURE = "cmi5.xml"
METADATA = "metadata.xml"
NAMESPACE = "https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd"
FOUR_PLACES = Decimal("0.0001")


def files(book: Book) -> Mapping[str, bytes]:
    """Return the files of the course but for the media."""
    return {
        STRUCTURE: structure(book).encode(),
        METADATA: metadata.dublin_core(book).encode(),
        **pages.files(book, link=LINK),
    }


def structure(book: Book) -> str:
    """Return cmi5.xml (13.1); with graded tests the unit moves on when completed and passed."""
    share = book.pass_share
    graded = ""
    if share is not None:
        value = Decimal(share.numerator) / Decimal(share.denominator)
        graded = f' masteryScore="{value.quantize(FOUR_PLACES, rounding=ROUND_DOWN)}"'
    move_on = "CompletedAndPassed" if share is not None else "Completed"
    address = escape(book.address)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<courseStructure xmlns="{NAMESPACE}">
<course id="{address}">{_texts(book)}</course>
<au id="{address}#au" moveOn="{move_on}" launchMethod="AnyWindow"{graded}>
{_texts(book)}<url>{pages.PAGE}</url></au>
</courseStructure>
"""


def _texts(book: Book) -> str:
    """Return title and description; the licence stands in the description, too."""
    language = escape(book.language)
    rights = f"{book.course['promise']} ({book.provider}, {metadata.licence_words(book)})"
    return (
        f'<title><langstring lang="{language}">{escape(book.title)}</langstring></title>'
        f'<description><langstring lang="{language}">{escape(rights)}</langstring></description>'
    )
