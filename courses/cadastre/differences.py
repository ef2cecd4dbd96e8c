"""Two versions of an entry side by side, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from courses.cadastre.models import RHYTHM
from courses.cadastre.words import deadline_words, interval_words, proof_words
from courses.review.comparing.words import GONE, NEW, Segment, compare_whole

if TYPE_CHECKING:
    from courses.cadastre.models import Version


@dataclass(frozen=True, slots=True)
class Change:
    """One fact that is different: its name, how it read before and how it reads now."""

    label: str
    before: tuple[Segment, ...]
    now: tuple[Segment, ...]


def facts_of(version: "Version") -> list[tuple[str, str]]:
    """Return what a version says as (name, words)."""
    return [
        (_("Title"), version.title),
        (_("Legal basis"), version.legal_basis),
        (_("What it demands"), version.text),
        (_("Source"), version.source_url),
        (_("Whom it concerns"), version.target_group),
        (_("What fulfils it"), proof_words(version)),
        (_("Proofs from elsewhere that fulfil it"), version.accepted_proofs),
        (_("Usual deadline"), deadline_words(version)),
        (_("Interval"), interval_words(version)),
    ]


def changes_between(old: "Version", new: "Version") -> list[Change]:
    """Return what is different, fact by fact."""
    pairs = zip(facts_of(old), facts_of(new), strict=True)
    return [_change(label, before, now) for (label, before), (_same, now) in pairs if before != now]


def _change(label: str, before: str, now: str) -> Change:
    steps = compare_whole(before, now)
    return Change(label, _without(NEW, steps), _without(GONE, steps))


def _without(kind: str, steps: Iterable[Segment]) -> tuple[Segment, ...]:
    return tuple(step for step in steps if step.kind != kind)


def has_other_rhythm(old: "Version", new: "Version") -> bool:
    """Tell whether a running obligation cannot follow: proof, deadline or interval differ."""
    return any(old.serializable_value(name) != new.serializable_value(name) for name in RHYTHM)
