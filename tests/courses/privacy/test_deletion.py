"""Deleting an account: asked twice, everything forgotten but what has to stay."""

import datetime as dt
import json
import uuid

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from campus.kit import dates
from campus.kit.personal_data import erasers, holdings
from courses.assignments.models import Period
from courses.certificates.models import Certificate
from courses.enrolment.models import Enrolment
from courses.enrolment.states import State
from courses.feedback.models import Note, Question, Rating
from courses.learning.models import Attempt, Progress
from courses.pathways.models import Evidence
from courses.privacy import services
from courses.privacy.errors import RolesHeld
from courses.privacy.models import Deletion, Export
from courses.privacy.selectors import subject_of
from courses.privacy.tasks import forget, tidy
from courses.xapi import services as store
from members.messages.models import Message
from members.people.models import LearnerAccount
from members.roles.catalogue import Role
from members.roles.services import grant
from tests.factories.enrolment import EnrolmentFactory, OfferFactory, member_employment
from tests.factories.privacy import known_everywhere

pytestmark = pytest.mark.django_db
PAGE = "/lernen/privat/loeschen/"
SURE = {"sure_asked": "1", "certificates": "keep", "sure": "on"}


@pytest.fixture
def seat():
    return known_everywhere()


def erased(person, *, keep=True):
    deletion = services.request_deletion(person=person, keep_certificates=keep)
    services.erase(reference=deletion.reference)
    deletion.refresh_from_db()
    person.refresh_from_db()
    return deletion


def leave(seat):
    seat.employment.valid_until = dates.today() - dt.timedelta(days=1)
    seat.employment.save()


def test_everything_is_forgotten_of_somebody_who_has_left(seat):
    leave(seat)
    person, user = seat.person, seat.person.user
    names = (person.last_name, person.email, user.username)
    deletion = erased(person, keep=False)

    for model in (
        Note,
        Question,
        Attempt,
        Progress,
        Enrolment,
        LearnerAccount,
        Certificate,
        Evidence,
    ):
        assert not model.objects.exists(), model
    assert not Export.objects.exists()
    assert not Message.objects.filter(recipient=user).exists()
    rating = Rating.objects.get()
    assert (rating.person, rating.stars, rating.comment) == (None, 4, "")
    user.refresh_from_db()
    assert not user.is_active
    assert not user.has_usable_password()
    assert (str(person), person.email, person.user) == ("Gelöschtes Konto", None, None)
    rest = json.dumps([*map(str, holdings_left(person))])
    assert not any(name in rest + user.username for name in names)
    assert deletion.counts["feedback"] == 4


def holdings_left(person):
    for holding in holdings():
        yield from holding.collect(subject_of(person))


def test_log_names_nobody(seat):
    deletion = erased(seat.person)
    assert deletion.done_at is not None
    assert (deletion.person, deletion.account, deletion.registrations) == (None, None, [])
    assert set(deletion.counts) == {one.name for one in erasers()}
    with pytest.raises(IntegrityError), transaction.atomic():
        Deletion.objects.create(done_at=dates.now(), account=uuid.uuid4())


def test_certificates_stay_if_the_learner_wants_them(seat):
    erased(seat.person, keep=True)
    assert Certificate.objects.get().holder_name == "Erika Damals"
    assert Certificate.objects.get().enrolment is None


def test_employer_keeps_staff_and_open_obligations_of_who_works_there(seat):
    name = str(seat.person)
    erased(seat.person)
    assert str(seat.person) == name
    assert Period.objects.filter(employment=seat.employment).exists()


@pytest.mark.parametrize("fulfilled", [True, False])
def test_proof_of_a_former_employer_keeps_the_name(seat, fulfilled):
    leave(seat)
    name = str(seat.person)
    if fulfilled:
        Period.objects.update(fulfilled_on=dates.today())
    erased(seat.person)
    assert Period.objects.exists() == fulfilled
    assert (str(seat.person) == name) == fulfilled
    assert seat.person.email is None


