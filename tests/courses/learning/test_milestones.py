"""When a milestone was reached, computed from rows in whatever order they come."""

import datetime as dt
import uuid
from decimal import Decimal
from types import SimpleNamespace

import pytest

from courses.learning import selectors
from courses.learning.fold import PlannedItem
from courses.learning.milestones import Milestone, milestones_of, participated_at, scored_at
from courses.learning.models import Attempt, ItemProgress, Progress
from courses.learning.signals import milestone_reached
from courses.modules.terms import Terms
from tests.factories.enrolment import EnrolmentFactory
from tests.factories.learning import complete, items_of, pass_test

KEYS = [uuid.UUID(int=number) for number in range(1, 5)]
BOTH = {Milestone.PARTICIPATION, Milestone.ACHIEVEMENT}


def day(number):
    return dt.datetime(2026, 5, number, 12, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("done", "total", "score", "reached"),
    [
        (0, 0, None, set()),
        (1, 4, None, set()),
        (2, 4, None, {Milestone.PARTICIPATION}),
        (4, 4, "0.5", {Milestone.PARTICIPATION}),
        (0, 4, "0.5001", BOTH),
        (4, 4, "1", BOTH),
    ],
)
def test_milestones_follow_from_steps_and_points(done, total, score, reached):
    progress = Progress(done=done, total=total, score_scaled=Decimal(score) if score else None)
    assert milestones_of(progress, Terms()) == reached


@pytest.mark.parametrize(
    ("percent", "days", "moment"),
    [(50, (9, 3, None, 5), day(5)), (50, (9, None, None, None), None), (100, (9, 3, 4, 5), day(9))],
)
def test_participation_is_dated_by_the_step_that_was_enough(percent, days, moment):
    plan = [PlannedItem(key, required=True, graded=place == 1) for place, key in enumerate(KEYS)]
    rows = {}
    for key, number, item in zip(KEYS, days, plan, strict=True):
        field = "passed_at" if item.graded else "completed_at"
        rows[key] = ItemProgress(item_key=key, **({field: day(number)} if number else {}))
    assert participated_at(plan, rows, percent) == moment


def attempt(key, number, scaled, on):
    return Attempt(item_key=key, number=number, scaled=Decimal(scaled), submitted_at=day(on))


def test_points_are_dated_by_the_first_of_the_best_results_of_the_last_test():
    attempts = [
        attempt(KEYS[0], 3, "0.9", 20),
        attempt(KEYS[0], 2, "0.9", 8),
        attempt(KEYS[0], 1, "0.2", 2),
        attempt(KEYS[1], 1, "0.6", 5),
    ]
    assert scored_at(attempts) == day(8)
    assert scored_at([]) is None


@pytest.fixture
def news():
    heard = []

    def hear(sender, registration, **more):
        heard.append(registration)

    milestone_reached.connect(hear)
    yield SimpleNamespace(heard=heard)
    milestone_reached.disconnect(hear)


@pytest.mark.django_db
def test_news_of_a_milestone_comes_once_for_each(news, django_capture_on_commit_callbacks):
    seat = EnrolmentFactory()
    with django_capture_on_commit_callbacks(execute=True):
        pass_test(seat, items_of(seat)[-1])
    assert news.heard == [seat.registration]

    with django_capture_on_commit_callbacks(execute=True):
        complete(seat)
    assert news.heard == [seat.registration]


@pytest.mark.django_db
def test_reached_on_lists_participation_first_and_the_points_with_the_record():
    seat = EnrolmentFactory()
    assert selectors.reached_on(seat) == []
    complete(seat)

    first, second = selectors.reached_on(seat)

    assert (first.milestone, first.score) == (Milestone.PARTICIPATION, None)
    assert (second.milestone, second.score) == (Milestone.ACHIEVEMENT, Decimal(1))
    for milestone in Milestone:
        assert [row.enrolment_id for row in selectors.with_milestone(milestone)] == [seat.pk]
