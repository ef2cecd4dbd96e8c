"""Four stages, one after the other; who decides, what comes back, what is published."""

import datetime as dt

import pytest

from campus.kit import dates
from courses.modules import selectors as modules
from courses.modules.errors import Incomplete
from courses.modules.models import Change
from courses.review import selectors, services
from courses.review.errors import AlreadyDecided, NotYours, OnlyComments, ReasonMissing
from courses.review.stages import FULL, SHORT, Stage, way_of
from members.roles.catalogue import Role
from tests.factories.review import (
    author_of,
    draft_lesson,
    handed_in,
    holder,
    reviewer_of,
    waiting_at,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("is_live", "is_correction", "way"),
    [(False, False, FULL), (True, False, FULL), (False, True, FULL), (True, True, SHORT)],
)
def test_way_is_short_only_for_a_correction_of_what_learners_have(is_live, is_correction, way):
    assert way_of(is_live=is_live, is_correction=is_correction) == way


def stage_of(lesson):
    state = selectors.current_state(lesson)
    return state.task.stagetask.stage if state else None


def test_lesson_passes_all_stages_and_is_published(django_capture_on_commit_callbacks):
    lesson = handed_in(title="Neu")
    for stage in FULL:
        assert stage_of(lesson) == stage
        lesson.refresh_from_db()
        assert not lesson.live
        with django_capture_on_commit_callbacks(execute=True):
            services.approve(
                state=selectors.current_state(lesson), by=reviewer_of(stage, lesson), comment="Gut"
            )
    lesson.refresh_from_db()
    assert lesson.live
    assert stage_of(lesson) is None
    version = modules.current_version(lesson.chapter.module.course)
    assert [item.title for unit in modules.outline(version) for item in unit.items] == ["Neu"]
    assert [step.state for step in selectors.steps_of(lesson)] == ["approved"] * 4


def test_stage_has_due_day_from_its_task():
    lesson = waiting_at(Stage.DIDACTICS)
    state = selectors.current_state(lesson)
    assert state.due == dates.today() + dt.timedelta(days=14)
    assert not state.is_overdue


def correction_of(lesson, **changes):
    draft = lesson.get_latest_revision_as_object()
    draft.change = Change.CORRECTION
    for name, value in changes.items():
        setattr(draft, name, value)
    draft.save_revision()
    lesson.refresh_from_db()
    return lesson


@pytest.mark.parametrize(
    ("changes", "way"),
    [({"title": "Richtig geschrieben"}, SHORT), ({"required": False}, FULL)],
)
def test_correction_takes_the_short_way_unless_it_asks_for_something_else(changes, way):
    lesson = correction_of(draft_lesson(live=True), **changes)
    services.submit(lesson=lesson, by=author_of(lesson))
    lesson.refresh_from_db()
    assert len(selectors.steps_of(lesson)) == len(way)
    services.approve(state=selectors.current_state(lesson), by=reviewer_of(Stage.PROVIDER, lesson))
    assert stage_of(lesson) == way[1]


def test_reject_returns_to_author_and_handing_in_again_goes_on_at_the_same_stage():
    lesson = waiting_at(Stage.ACCESSIBILITY)
    state = selectors.current_state(lesson)
    services.reject(state=state, by=reviewer_of(Stage.ACCESSIBILITY, lesson), reason="Kontrast.")
    assert stage_of(lesson) is None
    assert selectors.sent_back(lesson).comment == "Kontrast."
    services.submit(lesson=lesson, by=author_of(lesson))
    assert stage_of(lesson) == Stage.ACCESSIBILITY
    assert selectors.sent_back(lesson) is None


@pytest.mark.parametrize("reason", ["", "   "])
def test_reject_without_reason_is_refused(reason):
    lesson = handed_in()
    with pytest.raises(ReasonMissing):
        services.reject(
            state=selectors.current_state(lesson),
            by=reviewer_of(Stage.PROVIDER, lesson),
            reason=reason,
        )
    assert stage_of(lesson) == Stage.PROVIDER


def test_stage_that_only_comments_sends_nothing_back():
    lesson = waiting_at(Stage.DIDACTICS)
    state = selectors.current_state(lesson)
    task = state.task.stagetask
    task.comment_only = True
    task.save()
    reviewer = reviewer_of(Stage.DIDACTICS, lesson)
    with pytest.raises(OnlyComments):
        services.reject(state=state, by=reviewer, reason="Nein")
    assert [name for name, *_more in task.get_actions(lesson, reviewer)] == ["approve"]
    services.approve(state=state, by=reviewer, comment="Hinweis")
    assert stage_of(lesson) == Stage.ACCESSIBILITY