def test_somebody_else_loses_nothing(seat):
    other = known_everywhere(offer=seat.offer)
    before = list(map(str, holdings_left(other.person)))
    erased(seat.person, keep=False)
    assert list(map(str, holdings_left(other.person))) == before


def test_freed_seat_goes_to_who_waits():
    offer = OfferFactory(seats=1)
    seat = EnrolmentFactory(offer=offer, employment=member_employment())
    waiting = EnrolmentFactory(
        offer=offer, employment=member_employment(), state=State.WAITING, confirmed_at=None
    )
    erased(seat.person)
    waiting.refresh_from_db()
    assert waiting.state == State.CONFIRMED


def test_task_may_run_twice_and_a_broken_one_is_finished_at_night(seat):
    deletion = services.request_deletion(person=seat.person, keep_certificates=True)
    assert services.request_deletion(person=seat.person, keep_certificates=False) == deletion
    assert Note.objects.exists()
    tidy.call()
    deletion.refresh_from_db()
    first = deletion.done_at
    assert first is not None
    forget.call(reference=str(deletion.reference))
    forget.call(reference=str(uuid.uuid4()))
    deletion.refresh_from_db()
    assert deletion.done_at == first


def test_crash_after_the_rooms_still_lets_the_store_finish(seat, monkeypatch):
    """The record store is asked again with the account that the log still knows."""
    account = seat.person.account.name
    asked = []

    def erase_person(agent, *, registrations, meanwhile, **wishes):
        asked.append((agent["account"]["name"], list(registrations), wishes["policy"]))
        meanwhile()
        if len(asked) == 1:
            raise OSError

    monkeypatch.setattr(store, "erase_person", erase_person, raising=False)
    deletion = services.request_deletion(person=seat.person, keep_certificates=True)
    with pytest.raises(OSError):
        services.erase(reference=deletion.reference)
    services.erase(reference=deletion.reference)
    deletion.refresh_from_db()
    assert deletion.done_at is not None
    assert asked == [(str(account), [seat.registration], "anonymise")] * 2
    assert deletion.counts["feedback"] == 4


def test_who_holds_a_role_passes_it_on_first(client, seat):
    grant(user=seat.person.user, role=Role.BOARD)
    with pytest.raises(RolesHeld, match="Vorstand"):
        services.request_deletion(person=seat.person, keep_certificates=True)
    client.force_login(seat.person.user)
    answer = client.post(PAGE, SURE)
    assert answer.status_code == 409
    assert "Vorstand" in answer.content.decode()
    assert not Deletion.objects.exists()


def test_page_says_what_stays_and_asks_twice(client, seat):
    client.force_login(seat.person.user)
    text = client.get(PAGE).content.decode()
    assert "Was bleibt, und warum" in text
    assert "Rechnungen" in text
    assert "Was soll mit Ihren Nachweisen geschehen?" in text

    assert client.post(PAGE, {"certificates": "vielleicht"}).status_code == 400
    text = client.post(PAGE, {"certificates": "forget"}).content.decode()
    assert "Konto jetzt löschen?" in text
    assert 'value="forget"' in text
    answer = client.post(PAGE, {"sure_asked": "1", "certificates": "forget"})
    assert answer.status_code == 400
    assert "Bitte setzen Sie das Häkchen" in answer.content.decode()
    assert not Deletion.objects.exists()

    answer = client.post(PAGE, {**SURE, "certificates": "forget"}, follow=True)
    text = answer.content.decode()
    deletion = Deletion.objects.get()
    assert answer.redirect_chain == [(reverse("privacy:deleted", args=[deletion.reference]), 302)]
    assert "Ihr Konto wird gelöscht" in text
    assert not deletion.keep_certificates
    assert client.get(PAGE).status_code == 302

    services.erase(reference=deletion.reference)
    text = client.get(reverse("privacy:deleted", args=[deletion.reference])).content.decode()
    assert "Ihr Konto ist gelöscht" in text
    assert client.get(reverse("privacy:deleted", args=[uuid.uuid4()])).status_code == 404
