"""Deeds: agree on the rule, propose, release, refuse, withdraw, let run out."""

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from campus.kit import dates
from members.messages import services as messages
from members.second_person import rules, selectors
from members.second_person.errors import (
    NobodyElse,
    NoLongerOpen,
    NotByYourself,
    NotYourDecision,
    Outdated,
    ReasonMissing,
)
from members.second_person.kinds import kind_of
from members.second_person.models import LONGEST_REASON, Proposal, Rule

if TYPE_CHECKING:
    from members.accounts.models import User
    from members.organisations.models import Municipality

State = Proposal.State


@transaction.atomic
def agree(*, municipality: "Municipality", from_people: int | None, by: "User") -> Proposal | None:
    """Set from how many people on two decide; None: one is always enough.

    Making it stricter holds at once; loosening it is proposed, else one alone could get around it.
    """
    now = selectors.threshold_of(municipality)
    is_looser = now is not None and (from_people is None or from_people > now)
    if not is_looser:
        _set(municipality, from_people)
        return None
    title = _("The rule of two no longer holds")
    if from_people is not None:
        title = _("The rule of two holds from %(n)d people on") % {"n": from_people}
    payload = {"from_people": from_people}
    return propose(municipality=municipality, kind="rule", title=title, payload=payload, by=by)


def apply_rule(proposal: Proposal, by: "User") -> str:
    """Loosen the rule as it was proposed."""
    _set(proposal.municipality, proposal.payload["from_people"])
    return reverse("second_person:index")


def _set(municipality: "Municipality", from_people: int | None) -> None:
    if from_people is None:
        Rule.objects.filter(municipality=municipality).delete()
    else:
        values = {"from_people": from_people}
        Rule.objects.update_or_create(municipality=municipality, defaults=values)


@transaction.atomic
def propose(
    *, municipality: "Municipality", kind: str, title: str, by: "User", **more: Any
) -> Proposal:
    """Keep what somebody wants to do until another one decides, and tell the others.

    Raises NobodyElse where there is nobody who could.
    """
    others = selectors.others_who_release(municipality, by)
    if not others:
        raise NobodyElse
    proposal = Proposal.objects.create(
        municipality=municipality, kind=kind, title=title[:200], proposed_by=by, **more
    )
    for user in others.values():
        _tell(proposal, "second_person_proposed", user)
    return proposal


def release(*, proposal: Proposal, by: "User") -> Proposal:
    """Do what was proposed, if it is still what was looked at.

    Raises NoLongerOpen, NotByYourself, Outdated, or what forbids the deed.
    """
    try:
        return _release(proposal, by)
    except Outdated:
        with transaction.atomic():
            locked = _lock(proposal)
            _note_decider(locked, by)
            _end(locked, State.OUTDATED, by)
        raise


@transaction.atomic
def _release(proposal: Proposal, by: "User") -> Proposal:
    locked = _lock(proposal)
    _note_decider(locked, by)
    locked.result = kind_of(locked.kind).apply(locked, by)
    if not kind_of(locked.kind).keeps:
        locked.payload = {}
    return _decide(locked, State.APPLIED, by)


@transaction.atomic
def refuse(*, proposal: Proposal, reason: str, by: "User") -> Proposal:
    """Refuse with a reason, which the proposer reads.

    Raises ReasonMissing, NoLongerOpen or NotByYourself.
    """
    if not reason.strip():
        raise ReasonMissing
    locked = _lock(proposal)
    _note_decider(locked, by)
    locked.reason = reason.strip()[:LONGEST_REASON]
    return _end(locked, State.REFUSED, by)


@transaction.atomic
def withdraw(*, proposal: Proposal, by: "User") -> Proposal:
    """Take one's own proposal back. Raises NoLongerOpen; others refuse instead."""
    locked = _lock(proposal)
    if locked.proposed_by_id != by.pk:
        raise NoLongerOpen(state=locked.words)
    return _end(locked, State.WITHDRAWN, by)


