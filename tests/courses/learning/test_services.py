"""Deeds of learners: each is stated, and seen by the next request."""

import datetime as dt
import json
import uuid
from decimal import Decimal

import pytest

from campus.kit import dates
from courses.enrolment.states import State
from courses.learning import services
from courses.learning.errors import (
    AttemptClosed,
    BadPosition,
    NoAttemptsLeft,
    NotALesson,
    NotATest,
    SeatNotConfirmed,
)
from courses.learning.models import Attempt, ItemProgress, Progress
from courses.learning.selectors import progress_of, resume_target
from courses.learning.services.recording import UnknownItem
from courses.modules.services import freeze
from courses.xapi.models import PendingStatement, Statement
from courses.xapi.services import platform_authority
from members.people.selectors import account_name
from tests.factories.enrolment import EnrolmentFactory, OfferFactory
from tests.factories.learning import complete, items_of, pass_test, right_answers
from tests.factories.modules import ChapterFactory, QuizFactory, make_module

pytestmark = pytest.mark.django_db


@pytest.fixture
def seat():
    """Return a seat in a course of two lessons and a graded test."""
    return EnrolmentFactory()


def verbs():
    rows = Statement.objects.order_by("stored").values_list("verb", flat=True)
    return [verb.rpartition("/")[2] for verb in rows]


def newest():
    return json.loads(Statement.objects.order_by("-stored").first().raw)


def seat_with_quiz(**facts):
    """Return a seat in a course of a lesson and a test."""
    module = make_module(lessons=1, graded=False)
    QuizFactory(chapter=ChapterFactory(module=module), **facts)
    freeze(module=module)
    return EnrolmentFactory(offer=OfferFactory(module=module))


def test_open_item_first_time_begins_the_course(seat):
    first = items_of(seat)[0]

    progress = services.open_item(enrolment=seat, key=first.key)

    assert verbs() == ["initialized", "experienced"]
    assert progress.last_item_key == first.key
    assert progress.percent == 0
    assert not PendingStatement.objects.exists()


def test_open_item_again_soon_is_no_news(seat):
    first = items_of(seat)[0]
    services.open_item(enrolment=seat, key=first.key)
    services.open_item(enrolment=seat, key=first.key)

    assert verbs() == ["initialized", "experienced"]


def test_open_item_after_a_while_moves_the_last_visit(seat):
    first = items_of(seat)[0]
    services.open_item(enrolment=seat, key=first.key)
    later = dates.now() + dt.timedelta(hours=1)
    with dates.moved_clock(later):
        progress = services.open_item(enrolment=seat, key=first.key)

    assert progress.last_at == later


def test_open_item_names_an_account_and_never_a_person(seat):
    services.open_item(enrolment=seat, key=items_of(seat)[0].key)

    raw = Statement.objects.order_by("-stored").first().raw
    actor = json.loads(raw)["actor"]["account"]
    assert actor["name"] == str(account_name(seat.person))
    for secret in (seat.person.last_name, seat.person.email, seat.person.user.username):
        assert secret not in raw


def test_open_item_of_another_course_is_unknown(seat):
    with pytest.raises(UnknownItem):
        services.open_item(enrolment=seat, key=uuid.uuid4())


@pytest.mark.parametrize("state", [State.REQUESTED, State.WAITING, State.CANCELLED])
def test_open_item_without_confirmed_seat_is_refused(state):
    seat = EnrolmentFactory(state=state)

    with pytest.raises(SeatNotConfirmed, match="keinen bestätigten Platz"):
        services.open_item(enrolment=seat, key=items_of(seat)[0].key)
    assert not Statement.objects.exists()


def test_finish_lesson_counts_at_once_and_only_once(seat):
    lesson = items_of(seat)[0]
    services.finish_lesson(enrolment=seat, key=lesson.key)
    progress = services.finish_lesson(enrolment=seat, key=lesson.key)

    assert verbs() == ["completed"]
    assert (progress.done, progress.total, progress.percent) == (1, 3, 33)


def test_finish_lesson_of_a_test_is_refused(seat):
    with pytest.raises(NotALesson, match="wenn Sie seine Fragen beantworten"):
        services.finish_lesson(enrolment=seat, key=items_of(seat)[2].key)


def test_record_position_keeps_the_last_second(seat):
    lesson = items_of(seat)[0]
    for seconds in ("12.34", "8"):
        services.record_position(enrolment=seat, key=lesson.key, seconds=Decimal(seconds))

    assert ItemProgress.objects.get().position_seconds == Decimal("8.0")


@pytest.mark.parametrize("seconds", ["-1", "NaN", "Infinity", "1e9"])
def test_record_position_that_is_none_is_refused(seat, seconds):
    with pytest.raises(BadPosition, match="eine Zahl in Sekunden"):
        services.record_position(
            enrolment=seat, key=items_of(seat)[0].key, seconds=Decimal(seconds)
        )


def test_submit_attempt_states_every_answer_and_the_result(seat):
    test = items_of(seat)[2]
    attempt = pass_test(seat, test)

    assert verbs() == ["attempted", "answered", "answered", "passed"]
    assert attempt.passed
    result = newest()["result"]
    assert result["score"] == {"scaled": 1, "raw": 2, "min": 0, "max": 2}
    assert (result["success"], result["completion"]) == (True, True)
    assert result["duration"].startswith("PT")


