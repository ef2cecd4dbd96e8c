"""A better result after the first pass: the holder decides, the older number leads to the newer."""

from decimal import Decimal

import pytest
from django.urls import reverse

from campus.kit import dates
from courses.certificates import selectors, services
from courses.certificates.errors import NothingBetter
from courses.certificates.models import Certificate
from courses.certificates.states import Validity
from courses.learning import services as learning
from courses.learning.models import Progress
from courses.modules.services import freeze
from tests.factories.accounts import UserFactory
from tests.factories.certificates import CertificateFactory
from tests.factories.enrolment import EnrolmentFactory, OfferFactory
from tests.factories.learning import items_of, right_answers
from tests.factories.modules import (
    ChapterFactory,
    QuizFactory,
    make_module,
    question,
)

pytestmark = pytest.mark.django_db
OWN = reverse("certificates:own")


def seat_in_a_test_of(questions):
    module = make_module(lessons=1, graded=False)
    content = [question(prompt=f"Frage {number}?") for number in range(questions)]
    QuizFactory(chapter=ChapterFactory(module=module), graded=True, max_attempts=0, body=content)
    freeze(module=module)
    return EnrolmentFactory(offer=OfferFactory(module=module))


def hand_in(seat, *, right):
    """Hand in so many right answers and no others."""
    test = items_of(seat)[-1]
    attempt = learning.start_attempt(enrolment=seat, key=test.key)
    answers = dict(list(right_answers(seat, test).items())[:right])
    return learning.submit_attempt(attempt=attempt, answers=answers)


@pytest.fixture
def seat():
    """Return a seat with a record of 60 per cent."""
    enrolment = seat_in_a_test_of(5)
    hand_in(enrolment, right=3)
    services.issue(registration=enrolment.registration)
    return enrolment


@pytest.fixture
def record(seat):
    return Certificate.objects.get(kind=Certificate.Kind.ACHIEVEMENT)


@pytest.fixture
def holder(client, seat):
    client.force_login(seat.person.user)
    return client


def at(name, certificate):
    return reverse(f"certificates:{name}", args=[certificate.number])


def better():
    return selectors.better_results(Certificate.objects.select_related("enrolment"))


def test_better_result_is_known_for_the_record_alone(seat, record):
    assert record.score_percent == 60
    assert better() == {}
    hand_in(seat, right=2)
    assert better() == {}
    hand_in(seat, right=4)
    assert better() == {record.pk: 80}


def test_better_result_within_the_same_per_cent_is_none(seat, record):
    Progress.objects.update(score_scaled=Decimal("0.6099"))
    assert better() == {}


@pytest.mark.parametrize(
    "change", [{"revoked_at": dates.now()}, {"valid_until": "2020-01-31"}, {"enrolment": None}]
)
def test_what_is_not_valid_or_has_no_seat_is_not_renewed(seat, record, change):
    hand_in(seat, right=5)
    Certificate.objects.filter(pk=record.pk).update(**change)
    record = Certificate.objects.get(pk=record.pk)
    assert better() == {}
    with pytest.raises(NothingBetter):
        services.renew(certificate=record, by=seat.person.user)


def test_renew_states_the_better_result_and_keeps_the_end(seat, record):
    Certificate.objects.update(valid_until=dates.add_months(dates.today(), 5))
    record.refresh_from_db()
    hand_in(seat, right=5)

    new = services.renew(certificate=record, by=seat.person.user)

    old = Certificate.objects.get(pk=record.pk)
    assert (new.score_percent, new.valid_until) == (100, old.valid_until)
    assert (old.validity, old.successor, new.validity) == (Validity.RENEWED, new, Validity.VALID)
    assert Certificate.objects.get(kind=Certificate.Kind.PARTICIPATION).revoked_at is None
    with pytest.raises(NothingBetter):
        services.renew(certificate=new, by=seat.person.user)


