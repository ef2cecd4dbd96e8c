"""How rules, states and progress are worded."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.pathways.plans import Rule
from courses.pathways.states import EvidenceState, PathState
from courses.pathways.walking import GroupView

RULES = (
    (Rule.ORDERED.value, gettext_lazy("All, in this order")),
    (Rule.ALL.value, gettext_lazy("All, in any order")),
    (Rule.AT_LEAST.value, gettext_lazy("At least so many of them")),
    (Rule.POINTS.value, gettext_lazy("At least so many points")),
)
PATH_STATES = {
    PathState.DRAFT: ("neutral", gettext_lazy("draft")),
    PathState.PUBLISHED: ("success", gettext_lazy("published")),
    PathState.WITHDRAWN: ("warning", gettext_lazy("withdrawn")),
}
EVIDENCE_STATES = {
    EvidenceState.HANDED_IN: ("info", gettext_lazy("is being looked at")),
    EvidenceState.ACCEPTED: ("success", gettext_lazy("recognised")),
    EvidenceState.REFUSED: ("warning", gettext_lazy("not recognised")),
    EvidenceState.WITHDRAWN: ("neutral", gettext_lazy("taken back")),
}
PATH_WORDS = {state: word for state, (_tone, word) in PATH_STATES.items()}
EVIDENCE_WORDS = {state: word for state, (_tone, word) in EVIDENCE_STATES.items()}
EXPIRED = ("warning", gettext_lazy("no longer valid"))


def rule_words(rule: Rule, need: int, total: int) -> str:
    """Return what a path or a set asks for, as a sentence."""
    facts = {"need": need, "total": total}
    return {
        Rule.ORDERED: _("All steps, one after the other."),
        Rule.ALL: _("All steps, in the order you like."),
        Rule.AT_LEAST: _("%(need)s of %(total)s steps; you choose which.") % facts,
        Rule.POINTS: _("At least %(need)s points; graded tests bring them.") % facts,
    }[rule]


def progress_words(view: GroupView) -> str:
    """Return how far somebody is: “3 of 5, 2 to go”."""
    facts = {"done": view.done, "need": view.need, "count": view.missing}
    if view.group.rule is Rule.POINTS:
        if view.is_complete:
            return _("%(need)s of %(need)s points: reached") % facts
        return _("%(done)s of %(need)s points, %(count)s to go") % facts
    if view.is_complete:
        return _("%(need)s of %(need)s: complete") % facts
    return _("%(done)s of %(need)s, %(count)s to go") % facts
