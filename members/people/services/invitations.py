"""Invitations: issue, find, take back. Only a digest of the secret is kept."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from campus.kit import dates
from members.messages import services as messages
from members.people import secret_codes
from members.people.errors import (
    AlreadyHasAccess,
    EmploymentHasEnded,
    InvitationExpired,
    InvitationRevoked,
    InvitationUnknown,
    InvitationUsed,
    LetterNotSafe,
    NeedsEmail,
)
from members.people.models import Employment, Invitation
from members.people.services.staff import add_person_without_job, is_known_elsewhere
from members.roles import selectors as role_selectors
from members.roles import services as roles
from members.roles.catalogue import Role

if TYPE_CHECKING:
    from members.accounts.models import User
    from members.organisations.models import Municipality, Provider
    from members.people.models import Person
    from members.roles.models import Grant

# A letter travels with the internal post and may wait for somebody on leave.
VALID_FOR = {
    Invitation.Channel.EMAIL: dt.timedelta(days=14),
    Invitation.Channel.LETTER: dt.timedelta(days=42),
}
KIND = "people_invitation"


@dataclass(frozen=True, slots=True)
class IssuedInvitation:
    """An invitation with its secret, which exists only in this moment."""

    invitation: Invitation
    secret: str
    url: str
    code: str


@transaction.atomic
def invite(*, employment: Employment, invited_by: "User | None", channel: str) -> IssuedInvitation:
    """Invite an employee by e-mail or for a printed letter; earlier invitations end."""
    person = employment.person
    if employment.valid_until is not None and employment.valid_until < dates.today():
        raise EmploymentHasEnded(name=str(person))
    if channel == Invitation.Channel.LETTER and is_known_elsewhere(employment):
        raise LetterNotSafe(name=str(person))
    invitation = Invitation(
        person=person, municipality=employment.municipality, created_by=invited_by, channel=channel
    )
    return _issue(invitation, sender=employment.municipality.name)


def may_renew_by_letter(person: "Person") -> bool:
    """Tell whether a letter may open the account again: only where no e-mail could.

    Never where the account holds a role: whoever prints the letter could use it to gain that role.
    """
    user = person.user
    if user is None or user.email or user.is_superuser:
        return False
    return not role_selectors.held_roles(user)


@transaction.atomic
def invite_for_role(
    *,
    first_name: str,
    last_name: str,
    email: str,
    role: Role,
    place: "Municipality | Provider | None",
    invited_by: "User",
) -> "IssuedInvitation | Grant":
    """Give a role to the person of an address, or invite them to receive it.

    Somebody who can sign in gets the role at once.
    """
    places = place_of(role, place)
    roles.check_place(role, {"municipality": None, "department": None, "provider": None, **places})
    person = add_person_without_job(first_name=first_name, last_name=last_name, email=email)
    if person.user is not None:
        return roles.grant(user=person.user, role=role, granted_by=invited_by, **places)  # type: ignore[arg-type]
    invitation = Invitation(
        person=person,
        created_by=invited_by,
        channel=Invitation.Channel.EMAIL,
        role=role,
        **places,
    )
    return _issue(invitation, sender=str(place) if place else "KommunalCampus")


def place_of(role: Role, place: "Municipality | Provider | None") -> dict[str, object]:
    """Return the place under the name that grants and invitations use."""
    if place is None:
        return {}
    return {place._meta.model_name or "": place}


def issue_letters(
    *, employments: Iterable[Employment], invited_by: "User"
) -> list[IssuedInvitation]:
    """Invite several employees by letter, all or none."""
    with transaction.atomic():
        return [
            invite(employment=employment, invited_by=invited_by, channel=Invitation.Channel.LETTER)
            for employment in employments
        ]


def find_invitation(*, secret: str) -> Invitation:
    """Return the open invitation of a secret, or raise what is wrong with it."""
    invitation = (
        Invitation.objects.filter(secret_hash=secret_codes.digest(secret))
        .select_related("person__user", "municipality", "provider", "created_by")
        .first()
    )
    if invitation is None:
        raise InvitationUnknown
    if invitation.accepted_at is not None:
        raise InvitationUsed
    if invitation.revoked_at is not None:
        raise InvitationRevoked
    if invitation.expires_at <= dates.now():
        raise InvitationExpired
    return invitation


@transaction.atomic
def revoke_invitation(*, invitation: Invitation) -> Invitation:
    """Take an open invitation back; an accepted one stays as it is."""
    if invitation.accepted_at is None and invitation.revoked_at is None:
        invitation.revoked_at = dates.now()
        invitation.save(update_fields=["revoked_at"])
    return invitation


def _issue(invitation: Invitation, *, sender: str) -> IssuedInvitation:
    """Make the secret, end the earlier invitations, store and send."""
    person = invitation.person
    by_email = invitation.channel == Invitation.Channel.EMAIL
    if person.user_id is not None and (by_email or not may_renew_by_letter(person)):
        raise AlreadyHasAccess(name=str(person))
    if by_email and not person.email:
        raise NeedsEmail(name=str(person))
    now = dates.now()
    _end_earlier(invitation, now)
    secret = secret_codes.new_token() if by_email else secret_codes.new_code()
    invitation.secret_hash = secret_codes.digest(secret)
    invitation.created_at = now
    invitation.expires_at = now + VALID_FOR[Invitation.Channel(invitation.channel)]
    invitation.save()
    url = settings.KC_BASE_URL + reverse("people:accept_invitation", args=[secret])
    if by_email:
        _send(invitation, url, sender)
    code = "" if by_email else secret_codes.in_groups(secret)
    return IssuedInvitation(invitation=invitation, secret=secret, url=url, code=code)


def _end_earlier(invitation: Invitation, now: dt.datetime) -> None:
    """Let only the newest invitation of a sender for the same purpose be open."""
    Invitation.objects.open_at(now).filter(
        person=invitation.person,
        municipality=invitation.municipality,
        provider=invitation.provider,
        role=invitation.role,
    ).update(revoked_at=now)


def _send(invitation: Invitation, url: str, sender: str) -> None:
    """Send the link."""
    messages.send(
        kind=KIND,
        key=invitation.secret_hash,
        recipient=None,
        email=invitation.person.email or "",
        context={
            "person": invitation.person,
            "sender": sender,
            "url": url,
            "expires_at": invitation.expires_at,
        },
    )
