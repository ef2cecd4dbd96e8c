"""What cards say of the person who looks, on the real services."""

import datetime as dt

import pytest

from campus.kit import dates
from courses.assignments.models import Obligation, Period
from courses.catalogue import card_states
from courses.catalogue.card_states import CardState
from courses.enrolment import services as enrolment
from courses.enrolment.models import Enrolment
from courses.enrolment.states import State
from courses.learning import services as learning
from courses.portal.card_states import states_of
from tests.factories.enrolment import EnrolmentFactory, OfferFactory, member_employment
from tests.factories.learning import complete, items_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def job():
    return member_employment()


def state(job, offer):
    return states_of(job.person.user, [offer.course_id]).get(offer.course_id)


def enrol(job, **offer):
    made = OfferFactory(**offer)
    return made, enrolment.enrol(person=job.person, offer=made, by=job.person.user)


def oblige(job, offer, due_on):
    obligation = Obligation.objects.create(
        course=offer.course, municipality=job.municipality, due_on=due_on
    )
    Period.objects.create(
        obligation=obligation, employment=job, assigned_on=dates.today(), due_on=due_on
    )


def test_course_that_nothing_joins_to_the_person_has_no_state(job):
    assert state(job, OfferFactory()) is None


def test_seat_not_begun_is_enrolled(job):
    offer, _ = enrol(job)
    assert state(job, offer).words == "eingeschrieben, noch nicht begonnen"


def test_request_waits_for_approval(job):
    offer, _ = enrol(job, approval_needed=True)
    assert state(job, offer).words == "wartet auf Freigabe"


def test_full_course_is_a_place_on_the_waiting_list(job):
    offer = OfferFactory(seats=1)
    EnrolmentFactory(offer=offer)
    enrolment.enrol(person=job.person, offer=offer, by=job.person.user)
    assert state(job, offer).words == "auf der Warteliste"


def test_begun_course_shows_its_percentage(job):
    offer, seat = enrol(job)
    first = items_of(seat)[0]
    learning.open_item(enrolment=seat, key=first.key)
    learning.finish_lesson(enrolment=seat, key=first.key)
    found = state(job, offer)
    assert (found.words, found.percent) == ("", 33)
    assert found.why == f"/lernen/kurs/{seat.registration}/warum/"


def test_percentage_on_a_card_leads_to_its_own_reasons(client, job):
    pages = []
    for one in (job, member_employment()):
        offer, seat = enrol(one)
        learning.finish_lesson(enrolment=seat, key=items_of(seat)[0].key)
        client.force_login(one.person.user)
        page = client.get("/katalog/").content.decode()
        link = f'<a href="/lernen/kurs/{seat.registration}/warum/">Warum 33 %?'
        assert f'{link}<span class="kc-sr"> {offer.course.title}</span></a>' in page
        pages.append((seat, page))
    assert str(pages[0][0].registration) not in pages[1][1]
    assert "\x00" not in pages[1][1]


def test_completed_course_says_so(job):
    offer, seat = enrol(job)
    complete(seat)
    assert (state(job, offer).words, state(job, offer).percent) == ("abgeschlossen", None)


def test_rejected_request_says_so_and_a_withdrawn_one_is_forgotten(job):
    offer, seat = enrol(job, approval_needed=True)
    Enrolment.objects.filter(pk=seat.pk).update(state=State.REJECTED)
    assert state(job, offer).words == "nicht freigegeben"
    Enrolment.objects.filter(pk=seat.pk).update(state=State.WITHDRAWN)
    assert state(job, offer) is None


@pytest.mark.parametrize(("days", "tone"), [(10, "warning"), (0, "warning"), (-1, "danger")])
def test_obligation_is_named_with_its_day(job, days, tone):
    offer, due_on = OfferFactory(), dates.today() + dt.timedelta(days=days)
    oblige(job, offer, due_on)
    found = state(job, offer)
    assert found.obligation == f"Pflicht bis {due_on:%d.%m.%Y}"
    assert found.obligation_tone == tone


def test_fulfilled_obligation_asks_for_nothing(job):
    offer = OfferFactory()
    oblige(job, offer, dates.today())
    Period.objects.update(fulfilled_on=dates.today())
    assert state(job, offer) is None


def test_states_cost_the_same_for_any_number_of_courses(job, django_assert_num_queries):
    # What employers say is read once for each request.
    states_of(job.person.user, [])
    for count in (2, 5):
        offers = [enrol(job)[0] for _ in range(count)]
        with django_assert_num_queries(2):
            assert len(states_of(job.person.user, [one.course_id for one in offers])) == count


def test_states_are_asked_for_people_who_have_signed_in_only(
    job, client, django_assert_num_queries
):
    offer, _ = enrol(job)
    assert "noch nicht begonnen" not in client.get("/katalog/").content.decode()
    client.force_login(job.person.user)
    assert "noch nicht begonnen" in client.get("/katalog/").content.decode()
    client.logout()
    page = client.get("/katalog/").content.decode()
    assert "noch nicht begonnen" not in page
    assert "\x00" not in page


def test_drawn_state_says_obligation_and_progress_in_words():
    drawn = card_states.drawn(CardState(percent=40, obligation="Pflicht bis 1.1."), "de")
    assert "Pflicht bis 1.1." in drawn
    assert "40 % abgeschlossen" in drawn
    assert "Warum" not in drawn


def test_drawn_reasons_escape_what_is_put_in():
    state = CardState(percent=41, why="/lernen/")
    assert "Warum 41 %?" in card_states.drawn(state, "de", "A & <b>")
    assert "A &amp; &lt;b&gt;" in card_states.drawn(state, "de", "A & <b>")
    assert card_states.drawn(CardState(percent=41), "de") in card_states.drawn(state, "de")
