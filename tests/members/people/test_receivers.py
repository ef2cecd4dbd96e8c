"""The office hears of feedback."""

import pytest

from campus.pages import services as pages
from members.messages.models import Message
from members.roles.catalogue import Role
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
