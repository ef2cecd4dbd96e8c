"""An invitation works once, in time, and only for whom it was made."""

import datetime as dt

import pytest
from allauth.account.models import EmailAddress

from campus.kit import dates
from members.messages.models import Message
from members.people import services
from members.people.errors import (
    AlreadyHasAccess,
    EmploymentHasEnded,
    InvitationExpired,
    InvitationRevoked,
    InvitationUnknown,
    InvitationUsed,
    LetterNotSafe,
    LoginNameTaken,
    NeedsEmail,
)
from members.people.models import Invitation, Person
from members.roles import selectors as roles
from members.roles.catalogue import Role
from members.roles.errors import WrongPlace
from members.roles.models import Grant
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.organisations import ProviderFactory
from tests.factories.people import EmploymentFactory, PersonFactory

pytestmark = pytest.mark.django_db
CHOICE = {"username": "erika", "password": PASSWORD}


@pytest.fixture
def job():
    return EmploymentFactory(person__user=None, person__email="erika@stadt.example")


def invite(job, channel="email"):
    return services.invite(employment=job, invited_by=None, channel=channel)


def test_invite_by_email_sends_the_link_and_keeps_only_a_digest(job):
    issued = invite(job)
    assert issued.url == f"http://testserver/konto/einladung/{issued.secret}/"
    message = Message.objects.get()
    assert message.email == "erika@stadt.example"
    assert issued.url in message.body
    assert issued.secret not in str(Invitation.objects.values().get())
    assert issued.invitation.expires_at - dates.now() <= dt.timedelta(days=14)


def test_invite_by_letter_sends_nothing_and_gives_a_readable_code(job):
    issued = invite(job, "letter")
    assert len(issued.code.split("-")) == 4
    assert not Message.objects.exists()
    assert services.find_invitation(secret=issued.code.lower()) == issued.invitation


def test_invite_by_email_without_an_address_is_refused():
    with pytest.raises(NeedsEmail):
        invite(EmploymentFactory(person__user=None))


def test_invite_somebody_with_access_is_refused():
    with pytest.raises(AlreadyHasAccess):
        invite(EmploymentFactory())


def test_invite_somebody_who_has_left_is_refused(job):
    job.valid_until = dates.today() - dt.timedelta(days=1)
    with pytest.raises(EmploymentHasEnded):
        invite(job)


def test_invite_by_letter_of_somebody_known_elsewhere_is_refused(job):
    elsewhere = EmploymentFactory(person=job.person)
    with pytest.raises(LetterNotSafe):
        invite(elsewhere, "letter")
    assert invite(elsewhere).invitation.channel == "email"


def test_invite_again_ends_the_earlier_invitation(job):
    first, second = invite(job), invite(job)
    with pytest.raises(InvitationRevoked):
        services.find_invitation(secret=first.secret)
    assert services.find_invitation(secret=second.secret) == second.invitation


def test_find_invitation_tells_why_not(job):
    with pytest.raises(InvitationUnknown):
        services.find_invitation(secret="never issued")
    issued = invite(job)
    with (
        dates.moved_clock(dates.now() + dt.timedelta(days=15)),
        pytest.raises(InvitationExpired),
    ):
        services.find_invitation(secret=issued.secret)
    services.revoke_invitation(invitation=issued.invitation)
    with pytest.raises(InvitationRevoked):
        services.find_invitation(secret=issued.secret)


def test_accept_invitation_by_email_proves_the_address(job, client):
    user = services.accept_invitation(secret=invite(job).secret, **CHOICE)
    job.person.refresh_from_db()
    assert (job.person.user, user.email, user.first_name) == (
        user,
        "erika@stadt.example",
        job.person.first_name,
    )
    assert EmailAddress.objects.get(user=user).verified is True
    assert client.login(**CHOICE)


def test_accept_invitation_by_letter_proves_no_address(job):
    user = services.accept_invitation(secret=invite(job, "letter").secret, **CHOICE)
    assert EmailAddress.objects.get(user=user).verified is False


def test_accept_invitation_without_address_makes_an_account_without():
    job = EmploymentFactory(person__user=None)
    user = services.accept_invitation(secret=invite(job, "letter").code, **CHOICE)
    assert user.email is None
    assert not EmailAddress.objects.exists()


def test_accept_invitation_twice_is_refused(job):
    issued = invite(job)
    services.accept_invitation(secret=issued.secret, **CHOICE)
    with pytest.raises(InvitationUsed):
        services.accept_invitation(secret=issued.secret, username="other", password=PASSWORD)


def test_accept_invitation_with_a_taken_name_is_refused_and_stays_open(job):
    UserFactory(username="Erika")
    issued = invite(job)
    with pytest.raises(LoginNameTaken):
        services.accept_invitation(secret=issued.secret, **CHOICE)
    assert services.find_invitation(secret=issued.secret)


def test_accept_invitation_ends_the_persons_other_invitations(job):
    elsewhere = EmploymentFactory(person=job.person)
    other, issued = invite(elsewhere), invite(job)
    services.accept_invitation(secret=issued.secret, **CHOICE)
    with pytest.raises(InvitationRevoked):
        services.find_invitation(secret=other.secret)


def test_accept_invitation_where_the_address_has_an_account_leaves_it_out(job):
    UserFactory(email="erika@stadt.example")
    assert services.accept_invitation(secret=invite(job).secret, **CHOICE).email is None


def test_issue_letters_is_all_or_none(job):
    with pytest.raises(AlreadyHasAccess):
        services.issue_letters(employments=[job, EmploymentFactory()], invited_by=UserFactory())
    assert not Invitation.objects.exists()


def invite_author(**changes):
    wanted = {
        "first_name": "Ada",
        "last_name": "Autorin",
        "email": "ada@hs.example",
        "role": Role.AUTHOR,
        "place": ProviderFactory(),
        "invited_by": UserFactory(),
        **changes,
    }
    return services.invite_for_role(**wanted)


def test_invite_for_role_grants_it_on_acceptance():
    provider, owner = ProviderFactory(), UserFactory()
    issued = invite_author(place=provider, invited_by=owner)
    assert provider.name in Message.objects.get().body
    user = services.accept_invitation(secret=issued.secret, username="ada", password=PASSWORD)
    assert roles.has_role(user, Role.AUTHOR, provider=provider)
    assert Grant.objects.get().granted_by == owner


def test_invite_for_role_of_somebody_with_access_grants_at_once():
    person = PersonFactory(last_name="Autorin")
    grant = invite_author(email=person.email)
    assert (grant.user, grant.role) == (person.user, Role.AUTHOR)
    assert not Invitation.objects.exists()


def test_invite_for_role_without_its_place_is_refused():
    with pytest.raises(WrongPlace):
        invite_author(place=None)
    assert not Person.objects.exists()


def test_give_sign_in_makes_a_proven_account():
    person = PersonFactory(user=None)
    user = services.give_sign_in(
        person=person, username="demo", email="demo@stadt.example", password=PASSWORD
    )
    person.refresh_from_db()
    assert (person.user, person.email) == (user, "demo@stadt.example")
    with pytest.raises(AlreadyHasAccess):
        services.give_sign_in(person=person, username="x", email=None, password=PASSWORD)
