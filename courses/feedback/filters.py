"""What those who answer ask of the list of questions."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from courses.feedback.models import Question

if TYPE_CHECKING:
    from courses.feedback.models import QuestionQuerySet

OPEN, ANSWERED, ALL = "offen", "beantwortet", "alle"
STATES = (OPEN, ANSWERED, ALL)
KINDS = {"frage": Question.Kind.QUESTION, "fehler": Question.Kind.FAULT}


@dataclass(frozen=True, slots=True)
class Filter:
    """A state, perhaps a kind, perhaps words of text, step or course."""

    state: str = OPEN
    kind: str = ""
    text: str = ""

    def applied_to(self, questions: "QuestionQuerySet") -> "QuestionQuerySet":
        """Keep what was asked for; what waits longest comes first, else the newest."""
        rows = questions.filter(kind=KINDS[self.kind]) if self.kind else questions
        for word in self.text.split():
            rows = rows.search(word)
        if self.state == OPEN:
            return rows.unanswered().order_by("asked_at", "pk")
        return rows.answered() if self.state == ANSWERED else rows


def read_filter(sent: Mapping[str, Any]) -> Filter:
    """Return what an address asks for; what it does not know is not asked."""
    state, kind = str(sent.get("stand", "")), str(sent.get("art", ""))
    return Filter(
        state=state if state in STATES else OPEN,
        kind=kind if kind in KINDS else "",
        text=str(sent.get("q", "")).replace("\x00", "")[:100].strip(),
    )


def tabs_of(wanted: Filter) -> list[dict[str, Any]]:
    """Return the states as tabs that keep the rest of the filter."""
    words = {OPEN: _("Open"), ANSWERED: _("Answered"), ALL: _("All")}
    kept = {"art": wanted.kind, "q": wanted.text}
    rest = {name: value for name, value in kept.items() if value}
    return [
        {
            "label": words[state],
            "href": "?" + urlencode({"stand": state, **rest}),
            "current": state == wanted.state,
        }
        for state in STATES
    ]
