"""Attempts at a test: limits, closing, other devices, foreign ids, what was right (L-13, L-46)."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from campus.kit import dates
from courses.enrolment.states import State
from courses.learning import services
from courses.learning.errors import AttemptClosed, NoAttemptsLeft, SeatNotConfirmed
from courses.learning.models import Attempt, ItemProgress, Progress
from courses.learning.selectors import attempt_of, attempts_of
from courses.modules.services import freeze
from courses.xapi.models import Statement
from tests.factories.enrolment import EnrolmentFactory, OfferFactory
from tests.factories.learning import items_of, pass_test, right_answers
from tests.factories.modules import ChapterFactory, QuizFactory, make_module, question

pytestmark = pytest.mark.django_db


def quiz(**facts):
    """Return a seat in a course of a lesson and a test, and the test."""
    module = make_module(lessons=1, graded=False)
    QuizFactory(chapter=ChapterFactory(module=module), **facts)
    freeze(module=module)
    seat = EnrolmentFactory(offer=OfferFactory(module=module))
    return seat, items_of(seat)[1]


def start(seat, test, **more):
    return services.start_attempt(enrolment=seat, key=test.key, **more)


def hand_in(seat, test, answers=None):
    return services.submit_attempt(attempt=start(seat, test), answers=answers or {})


@pytest.mark.parametrize("limit", [1, 2, 5])
def test_limit_allows_as_many_attempts_as_it_says(limit):
    seat, test = quiz(graded=True, max_attempts=limit)
    for number in range(1, limit + 1):
        assert hand_in(seat, test).number == number

    with pytest.raises(NoAttemptsLeft, match="Ihr bestes Ergebnis zählt") as caught:
        start(seat, test)
    assert (caught.value.code, caught.value.status) == ("no_attempts_left", 409)
    assert Attempt.objects.count() == limit


def test_limit_nought_means_as_many_as_you_like():
    seat, test = quiz(graded=True, max_attempts=0)

    assert [hand_in(seat, test).number for _ in range(4)] == [1, 2, 3, 4]


def test_limit_does_not_bind_a_self_test():
    seat, test = quiz(graded=False, max_attempts=1)

    assert [hand_in(seat, test).number for _ in range(3)] == [1, 2, 3]


def test_limit_reached_still_continues_the_attempt_that_is_open():
    seat, test = quiz(graded=True, max_attempts=1)

    assert start(seat, test) == start(seat, test)


def test_limit_counts_each_seat_by_itself():
    seat, test = quiz(graded=True, max_attempts=1)
    hand_in(seat, test)
    other = EnrolmentFactory(offer=seat.offer)

    assert start(other, test).number == 1


@pytest.mark.parametrize(
    ("percent", "right", "passed"),
    [(100, 2, True), (100, 1, False), (50, 1, True), (51, 1, False), (0, 0, True)],
)
def test_pass_mark_is_met_from_the_very_percentage(percent, right, passed):
    body = [question(), question()]
    seat, test = quiz(graded=True, pass_percent=percent, body=body)
    answers = dict(list(right_answers(seat, test).items())[:right])

    attempt = hand_in(seat, test, answers)

    assert attempt.passed is passed
    assert (ItemProgress.objects.get().passed_at is not None) is passed


def test_closed_test_takes_no_more_answers_and_stays_as_graded():
    seat, test = quiz(graded=True)
    attempt = hand_in(seat, test)
    stale = Attempt.objects.get()

    with pytest.raises(AttemptClosed, match="bereits abgegeben und bewertet") as caught:
        services.save_answers(attempt=stale, answers=right_answers(seat, test))
    again = services.submit_attempt(attempt=stale, answers=right_answers(seat, test))
    assert (caught.value.code, caught.value.status) == ("attempt_closed", 409)
    assert (again.scaled, again.submitted_at) == (0, attempt.submitted_at)
    assert Attempt.objects.get().answers == attempt.answers


def test_save_from_two_devices_keeps_both_and_the_last_word_on_each():
    seat, test = quiz(graded=True, body=[question(), question()])
    one, two = right_answers(seat, test)
    right = right_answers(seat, test)
    phone, desk = start(seat, test), start(seat, test)
    services.save_answers(attempt=phone, answers={one: right[one]})
    services.save_answers(attempt=desk, answers={two: right[two]})
    services.save_answers(attempt=phone, answers={two: []})

    assert Attempt.objects.get().answers == {one: right[one], two: []}


def test_save_notes_the_moment():
    seat, test = quiz(graded=True)
    attempt = start(seat, test)
    later = dates.now() + dt.timedelta(minutes=3)
    with dates.moved_clock(later):
        services.save_answers(attempt=attempt, answers={})

    assert Attempt.objects.get().saved_at == later


@pytest.mark.parametrize("chosen", [["nonsense"], [""], ["\x00"], ["x" * 5000]])
def test_save_unknown_options_are_left_out(chosen):
    seat, test = quiz(graded=True)
    key, right = next(iter(right_answers(seat, test).items()))
    services.save_answers(attempt=start(seat, test), answers={key: [*chosen, *right]})

    assert Attempt.objects.get().answers == {key: right}


def test_save_two_options_of_a_single_choice_keeps_one():
    seat, test = quiz(graded=True, body=[question(options=3)])
    attempt = start(seat, test)
    options = [option["id"] for option in seat_options(seat, test)]
    (key,) = right_answers(seat, test)
    services.save_answers(attempt=attempt, answers={key: options})

    assert Attempt.objects.get().answers == {key: options[:1]}


def seat_options(seat, test):
    """Return the stored options of the only question."""
    item = seat.version.units.last().items.get(key=test.key)
    return item.body.raw_data[0]["value"]["options"]


def test_save_writes_no_statement():
    seat, test = quiz(graded=True)
    attempt = start(seat, test)
    before = Statement.objects.count()
    services.save_answers(attempt=attempt, answers=right_answers(seat, test))

    assert Statement.objects.count() == before


def test_keep_right_leaves_a_graded_test_empty():
    seat, test = quiz(graded=True)
    hand_in(seat, test, right_answers(seat, test))

    assert start(seat, test, keep_right=True).answers == {}


def test_keep_right_takes_nothing_that_was_only_partly_right():
    seat, test = quiz(body=[question(type="multiple", right=2)])
    ((key, both),) = right_answers(seat, test).items()
    hand_in(seat, test, {key: both[:1]})

    assert start(seat, test, keep_right=True).answers == {}


def test_keep_right_the_first_time_begins_empty():
    seat, test = quiz()

    assert start(seat, test, keep_right=True).answers == {}


def test_without_keep_right_a_self_test_begins_empty():
    seat, test = quiz()
    hand_in(seat, test, right_answers(seat, test))

    assert start(seat, test).answers == {}


@pytest.mark.parametrize("state", [State.CANCELLED, State.WITHDRAWN, State.WAITING])
def test_seat_that_was_lost_takes_neither_attempt_nor_result(state):
    seat, test = quiz(graded=True)
    attempt = start(seat, test)
    seat.state = state
    seat.save()
    attempt = Attempt.objects.select_related("enrolment").get(pk=attempt.pk)

    with pytest.raises(SeatNotConfirmed):
        services.submit_attempt(attempt=attempt, answers=right_answers(seat, test))
    with pytest.raises(SeatNotConfirmed):
        start(seat, test)
    assert Attempt.objects.get().submitted_at is None
    assert Progress.objects.get().percent == 0


def test_attempts_are_listed_in_order_and_belong_to_one_seat():
    seat, test = quiz(graded=True)
    made = [hand_in(seat, test) for _ in range(3)]
    other = EnrolmentFactory(offer=seat.offer)
    foreign = start(other, test)

    assert attempts_of(seat, test.key) == made
    assert attempt_of(seat, test.key, made[0].pk) == made[0]
    assert attempt_of(seat, test.key, foreign.pk) is None
    assert attempt_of(seat, items_of(seat)[0].key, made[0].pk) is None


def test_only_one_attempt_can_be_open():
    seat, test = quiz(graded=True)
    start(seat, test)

    with pytest.raises(IntegrityError), transaction.atomic():
        Attempt.objects.create(enrolment=seat, item_key=test.key, number=2)


def test_passing_again_keeps_the_first_moment():
    seat, test = quiz(graded=True, max_attempts=0)
    pass_test(seat, test)
    first = ItemProgress.objects.get(item_key=test.key).passed_at
    with dates.moved_clock(dates.now() + dt.timedelta(days=3)):
        pass_test(seat, test)

    row = ItemProgress.objects.get(item_key=test.key)
    assert (row.passed_at, len(row.attempts)) == (first, 2)
