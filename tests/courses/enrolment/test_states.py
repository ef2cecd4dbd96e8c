"""Every move of an enrolment: which are in the table, and what each deed says of the others."""

import pytest
from django.utils import translation

from campus.kit.states import WrongState
from courses.enrolment import services
from courses.enrolment.states import MOVES, State
from courses.enrolment.wording import WORDS
from members.cooperative.models import Charge
from members.messages.models import Message
from members.roles.catalogue import Role
from tests.factories.enrolment import EnrolmentFactory, OfferFactory
from tests.factories.roles import GrantFactory

ALLOWED = {
    ("requested", "confirmed"),
    ("requested", "waiting"),
    ("requested", "rejected"),
    ("requested", "withdrawn"),
    ("waiting", "confirmed"),
    ("waiting", "withdrawn"),
    ("confirmed", "cancelled"),
    ("confirmed", "finished"),
}
GERMAN = {
    State.REQUESTED: "wartet auf Genehmigung",
    State.WAITING: "auf der Warteliste",
    State.CONFIRMED: "bestätigt",
    State.REJECTED: "abgelehnt",
    State.WITHDRAWN: "zurückgezogen",
    State.CANCELLED: "storniert",
    State.FINISHED: "abgeschlossen",
}
# Deed, and the states in which it is possible.
DEEDS = {
    "approve": {State.REQUESTED},
    "reject": {State.REQUESTED},
    "withdraw": {State.REQUESTED, State.WAITING},
    "cancel": {State.CONFIRMED},
}


@pytest.mark.parametrize("source", State)
@pytest.mark.parametrize("target", State)
def test_move_is_allowed_exactly_by_the_table(source, target):
    assert MOVES.allows(source, target) is ((source, target) in ALLOWED)


@pytest.mark.parametrize("state", State)
def test_words_of_each_state_are_plain_german(state):
    with translation.override("de"):
        assert str(WORDS[state]) == GERMAN[state]


def do(deed, enrolment):
    """Do a deed as somebody who may do it in this department."""
    by = GrantFactory(role=Role.APPROVER, department=enrolment.employment.department).user
    more = {"reason": "Bitte später."} if deed == "reject" else {}
    return getattr(services, deed)(enrolment=enrolment, by=by, **more)


@pytest.mark.django_db
@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("deed", DEEDS)
def test_deed_in_any_state_is_done_or_refused_by_the_name_of_the_state(deed, state):
    enrolment = EnrolmentFactory(
        offer=OfferFactory(approval_needed=True, price="49.00"), state=state, confirmed_at=None
    )

    if state in DEEDS[deed]:
        assert do(deed, enrolment).state != state
        return
    with pytest.raises(WrongState, match=f"schon „{GERMAN[state]}“") as caught:
        do(deed, enrolment)
    enrolment.refresh_from_db()
    assert (caught.value.code, caught.value.status) == ("wrong_state", 409)
    assert (enrolment.state, enrolment.ended_at) == (state, None)
    assert not Message.objects.exists()
    assert not Charge.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("deed", "before", "ended"),
    [
        ("approve", State.REQUESTED, False),
        ("reject", State.REQUESTED, True),
        ("withdraw", State.WAITING, True),
        ("cancel", State.CONFIRMED, True),
    ],
)
def test_deed_notes_who_did_it_and_when_it_ended(deed, before, ended):
    enrolment = EnrolmentFactory(
        offer=OfferFactory(approval_needed=True), state=before, confirmed_at=None
    )

    done = do(deed, enrolment)

    done.refresh_from_db()
    assert done.decided_by is not None
    assert (done.ended_at is not None) is ended


@pytest.mark.django_db
def test_deed_on_a_stale_object_asks_the_database():
    fresh = EnrolmentFactory(offer=OfferFactory(approval_needed=True), state=State.REQUESTED)
    stale = type(fresh).objects.get(pk=fresh.pk)
    services.withdraw(enrolment=fresh, by=fresh.person.user)

    with pytest.raises(WrongState, match="zurückgezogen"):
        do("approve", stale)
