"""The rows are what the statements say, whatever the order, duplicates or late arrivals."""

import datetime as dt
import uuid

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from campus.kit import dates
from courses.learning.models import ItemProgress, Progress
from courses.learning.projection import project
from courses.learning.rebuilding import rebuild
from courses.learning.rows import ITEM_FIELDS, PROGRESS_FIELDS
from courses.learning.sweeping import project_pending
from courses.learning.vocabulary import POSITION
from courses.xapi import vocabulary as xapi
from courses.xapi.models import PendingStatement, Statement
from courses.xapi.services import platform_authority, store, void
from tests.factories.enrolment import EnrolmentFactory
from tests.factories.learning import complete, items_of, statement_about, store_as_platform

pytestmark = pytest.mark.django_db

DAY = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)
VERBS = [
    xapi.EXPERIENCED,
    xapi.PROGRESSED,
    xapi.ATTEMPTED,
    xapi.COMPLETED,
    xapi.PASSED,
    xapi.FAILED,
]
FOLDED, DUPLICATE = "fold", "duplicate"


def rows_of(enrolment):
    """Return all that the tables say about a seat."""
    course = Progress.objects.filter(enrolment=enrolment).values(*PROGRESS_FIELDS)
    items = ItemProgress.objects.filter(progress__enrolment=enrolment).order_by("item_key")
    return list(course), list(items.values("item_key", *ITEM_FIELDS))


def random_statement(enrolment, item, verb, hour, points):
    result = {
        "score": {"scaled": points / 4, "raw": points, "max": 4},
        "extensions": {POSITION: points * 10.5},
    }
    attempt = uuid.UUID(int=points * 2**90)
    moment = DAY + dt.timedelta(hours=hour)
    return statement_about(enrolment, item, verb, at=moment, result=result, attempt=attempt)


steps = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.sampled_from(VERBS),
        st.integers(0, 6),
        st.integers(0, 4),
        st.sampled_from(["", FOLDED, DUPLICATE]),
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(steps, st.randoms(use_true_random=False))
def test_rebuild_equals_the_live_rows_row_for_row(some, random):
    enrolment = EnrolmentFactory()
    items = items_of(enrolment)
    batch = [(random_statement(enrolment, items[i], v, h, p), then) for i, v, h, p, then in some]
    random.shuffle(batch)
    for statement, then in batch:
        store_as_platform(statement)
        if then:
            project(enrolment.registration)
        if then == DUPLICATE:
            PendingStatement.objects.create(
                statement_id=statement["id"], registration=enrolment.registration
            )
    project(enrolment.registration)
    live = rows_of(enrolment)

    assert list(rebuild(check=True)) == []
    Progress.objects.update(percent=0, completed_at=None, last_item_key=None)
    ItemProgress.objects.filter(item_key=items[0].key).delete()
    list(rebuild())
    assert rows_of(enrolment) == live
    assert list(rebuild(check=True)) == []


def test_project_folds_what_is_pending_and_empties_the_queue():
    enrolment = EnrolmentFactory()
    lesson = items_of(enrolment)[0]
    store_as_platform(statement_about(enrolment, lesson, xapi.COMPLETED))

    progress = project(enrolment.registration)

    assert (progress.percent, progress.done, progress.total) == (33, 1, 3)
    assert not PendingStatement.objects.exists()


def test_project_late_arrival_moves_the_completion_back_to_when_it_happened():
    enrolment = EnrolmentFactory()
    lesson = items_of(enrolment)[0]
    store_as_platform(statement_about(enrolment, lesson, xapi.COMPLETED, at=DAY))
    project(enrolment.registration)
    earlier = DAY - dt.timedelta(days=1)
    store_as_platform(statement_about(enrolment, lesson, xapi.COMPLETED, at=earlier))
    project(enrolment.registration)

    assert ItemProgress.objects.get().completed_at == earlier


def test_project_voided_statement_is_taken_out_again():
    enrolment = EnrolmentFactory()
    lesson = items_of(enrolment)[0]
    (key,) = store_as_platform(statement_about(enrolment, lesson, xapi.COMPLETED))
    project(enrolment.registration)
    void(key, authority=platform_authority())

    progress = project(enrolment.registration)

    assert progress.percent == 0
    assert not ItemProgress.objects.exists()
    assert list(rebuild(check=True)) == []


def test_project_foreign_activity_is_ignored():
    enrolment, other = EnrolmentFactory(), EnrolmentFactory()
    foreign = statement_about(enrolment, items_of(other)[0], xapi.COMPLETED)
    store_as_platform(foreign)

    assert project(enrolment.registration).percent == 0
    assert not ItemProgress.objects.exists()


def test_project_registration_without_enrolment_is_dropped_from_the_queue():
    enrolment = EnrolmentFactory()
    statement = statement_about(enrolment, items_of(enrolment)[0], xapi.COMPLETED)
    statement["context"]["registration"] = str(uuid.uuid4())
    store_as_platform(statement)

    assert project_pending() == 1
    assert not PendingStatement.objects.exists()
    assert not Progress.objects.exists()


def test_project_pending_one_failure_does_not_hold_up_the_others(monkeypatch):
    good, bad = EnrolmentFactory(), EnrolmentFactory()
    for enrolment in (good, bad):
        lesson = items_of(enrolment)[0]
        store_as_platform(statement_about(enrolment, lesson, xapi.COMPLETED))
    Statement.objects.filter(registration=bad.registration).update(raw="{}")

    assert project_pending() == 1
    assert Progress.objects.get(enrolment=good).percent == 33
    assert PendingStatement.objects.get().registration == bad.registration


def test_accepted_statements_are_folded_after_the_commit(django_capture_on_commit_callbacks):
    enrolment = EnrolmentFactory()
    lesson = items_of(enrolment)[0]
    with django_capture_on_commit_callbacks(execute=True):
        store_as_platform(statement_about(enrolment, lesson, xapi.EXPERIENCED))

    assert Progress.objects.get().last_item_key == lesson.key


def test_rebuild_progress_check_prints_the_difference_and_fails(capsys):
    enrolment = EnrolmentFactory()
    complete(enrolment)
    call_command("rebuild_progress", "--check")
    Progress.objects.update(percent=80, completed_at=None)

    with pytest.raises(CommandError, match="2 differences between rows and statements"):
        call_command("rebuild_progress", "--check")
    assert "course percent: 80 in the table, 100 by the statements" in capsys.readouterr().out


def test_rebuild_progress_mends_what_differs(capsys):
    enrolment = EnrolmentFactory()
    complete(enrolment)
    live = rows_of(enrolment)
    Progress.objects.update(percent=80, completed_at=None)

    call_command("rebuild_progress")

    assert rows_of(enrolment) == live
    assert "Mended 2 differences." in capsys.readouterr().out


def test_rebuild_reads_the_statements_as_a_stream(django_assert_max_num_queries):
    enrolment = EnrolmentFactory()
    lesson = items_of(enrolment)[0]
    for hour in range(12):
        moment = dates.now() - dt.timedelta(hours=hour)
        store_as_platform(statement_about(enrolment, lesson, xapi.EXPERIENCED, at=moment))
    project(enrolment.registration)

    with django_assert_max_num_queries(10):
        assert list(rebuild(check=True)) == []


def test_store_of_the_same_statement_twice_folds_once():
    enrolment = EnrolmentFactory()
    statement = statement_about(enrolment, items_of(enrolment)[0], xapi.COMPLETED)
    store([statement], authority=platform_authority())
    store([statement], authority=platform_authority())

    assert PendingStatement.objects.count() == 1
    assert project(enrolment.registration).done == 1
