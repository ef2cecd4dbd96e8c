"""Words that go along with a module, in the module's own language; words of the formats."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from courses.exchange.formats.bundles import Format


@dataclass(frozen=True, slots=True)
class Described:
    """A format as authors read it."""

    format: Format
    name: Any
    purpose: Any


FORMATS = (
    Described(
        Format.OWN,
        gettext_lazy("Archive of this platform"),
        gettext_lazy("Everything, to be read in again here or elsewhere: the identical module."),
    ),
    Described(
        Format.HTML,
        gettext_lazy("Web page with media (HTML)"),
        gettext_lazy("To read and to keep, in every browser, without the internet."),
    ),
    Described(
        Format.SCORM,
        "SCORM 1.2",
        gettext_lazy("For learning platforms such as Moodle or ILIAS; reports end and points."),
    ),
    Described(
        Format.CMI5,
        "cmi5",
        gettext_lazy("For learning platforms with xAPI; reports end and points."),
    ),
    Described(
        Format.QTI,
        gettext_lazy("Questions (QTI 2.1)"),
        gettext_lazy("All questions with solutions and feedback, for other testing systems."),
    ),
)


def book_words(language: str) -> dict[str, str]:
    """Return all words that the pages and scripts of an exported module show."""
    with override(language):
        return {**_page_words(), **_test_words()}


def _page_words() -> dict[str, str]:
    return {
        "skip": _("Skip to the content"),
        "contents": _("Contents"),
        "back": _("Back"),
        "next": _("Next"),
        "package": _("This step is a package of its own; upload it beside this one:"),
        "exit": _("Finish and close"),
        "ended": _("Everything has been handed over. You may close this window."),
        "done": _("Mark as done"),
        "confirm": _("I have read it"),
        "is_done": _("Done"),
        "licence": _("Licence"),
        "edition": _("Edition"),
        "source": _("To the course on its platform"),
        "glossary": _("Terms explained"),
        "captions": _("Captions"),
        "transcript": _("Transcript"),
        "version_of": _("Version of %(day)s"),
        "callout_tip": _("Tip"),
        "callout_warning": _("Caution"),
        "callout_example": _("Example"),
        "callout_law": _("Legal basis"),
    }


def _test_words() -> dict[str, str]:
    return {
        "answer": _("Your answer"),
        "choose": _("Please choose"),
        "gap": _("Gap %(number)s"),
        "points": _("points: %(count)s"),
        "solution": _("Show the solution"),
        "solution_is": _("The solution is:"),
        "check": _("Check my answers"),
        "again": _("Try again"),
        "right": _("Right."),
        "partly": _("Partly right."),
        "wrong": _("Not right."),
        "reached": _("You have reached %(percent)s per cent."),
        "passed": _("You have passed."),
        "failed": _("That is not enough yet. Try again."),
        "no_more": _("That was not enough, and there is no further attempt."),
    }
