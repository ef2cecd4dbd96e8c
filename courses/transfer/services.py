"""Deeds: show proofs to an employer, withdraw, recognise, refuse."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from campus.kit import dates
from courses.assignments import services as assignments
from courses.assignments.accepted import merged
from courses.transfer import news, rules, selectors
from courses.transfer.errors import (
    AlreadyDecided,
    ChoiceOutdated,
    CountsNoMore,
    NothingAsksForIt,
    NothingChosen,
    ObligationNotChosen,
    ReasonMissing,
)
from courses.transfer.fitting import fits_for
from courses.transfer.matching import Verdict
from courses.transfer.models import LONGEST_REASON, Presentation
from courses.transfer.selectors import Offer
from courses.transfer.words import VERDICTS

if TYPE_CHECKING:
    from members.accounts.models import User
    from members.organisations.models import Municipality
    from members.people.models import Person

# Stands in the history of the turn; what was wrong with the original is nobody's business here.
ORIGIN_REVOKED = "Der anerkannte Nachweis wurde widerrufen."


def chosen(person: "Person", municipality: "Municipality", keys: Collection[str]) -> list[Offer]:
    """Return what somebody wants to show; raises NothingChosen or ChoiceOutdated."""
    if not keys:
        raise NothingChosen
    offers = [one for one in selectors.offers_for(person, municipality) if one.key in keys]
    if len(offers) != len(set(keys)):
        raise ChoiceOutdated
    return offers


@transaction.atomic
def show(
    *, person: "Person", municipality: "Municipality", keys: Collection[str]
) -> list[Presentation]:
    """Show proofs to an employer, all that were chosen or none.

    Raises NothingChosen or ChoiceOutdated, the latter also where the person does not work there.
    """
    if not rules.employers_of(person).filter(pk=municipality.pk).exists():
        raise ChoiceOutdated
    try:
        with transaction.atomic():
            return [_shown(person, municipality, one) for one in chosen(person, municipality, keys)]
    except IntegrityError:
        # The same form was sent twice at the same moment.
        raise ChoiceOutdated from None


def _shown(person: "Person", municipality: "Municipality", offer: Offer) -> Presentation:
    return Presentation.objects.create(
        person=person,
        municipality=municipality,
        certificate=offer.certificate,
        turn=offer.turn,
        course_id=offer.topic.course,
        path_id=offer.topic.path,
        title=offer.facts.title,
        version_number=offer.facts.version_number,
        completed_on=offer.facts.completed_on,
        valid_until=offer.facts.valid_until,
    )


@transaction.atomic
def withdraw(*, presentation: Presentation) -> None:
    """Take back what nobody has decided on: the employer does not see it any more."""
    _lock(presentation).delete()


@transaction.atomic
def recognise(
    *,
    presentation: Presentation,
    by: "User",
    obligation_id: int | None = None,
    remember: bool = False,
) -> Presentation:
    """Let a proof fulfil an obligation, with its own days; tell the person.

    Which one a proof from elsewhere fulfils is chosen, unless it was settled before; `remember`
    settles it for the next ones. Raises AlreadyDecided, CountsNoMore, ObligationNotChosen,
    NothingAsksForIt, or what forbids the entry.
    """
    locked = _lock(presentation)
    found = selectors.checked(locked)
    if found is not Verdict.GENUINE:
        raise CountsNoMore(why=VERDICTS[found].word)
    fit = fits_for([locked])[locked.pk]
    turn = fit.chosen(obligation_id)
    if turn is None:
        raise ObligationNotChosen if fit.choices else NothingAsksForIt
    if remember and locked.topic.is_from_elsewhere:
        names = merged(turn.obligation.accepted_proofs, [locked.title])
        assignments.accept_proofs(obligation=turn.obligation, names=names, by=by)
    assignments.take_over(
        period=turn,
        on=locked.completed_on,
        until=locked.valid_until,
        version=locked.version_number,
        by=by,
    )
    locked.fulfilled = turn
    _decide(locked, Presentation.State.RECOGNISED, by)
    news.tell(locked, news.RECOGNISED)
    return locked


@transaction.atomic
def withdraw_recognition(*, presentation: Presentation) -> bool:
    """Let a recognised proof count no more that was revoked where it came from.

    Whoever was told what it proves is told that it does so no longer, never why it was revoked.
    Returns whether anything was withdrawn; may run twice.
    """
    rows = Presentation.objects.select_for_update(of=("self",)).filter(
        pk=presentation.pk, state=Presentation.State.RECOGNISED
    )
    locked = selectors.with_originals(rows).select_related("fulfilled__obligation").first()
    if locked is None or not selectors.is_revoked(locked):
        return False
    locked.state, locked.withdrawn_at = Presentation.State.WITHDRAWN, dates.now()
    locked.save(update_fields=["state", "withdrawn_at"])
    turn = locked.fulfilled
    if turn is not None and turn.revoked_on is None:
        following = assignments.revoke_for_its_origin(period=turn, reason=ORIGIN_REVOKED)
        if rules.works_there(locked):
            news.tell_of_withdrawal(locked, following)
    return True


def withdraw_all_revoked() -> int:
    """Let all recognised proofs count no more that were revoked meanwhile; returns how many."""
    return sum(withdraw_recognition(presentation=one) for one in selectors.perhaps_revoked())


@transaction.atomic
def refuse(*, presentation: Presentation, reason: str, by: "User") -> Presentation:
    """Refuse a proof with a reason, which the person reads.

    Raises ReasonMissing or AlreadyDecided.
    """
    if not reason.strip():
        raise ReasonMissing
    locked = _lock(presentation)
    locked.reason = reason.strip()[:LONGEST_REASON]
    _decide(locked, Presentation.State.REFUSED, by)
    news.tell(locked, news.REFUSED)
    return locked


def _lock(presentation: Presentation) -> Presentation:
    rows = Presentation.objects.select_for_update(of=("self",)).filter(
        pk=presentation.pk, state=Presentation.State.SHOWN
    )
    locked = selectors.with_originals(rows).first()
    if locked is None:
        raise AlreadyDecided
    return locked


def _decide(presentation: Presentation, state: str, by: "User") -> None:
    presentation.state = state
    presentation.decided_by, presentation.decided_at = by, dates.now()
    presentation.save(update_fields=["state", "reason", "fulfilled", "decided_by", "decided_at"])
