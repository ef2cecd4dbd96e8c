"""The words and badges of a preview."""

from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from courses.bundles.judging import GETS, Standing

if TYPE_CHECKING:
    from courses.bundles.planning import Line

STANDINGS: dict[Standing, tuple[str, Promise]] = {
    Standing.NEW: ("info", gettext_lazy("gets it")),
    Standing.PROVEN: ("success", gettext_lazy("has proven it before")),
    Standing.EXEMPT: ("neutral", gettext_lazy("exempt for now, the deadline moves on")),
    Standing.HAS: ("neutral", gettext_lazy("has it already")),
    Standing.RELEASED: ("neutral", gettext_lazy("was released from it")),
}


def conflicts_of(line: "Line") -> list[str]:
    """Return what stands in the way of one thing, or is worth knowing, each with its reason."""
    found = [*_of_existing(line), *_of_people(line)]
    if line.in_paths:
        names = ", ".join(line.in_paths)
        found.append(
            _("The course is part of the learning path “%(names)s”, too.") % {"names": names}
        )
    if line.builds_on:
        names = ", ".join(line.builds_on)
        found.append(_("It builds on “%(names)s”, which nobody is asked for.") % {"names": names})
    return [*found, line.note] if line.note else found


def _of_existing(line: "Line") -> list[str]:
    if line.existing is None:
        return []
    if line.concerns_all:
        return [_("It is obligatory for all staff already; newcomers get it at once.")]
    return [_("It is obligatory already. More people are added; its deadline and repetition stay.")]


def _of_people(line: "Line") -> list[str]:
    found = []
    verdict = line.verdict
    if not verdict.hits:
        found.append(_("Nobody belongs to what you chose."))
    if verdict.twice:
        sentence = ngettext(
            "%(n)d person was chosen in several ways and gets it once.",
            "%(n)d people were chosen in several ways and get it once.",
            verdict.twice,
        )
        found.append(sentence % {"n": verdict.twice})
    leaving = [hit for hit in verdict.hits if hit.leaves_before]
    if leaving:
        sentence = ngettext(
            "%(n)d person leaves before the deadline.",
            "%(n)d people leave before the deadline.",
            len(leaving),
        )
        found.append(sentence % {"n": len(leaving)})
    return found


def deadlines_of(line: "Line") -> str:
    """Return the first and the last deadline of those who get it."""
    hits = line.verdict.with_standing(*GETS)
    days = sorted({hit.due_on for hit in hits if hit.due_on})
    if not days:
        return ""
    first, last = (date_format(day, "SHORT_DATE_FORMAT") for day in (days[0], days[-1]))
    return first if first == last else _("%(first)s to %(last)s") % {"first": first, "last": last}
