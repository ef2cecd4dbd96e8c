"""Deeds: agree on the rule, propose, release, refuse, withdraw."""

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from campus.kit import dates
from members.messages import services as messages
from members.second_person import selectors
from members.second_person.errors import (
    NobodyElse,
    NoLongerOpen,
    NotByYourself,
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
    others = {grant.user_id: grant.user for grant in selectors.others_who_release(municipality, by)}
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
            _decide(_lock(proposal), State.OUTDATED, by)
        raise


@transaction.atomic
def _release(proposal: Proposal, by: "User") -> Proposal:
    locked = _lock(proposal)
    _check_other(locked, by)
    locked.result = kind_of(locked.kind).apply(locked, by)
    return _decide(locked, State.APPLIED, by)


@transaction.atomic
def refuse(*, proposal: Proposal, reason: str, by: "User") -> Proposal:
    """Refuse with a reason, which the proposer reads.

    Raises ReasonMissing, NoLongerOpen or NotByYourself.
    """
    if not reason.strip():
        raise ReasonMissing
    locked = _lock(proposal)
    _check_other(locked, by)
    locked.reason = reason.strip()[:LONGEST_REASON]
    return _decide(locked, State.REFUSED, by)


@transaction.atomic
def withdraw(*, proposal: Proposal, by: "User") -> Proposal:
    """Take one's own proposal back. Raises NoLongerOpen; others refuse instead."""
    locked = _lock(proposal)
    if locked.proposed_by_id != by.pk:
        raise NoLongerOpen(state=locked.words)
    return _decide(locked, State.WITHDRAWN, by)


def _lock(proposal: Proposal) -> Proposal:
    rows = Proposal.objects.select_for_update(of=("self",)).select_related(
        "municipality", "proposed_by"
    )
    locked = rows.get(pk=proposal.pk)
    if not locked.is_open:
        raise NoLongerOpen(state=locked.words)
    return locked


def _check_other(proposal: Proposal, by: "User") -> None:
    if proposal.proposed_by_id == by.pk:
        raise NotByYourself


def _decide(proposal: Proposal, state: str, by: "User") -> Proposal:
    proposal.state, proposal.payload = state, {}
    proposal.decided_by, proposal.decided_at = by, dates.now()
    proposal.save()
    if proposal.proposed_by and proposal.proposed_by_id != by.pk:
        page = kind_of(proposal.kind).proposer_reads
        link = reverse(page) if page else ""
        _tell(proposal, "second_person_decided", proposal.proposed_by, link)
    return proposal


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
            "reason": proposal.reason,
            "link": link or reverse("second_person:detail", args=[proposal.reference]),
        },
    )