def test_deciding_twice_counts_once():
    lesson = handed_in()
    state = selectors.current_state(lesson)
    reviewer = reviewer_of(Stage.PROVIDER, lesson)
    services.approve(state=state, by=reviewer)
    with pytest.raises(AlreadyDecided):
        services.approve(state=state, by=reviewer)
    assert stage_of(lesson) == Stage.DIDACTICS


def test_deciding_on_what_was_handed_in_by_oneself_is_refused():
    lesson = draft_lesson()
    owner = holder(Role.PROVIDER_OWNER, lesson.chapter.module.provider)
    handed_in(lesson, by=owner)
    with pytest.raises(NotYours):
        services.approve(state=selectors.current_state(lesson), by=owner)
    services.approve(state=selectors.current_state(lesson), by=holder(Role.EDITOR))
    assert stage_of(lesson) == Stage.DIDACTICS


@pytest.mark.parametrize("stage", FULL)
@pytest.mark.parametrize(
    "role", [Role.AUTHOR, Role.REVIEWER, Role.DIDACTICS, Role.ACCESSIBILITY, Role.EDITOR]
)
def test_only_the_people_of_a_stage_and_the_office_decide(stage, role):
    lesson = waiting_at(stage)
    place = lesson.chapter.module.provider if role in (Role.AUTHOR, Role.REVIEWER) else None
    user = holder(role, place)
    own = {Role.REVIEWER: Stage.PROVIDER, Role.DIDACTICS: Stage.DIDACTICS}
    own[Role.ACCESSIBILITY] = Stage.ACCESSIBILITY
    may = role == Role.EDITOR or own.get(role) == stage
    rows = selectors.waiting_for(user, everything=True)
    assert bool(rows) is may
    if may:
        services.take(state=rows[0].state, by=user)
    else:
        with pytest.raises(NotYours):
            services.take(state=selectors.current_state(lesson), by=user)


def test_take_says_who_reviews_until_given_back():
    lesson = handed_in()
    state = selectors.current_state(lesson)
    first, second = (reviewer_of(Stage.PROVIDER, lesson) for _number in range(2))
    services.take(state=state, by=first)
    assert services.take(state=state, by=second).taken_by == first
    services.release(state=state, by=first)
    assert selectors.current_state(lesson).taken_by is None


def test_approve_of_incomplete_draft_is_refused():
    lesson = handed_in()
    draft = lesson.get_latest_revision_as_object()
    draft.body = [{"type": "heading", "value": "", "id": "1"}]
    draft.save_revision()
    with pytest.raises(Incomplete):
        services.approve(
            state=selectors.current_state(lesson), by=reviewer_of(Stage.PROVIDER, lesson)
        )


def test_decide_on_a_whole_module_publishes_one_version(django_capture_on_commit_callbacks):
    first = draft_lesson()
    second = draft_lesson(chapter=first.chapter)
    author = author_of(first)
    assert services.submit_module(module=first.chapter.module, by=author) == 2
    for stage in FULL:
        rows = selectors.reviews_of_module(first.chapter.module)
        assert {row.stage for row in rows} == {stage}
        with django_capture_on_commit_callbacks(execute=True):
            services.decide_all(
                states=[row.state for row in rows], by=reviewer_of(stage, first), comment="Gut"
            )
    assert first.chapter.module.versions.count() == 1
    second.refresh_from_db()
    assert second.live


def test_office_stands_in_for_a_stage_that_nobody_holds(mailoutbox):
    editor = holder(Role.EDITOR)
    lesson = handed_in()
    assert [row.lesson for row in selectors.waiting_for(editor, everything=True)] == [lesson]
    assert selectors.waiting_for(editor) == []


def test_waiting_list_takes_the_same_queries_for_many(django_assert_num_queries):
    lesson = handed_in()
    reviewer = reviewer_of(Stage.PROVIDER, lesson)
    for number in range(3):
        handed_in(draft_lesson(chapter=lesson.chapter, title=f"L{number}"))
    fresh = type(reviewer).objects.get(pk=reviewer.pk)
    with django_assert_num_queries(3):
        groups = selectors.grouped(selectors.waiting_for(fresh))
    assert [len(group.rows) for group in groups] == [4]
