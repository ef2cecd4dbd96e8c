"""What the documents of a module ask for, in words: before enrolling and while learning."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.modules.terms import Terms


@dataclass(frozen=True, slots=True)
class Earnable:
    """A document that can be earned: what it is called, and for what it is issued."""

    name: str
    rule: str


def earnable(terms: Terms, *, has_graded_test: bool) -> list[Earnable]:
    """Return the documents of a module; without a graded test there is no record of points."""
    found = [Earnable(_("Confirmation of participation"), _steps(terms.participation_percent))]
    if has_graded_test:
        points = _("for more than %(percent)s per cent of the points in the graded tests")
        rule = points % {"percent": terms.achievement_percent}
        found.append(Earnable(_("Record of achievement"), rule))
    return found


def _steps(percent: int) -> str:
    if percent == 100:
        return _("for all required steps")
    return _("from %(percent)s per cent of the required steps") % {"percent": percent}


def validity(terms: Terms) -> str:
    """Say for how long the documents are valid."""
    if terms.valid_months is None:
        return _("without end")
    return ngettext("%(count)s month", "%(count)s months", terms.valid_months) % {
        "count": terms.valid_months
    }
