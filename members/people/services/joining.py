"""Somebody who has an account already comes to another employer: one person, one record."""

from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from campus.kit import dates
from campus.kit.after_commit import announce
from members.accounts import selectors as accounts
from members.people.errors import AlreadyEmployed, AlreadyHasAccess, CannotJoin
from members.people.models import Employment, Invitation, LearnerAccount, Person
from members.people.services.invitations import find_invitation
from members.people.services.sign_in import receive_roles
from members.people.signals import jobs_changed

if TYPE_CHECKING:
    from members.accounts.models import User


@transaction.atomic
def join_with_account(*, secret: str, user: "User") -> Person:
    """Let an invitation lead to the account that somebody has: the new job becomes theirs.

    What belonged to the invited person goes along; a proven address becomes one more address of
    the account. Raises what is wrong with the invitation, AlreadyHasAccess, AlreadyEmployed or
    CannotJoin.
    """
    found = find_invitation(secret=secret)
    people = Person.objects.select_for_update().order_by("pk")
    locked = {one.pk: one for one in people.filter(pk=found.person_id) | people.filter(user=user)}
    invitation = find_invitation(secret=secret)
    invited = locked[invitation.person_id]
    if invited.user_id is not None:
        raise AlreadyHasAccess(name=str(invited))
    own = next((one for one in locked.values() if one.user_id == user.pk), None)
    if own is None:
        raise CannotJoin
    _check_no_second_job(invited, own)
    jobs = list(Employment.objects.filter(person=invited).values_list("pk", flat=True))
    by_email = invitation.channel == Invitation.Channel.EMAIL
    address = invited.email if by_email else None
    invitation.accepted_at = dates.now()
    invitation.save(update_fields=["accepted_at"])
    _hand_over(invited, own)
    invitation.person = own
    if address:
        _add_address(user, address)
        receive_roles(own, user)
    Invitation.objects.open_at(dates.now()).filter(person=own).update(revoked_at=dates.now())
    announce(jobs_changed, Employment, employment_ids=jobs, settled_at=None)
    return own


def _check_no_second_job(invited: Person, own: Person) -> None:
    """Refuse where the account works for the same municipality already."""
    running = Employment.objects.not_over_on(dates.today())
    places = running.filter(person=invited).values("municipality")
    if running.filter(person=own, municipality__in=places).exists():
        raise AlreadyEmployed(name=str(own))


def _hand_over(invited: Person, own: Person) -> None:
    """Give everything that hangs on one person to the other, and remove the first."""
    LearnerAccount.objects.filter(person=invited).delete()
    try:
        with transaction.atomic():
            for relation in Person._meta.related_objects:
                name, rows = relation.field.name, relation.related_model._default_manager
                rows.filter(**{name: invited}).update(**{name: own})
            Person.objects.get(pk=invited.pk).delete()
    except (IntegrityError, ProtectedError):
        raise CannotJoin from None


def _add_address(user: "User", address: str) -> None:
    """Let somebody sign in with the address at the new employer, too."""
    known = EmailAddress.objects.filter(email__iexact=address).exists()
    if known or accounts.is_email_taken(address):
        return
    EmailAddress.objects.create(
        user=user, email=address.lower(), primary=not user.email, verified=True
    )
    if not user.email:
        user.email = address.lower()
        user.save(update_fields=["email"])
