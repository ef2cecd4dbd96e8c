"""What a machine found, said to people: each fault with what to do, each level of reading."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from courses.modules.accessibility import codes, readability

if TYPE_CHECKING:
    from courses.modules.accessibility.checks import Fault

SENTENCES: dict[str, Promise] = {
    codes.ALT_MISSING: _("Describe the picture in words or mark it as decorative."),
    codes.ALT_FILE_NAME: _("“%(detail)s” is the name of a file. Say what the picture shows."),
    codes.CAPTIONS_MISSING: _(
        "The film “%(detail)s” has no captions. Add a WebVTT file among the media."
    ),
    codes.CAPTIONS_EMPTY: _(
        "The captions of “%(detail)s” hold not a single sentence. Check the WebVTT file."
    ),
    codes.TRANSCRIPT_MISSING: _("“%(detail)s” has no transcript. Write it among the media."),
    codes.HEADING_EMPTY: _("A heading or title is empty. Fill it in or delete it."),
    codes.HEADING_SKIPPED: _(
        "Before the heading “%(detail)s” a level is missing. Use the next level, or a block "
        "“Heading”."
    ),
    codes.LINK_EMPTY: _("A link has no words. Say where it leads."),
    codes.LINK_VAGUE: _(
        "The link “%(detail)s” does not say where it leads. Name the page or the file."
    ),
    codes.LINK_ADDRESS: _(
        "The link shows the bare address “%(detail)s”. Say in words where it leads."
    ),
    codes.TABLE_CAPTION: _("Give the table a caption that says what it shows."),
    codes.TABLE_HEADER: _("A table has columns without a heading. Give every column a heading."),
    codes.CONTRAST: _(
        "Text and background are too much alike (%(detail)s). Choose colours with a contrast of at "
        "least 4.5 to 1."
    ),
    codes.DOCUMENT_LANGUAGE: _("The HTML file does not say in which language it is written."),
    codes.DOCUMENT_TITLE: _("The HTML file has no title."),
}
RULES: dict[str, Promise] = {
    codes.ALT_MISSING: _("every picture is described or marked as decorative"),
    codes.CAPTIONS_MISSING: _("every film has captions"),
    codes.TRANSCRIPT_MISSING: _("every film and every recording has a transcript"),
    codes.HEADING_SKIPPED: _("headings are filled in and skip no level"),
    codes.LINK_VAGUE: _("links say where they lead"),
    codes.TABLE_HEADER: _("tables have a caption and headings"),
    codes.CONTRAST: _("colours chosen by authors contrast with their background"),
}
LEVELS: dict[str, Promise] = {
    readability.VERY_EASY: _("very easy to read"),
    readability.EASY: _("easy to read"),
    readability.MEDIUM: _("of medium difficulty, like a newspaper"),
    readability.HARD: _("hard to read, like a specialist text"),
    readability.VERY_HARD: _("very hard to read, like a law"),
}
LONGEST_DETAIL = 80


@dataclass(frozen=True, slots=True)
class Remark:
    """A fault in words, and the anchor of its block in the editor."""

    text: str
    anchor: str


def sentence(fault: "Fault") -> str:
    """Return what is wrong and what to do."""
    # The title of a glossary is the same everywhere and stands in no block.
    glossary = fault.code == codes.HEADING_SKIPPED and not fault.detail
    detail = gettext("Terms explained") if glossary else fault.detail
    if len(detail) > LONGEST_DETAIL:
        detail = detail[: LONGEST_DETAIL - 1] + "…"
    return str(SENTENCES[fault.code]) % {"detail": detail}


def remarks(faults: Iterable["Fault"]) -> list[Remark]:
    """Return the faults in words, each with the place to mend it."""
    return [
        Remark(sentence(fault), f"#block-{fault.block}-section" if fault.block else "")
        for fault in faults
    ]


def reading_words(found: readability.Readability | None) -> str:
    """Return how hard a text is to read."""
    if found is None:
        return gettext("too short to tell how hard it is to read")
    return lix_words(found.lix)


def lix_words(lix: int) -> str:
    """Return the figure with the level it stands for."""
    level = LEVELS[readability.level_of(lix)]
    return gettext("%(level)s (readability index LIX %(lix)s)") % {"level": level, "lix": lix}


def refusal(remarks_: Iterable[Any]) -> str:
    """Return the sentences of all faults as one text."""
    return " ".join(remark.text for remark in remarks_)
