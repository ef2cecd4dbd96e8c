"""From an invitation to an account."""

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from campus.kit import dates
from members.accounts import selectors as accounts
from members.accounts import services as account_services
from members.accounts.models import User
from members.people.errors import AlreadyHasAccess, InvitationUnknown, LoginNameTaken
from members.people.login_names import suggest
from members.people.models import Invitation, LearnerAccount, Person
from members.people.selectors import forget_cached_person
from members.people.services.invitations import find_invitation, may_renew_by_letter
from members.roles import services as roles
from members.roles.catalogue import Role


@transaction.atomic
def accept_invitation(*, secret: str, username: str, password: str) -> User:
    """Make the account of an invited person and end all their invitations.

    Who came by the link in an e-mail has shown that the address is theirs.
    """
    found = find_invitation(secret=secret)
    Person.objects.select_for_update().get(pk=found.person_id)
    invitation = find_invitation(secret=secret)
    by_email = invitation.channel == Invitation.Channel.EMAIL
    user = _give_account(invitation.person, username, password, email_is_proven=by_email)
    now = dates.now()
    invitation.accepted_at = now
    invitation.save(update_fields=["accepted_at"])
    if by_email:
        receive_roles(invitation.person, user)
    Invitation.objects.open_at(now).filter(person=invitation.person).update(revoked_at=now)
    return user


@transaction.atomic
def renew_password(*, secret: str, password: str) -> User:
    """Give a new password to somebody without e-mail who came by a letter.

    A second factor stays in force; nobody is signed in by this.
    """
    invitation = find_invitation(secret=secret)
    user = invitation.person.user
    if user is None or not may_renew_by_letter(invitation.person):
        raise InvitationUnknown
    user.set_password(password)
    user.save(update_fields=["password"])
    invitation.accepted_at = dates.now()
    invitation.save(update_fields=["accepted_at"])
    return user


@transaction.atomic
def give_sign_in(*, person: Person, username: str, email: str | None, password: str) -> User:
    """Give somebody an account without an invitation; for the demo cooperative only."""
    if email and not person.email:
        person.email = email
        person.save(update_fields=["email"])
    return _give_account(person, username, password, email_is_proven=True)


@transaction.atomic
def open_account(*, person: Person, email_is_proven: bool) -> User:
    """Give somebody an account without a password, who signs in at their employer's.

    Roles of open invitations are not received: they need the link in the e-mail.
    """
    beginning = suggest(person.first_name, person.last_name, ())
    taken = accounts.login_names_like(beginning)
    return _give_account(
        person,
        suggest(person.first_name, person.last_name, taken),
        None,
        email_is_proven=email_is_proven,
    )


def _give_account(
    person: Person, username: str, password: str | None, *, email_is_proven: bool
) -> User:
    """Create the account and tie it to the person."""
    if person.user_id is not None:
        raise AlreadyHasAccess(name=str(person))
    if accounts.is_login_name_taken(username):
        raise LoginNameTaken
    email = None if accounts.is_email_taken(person.email) else person.email
    try:
        with transaction.atomic():
            user = account_services.create_account(
                username=username,
                password=password,
                email=email,
                first_name=person.first_name,
                last_name=person.last_name,
            )
    except IntegrityError:
        raise LoginNameTaken from None
    if email:
        EmailAddress.objects.create(
            user=user, email=email.lower(), primary=True, verified=email_is_proven
        )
    person.user = user
    person.save(update_fields=["user"])
    LearnerAccount.objects.name_of(person)
    forget_cached_person(user)
    return user


def receive_roles(person: Person, user: User) -> None:
    """Grant what the person's open invitations and the one just accepted carry."""
    carried = Invitation.objects.filter(person=person, revoked_at=None).exclude(role="")
    for invitation in carried.select_related("municipality", "provider", "created_by"):
        if invitation.accepted_at or invitation.expires_at > dates.now():
            roles.grant(
                user=user,
                role=Role(invitation.role),
                municipality=invitation.municipality,
                provider=invitation.provider,
                granted_by=invitation.created_by,
            )
