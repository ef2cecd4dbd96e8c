"""Corrections reach everybody, editions are chosen, and what was done stays done."""

from decimal import Decimal

import pytest

from courses.learning import services
from courses.learning.editions import move_of
from courses.learning.errors import AttemptIsOpen, EditionHasChanged, NothingToMoveTo
from courses.learning.models import Progress
from courses.learning.rebuilding import rebuild
from courses.learning.rows import PROGRESS_FIELDS
from courses.modules import selectors as modules
from courses.modules.models import Lesson, ModuleVersion
from courses.modules.services import freeze, publish_lesson
from tests.courses.learning.rules_of_lessons import (
    acknowledgement,
    document,
    film,
    paper,
    seat_in,
)
from tests.factories.enrolment import EnrolmentFactory
from tests.factories.learning import complete, items_of
from tests.factories.modules import LessonFactory, paragraph, question

pytestmark = pytest.mark.django_db
FIRST, SECOND = {"title": "Eins"}, {"title": "Zwei"}


def lesson(title):
    return Lesson.objects.get(title=title)


def change(title, *, correction=False, **facts):
    """Change a published lesson and freeze; return the newest version."""
    row = lesson(title)
    for name, value in facts.items():
        setattr(row, name, value)
    row.save()
    return freeze(module=row.chapter.module, is_correction=correction)


def moved(seat):
    newest = modules.newer_edition(seat.version)
    services.move_to_newest(enrolment=seat, version_id=newest.pk)
    seat.refresh_from_db()
    return Progress.objects.get(enrolment=seat)


def done(seat, *titles):
    for item in items_of(seat):
        if item.title in titles:
            services.finish_lesson(enrolment=seat, key=item.key)


@pytest.fixture
def seat():
    """Return a seat in a course of two lessons, of which the first is done."""
    seat = seat_in(FIRST, SECOND)
    done(seat, "Eins")
    return seat


def test_correction_reaches_running_learners_without_touching_progress(
    seat, django_capture_on_commit_callbacks
):
    before = Progress.objects.values(*PROGRESS_FIELDS).get()
    with django_capture_on_commit_callbacks(execute=True):
        version = change("Eins", correction=True, body=[paragraph("<p>Ohne Tippfehler.</p>")])
    seat.refresh_from_db()

    assert (version.number, version.correction) == (1, 1)
    assert seat.version == version
    assert Progress.objects.values(*PROGRESS_FIELDS).get() == before
    assert modules.newer_edition(seat.version) is None
    assert list(rebuild(check=True)) == []


def test_correction_reaches_any_number_of_seats_in_one_statement(
    seat, django_capture_on_commit_callbacks, django_assert_max_num_queries
):
    seats = [seat, *EnrolmentFactory.create_batch(5, offer=seat.offer)]
    with django_capture_on_commit_callbacks() as callbacks:
        version = change("Eins", correction=True, minutes=12)
    with django_assert_max_num_queries(4):
        for callback in callbacks:
            callback()
    for one in seats:
        one.refresh_from_db()
        assert one.version == version


