"""After statements were erased by age, progress stays what it was, and can still grow."""

import datetime as dt

import pytest
from django.core.management import CommandError, call_command

from campus.kit import dates
from courses.learning.evidence import evidence_of
from courses.learning.models import ItemProgress, Progress
from courses.learning.plans import plan_of
from courses.learning.projection import project
from courses.learning.rebuilding import rebuild
from courses.learning.retention import kept_state
from courses.learning.services import finish_lesson, recalculate
from courses.xapi import vocabulary as xapi
from courses.xapi.models import Statement
from courses.xapi.services import erase_before, platform_authority, void
from tests.factories.enrolment import EnrolmentFactory
from tests.factories.learning import complete, items_of, statement_about, store_as_platform

pytestmark = pytest.mark.django_db

THEN = dt.datetime(2026, 1, 10, 9, tzinfo=dt.UTC)
SINCE = dt.datetime(2026, 2, 1, tzinfo=dt.UTC)
NOW = dt.datetime(2026, 6, 10, 9, tzinfo=dt.UTC)


def old_seat():
    """Return a seat of January."""
    return EnrolmentFactory(requested_at=THEN, confirmed_at=THEN)


@pytest.fixture
def learnt():
    """Return a seat whose course was learnt in January; it is June, and that has been erased."""
    with dates.moved_clock(THEN):
        seat = old_seat()
        complete(seat)
    with dates.moved_clock(NOW):
        erase_before(SINCE)
        yield seat


def rows():
    """Return the rows of progress."""
    return list(Progress.objects.values()), list(ItemProgress.objects.order_by("pk").values())


def test_completed_course_stays_completed(learnt):
    assert not Statement.objects.exists()
    before = rows()
    assert list(rebuild(check=True)) == []
    assert list(rebuild()) == []
    recalculate(enrolment=learnt)
    assert rows() == before
    assert Progress.objects.get().percent == 100


def test_evidence_agrees_though_its_facts_are_gone(learnt):
    evidence = evidence_of(learnt)
    assert (evidence.agrees, evidence.statements) == (True, 0)


def test_what_is_learnt_afterwards_is_added():
    with dates.moved_clock(THEN):
        seat = old_seat()
        first, second = [item for item in items_of(seat) if item.kind == "lesson"][:2]
        finish_lesson(enrolment=seat, key=first.key)
    with dates.moved_clock(NOW):
        erase_before(SINCE)
        finish_lesson(enrolment=seat, key=second.key)
        assert list(rebuild(check=True)) == []
        assert list(rebuild()) == []
    assert Progress.objects.get().done == 2


def test_row_that_says_less_than_what_is_left_is_found_and_mended(learnt):
    item = items_of(learnt)[0]
    ItemProgress.objects.filter(item_key=item.key).update(completed_at=None, first_seen_at=NOW)
    store_as_platform(statement_about(learnt, item, xapi.COMPLETED, at=NOW))
    project(learnt.registration)
    ItemProgress.objects.filter(item_key=item.key).update(completed_at=None)

    with pytest.raises(CommandError):
        call_command("rebuild_progress", "--check")
    assert list(rebuild())
    assert list(rebuild(check=True)) == []
    assert ItemProgress.objects.get(item_key=item.key).completed_at == NOW


def test_voiding_of_what_is_left_takes_nothing_that_was_kept(learnt):
    seen = statement_about(learnt, items_of(learnt)[0], xapi.EXPERIENCED, at=NOW)
    (stored,) = store_as_platform(seen)
    project(learnt.registration)
    void(stored, authority=platform_authority())
    project(learnt.registration)
    assert Progress.objects.get().percent == 100
    assert list(rebuild(check=True)) == []


def test_younger_seat_is_rebuilt_from_nothing(learnt):
    seat = EnrolmentFactory(requested_at=NOW, confirmed_at=NOW)
    complete(seat)
    plan = plan_of(seat.version)
    assert kept_state(seat, plan).items == {}
    assert kept_state(learnt, plan_of(learnt.version)).items
    Progress.objects.filter(enrolment=seat).update(percent=0, completed_at=None)
    assert list(rebuild(check=True))


def test_without_an_erasure_nothing_is_taken_for_granted():
    seat = old_seat()
    complete(seat)
    assert kept_state(seat, plan_of(seat.version)).items == {}


def test_what_no_longer_belongs_to_the_plan_is_not_kept(learnt):
    plan = plan_of(learnt.version)
    Progress.objects.update(last_item_key=plan.items[0].key)
    smaller = type(plan)(items=plan.items[1:], keys={}, rules={})
    state = kept_state(learnt, smaller)
    assert set(state.items) == {item.key for item in smaller.items}
    assert state.last is None
