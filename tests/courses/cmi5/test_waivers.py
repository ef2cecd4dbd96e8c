"""Tutors spare learners units; nobody else, and the learner sees it."""

import pytest
from django.urls import reverse

from courses.cmi5.core import vocabulary as words
from courses.cmi5.models import UnitProgress
from members.people.models import AccessLogEntry
from members.roles.catalogue import Role
from members.roles.services import grant
from tests.factories.accounts import UserFactory
from tests.factories.cmi5 import run_of, seat_in
from tests.factories.packages import unit

pytestmark = pytest.mark.django_db

FIND = reverse("cmi5:find")
DONE = 'moveOn="Completed"'


@pytest.fixture
def found(client, django_capture_on_commit_callbacks):
    """A seat in a course of the tutor who is signed in."""
    seat, key, package = seat_in(unit(1, more=DONE), unit(2, more=DONE))
    tutor = UserFactory()
    with django_capture_on_commit_callbacks(execute=True):
        grant(user=tutor, role=Role.TUTOR, provider=package.provider)
    client.force_login(tutor)
    return seat, run_of(seat, key, package)


def test_a_tutor_finds_a_learner_by_the_exact_name_and_is_noted(client, found):
    seat, run = found
    answer = client.post(FIND, {"who": seat.person.user.username})
    assert reverse("cmi5:waive", args=[run.pk]) in answer.text
    entry = AccessLogEntry.objects.get()
    assert (entry.person, str(entry.what)) == (seat.person, "Einheiten, die erlassen werden können")


@pytest.mark.parametrize("who", ["", "niemand@stadt.example"])
def test_whoever_is_not_there_is_not_found(client, found, who):
    answer = client.post(FIND, {"who": who})
    assert answer.status_code == 400
    assert not AccessLogEntry.objects.exists()


def test_learners_of_other_providers_and_oneself_are_not_found(client, found):
    foreign = seat_in(unit())[0]
    assert client.post(FIND, {"who": foreign.person.user.username}).status_code == 400
    seat, run = found
    client.force_login(seat.person.user)
    grant(user=seat.person.user, role=Role.TUTOR, provider=run.package.provider)
    assert client.post(FIND, {"who": seat.person.user.username}).status_code == 400
    assert client.get(reverse("cmi5:waive", args=[run.pk])).status_code == 404


def test_a_unit_is_waived_with_a_reason_and_the_learner_sees_it(client, found):
    seat, run = found
    address = reverse("cmi5:waive", args=[run.pk])
    answer = client.post(address, {"place": "0.0", "reason": words.EQUIVALENT}, follow=True)
    assert "„Einheit 1“ ist erlassen." in answer.text
    client.force_login(seat.person.user)
    shown = client.get(reverse("cmi5:units", args=[run.pk]))
    assert "Erlassen: Etwas Gleichwertiges wurde bereits erledigt." in shown.text


@pytest.mark.parametrize(
    ("sent", "status", "sentence"),
    [
        ({"place": "0.0", "reason": ""}, 400, "Wählen Sie einen Grund."),
        ({"place": "0.0", "reason": "Sympathie"}, 400, "Sympathie"),
        ({"reason": words.TESTED_OUT}, 400, ""),
        ({"place": "0.9", "reason": words.TESTED_OUT}, 404, ""),
    ],
)
def test_bad_input_is_answered_with_a_sentence(client, found, sent, status, sentence):
    _seat, run = found
    answer = client.post(reverse("cmi5:waive", args=[run.pk]), sent)
    assert answer.status_code == status
    assert sentence in answer.text
    assert not UnitProgress.objects.exists()


def test_a_unit_waived_meanwhile_is_not_waived_again(client, found):
    _seat, run = found
    address = reverse("cmi5:waive", args=[run.pk])
    sent = {"place": "0.0", "reason": words.EQUIVALENT}
    client.post(address, sent)
    answer = client.post(address, sent)
    assert answer.status_code == 400
    assert "Diese Einheit ist bereits erlassen." in answer.text


@pytest.mark.parametrize("role", [Role.AUTHOR, Role.HR_MANAGER])
def test_authors_and_human_resources_waive_nothing(client, found, role):
    seat, run = found
    user = UserFactory()
    place = {"provider": run.package.provider}
    if role == Role.HR_MANAGER:
        place = {"municipality": seat.employment.municipality}
    grant(user=user, role=role, **place)
    client.force_login(user)
    assert client.get(FIND).status_code == 403
    assert client.get(reverse("cmi5:waive", args=[run.pk])).status_code == 404
