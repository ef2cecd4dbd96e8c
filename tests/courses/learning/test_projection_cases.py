"""Rows from statements in hard cases: voided, late, foreign, tampered with, more than one batch."""

import datetime as dt
import uuid

import pytest
from django.core.management import call_command

from campus.kit import dates
from courses.learning import projection, receivers
from courses.learning.models import ItemProgress, Progress
from courses.learning.projection import project
from courses.learning.rebuilding import rebuild
from courses.learning.sweeping import project_pending
from courses.learning.tasks import project_pending as task
from courses.xapi import vocabulary as xapi
from courses.xapi.models import PendingStatement
from courses.xapi.services import client_authority, create_client, platform_authority, store, void
from tests.factories.enrolment import EnrolmentFactory
from tests.factories.learning import complete, items_of, statement_about, store_as_platform

pytestmark = pytest.mark.django_db
DAY = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)


def told(seat, verb, *, hour=0, item=0, **more):
    """Store a statement of the platform about an item and return its id."""
    moment = DAY + dt.timedelta(hours=hour)
    whole = statement_about(seat, items_of(seat)[item], verb, at=moment, **more)
    return store_as_platform(whole)[0]


def outsider():
    client, _secret = create_client(name="Werkzeug", scopes=["all"], owner_kind="tool")
    return client_authority(client)


def test_void_one_of_two_completions_leaves_the_other():
    seat = EnrolmentFactory()
    early, late = told(seat, xapi.COMPLETED, hour=1), told(seat, xapi.COMPLETED, hour=5)
    project(seat.registration)
    void(early, authority=platform_authority())
    project(seat.registration)

    assert ItemProgress.objects.get().completed_at == DAY + dt.timedelta(hours=5)
    void(late, authority=platform_authority())
    assert project(seat.registration).percent == 0


def test_void_of_a_pass_takes_the_completion_of_the_course_back():
    seat = EnrolmentFactory()
    told(seat, xapi.COMPLETED, item=0)
    told(seat, xapi.COMPLETED, item=1)
    key = told(seat, xapi.PASSED, item=2)
    assert project(seat.registration).completed_at is not None
    void(key, authority=platform_authority())

    progress = project(seat.registration)

    assert (progress.percent, progress.completed_at, progress.passed_at) == (66, None, None)
    assert list(rebuild(check=True)) == []


def test_void_before_the_statement_is_folded_counts_nothing():
    seat = EnrolmentFactory()
    void(told(seat, xapi.COMPLETED), authority=platform_authority())

    assert project(seat.registration).percent == 0


def test_void_in_one_course_leaves_the_other_alone():
    one, other = EnrolmentFactory(), EnrolmentFactory()
    key = told(one, xapi.COMPLETED)
    told(other, xapi.COMPLETED)
    project_pending()
    void(key, authority=platform_authority())
    project_pending()

    assert Progress.objects.get(enrolment=one).percent == 0
    assert Progress.objects.get(enrolment=other).percent == 33


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_arrival_in_any_order_one_by_one_gives_the_same_rows(order):
    seat = EnrolmentFactory()
    for index in order:
        told(seat, xapi.COMPLETED if index < 2 else xapi.PASSED, hour=index, item=index)
        project(seat.registration)

    progress = Progress.objects.get()
    assert (progress.percent, progress.started_at) == (100, DAY)
    assert progress.completed_at == DAY + dt.timedelta(hours=2)
    assert progress.last_item_key == items_of(seat)[2].key


def test_statement_of_an_outsider_moves_the_place_but_never_the_percentage():
    seat = EnrolmentFactory()
    lesson = items_of(seat)[1]
    store([statement_about(seat, lesson, xapi.EXPERIENCED, at=DAY)], authority=outsider())

    progress = project(seat.registration)

    assert (progress.percent, progress.done) == (0, 0)
    assert progress.last_item_key == lesson.key


def test_completion_of_the_course_itself_moves_no_step():
    seat = EnrolmentFactory()
    whole = statement_about(seat, items_of(seat)[0], xapi.COMPLETED)
    whole["object"] = whole["context"]["contextActivities"]["grouping"][0]
    store_as_platform(whole)

    assert project(seat.registration).percent == 0
    assert not ItemProgress.objects.exists()


def test_project_more_than_one_batch_folds_all(monkeypatch):
    monkeypatch.setattr(projection, "BATCH", 2)
    seat = EnrolmentFactory()
    for hour in range(5):
        told(seat, xapi.COMPLETED, hour=hour, item=hour % 2)

    assert project(seat.registration).done == 2
    assert not PendingStatement.objects.exists()


