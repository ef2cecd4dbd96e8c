"""Somebody with an account accepts an invitation with it: one person, one record, two employers."""

import pytest
from allauth.account.models import EmailAddress

from members.messages.models import Message
from members.people import errors, selectors, services
from members.people.models import AccessLogEntry, Employment, Invitation, LearnerAccount, Person
from members.roles.catalogue import Role
from members.roles.selectors import grants_in_force
from tests.factories.accounts import UserFactory
from tests.factories.certificates import CertificateFactory
from tests.factories.enrolment import EnrolmentFactory
from tests.factories.people import EmploymentFactory, PersonFactory

pytestmark = pytest.mark.django_db
CHANNELS = Invitation.Channel


def invited(channel=CHANNELS.EMAIL, **facts):
    """Return a job whose person was invited at the new work address, and the invitation."""
    job = EmploymentFactory(person=PersonFactory(user=None, email="neu@speyer.example"), **facts)
    issued = services.invite(employment=job, invited_by=UserFactory(), channel=channel)
    return job, issued


def test_new_job_becomes_theirs_and_the_record_stays():
    certificate = CertificateFactory()
    old = certificate.person
    account = old.account.name
    job, issued = invited()
    AccessLogEntry.objects.create(person=job.person, viewer_name="Robin", what="staff")

    assert services.join_with_account(secret=issued.secret, user=old.user) == old
    job.refresh_from_db()
    assert job.person == old
    assert not Person.objects.filter(email="neu@speyer.example").exists()
    assert LearnerAccount.objects.get(person=old).name == account
    assert old.certificates.get() == certificate
    assert old.access_log.count() == 1
    assert selectors.employments_of(old).count() == 2


def test_proven_address_is_added_and_the_old_one_stays_the_first():
    user = PersonFactory(user__email="anna@privat.example").user
    _job, issued = invited()
    services.join_with_account(secret=issued.secret, user=user)
    added = EmailAddress.objects.get(user=user, email="neu@speyer.example")
    assert (added.verified, added.primary) == (True, False)
    user.refresh_from_db()
    assert user.email == "anna@privat.example"


def test_who_had_no_address_has_the_new_one():
    user = PersonFactory(user__email=None).user
    _job, issued = invited()
    services.join_with_account(secret=issued.secret, user=user)
    user.refresh_from_db()
    assert user.email == "neu@speyer.example"
    assert EmailAddress.objects.get(user=user).primary


def test_letter_proves_no_address_and_brings_no_role():
    user = PersonFactory().user
    job, issued = invited(CHANNELS.LETTER)
    Invitation.objects.update(role=Role.CONTACT_PERSON)
    services.join_with_account(secret=issued.secret, user=user)
    assert not EmailAddress.objects.filter(email="neu@speyer.example").exists()
    assert not grants_in_force().filter(user=user).exists()
    job.refresh_from_db()
    assert job.person == user.person


def test_link_by_email_brings_its_role():
    user = PersonFactory().user
    job, issued = invited()
    Invitation.objects.update(role=Role.CONTACT_PERSON)
    services.join_with_account(secret=issued.secret, user=user)
    grant = grants_in_force().get(user=user)
    assert (grant.role, grant.municipality) == (Role.CONTACT_PERSON, job.municipality)


def test_link_works_once():
    _job, issued = invited()
    services.join_with_account(secret=issued.secret, user=PersonFactory().user)
    with pytest.raises(errors.InvitationUsed):
        services.join_with_account(secret=issued.secret, user=PersonFactory().user)


def test_who_works_there_already_is_refused_and_nothing_changes():
    job, issued = invited()
    own = EmploymentFactory(municipality=job.municipality)
    with pytest.raises(errors.AlreadyEmployed):
        services.join_with_account(secret=issued.secret, user=own.person.user)
    assert Employment.objects.get(pk=job.pk).person == job.person


def test_two_seats_in_the_same_course_stay_with_two_people():
    job, issued = invited()
    there = EnrolmentFactory(employment=job)
    mine = EnrolmentFactory(offer=there.offer)
    with pytest.raises(errors.CannotJoin):
        services.join_with_account(secret=issued.secret, user=mine.person.user)
    there.refresh_from_db()
    assert there.person == job.person
    assert services.find_invitation(secret=issued.secret)


def test_seat_that_was_booked_for_them_goes_along():
    job, issued = invited()
    there = EnrolmentFactory(employment=job)
    own = PersonFactory()
    services.join_with_account(secret=issued.secret, user=own.user)
    there.refresh_from_db()
    assert there.person == own


def test_account_without_a_person_and_invited_with_account_are_refused():
    job, issued = invited()
    with pytest.raises(errors.CannotJoin):
        services.join_with_account(secret=issued.secret, user=UserFactory())
    Person.objects.filter(pk=job.person_id).update(user=UserFactory())
    with pytest.raises(errors.AlreadyHasAccess):
        services.join_with_account(secret=issued.secret, user=PersonFactory().user)


def page(secret):
    return f"/konto/einladung/{secret}/verbinden/"


def test_pages_lead_from_the_invitation_to_the_account(client):
    user = PersonFactory().user
    job, issued = invited()
    text = client.get(f"/konto/einladung/{issued.secret}/").content.decode()
    assert page(issued.secret) in text and "Ich habe schon ein Konto" in text
    assert "/konto/login/?next=" in client.get(page(issued.secret))["Location"]

    client.force_login(user)
    text = client.get(page(issued.secret)).content.decode()
    assert str(job.municipality) in text and user.username in text
    assert Employment.objects.get(pk=job.pk).person == job.person
    text = client.post(page(issued.secret), follow=True).content.decode()
    assert str(job.municipality) in text
    assert client.post(page(issued.secret)).status_code == 410
    assert client.get(page("falsch")).status_code == 404


def test_refusal_is_said_on_the_page(client):
    job, issued = invited()
    client.force_login(EmploymentFactory(municipality=job.municipality).person.user)
    answer = client.post(page(issued.secret))
    assert answer.status_code == 409
    assert "alert" in answer.content.decode()
    assert not Message.objects.filter(kind="people_leaving").exists()
