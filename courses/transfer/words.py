"""What the platform has found, in words."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from courses.transfer.matching import Verdict
from courses.transfer.models import Presentation


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding as a badge shows it."""

    kind: str
    word: str | Promise


VERDICTS = {
    Verdict.GENUINE: Finding("success", _("valid")),
    Verdict.EXPIRED: Finding("warning", _("expired")),
    Verdict.REPLACED: Finding("warning", _("replaced by a newer one")),
    Verdict.REVOKED: Finding("danger", _("revoked")),
}
STATES = {
    Presentation.State.SHOWN: Finding("info", Presentation.State.SHOWN.label),
    Presentation.State.RECOGNISED: Finding("success", Presentation.State.RECOGNISED.label),
    Presentation.State.REFUSED: Finding("warning", Presentation.State.REFUSED.label),
    Presentation.State.WITHDRAWN: Finding("danger", Presentation.State.WITHDRAWN.label),
}


def state_of(presentation: Presentation) -> Finding:
    """Return how far the decision is."""
    return STATES[Presentation.State(presentation.state)]
