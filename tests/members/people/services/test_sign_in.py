"""From an invitation to an account: once, by whom it was meant for, and with what it carries."""

import datetime as dt

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import AnonymousUser

from campus.kit import dates
from members.accounts.models import User
from members.messages.models import Message
from members.people import selectors, services
from members.people.errors import (
    AlreadyHasAccess,
    InvitationExpired,
    InvitationRevoked,
    InvitationUnknown,
    InvitationUsed,
    LoginNameTaken,
)
from members.people.models import Invitation, LearnerAccount
from members.roles import selectors as roles
from members.roles.catalogue import Role
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.organisations import MunicipalityFactory, ProviderFactory
from tests.factories.people import EmploymentFactory
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db
MOMENT = dt.datetime(2026, 5, 4, 9, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _monday():
    with dates.moved_clock(MOMENT):
        yield


@pytest.fixture
def job():
    return EmploymentFactory(person__user=None, person__email="erika@stadt.example")


def invite(job, channel="email"):
    return services.invite(employment=job, invited_by=None, channel=channel)


def accept(issued, username="erika"):
    return services.accept_invitation(secret=issued.secret, username=username, password=PASSWORD)


@pytest.mark.parametrize(
    ("channel", "days", "is_open"),
    [
        ("email", 0, True),
        ("email", 13, True),
        ("email", 14, False),
        ("email", 15, False),
        ("letter", 14, True),
        ("letter", 41, True),
        ("letter", 42, False),
        ("letter", 400, False),
    ],
)
def test_accept_works_fourteen_days_by_mail_and_six_weeks_by_letter(job, channel, days, is_open):
    issued = invite(job, channel)
    with dates.moved_clock(MOMENT + dt.timedelta(days=days)):
        if is_open:
            assert accept(issued).username == "erika"
        else:
            with pytest.raises(InvitationExpired):
                accept(issued)
    assert User.objects.filter(username="erika").exists() is is_open


def test_accept_a_second_before_the_end_is_in_time(job):
    issued = invite(job)
    with dates.moved_clock(issued.invitation.expires_at - dt.timedelta(seconds=1)):
        assert accept(issued)


def test_accept_notes_the_moment_and_keeps_the_opaque_account(job):
    name = LearnerAccount.objects.get(person=job.person).name
    issued = invite(job)
    user = accept(issued)
    issued.invitation.refresh_from_db()
    assert issued.invitation.accepted_at == MOMENT
    assert issued.invitation.revoked_at is None
    assert selectors.account_name(selectors.person_of(user)) == name


def test_accept_of_a_revoked_invitation_makes_no_account(job):
    issued = invite(job)
    services.revoke_invitation(invitation=issued.invitation)
    with pytest.raises(InvitationRevoked):
        accept(issued)
    assert not User.objects.exists()


def test_accept_after_the_address_was_corrected_is_refused_to_the_old_address(job):
    issued = invite(job)
    services.correct_person(
        employment=job, first_name="Erika", last_name="Groß", email="richtig@stadt.example"
    )
    with pytest.raises(InvitationRevoked):
        accept(issued)
    user = accept(invite(job))
    assert user.email == "richtig@stadt.example"


def test_correcting_only_the_name_leaves_invitation_and_letter_valid(job):
    for channel, email in (("email", "erika@stadt.example"), ("letter", "neu@stadt.example")):
        issued = invite(job, channel)
        services.correct_person(employment=job, first_name="Erika", last_name="Groß", email=email)
        assert services.find_invitation(secret=issued.secret) == issued.invitation


@pytest.mark.parametrize("name", ["erika", "ERIKA", "Erika"])
def test_accept_with_a_name_in_use_is_refused_whatever_its_letters(job, name):
    UserFactory(username="Erika")
    issued = invite(job)
    with pytest.raises(LoginNameTaken) as refusal:
        accept(issued, name)
    assert str(refusal.value).startswith("Dieser Anmeldename ist schon vergeben.")
    assert accept(issued, "erika.gross")


def test_accept_by_letter_grants_no_role_that_a_mail_was_to_bring(job):
    letter = invite(job, "letter")
    services.invite_for_role(
        first_name="Erika",
        last_name=job.person.last_name,
        email="erika@stadt.example",
        role=Role.AUTHOR,
        place=ProviderFactory(),
        invited_by=UserFactory(),
    )
    user = accept(letter)
    assert not roles.has_any(user, *Role)


def invite_for(role, place, email="ada@hs.example"):
    return services.invite_for_role(
        first_name="Ada",
        last_name="Autorin",
        email=email,
        role=role,
        place=place,
        invited_by=UserFactory(),
    )


def test_accept_one_of_two_mails_grants_what_both_carry():
    provider, town = ProviderFactory(), MunicipalityFactory()
    first = invite_for(Role.AUTHOR, provider)
    second = invite_for(Role.HR_MANAGER, town)
    user = accept(first, "ada")
    assert roles.has_role(user, Role.AUTHOR, provider=provider)
    assert roles.has_role(user, Role.HR_MANAGER, municipality=town)
    with pytest.raises(InvitationRevoked):
        accept(second, "ada2")


@pytest.mark.parametrize("end", ["revoked", "expired"])
def test_accept_grants_nothing_from_an_invitation_that_was_over(end):
    first = invite_for(Role.AUTHOR, ProviderFactory())
    second = invite_for(Role.BOARD, None)
    change = {"revoked_at": MOMENT} if end == "revoked" else {"expires_at": MOMENT}
    Invitation.objects.filter(pk=first.invitation.pk).update(**change)
    user = accept(second, "ada")
    assert roles.has_any(user, Role.BOARD)
    assert not roles.has_any(user, Role.AUTHOR)


def test_accept_when_access_came_another_way_is_refused(job):
    issued = invite(job)
    services.give_sign_in(person=job.person, username="demo", email=None, password=PASSWORD)
    with pytest.raises(AlreadyHasAccess) as refusal:
        accept(issued)
    assert str(job.person) in str(refusal.value)
    assert User.objects.count() == 1


def test_renew_by_letter_changes_only_the_password_and_works_once():
    user = UserFactory(email=None, username="juergen")
    job = EmploymentFactory(person__user=user)
    issued = invite(job, "letter")
    services.renew_password(secret=issued.code, password="another-long-password-2")
    user.refresh_from_db()
    assert user.check_password("another-long-password-2")
    assert user.username == "juergen"
    with pytest.raises(InvitationUsed):
        services.renew_password(secret=issued.code, password="a-third-long-password-3")


def test_renew_is_refused_once_the_account_has_an_address():
    user = UserFactory(email=None)
    issued = invite(EmploymentFactory(person__user=user), "letter")
    User.objects.filter(pk=user.pk).update(email="j@stadt.example")
    with pytest.raises(InvitationUnknown):
        services.renew_password(secret=issued.code, password="another-long-password-2")
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_renew_with_an_invitation_for_a_new_account_is_refused(job):
    with pytest.raises(InvitationUnknown):
        services.renew_password(secret=invite(job).secret, password="another-long-password-2")


def test_accept_with_an_address_in_use_signs_in_by_name_only(job):
    UserFactory(email="ERIKA@stadt.example")
    user = accept(invite(job))
    assert user.email is None
    assert not EmailAddress.objects.filter(user=user).exists()


def test_mail_of_an_invitation_says_in_german_who_until_when_and_that_it_works_once(job):
    issued = invite(job)
    message = Message.objects.get()
    assert message.subject == f"Ihr Zugang zu KommunalCampus – {job.municipality.name}"
    for words in (f"Guten Tag {job.person},", issued.url, "bis zum 18.05.2026 und nur einmal"):
        assert words in message.body


def test_mail_of_an_invitation_twice_is_two_messages_with_two_links(job):
    first, second = invite(job), invite(job)
    assert first.secret != second.secret
    assert Message.objects.count() == 2


def test_revoke_twice_keeps_the_first_moment_and_spares_what_was_accepted(job):
    issued = invite(job)
    services.revoke_invitation(invitation=issued.invitation)
    with dates.moved_clock(MOMENT + dt.timedelta(days=1)):
        services.revoke_invitation(invitation=issued.invitation)
    assert issued.invitation.revoked_at == MOMENT
    again = invite(job)
    accept(again)
    again.invitation.refresh_from_db()
    assert services.revoke_invitation(invitation=again.invitation).revoked_at is None


def test_person_of_a_visitor_is_nobody():
    assert selectors.person_of(AnonymousUser()) is None


@pytest.mark.parametrize("role", [Role.OFFICE, Role.BOARD, Role.ADMINISTRATOR])
def test_letter_never_opens_an_account_that_holds_a_role(role):
    """A training officer who prints the letter would otherwise gain that role."""
    job = EmploymentFactory(person__user=UserFactory(email=None), person__email=None)
    GrantFactory(user=job.person.user, role=role)
    with pytest.raises(AlreadyHasAccess):
        services.invite(employment=job, invited_by=None, channel="letter")


def test_letter_printed_before_the_role_was_given_no_longer_opens_the_account():
    job = EmploymentFactory(person__user=UserFactory(email=None), person__email=None)
    issued = services.invite(employment=job, invited_by=None, channel="letter")
    GrantFactory(user=job.person.user, role=Role.OFFICE)
    with pytest.raises(InvitationUnknown):
        services.renew_password(secret=issued.code, password="another-long-password-2")