def test_new_edition_leaves_running_learners_where_they_are(
    seat, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        version = change("Eins", body=[paragraph("<p>Ganz neu.</p>")])
    seat.refresh_from_db()

    assert (version.number, version.correction) == (2, 0)
    assert seat.version.number == 1
    assert modules.newer_edition(seat.version) == version


@pytest.mark.parametrize(
    "facts",
    [
        {"required": False},
        {"kind": "quiz", "body": [question()]},
        {"completion": "opened"},
        {"live": False},
    ],
)
def test_correction_that_changes_what_is_asked_becomes_a_new_edition(seat, facts):
    assert change("Zwei", correction=True, **facts).number == 2


def test_correction_of_a_correction_counts_on_and_a_later_edition_begins_anew(seat):
    change("Eins", correction=True, minutes=6)
    assert change("Eins", correction=True, minutes=7).correction == 2
    newest = change("Eins", minutes=8)

    assert (newest.number, newest.correction) == (2, 0)
    assert modules.current_version(seat.offer.course) == newest


def test_publishing_a_lesson_as_correction_makes_one(django_capture_on_commit_callbacks):
    seat = seat_in(FIRST)
    row = lesson("Eins")
    row.title, row.change = "Eins, ohne Fehler", "correction"
    with django_capture_on_commit_callbacks(execute=True):
        publish_lesson(lesson=row)

    assert ModuleVersion.objects.filter(number=1, correction=1).exists()
    seat.refresh_from_db()
    assert items_of(seat)[0].title == "Eins, ohne Fehler"


def test_move_shows_before_what_it_does_after(seat):
    change("Zwei", completion="opened")
    LessonFactory(chapter=lesson("Eins").chapter, title="Drei")
    Lesson.objects.filter(title="Eins").update(title="Eins (neu erzählt)")
    freeze(module=seat.version.module)
    move = move_of(seat)

    assert [entry.title for entry in move.kept] == ["Eins (neu erzählt)"]
    assert [entry.title for entry in move.new] == ["Drei"]
    assert [entry.title for entry in move.still_open] == ["Zwei"]
    assert (move.now.percent, move.then.percent) == (50, 33)
    assert moved(seat).percent == 33
    assert list(rebuild(check=True)) == []


def test_move_asks_again_where_the_rule_has_changed():
    seat = seat_in(FIRST, SECOND)
    done(seat, "Eins")
    change("Eins", **film())

    assert [entry.title for entry in move_of(seat).again] == ["Eins"]
    assert moved(seat).percent == 0
    assert list(rebuild(check=True)) == []


def test_move_asks_for_a_new_version_of_a_document_again():
    seat = seat_in({"title": "Papier", **paper()}, SECOND)
    item = items_of(seat)[0]
    services.confirm_document(enrolment=seat, key=item.key, rule=item.rule)
    change("Papier", body=[acknowledgement(document(b"%PDF-1.7 second"))])

    assert moved(seat).percent == 0
    again = items_of(seat)[0]
    services.confirm_document(enrolment=seat, key=again.key, rule=again.rule)
    assert Progress.objects.get().percent == 50
    assert list(rebuild(check=True)) == []


def test_move_keeps_film_that_was_played_while_the_rule_is_the_same():
    seat = seat_in({"title": "Film", **film(seconds=10)}, SECOND)
    place = services.Place(seconds=Decimal(10), played=((0, 10),))
    services.record_place(enrolment=seat, key=items_of(seat)[0].key, place=place)
    change("Zwei", completion="opened")

    assert [entry.title for entry in move_of(seat).kept] == ["Film"]
    assert moved(seat).percent == 50


def test_move_that_leaves_out_what_was_missing_completes_the_course(
    seat, django_capture_on_commit_callbacks
):
    change("Zwei", live=False)
    with django_capture_on_commit_callbacks(execute=True):
        progress = moved(seat)

    assert progress.percent == 100
    progress.refresh_from_db()
    assert progress.announced_at is not None
    assert list(rebuild(check=True)) == []


def test_move_without_newer_edition_or_after_completion_is_refused(seat):
    with pytest.raises(NothingToMoveTo):
        services.move_to_newest(enrolment=seat, version_id=seat.version_id)
    done(seat, "Zwei")
    version = change("Eins", minutes=9)
    with pytest.raises(NothingToMoveTo):
        services.move_to_newest(enrolment=seat, version_id=version.pk)


def test_move_to_another_edition_than_was_shown_is_refused(seat):
    shown = change("Eins", minutes=9)
    change("Eins", minutes=10)

    with pytest.raises(EditionHasChanged):
        services.move_to_newest(enrolment=seat, version_id=shown.pk)
    seat.refresh_from_db()
    assert seat.version.number == 1


def test_move_waits_for_a_test_that_has_been_begun():
    seat = seat_in(FIRST, {"title": "Test", "kind": "quiz", "body": [question()]})
    services.start_attempt(enrolment=seat, key=items_of(seat)[1].key)
    version = change("Eins", minutes=9)

    with pytest.raises(AttemptIsOpen, match="Test"):
        services.move_to_newest(enrolment=seat, version_id=version.pk)


def test_completed_course_keeps_its_edition():
    seat = EnrolmentFactory()
    complete(seat)

    assert move_of(seat) is None