def test_submit_attempt_answers_are_interactions_with_pattern_and_choices(seat):
    pass_test(seat, items_of(seat)[2])

    answered = Statement.objects.filter(verb__endswith="/answered").order_by("stored")
    definition = json.loads(answered[1].raw)["object"]["definition"]
    assert definition["interactionType"] == "choice"
    assert len(definition["correctResponsesPattern"][0].split("[,]")) == 2
    assert len(definition["choices"]) == 3
    assert json.loads(answered[1].raw)["result"]["success"]


def test_submit_attempt_with_wrong_answers_fails_and_states_it(seat):
    test = items_of(seat)[2]
    attempt = services.start_attempt(enrolment=seat, key=test.key)
    attempt = services.submit_attempt(attempt=attempt, answers={})

    assert verbs() == ["attempted", "failed"]
    assert attempt.passed is False
    assert Progress.objects.get().percent == 0


def test_submit_attempt_twice_gives_the_same_result(seat):
    attempt = pass_test(seat, items_of(seat)[2])
    count = Statement.objects.count()

    again = services.submit_attempt(attempt=attempt, answers={})

    assert again.scaled == attempt.scaled == 1
    assert Statement.objects.count() == count


def test_submit_attempt_best_result_counts(seat):
    test = items_of(seat)[2]
    pass_test(seat, test)
    worse = services.start_attempt(enrolment=seat, key=test.key)
    services.submit_attempt(attempt=worse, answers={})

    row = ItemProgress.objects.get(item_key=test.key)
    assert (row.best_scaled, len(row.attempts)) == (1, 2)
    assert row.passed_at is not None


def test_start_attempt_twice_continues_the_open_one(seat):
    test = items_of(seat)[2]
    one = services.start_attempt(enrolment=seat, key=test.key)
    two = services.start_attempt(enrolment=seat, key=test.key)

    assert one == two
    assert verbs() == ["attempted"]


def test_start_attempt_of_a_lesson_is_refused(seat):
    with pytest.raises(NotATest, match="enthält keine Fragen"):
        services.start_attempt(enrolment=seat, key=items_of(seat)[0].key)


def test_start_attempt_beyond_the_limit_is_refused():
    seat = seat_with_quiz(graded=True, max_attempts=2)
    test = items_of(seat)[1]
    for _ in range(2):
        attempt = services.start_attempt(enrolment=seat, key=test.key)
        services.submit_attempt(attempt=attempt, answers={})

    with pytest.raises(NoAttemptsLeft, match="alle Versuche"):
        services.start_attempt(enrolment=seat, key=test.key)


def test_self_test_is_done_by_checking_once_whatever_the_result():
    seat = seat_with_quiz(graded=False)
    test = items_of(seat)[1]
    attempt = services.start_attempt(enrolment=seat, key=test.key)
    attempt = services.submit_attempt(attempt=attempt, answers={})

    assert attempt.passed is None
    assert ItemProgress.objects.get(item_key=test.key).completed_at
    assert "success" not in newest()["result"]


def test_start_attempt_can_keep_what_was_right():
    seat = seat_with_quiz(graded=False)
    test = items_of(seat)[1]
    right = right_answers(seat, test)
    first = next(iter(right))
    attempt = services.start_attempt(enrolment=seat, key=test.key)
    services.submit_attempt(attempt=attempt, answers={first: right[first]})

    again = services.start_attempt(enrolment=seat, key=test.key, keep_right=True)

    assert again.answers == {first: right[first]}


def test_save_answers_are_there_on_another_device(seat):
    test = items_of(seat)[2]
    right = right_answers(seat, test)
    one, two = right
    attempt = services.start_attempt(enrolment=seat, key=test.key)
    services.save_answers(attempt=attempt, answers={one: right[one]})
    services.save_answers(attempt=attempt, answers={two: right[two]})

    elsewhere = Attempt.objects.get()
    assert elsewhere.answers == right
    assert services.submit_attempt(attempt=elsewhere).passed


def test_save_answers_leaves_out_what_is_foreign_to_the_test(seat):
    test = items_of(seat)[2]
    one = next(iter(right_answers(seat, test)))
    attempt = services.start_attempt(enrolment=seat, key=test.key)
    services.save_answers(attempt=attempt, answers={one: ["nonsense"], "other": ["x"]})

    assert Attempt.objects.get().answers == {one: []}


def test_save_answers_after_handing_in_is_refused(seat):
    attempt = pass_test(seat, items_of(seat)[2])

    with pytest.raises(AttemptClosed, match="bereits abgegeben und bewertet"):
        services.save_answers(attempt=attempt, answers={})


def test_complete_course_stands_at_hundred_with_pass_and_score(seat):
    complete(seat)

    (shown,) = progress_of(seat.person)
    assert (shown.percent, shown.missing, shown.state) == (100, 0, "completed")
    assert shown.passed_at is not None
    assert shown.score_scaled == 1


def test_resume_target_is_exactly_the_item_opened_last(seat):
    items = items_of(seat)
    assert resume_target(seat) == items[0].key
    services.open_item(enrolment=seat, key=items[1].key)

    assert resume_target(seat) == items[1].key


def test_statements_are_vouched_for_by_the_platform(seat):
    complete(seat)

    keys = set(Statement.objects.values_list("authority_key", flat=True))
    assert keys == {platform_authority().key}
