"""Propose a version of the agreement, and decide about it."""

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse
from wagtail.log_actions import log

from campus.kit import dates
from members.messages import services as messages
from members.organisations import services as organisations
from members.policies import selectors
from members.policies.errors import (
    BeginsInThePast,
    NeedsStaffCouncil,
    NothingChanged,
    ProposalWaits,
    ReasonMissing,
)
from members.policies.models import Policy
from members.policies.sights import widens
from members.policies.states import MOVES
from members.roles import selectors as roles
from members.roles.catalogue import Role

if TYPE_CHECKING:
    from members.accounts.models import User
    from members.organisations.models import Municipality


@transaction.atomic
def propose(
    *,
    municipality: "Municipality",
    hidden: list[str],
    reference: str,
    in_force_from: dt.date,
    by: "User",
) -> Policy:
    """Write the next version. One that shows no more than the last is agreed at once.

    Showing more needs the staff council, which is told. Raises BeginsInThePast, ProposalWaits,
    NothingChanged and NeedsStaffCouncil.
    """
    if in_force_from < dates.today():
        raise BeginsInThePast
    # One proposal after the other, also from two windows at once.
    organisations.lock(municipality=municipality)
    last = selectors.newest_agreed(municipality)
    _check(municipality, last, hidden)
    needs_council = widens(last.hidden if last else [], hidden)
    council = roles.holders(Role.STAFF_COUNCIL, municipality=municipality)
    if needs_council and not council.exists():
        raise NeedsStaffCouncil
    newest = selectors.versions(municipality).first()
    policy = Policy.objects.create(
        municipality=municipality,
        number=newest.number + 1 if newest else 1,
        hidden=sorted(hidden),
        reference=reference,
        in_force_from=in_force_from,
        state=Policy.State.PROPOSED if needs_council else Policy.State.AGREED,
        proposed_by=by,
        decided_at=None if needs_council else dates.now(),
    )
    log(instance=policy, action="policies.propose", user=by)
    for member in council:
        _tell(policy, member, kind="policies_proposed" if needs_council else "policies_narrowed")
    return policy


def _check(municipality: "Municipality", last: Policy | None, hidden: list[str]) -> None:
    """Raise where there is nothing to propose, or another proposal goes first."""
    if proposal := selectors.waiting(municipality):
        raise ProposalWaits(number=proposal.number)
    if last and set(last.hidden) == set(hidden):
        raise NothingChanged(number=last.number)


@transaction.atomic
def decide(*, policy: Policy, agrees: bool, reason: str, by: "User") -> Policy:
    """Agree to a version, or decline it with a reason; who has proposed it is told.

    It begins on its day, today at the earliest. Raises ReasonMissing and WrongState.
    """
    if not agrees and not reason.strip():
        raise ReasonMissing
    row = Policy.objects.select_for_update().get(pk=policy.pk)
    target = Policy.State.AGREED if agrees else Policy.State.DECLINED
    MOVES.check(row.state, target, words=dict(Policy.State.choices))
    row.state = target
    row.decided_by = by
    row.decided_at = dates.now()
    row.reason = reason.strip()
    # What begins late for want of an answer does not begin in the past.
    row.in_force_from = max(row.in_force_from, dates.today())
    row.save()
    log(instance=row, action=f"policies.{target}", user=by)
    if row.proposed_by:
        _tell(row, row.proposed_by, kind=f"policies_{target}")
    return row


def _tell(policy: Policy, recipient: "User", *, kind: str) -> None:
    place = f"{reverse('policies:index')}?kommune={policy.municipality.slug}"
    messages.send(
        kind=kind,
        key=f"{policy.pk}:{recipient.pk}",
        recipient=recipient,
        context={
            "municipality": str(policy.municipality),
            "number": policy.number,
            "day": policy.in_force_from,
            "reason": policy.reason,
            "link": place,
        },
    )
