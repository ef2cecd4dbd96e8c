"""The office hears of feedback."""

import pytest
from allauth.account.models import EmailAddress

from campus.pages import services as pages
from members.messages.models import Message
from members.people import services
from members.roles.catalogue import Role
from tests.factories.people import PersonFactory
from tests.factories.roles import GrantFactory


@pytest.mark.django_db
def test_feedback_is_sent_to_everybody_in_the_office(django_capture_on_commit_callbacks):
    office = [GrantFactory(role=Role.OFFICE).user for _ in range(2)]
    GrantFactory(role=Role.BOARD)
    with django_capture_on_commit_callbacks(execute=True):
        pages.leave_feedback(kind="barrier", message="Das Video hat keinen Ton.", sender="::1")
    messages = Message.objects.filter(kind="people_feedback")
    assert {message.recipient for message in messages} == set(office)
    assert "Das Video hat keinen Ton." in messages[0].body


def change_address(person, *, is_proven):
    person.user.email = "new@x.example"
    person.user.save()
    EmailAddress.objects.create(
        user=person.user, email="new@x.example", primary=True, verified=is_proven
    )
    services.follow_address(user=person.user)
    person.refresh_from_db()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("is_proven", "address"), [(True, "new@x.example"), (False, "old@x.example")]
)
def test_the_persons_address_follows_a_proven_address(is_proven, address):
    person = PersonFactory(user__email="old@x.example")
    change_address(person, is_proven=is_proven)
    assert person.email == address


@pytest.mark.django_db
def test_the_persons_address_is_never_that_of_somebody_else():
    PersonFactory(user=None, email="new@x.example")
    person = PersonFactory(user__email="old@x.example")
    change_address(person, is_proven=True)
    assert person.email == "old@x.example"
