"""Each rule of completion, through the services; what comes late; what comes twice."""

import datetime as dt
import uuid
from decimal import Decimal

import pytest

from campus.kit import dates
from courses.learning import services
from courses.learning.errors import BadPosition, NotConfirmed, NotSeenYet
from courses.learning.models import ItemProgress, Progress
from courses.learning.rebuilding import rebuild
from courses.learning.services import Place, Sent
from courses.learning.vocabulary import DOCUMENT, RULE
from courses.xapi import selectors as store
from courses.xapi.models import Statement
from tests.courses.learning.rules_of_lessons import film, paper, seat_in
from tests.factories.learning import items_of

pytestmark = pytest.mark.django_db


def percent(seat):
    return Progress.objects.get(enrolment=seat).percent


def play(seat, key, *spans, seconds=None, sent=None):
    place = Place(seconds=Decimal(seconds or spans[-1][1]), played=tuple(spans))
    services.record_place(enrolment=seat, key=key, place=place, sent=sent or Sent())


def test_lesson_that_counts_when_opened_is_done_by_opening():
    seat = seat_in({"completion": "opened"}, {})
    services.open_item(enrolment=seat, key=items_of(seat)[0].key)

    assert percent(seat) == 50
    assert list(rebuild(check=True)) == []


def test_film_is_done_once_enough_has_been_played_in_whatever_parts():
    seat = seat_in(film(seconds=100), {})
    key = items_of(seat)[0].key
    play(seat, key, (50, 100))
    play(seat, key, (50, 100), (0, 30))
    assert percent(seat) == 0

    play(seat, key, (20, 41))

    assert percent(seat) == 50
    assert ItemProgress.objects.get(item_key=key).played == [[0, 41], [50, 100]]
    assert list(rebuild(check=True)) == []


def test_film_jumped_to_the_end_is_not_done():
    seat = seat_in(film(seconds=100))
    play(seat, items_of(seat)[0].key, (98, 100), seconds=100)

    assert percent(seat) == 0


def test_film_cannot_be_finished_by_the_button():
    seat = seat_in(film())

    with pytest.raises(NotSeenYet) as refusal:
        services.finish_lesson(enrolment=seat, key=items_of(seat)[0].key)
    assert "90 Prozent" in str(refusal.value)


def test_film_may_be_marked_by_hand_where_the_author_allows_it():
    seat = seat_in(film(by_hand=True))
    services.finish_lesson(enrolment=seat, key=items_of(seat)[0].key)

    assert percent(seat) == 100


def test_document_is_confirmed_by_a_sentence_with_its_version():
    seat = seat_in(paper(), {})
    item = items_of(seat)[0]
    services.confirm_document(enrolment=seat, key=item.key, rule=item.rule)

    last = list(store.statements_of(seat.registration))[-1]
    assert percent(seat) == 50
    assert last.result["response"] == (
        "Ich habe „Dienstanweisung IT“ in der Fassung vom 01.10.2026 gelesen und verstanden."
    )
    assert last.result["extensions"][DOCUMENT]["edition"] == "2026-10-01"
    assert last.context["extensions"][RULE] == item.rule


def test_document_cannot_be_finished_by_the_button_or_in_another_version():
    seat = seat_in(paper())
    item = items_of(seat)[0]

    with pytest.raises(NotConfirmed):
        services.finish_lesson(enrolment=seat, key=item.key)
    with pytest.raises(NotConfirmed):
        services.confirm_document(enrolment=seat, key=item.key, rule="confirmed:2020-01-01:x")
    assert percent(seat) == 0 if Progress.objects.exists() else True


def test_confirming_what_holds_no_document_is_refused():
    seat = seat_in({})
    item = items_of(seat)[0]

    with pytest.raises(NotConfirmed):
        services.confirm_document(enrolment=seat, key=item.key, rule=item.rule)


def test_event_sent_late_counts_from_when_it_happened():
    seat = seat_in({})
    seat.confirmed_at = dates.now() - dt.timedelta(days=2)
    seat.save()
    sent = Sent(ago=dt.timedelta(hours=3), event=uuid.uuid4())
    services.finish_lesson(enrolment=seat, key=items_of(seat)[0].key, sent=sent)

    done = Progress.objects.get().completed_at
    assert dt.timedelta(hours=2.9) < dates.now() - done < dt.timedelta(hours=3.1)


@pytest.mark.parametrize("ago", [dt.timedelta(days=900), dt.timedelta(hours=-5)])
def test_event_of_a_wrong_clock_lies_between_the_seat_and_now(ago):
    seat = seat_in({})
    seat.confirmed_at = dates.now() - dt.timedelta(days=1)
    seat.save()
    sent = Sent(ago=ago, event=uuid.uuid4())
    services.finish_lesson(enrolment=seat, key=items_of(seat)[0].key, sent=sent)

    assert seat.confirmed_at <= Progress.objects.get().completed_at <= dates.now()


def test_event_sent_twice_is_stored_once():
    seat = seat_in(film())
    key = items_of(seat)[0].key
    sent = Sent(ago=dt.timedelta(minutes=2), event=uuid.uuid4())
    play(seat, key, (0, 10), sent=sent)
    play(seat, key, (0, 12), sent=sent)

    assert Statement.objects.count() == 1


def test_late_place_does_not_overwrite_a_newer_one():
    seat = seat_in({})
    seat.confirmed_at = dates.now() - dt.timedelta(days=1)
    seat.save()
    key = items_of(seat)[0].key
    newer, older = str(uuid.uuid4()), str(uuid.uuid4())
    services.record_place(enrolment=seat, key=key, place=Place(block=newer))
    late = Sent(ago=dt.timedelta(hours=1), event=uuid.uuid4())
    services.record_place(enrolment=seat, key=key, place=Place(block=older), sent=late)

    assert ItemProgress.objects.get().position_place == newer


@pytest.mark.parametrize("seconds", ["NaN", "-1", "Infinity", "10000000"])
def test_place_that_is_none_is_refused(seconds):
    seat = seat_in({})

    with pytest.raises(BadPosition):
        services.record_position(
            enrolment=seat, key=items_of(seat)[0].key, seconds=Decimal(seconds)
        )
    with pytest.raises(BadPosition):
        services.record_place(enrolment=seat, key=items_of(seat)[0].key, place=Place())
