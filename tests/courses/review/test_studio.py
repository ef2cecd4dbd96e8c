"""What the studio says about the review beside the form, and how drafts are handed in."""

import pytest
from django.utils import translation

from courses.modules.errors import Incomplete, UngradableTest
from courses.modules.studio import neighbours
from courses.review import selectors, services, studio
from courses.review.errors import NothingToSubmit
from courses.review.stages import Stage
from tests.factories.accounts import UserFactory
from tests.factories.modules import MediaFactory, QuizFactory
from tests.factories.review import author_of, draft_lesson, handed_in, reviewer_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def german():
    with translation.override("de"):
        yield


def beside(row):
    return studio.beside(row, UserFactory())


def test_lesson_under_review_says_stage_day_and_who_has_taken_it_on():
    lesson = handed_in()
    state = selectors.current_state(lesson)
    reviewer = reviewer_of(Stage.PROVIDER, lesson)
    reviewer.first_name, reviewer.last_name = "Bea", "Beirat"
    reviewer.save()
    services.take(state=state, by=reviewer)
    said = beside(lesson)
    assert "Qualitätssicherung beim Anbieter" in said
    assert "Fällig" in said
    assert "Bea Beirat begutachtet das gerade" in said


def test_lesson_without_review_offers_only_the_ways():
    lesson = draft_lesson()
    said = beside(lesson)
    assert "Wartet seit" not in said
    assert f"/pruefung/lektion/{lesson.pk}/vergleich/" in said
    assert f"/pruefung/lektion/{lesson.pk}/links/" in said


def test_comment_that_is_dealt_with_is_not_listed():
    lesson = handed_in()
    reviewer = reviewer_of(Stage.PROVIDER, lesson)
    made = services.comment(lesson=lesson, block="", text="Quelle?", by=reviewer)
    assert "Quelle?" in beside(lesson)
    services.resolve(comment=made, by=author_of(lesson))
    assert "Quelle?" not in beside(lesson)


def test_module_leads_to_its_review_and_other_rows_say_nothing():
    lesson = draft_lesson()
    module = lesson.chapter.module
    assert f"/pruefung/modul/{module.pk}/" in beside(module)
    assert beside(MediaFactory()) == ""


def test_rooms_speak_one_after_the_other_and_silence_is_left_out(monkeypatch):
    monkeypatch.setattr(neighbours, "_speakers", [])
    for words in ("eins", "", "zwei"):
        neighbours.register(lambda row, user, words=words: words)
    assert neighbours.said_of(None, None) == "einszwei"


def test_same_speaker_registers_once(monkeypatch):
    monkeypatch.setattr(neighbours, "_speakers", [])
    neighbours.register(studio.beside)
    neighbours.register(studio.beside)
    assert neighbours._speakers == [studio.beside]


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"body": [{"type": "heading", "value": "", "id": "1"}]}, Incomplete),
        ({"graded": True, "kind": "quiz", "body": []}, UngradableTest),
    ],
)
def test_what_is_incomplete_is_not_handed_in(facts, refusal):
    lesson = draft_lesson(**facts)
    with pytest.raises(refusal):
        services.submit(lesson=lesson, by=author_of(lesson))
    assert selectors.current_state(lesson) is None


def test_one_incomplete_lesson_keeps_the_whole_module_back():
    good = draft_lesson()
    draft_lesson(chapter=good.chapter, body=[{"type": "heading", "value": "", "id": "1"}])
    with pytest.raises(Incomplete):
        services.submit_module(module=good.chapter.module, by=author_of(good))
    assert selectors.reviews_of_module(good.chapter.module) == []


def test_module_without_changes_has_nothing_to_hand_in():
    quiz = QuizFactory()
    assert services.waiting_drafts(quiz.chapter.module) == []
    with pytest.raises(NothingToSubmit):
        services.submit_module(module=quiz.chapter.module, by=UserFactory())


def test_handing_in_stores_a_draft_that_nobody_stored():
    lesson = draft_lesson()
    type(lesson).objects.filter(pk=lesson.pk).update(latest_revision=None)
    lesson.refresh_from_db()
    services.submit(lesson=lesson, by=author_of(lesson))
    lesson.refresh_from_db()
    assert lesson.latest_revision is not None
