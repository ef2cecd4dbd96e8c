"""Keep the place in a lesson: the second of a recording, the block that was read last."""

from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from campus.kit import dates
from courses.learning.activities import item_activity, learner_of
from courses.learning.errors import BadPosition
from courses.learning.events import LONGEST_SECONDS, write_spans
from courses.learning.fold import Spans, join_spans
from courses.learning.models import ItemProgress, Progress
from courses.learning.sending import JUST_NOW, Place, Sent
from courses.learning.services.lessons import complete
from courses.learning.services.recording import (
    item_of,
    item_progress,
    lock_for_learning,
    record,
)
from courses.learning.statements import build, number, stopped_at
from courses.learning.vocabulary import PROGRESS
from courses.modules import completion
from courses.modules import selectors as modules
from courses.xapi import selectors as store
from courses.xapi.vocabulary import PROGRESSED

if TYPE_CHECKING:
    from courses.enrolment.models import Enrolment
    from courses.modules.selectors import OutlineItem


def record_position(*, enrolment: "Enrolment", key: UUID, seconds: Decimal) -> Progress:
    """Keep the second at which a recording was left. Raises BadPosition."""
    return record_place(enrolment=enrolment, key=key, place=Place(seconds=seconds))


@transaction.atomic
def record_place(
    *, enrolment: "Enrolment", key: UUID, place: Place, sent: Sent = JUST_NOW
) -> Progress:
    """Keep a place; where enough of the recording has been played, the item is done.

    Raises BadPosition.
    """
    item = item_of(enrolment, key)
    kept = _checked(place)
    progress = lock_for_learning(enrolment)
    known = item_progress(progress, key)
    if known is not None and _is_known(kept, known):
        return progress
    reason = f"{enrolment.registration}/{key}/progressed"
    identifier = sent.statement_id(reason)
    if store.statement(identifier) is None:
        statement = build(
            learner_of(enrolment),
            PROGRESSED,
            item_activity(enrolment, item),
            sent.moment(dates.now(), earliest=enrolment.confirmed_at),
            result=stopped_at(kept.seconds, place=kept.block, played=write_spans(kept.played)),
        )
        record(progress, enrolment, [{**statement, "id": str(identifier)}])
    _complete_when_seen(progress, enrolment, item, sent)
    return progress


def _checked(place: Place) -> Place:
    """Return the place in the precision that is kept. Raises BadPosition."""
    seconds = place.seconds
    if seconds is None:
        if not place.block and not place.played:
            raise BadPosition
        return place
    if not seconds.is_finite() or not 0 <= seconds <= LONGEST_SECONDS:
        raise BadPosition
    return Place(seconds.quantize(Decimal("0.1")), place.block, place.played)


def _is_known(place: Place, known: ItemProgress) -> bool:
    spans = tuple((begin, end) for begin, end in known.played)
    return (
        known.position_at is not None
        and known.position_seconds == place.seconds
        and known.position_place == place.block
        and join_spans(spans, place.played) == spans
    )


def _complete_when_seen(
    progress: Progress, enrolment: "Enrolment", item: "OutlineItem", sent: Sent
) -> None:
    rule = completion.read(item.rule)
    known = item_progress(progress, item.key)
    if rule.name != completion.SEEN or known is None or known.completed_at is not None:
        return
    length = modules.recording_seconds(enrolment.version, item.key)
    share = seen_share(tuple((begin, end) for begin, end in known.played), length)
    if share * 100 >= rule.number:
        result = {"extensions": {PROGRESS: number(share)}}
        complete(progress, enrolment, item, result, sent=Sent(ago=sent.ago))


def seen_share(played: Spans, length: int) -> Decimal:
    """Return which share of a recording has been played, 0 to 1; an unknown length is never met."""
    if length <= 0:
        return Decimal(0)
    seen = sum(min(end, length) - min(begin, length) for begin, end in played)
    return (Decimal(seen) / length).quantize(Decimal("0.0001"))