def test_renewal_is_corrected_like_any_other(seat, record):
    hand_in(seat, right=5)
    new = services.renew(certificate=record, by=seat.person.user)
    services.replace(certificate=new, reason="Name falsch", by=UserFactory())
    states = [one.validity for one in Certificate.objects.filter(kind=record.kind).order_by("pk")]
    assert states == [Validity.RENEWED, Validity.CORRECTED, Validity.VALID]


def test_holder_is_offered_the_renewal_and_gets_it(holder, seat, record):
    assert "erneuern" not in holder.get(OWN).content.decode()
    hand_in(seat, right=4)
    assert at("renew", record) in holder.get(OWN).content.decode()

    asked = holder.get(at("renew", record)).content.decode()
    assert "60 Prozent" in asked
    assert "80 Prozent" in asked
    assert Certificate.objects.count() == 2

    page = holder.post(at("renew", record), follow=True).content.decode()
    new = Certificate.objects.get(replaces=record)
    assert f"Ihr neuer Nachweis hat die Nummer {new.number}." in page
    assert "erneuert" in page


def test_course_page_and_player_offer_the_renewal_where_the_learner_looks(holder, seat, record):
    pages = (seat.offer.course.url, reverse("learning:course", args=[seat.registration]))
    for page in pages:
        assert at("renew", record) not in holder.get(page).content.decode()
    learning.finish_lesson(enrolment=seat, key=items_of(seat)[0].key)
    hand_in(seat, right=4)
    for page in pages:
        text = holder.get(page).content.decode()
        assert at("renew", record) in text
        assert "Sie haben inzwischen 80 Prozent der Punkte erreicht" in text


def test_passed_test_says_that_it_may_be_improved_and_offers_the_renewal(holder, seat, record):
    test = items_of(seat)[-1]
    page = reverse("learning:item", args=[seat.registration, test.key])
    assert "das beste Ergebnis zählt" in holder.get(page).content.decode()
    hand_in(seat, right=5)
    text = holder.get(page).content.decode()
    assert at("renew", record) in text
    assert "das beste Ergebnis zählt" not in text


def test_better_result_of_a_seat_costs_two_queries(seat, record, django_assert_num_queries):
    with django_assert_num_queries(2):
        assert selectors.better_on(seat.registration) is None
    hand_in(seat, right=5)
    with django_assert_num_queries(2):
        assert selectors.better_on(seat.registration).percent == 100


def test_verifier_of_the_older_number_reads_that_it_was_genuine(client, seat, record):
    hand_in(seat, right=5)
    new = services.renew(certificate=record, by=seat.person.user)

    page = client.get(at("verify", record)).content.decode()

    assert "Dieser Nachweis ist echt; ein neuerer ist an seine Stelle getreten" in page
    assert at("verify", new) in page
    assert "berichtigt" not in page
    assert "Dieser Nachweis ist echt und gültig" in client.get(at("verify", new)).content.decode()


@pytest.mark.parametrize("method", ["get", "post"])
def test_renewal_without_a_better_result_says_so(holder, record, method):
    page = getattr(holder, method)(at("renew", record), follow=True).content.decode()
    assert "nicht besser als das, auf dem dieser Nachweis beruht" in page
    assert Certificate.objects.count() == 2


def test_renewal_of_a_foreign_record_is_not_found(client, seat, record):
    hand_in(seat, right=5)
    client.force_login(EnrolmentFactory().person.user)
    assert client.post(at("renew", record)).status_code == 404
    assert better() == {record.pk: 100}


def test_own_list_asks_once_for_all_better_results(holder, seat, django_assert_num_queries):
    hand_in(seat, right=5)
    for _ in range(3):
        CertificateFactory(achieved=True, person=seat.person)
    rows = list(selectors.certificates_of(seat.person))
    with django_assert_num_queries(1):
        assert len(selectors.better_results(rows)) == 1
    with django_assert_num_queries(0):
        assert selectors.better_results([]) == {}