def test_project_nothing_pending_changes_nothing():
    seat = EnrolmentFactory()
    complete(seat)
    before = Progress.objects.values().get()

    project(seat.registration)

    assert Progress.objects.values().get() == before


def test_project_registration_of_nobody_is_none():
    assert project(uuid.uuid4()) is None


def test_news_of_a_few_registrations_is_folded_at_once():
    seats = EnrolmentFactory.create_batch(2)
    for seat in seats:
        told(seat, xapi.COMPLETED)
    receivers.fold_accepted(object(), [seat.registration for seat in seats])

    assert list(Progress.objects.values_list("percent", flat=True)) == [33, 33]


def test_news_of_many_registrations_is_left_to_the_worker(monkeypatch):
    monkeypatch.setattr(receivers, "AT_ONCE", 1)
    seats = EnrolmentFactory.create_batch(2)
    for seat in seats:
        told(seat, xapi.COMPLETED)
    receivers.fold_accepted(object(), [seat.registration for seat in seats])
    assert not Progress.objects.exists()

    assert task.call() == 2
    assert task.call() == 0


def test_news_of_what_is_folded_already_makes_no_row():
    seat = EnrolmentFactory()
    receivers.fold_accepted(object(), [seat.registration])

    assert not Progress.objects.exists()


TAMPERED = [
    ("percent", 99),
    ("done", 2),
    ("total", 9),
    ("started_at", DAY),
    ("passed_at", None),
    ("score_scaled", "0.1000"),
    ("last_item_key", uuid.UUID(int=4)),
    ("last_at", DAY),
]


@pytest.mark.parametrize(("field", "value"), TAMPERED)
def test_rebuild_names_the_very_field_of_the_course_that_was_tampered_with(field, value):
    seat = EnrolmentFactory()
    complete(seat)
    more = {"completed_at": None} if field == "percent" else {}
    Progress.objects.update(**{field: value}, **more)

    found = {difference.field: difference for difference in rebuild(check=True)}

    assert found.keys() == {field, *more}
    assert found[field].registration == seat.registration
    assert found[field].place == "course"
    assert found[field].stored != found[field].expected
    list(rebuild())
    assert list(rebuild(check=True)) == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("passed_at", None),
        ("best_scaled", "0.2500"),
        ("attempts", []),
        ("first_seen_at", DAY),
        ("position_seconds", "7.0"),
    ],
)
def test_rebuild_names_the_very_field_of_a_step_that_was_tampered_with(field, value):
    seat = EnrolmentFactory()
    complete(seat)
    test = items_of(seat)[2].key
    ItemProgress.objects.filter(item_key=test).update(**{field: value})

    (found,) = rebuild(check=True)

    assert (found.place, found.field) == (str(test), field)
    assert str(seat.registration) in str(found)
    list(rebuild())
    assert list(rebuild(check=True)) == []


def test_rebuild_finds_a_step_that_was_deleted_and_one_that_was_invented():
    seat = EnrolmentFactory()
    complete(seat)
    items = items_of(seat)
    ItemProgress.objects.filter(item_key=items[0].key).delete()
    invented = uuid.uuid4()
    ItemProgress.objects.create(
        progress=Progress.objects.get(), item_key=invented, completed_at=dates.now()
    )

    places = {difference.place for difference in rebuild(check=True)}
    assert places == {str(items[0].key), str(invented)}
    list(rebuild())
    assert not ItemProgress.objects.filter(item_key=invented).exists()


def test_rebuild_finds_a_progress_that_was_deleted():
    seat = EnrolmentFactory()
    complete(seat)
    Progress.objects.all().delete()

    assert list(rebuild(check=True))
    list(rebuild())
    assert Progress.objects.get().percent == 100


def test_rebuild_check_changes_nothing():
    seat = EnrolmentFactory()
    complete(seat)
    Progress.objects.update(done=0)
    list(rebuild(check=True))

    assert Progress.objects.get().done == 0


def test_rebuild_does_not_expect_what_still_waits_in_the_queue():
    seat = EnrolmentFactory()
    told(seat, xapi.COMPLETED)

    assert list(rebuild(check=True)) == []
    list(rebuild())
    assert Progress.objects.get().percent == 33


def test_rebuild_of_a_seat_never_opened_makes_no_row(capsys):
    EnrolmentFactory()
    call_command("rebuild_progress")

    assert not Progress.objects.exists()
    assert "Mended 0 differences." in capsys.readouterr().out
