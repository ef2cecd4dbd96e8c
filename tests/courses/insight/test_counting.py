"""Months are counted once from what was learnt; the table can be made anew and checked."""

import datetime as dt

import pytest
from django.core.management import CommandError, call_command

from campus.kit import dates
from courses.insight import services
from courses.insight.models import WHOLE, ClosedMonth, Recount, Tally
from courses.insight.tasks import close_months
from courses.learning import services as learning
from courses.learning.models import Progress
from courses.modules import services as modules
from courses.modules.models import Chapter
from tests.factories.enrolment import EnrolmentFactory
from tests.factories.insight import JULY, JUNE, MAY, crowd, read_first, take_test
from tests.factories.learning import items_of
from tests.factories.modules import LessonFactory, make_module

pytestmark = pytest.mark.django_db


@pytest.fixture
def module():
    return make_module(lessons=1)


def close(at=JULY):
    with dates.moved_clock(at):
        return services.close_months()


def counts(name, **facts):
    rows = Tally.objects.filter(name=name, **facts).order_by("month")
    return list(rows.values_list("month", "count"))


def test_months_that_are_over_are_counted_each_once(module):
    first, second = crowd(module, 2)
    read_first(first)
    read_first(second, at=JUNE)
    assert close() == 2
    assert counts("begun", item_key=WHOLE) == [(dt.date(2026, 5, 1), 1), (dt.date(2026, 6, 1), 1)]
    assert close() == 0
    assert ClosedMonth.objects.count() == 2


def test_running_month_is_not_counted(module):
    (seat,) = crowd(module, 1)
    read_first(seat, at=JUNE)
    close(at=JUNE)
    assert not Tally.objects.exists()


def test_nothing_learnt_closes_the_last_month_without_counts():
    assert close() == 1
    assert not Tally.objects.exists()


def test_month_is_that_of_the_platform_not_of_greenwich(module):
    (seat,) = crowd(module, 1)
    read_first(seat, at=dt.datetime(2026, 5, 31, 22, 30, tzinfo=dt.UTC), minutes=1)
    close()
    assert counts("reached") == [(dt.date(2026, 6, 1), 1)]


def test_lesson_and_test_are_counted_with_their_times(module):
    (seat,) = crowd(module, 1)
    read_first(seat, minutes=4)
    take_test(seat, ["right", "right"], minutes=30)
    close()
    month = dt.date(2026, 5, 1)
    lesson, test = items_of(seat)
    for item, band in ((lesson, 1), (test, 4)):
        assert counts("done", item_key=item.key) == [(month, 1)]
        assert counts(f"took:{band}", item_key=item.key) == [(month, 1)]
    assert counts("finished") == [(month, 1)]


def test_failed_graded_test_is_reached_and_not_done(module):
    (seat,) = crowd(module, 1)
    take_test(seat, ["wrong", ""])
    close()
    test = items_of(seat)[-1]
    assert counts("reached", item_key=test.key)
    assert not counts("done", item_key=test.key)


def test_only_the_first_attempt_says_how_hard_a_question_is(module):
    (seat,) = crowd(module, 1)
    take_test(seat, ["wrong", ""])
    take_test(seat, ["right", "right"], at=JUNE)
    close()
    assert [count for _, count in counts("asked")] == [1, 1]
    assert [count for _, count in counts("omitted")] == [1]
    assert not counts("right")


def test_who_repeats_a_course_counts_once(module):
    (seat,) = crowd(module, 1)
    read_first(seat)
    again = {"offer": seat.offer, "person": seat.person, "employment": seat.employment}
    type(seat).objects.filter(pk=seat.pk).update(state="finished")
    read_first(EnrolmentFactory(**again), at=JUNE)
    close()
    assert counts("begun") == [(dt.date(2026, 5, 1), 1)]


def test_what_devices_tell_late_is_counted_with_the_next_month(module):
    first, second = crowd(module, 2)
    read_first(first)
    close(at=JUNE)
    read_first(second)
    assert counts("begun") == [(dt.date(2026, 5, 1), 1)]
    close()
    assert counts("begun") == [(dt.date(2026, 5, 1), 2)]


def test_seat_that_moves_to_a_new_edition_is_counted_there(module):
    (seat,) = crowd(module, 1)
    read_first(seat)
    close(at=JUNE)
    LessonFactory(chapter=Chapter.objects.get(module=module))
    newest = modules.freeze(module=module)
    learning.move_to_newest(enrolment=seat, version_id=newest.pk)
    services.count_anew(modules=[module.pk])
    close()
    assert set(Tally.objects.values_list("edition", flat=True)) == {newest.number}
    assert not Recount.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_voided_moved_and_erased_learning_has_its_module_counted_anew(module):
    (seat,) = crowd(module, 1)
    read_first(seat)
    Recount.objects.all().delete()
    learning.recalculate(enrolment=seat)
    assert list(Recount.objects.values_list("module_id", flat=True)) == [module.pk]
    learning.recalculate(enrolment=seat)
    assert Recount.objects.count() == 1


def test_check_finds_what_was_changed_and_rebuild_mends_it(module, capsys):
    (seat,) = crowd(module, 1)
    read_first(seat)
    take_test(seat, ["right", ""])
    close()
    call_command("rebuild_insight", "--check")
    Tally.objects.filter(name="begun").update(count=7)
    Tally.objects.filter(name="done").delete()
    with pytest.raises(CommandError, match="differences"):
        call_command("rebuild_insight", "--check")
    call_command("rebuild_insight")
    call_command("rebuild_insight", "--check")
    assert "Found 0 differences" in capsys.readouterr().out


def test_rebuild_before_the_first_month_finds_nothing():
    assert services.rebuild() == []


def test_task_may_run_twice(module):
    (seat,) = crowd(module, 1)
    read_first(seat)
    with dates.moved_clock(JULY):
        assert [close_months.call(), close_months.call()] == [2, 0]


def test_closing_reads_what_changed_and_not_all_that_was_learnt(
    module, django_assert_max_num_queries
):
    old, recent = crowd(module, 2)
    read_first(old, at=MAY - dt.timedelta(days=200))
    read_first(recent, at=JUNE)
    close(at=JUNE)
    Progress.objects.filter(enrolment=old).update(started_at=MAY)
    with django_assert_max_num_queries(14):
        close()
    assert (dt.date(2026, 5, 1), 1) not in counts("begun")
