"""Take what a tool reports of a learner, state it, and let the step's rule decide what it means."""

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction

from campus.kit import dates
from courses.enrolment.states import LEARNING
from courses.learning.activities import item_activity, learner_of
from courses.learning.package_results import is_of_package
from courses.learning.services.recording import UnknownItem, item_of, lock_for_learning, record
from courses.learning.statements import Activity, build, with_id
from courses.lti.core.scores import Score
from courses.lti.errors import ServiceRefused
from courses.lti.models import Result
from courses.modules import completion
from courses.xapi.vocabulary import COMPLETED, FAILED, PASSED, SCORED, Verb

if TYPE_CHECKING:
    from collections.abc import Iterator

    from courses.tools.models import Tool


@transaction.atomic
def take_score(*, tool: "Tool", item_key: UUID, score: Score) -> Result:
    """Keep a report and state what follows; the same twice changes nothing.

    Raises ServiceRefused for somebody unknown, a seat that is gone, or an outdated report.
    """
    row = _result_of(tool, item_key, score.user)
    if row.told_at is not None and score.timestamp < row.told_at:
        raise ServiceRefused(409, "outdated", "a newer score was reported before (timestamp)")
    if row.told_at == score.timestamp and _is_same(row, score):
        return row
    _keep(row, score)
    _state(row, score)
    return row


def _result_of(tool: "Tool", item_key: UUID, user: str) -> Result:
    """Return the row of a learner, locked; the newest seat that may be learnt on."""
    try:
        sub = UUID(user)
    except ValueError:
        raise ServiceRefused(404, "not_found", "userId is unknown here") from None
    rows = Result.objects.select_for_update(of=("self",)).filter(
        tool=tool, item_key=item_key, sub=sub
    )
    related = rows.select_related(
        "enrolment__person", "enrolment__offer__course", "enrolment__version"
    )
    found = list(related.order_by("-opened_at"))
    if not found:
        raise ServiceRefused(404, "not_found", "userId was never led to this line item")
    for row in found:
        if row.enrolment.state in LEARNING:
            return row
    raise ServiceRefused(403, "forbidden", "the learner has given up this course")


def _is_same(row: Result, score: Score) -> bool:
    kept = (row.activity, row.grading, row.given, row.maximum, row.comment)
    return kept == (score.activity, score.grading, score.given, score.maximum, score.comment)


def _keep(row: Result, score: Score) -> None:
    row.activity, row.grading, row.told_at = score.activity, score.grading, score.timestamp
    row.given, row.maximum, row.comment = score.given, score.maximum, score.comment
    row.save(update_fields=["activity", "grading", "told_at", "given", "maximum", "comment"])


def _state(row: Result, score: Score) -> None:
    enrolment = row.enrolment
    try:
        item = item_of(enrolment, row.item_key)
    except UnknownItem:
        raise ServiceRefused(404, "not_found", "the course has no such step any more") from None
    activity = item_activity(enrolment, item)
    if not is_of_package(activity.rule):
        # A report of its own does not meet another rule, such as the button.
        activity = replace(activity, rule=completion.REPORTED)
    learner, at = learner_of(enrolment), _moment(row, score)
    said = [
        with_id(
            build(learner, verb, activity, at, result=result, attempt=row.pk),
            f"{row.pk}/{score.timestamp.isoformat()}/{verb.iri}/{score.activity}/{score.given}",
        )
        for verb, result in said_by(score, activity)
    ]
    if said:
        progress = lock_for_learning(enrolment)
        record(progress, enrolment, said)


def _moment(row: Result, score: Score) -> dt.datetime:
    """Return when it happened: not before the launch, and not after now."""
    return max(min(score.timestamp, dates.now()), row.opened_at)


def said_by(score: Score, activity: Activity) -> "Iterator[tuple[Verb, dict[str, Any]]]":
    """Yield the verbs that tell what a report means, each with its result."""
    scaled = score.scaled
    points = {} if scaled is None else {"score": _points(score)}
    rule = completion.read(activity.rule)
    if scaled is not None and rule.name == completion.SCORED:
        has_passed = scaled * 100 >= rule.number
        yield (PASSED if has_passed else FAILED), {"success": has_passed, **points}
    elif scaled is not None:
        yield SCORED, points
    if score.is_completed:
        yield COMPLETED, {"completion": True}


def _points(score: Score) -> dict[str, Any]:
    """Return a score that the record store takes: raw points lie between nought and the most."""
    shown = {"scaled": float(score.scaled or 0)}
    if score.given is not None and score.maximum and score.given <= score.maximum:
        shown |= {"raw": float(score.given), "min": 0, "max": float(score.maximum)}
    return shown
