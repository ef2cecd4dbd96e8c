"""Earlier learning: hand it in, accept or refuse it, take it back."""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from campus.kit import dates
from courses.pathways import files, news
from courses.pathways.errors import (
    CourseMissing,
    FileNotAccepted,
    FileTooLarge,
    InTheFuture,
    NotYourReview,
    ReasonMissing,
    ReasonTooLong,
    TooManyOpen,
)
from courses.pathways.models import LONGEST_REASON, Evidence, EvidenceFile
from courses.pathways.rules import courses_of, reviewable_by
from courses.pathways.states import EVIDENCE_MOVES, EvidenceState
from courses.pathways.words import EVIDENCE_WORDS

if TYPE_CHECKING:
    from courses.catalogue.models import CoursePage
    from members.accounts.models import User
    from members.people.models import Person

MOST_OPEN = 10


@dataclass(frozen=True, slots=True)
class Earlier:
    """What somebody says of learning elsewhere."""

    title: str
    issuer: str
    completed_on: dt.date
    wanted: "CoursePage | None" = None


@transaction.atomic
def hand_in(*, person: "Person", earlier: Earlier, content: bytes) -> Evidence:
    """Keep evidence with its file until somebody decides.

    Raises FileTooLarge, FileNotAccepted, InTheFuture or TooManyOpen.
    """
    kind = _checked(content)
    if earlier.completed_on > dates.today():
        raise InTheFuture
    waiting = Evidence.objects.filter(person=person, state=EvidenceState.HANDED_IN).count()
    if waiting >= MOST_OPEN:
        raise TooManyOpen(count=waiting)
    evidence = Evidence.objects.create(
        person=person,
        title=earlier.title,
        issuer=earlier.issuer,
        completed_on=earlier.completed_on,
        wanted=earlier.wanted,
    )
    EvidenceFile.objects.create(
        evidence=evidence,
        name=files.file_name(earlier.title, kind.suffix),
        media_type=kind.media_type,
        content=content,
    )
    return evidence


@transaction.atomic
def accept(
    *,
    evidence: Evidence,
    course: "CoursePage | None",
    valid_until: dt.date | None,
    by: "User",
) -> Evidence:
    """Let evidence count for a course, in paths and prerequisites; tell the learner.

    Raises CourseMissing, NotYourReview or WrongState.
    """
    if course is None:
        raise CourseMissing
    if not courses_of(by).filter(pk=course.pk).exists():
        raise NotYourReview
    locked = _lock_for_decision(evidence, by)
    locked.course, locked.valid_until = course, valid_until
    _decide(locked, EvidenceState.ACCEPTED, by)
    news.tell(locked, news.ACCEPTED)
    return locked


@transaction.atomic
def refuse(*, evidence: Evidence, reason: str, by: "User") -> Evidence:
    """Refuse evidence with a reason, which the learner reads.

    Raises ReasonMissing, ReasonTooLong, NotYourReview or WrongState.
    """
    if not reason.strip():
        raise ReasonMissing
    if len(reason.strip()) > LONGEST_REASON:
        raise ReasonTooLong(most=LONGEST_REASON, length=len(reason.strip()))
    locked = _lock_for_decision(evidence, by)
    locked.reason = reason.strip()
    _decide(locked, EvidenceState.REFUSED, by)
    news.tell(locked, news.REFUSED)
    return locked


@transaction.atomic
def take_back(*, evidence: Evidence) -> None:
    """Take one's own evidence back: its file is deleted and it no longer counts."""
    locked = _lock(evidence)
    EVIDENCE_MOVES.check(locked.state, EvidenceState.WITHDRAWN, words=EVIDENCE_WORDS)
    EvidenceFile.objects.filter(evidence=locked).delete()
    locked.state = EvidenceState.WITHDRAWN
    locked.save(update_fields=["state"])


def _checked(content: bytes) -> files.Checked:
    if len(content) > files.LARGEST:
        raise FileTooLarge(megabytes=files.MEGABYTES)
    kind = files.checked(content)
    if kind is None:
        raise FileNotAccepted
    return kind


def _lock(evidence: Evidence) -> Evidence:
    return Evidence.objects.select_for_update(of=("self",)).get(pk=evidence.pk)


def _lock_for_decision(evidence: Evidence, by: "User") -> Evidence:
    locked = _lock(evidence)
    EVIDENCE_MOVES.check(locked.state, EvidenceState.ACCEPTED, words=EVIDENCE_WORDS)
    if not reviewable_by(by).filter(pk=locked.pk).exists():
        raise NotYourReview
    return locked


def _decide(evidence: Evidence, state: EvidenceState, by: "User") -> None:
    evidence.state = state
    evidence.decided_by, evidence.decided_at = by, dates.now()
    evidence.save()
