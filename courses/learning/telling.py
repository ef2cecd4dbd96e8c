"""A statement about a step in a sentence that its learner understands."""

from decimal import ROUND_FLOOR, Decimal
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from courses.learning.fold import (
    ATTEMPTED,
    COMPLETED,
    FAILED,
    PASSED,
    SATISFIED,
    SCORED,
    WAIVED,
    Event,
)
from courses.learning.vocabulary import FOLDED_VERBS, PROGRESS

if TYPE_CHECKING:
    from courses.xapi.selectors import StatementRow

WORDS: dict[str, str | Promise] = {
    "experienced": _("Opened"),
    ATTEMPTED: _("Test begun"),
    COMPLETED: _("Marked as done"),
    PASSED: _("Test handed in and passed"),
    FAILED: _("Test handed in, not passed yet"),
    WAIVED: _("Already proven by the test at the beginning of the renewal"),
}
OF_PACKAGES: dict[str, str | Promise] = {
    "experienced": _("Opened"),
    COMPLETED: _("The package has reported the end"),
    PASSED: _("The package has reported “passed”"),
    FAILED: _("The package has reported “not passed”"),
    SCORED: _("The package has reported a result"),
    SATISFIED: _("Counted as done"),
}
# Where not a package reports, but a tool on another site.
OF_TOOLS: dict[str, str | Promise] = {
    COMPLETED: _("The other site has reported the end"),
    PASSED: _("The other site has reported a result that suffices"),
    FAILED: _("The other site has reported a result that does not suffice yet"),
    SCORED: _("The other site has reported a result"),
}
RULE_NOT_MET = _("%(what)s – not what the rule of this step asks for")
REACHED = _("%(what)s: %(percent)s per cent")
CHECKED = _("Self-test checked")
PLAYED = _("%(percent)s per cent of the recording played")
CONFIRMED = _("Confirmed: %(sentence)s")
EARLIER_RULE = _("%(what)s – under a rule of an earlier edition, does not count here")
WITHDRAWN = _("%(what)s – withdrawn, does not count")


def tell(event: Event, row: "StatementRow", *, is_elsewhere: bool = False) -> str:
    """Return what a statement says; empty for one that only keeps a place."""
    what = _what(event, row, OF_PACKAGES | OF_TOOLS if is_elsewhere else OF_PACKAGES)
    if what and event.of_package:
        is_report = event.verb in OF_PACKAGES and event.verb != "experienced"
        return str(RULE_NOT_MET) % {"what": what} if is_report and not event.counts else what
    if what and not event.counts:
        return str(EARLIER_RULE) % {"what": what}
    return what


def tell_voided(row: "StatementRow") -> str:
    """Return what a statement said that has been withdrawn."""
    what = WORDS.get(FOLDED_VERBS.get(row.verb, ""), _("Entry"))
    return str(WITHDRAWN) % {"what": what}


def _what(event: Event, row: "StatementRow", reports: dict[str, str | Promise]) -> str:
    if event.of_package:
        return _of_package(event, reports)
    if event.verb not in WORDS:
        return ""
    if event.score is not None:
        what = CHECKED if event.verb == COMPLETED else WORDS[event.verb]
        return str(REACHED) % {"what": what, "percent": _percent(event.score.scaled)}
    sentence = row.result.get("response")
    if event.verb == COMPLETED and isinstance(sentence, str):
        return str(CONFIRMED) % {"sentence": sentence}
    share = (row.result.get("extensions") or {}).get(PROGRESS)
    if event.verb == COMPLETED and isinstance(share, int | float):
        return str(PLAYED) % {"percent": _percent(Decimal(str(share)))}
    return str(WORDS[event.verb])


def _of_package(event: Event, reports: dict[str, str | Promise]) -> str:
    what = str(reports.get(event.verb, ""))
    if not what or event.score is None:
        return what
    return str(REACHED) % {"what": what, "percent": _percent(event.score.scaled)}


def _percent(share: Decimal) -> int:
    return int((share * 100).to_integral_value(rounding=ROUND_FLOOR))