@transaction.atomic
def overtake(*, proposal: Proposal, by: "User | None" = None) -> None:
    """End a proposal since somebody goes on working on what was proposed; if it is open still."""
    locked = _locked(proposal)
    if locked.state == State.OPEN:
        _end(locked, State.OUTDATED, by)


@transaction.atomic
def use_up(*, proposal: Proposal) -> dict[str, Any]:
    """Take what was released and may be done once only. Raises NoLongerOpen the second time."""
    locked = _locked(proposal)
    if locked.state != State.APPLIED or not locked.payload:
        raise NoLongerOpen(state=locked.words)
    taken: dict[str, Any] = locked.payload
    locked.payload = {}
    locked.save(update_fields=["payload"])
    return taken


def expire() -> int:
    """Let what nobody has decided in time run out, and tell who has proposed it."""
    return sum(_expire(proposal) for proposal in selectors.overdue())


@transaction.atomic
def _expire(proposal: Proposal) -> bool:
    locked = _locked(proposal)
    if not locked.has_expired:
        return False
    _end(locked, State.EXPIRED, None)
    return True


def forget_old() -> int:
    """Forget what was filled in for proposals that have ended long ago."""
    return selectors.forgettable().update(payload={})


def _locked(proposal: Proposal) -> Proposal:
    rows = Proposal.objects.select_for_update(of=("self",)).select_related(
        "municipality", "proposed_by"
    )
    return rows.get(pk=proposal.pk)


def _lock(proposal: Proposal) -> Proposal:
    locked = _locked(proposal)
    if not locked.is_open:
        raise NoLongerOpen(state=locked.words)
    return locked


def _note_decider(proposal: Proposal, by: "User") -> None:
    """Keep both names where somebody stands in; refuse whoever may not decide."""
    if proposal.proposed_by_id == by.pk:
        raise NotByYourself
    principal = rules.decides_as(by, proposal)
    if principal is None:
        raise NotYourDecision
    proposal.decided_for_id = None if principal.pk == by.pk else principal.pk


def _end(proposal: Proposal, state: str, by: "User | None") -> Proposal:
    """End it without doing it; what was filled in stays for the proposer for some weeks."""
    close = kind_of(proposal.kind).close
    if close is not None:
        close(proposal)
    return _decide(proposal, state, by)


def _decide(proposal: Proposal, state: str, by: "User | None") -> Proposal:
    proposal.state = state
    proposal.decided_by, proposal.decided_at = by, dates.now()
    proposal.save()
    log(
        instance=proposal.municipality,
        action="second_person.decide",
        user=by,
        data={
            "proposal": str(proposal.reference),
            "title": proposal.title,
            "state": state,
            "proposed_by": proposal.proposed_by_id,
            "standing_in_for": proposal.decided_for_id,
        },
    )
    if proposal.proposed_by and (by is None or proposal.proposed_by_id != by.pk):
        page = kind_of(proposal.kind).proposer_reads
        link = reverse(page) if page else ""
        _tell(proposal, "second_person_decided", proposal.proposed_by, link)
    return proposal


def decider_of(proposal: Proposal) -> str:
    """Return who has decided, with the name of whom they stood in for."""
    if not proposal.decided_by:
        return ""
    name = str(proposal.decided_by)
    if not proposal.decided_for:
        return name
    return _("%(name)s, standing in for %(principal)s") % {
        "name": name,
        "principal": str(proposal.decided_for),
    }


def _tell(proposal: Proposal, kind: str, user: "User", link: str = "") -> None:
    messages.send(
        kind=kind,
        key=f"{proposal.pk}:{user.pk}",
        recipient=user,
        email=user.email or "",
        context={
            "name": str(user),
            "title": proposal.title,
            "proposer": str(proposal.proposed_by or ""),
            "place": str(proposal.municipality),
            "expires_at": proposal.expires_at,
            "state": proposal.words,
            "has_expired": proposal.state == State.EXPIRED,
            "decider": decider_of(proposal),
            "reason": proposal.reason,
            "link": link or reverse("second_person:detail", args=[proposal.reference]),
        },
    )
