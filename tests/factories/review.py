"""Lessons under review, and the people of its stages."""

from courses.modules import services as modules
from courses.review import selectors, services
from courses.review.stages import Stage
from courses.review.workflows import ensure_review
from members.roles.catalogue import Role
from members.roles.services import grant
from tests.factories.accounts import UserFactory
from tests.factories.catalogue import CoursePageFactory
from tests.factories.modules import ChapterFactory, LessonFactory
from tests.factories.organisations import ProviderFactory

REVIEWERS = {
    Stage.PROVIDER: Role.REVIEWER,
    Stage.DIDACTICS: Role.DIDACTICS,
    Stage.ACCESSIBILITY: Role.ACCESSIBILITY,
    Stage.OFFICE: Role.EDITOR,
}


def holder(role, provider=None, **facts):
    """Return somebody with a role."""
    user = UserFactory(**facts)
    place = {"provider": provider} if provider is not None else {}
    grant(user=user, role=role, **place)
    return user


def draft_lesson(*, provider=None, chapter=None, live=False, **facts):
    """Return a lesson with a stored draft, in a module of the provider."""
    ensure_review()
    if chapter is None:
        provider = provider or ProviderFactory()
        course = CoursePageFactory(provider=provider)
        chapter = ChapterFactory(module=modules.ensure_module(course=course, provider=provider))
    lesson = LessonFactory(chapter=chapter, live=live, **facts)
    lesson.save_revision()
    lesson.refresh_from_db()
    return lesson


def author_of(lesson):
    """Return somebody who writes for the provider of a lesson."""
    return holder(
        Role.AUTHOR, lesson.chapter.module.provider, first_name="Ada", last_name="Autorin"
    )


def handed_in(lesson=None, *, by=None, **facts):
    """Return a lesson that waits at the first stage."""
    lesson = lesson or draft_lesson(**facts)
    services.submit(lesson=lesson, by=by or author_of(lesson))
    lesson.refresh_from_db()
    return lesson


def reviewer_of(stage, lesson):
    """Return somebody new who decides at a stage of the lesson."""
    provider = lesson.chapter.module.provider if stage == Stage.PROVIDER else None
    return holder(REVIEWERS[stage], provider)


def waiting_at(stage, lesson=None, **facts):
    """Return a lesson that has passed all stages before this one."""
    lesson = handed_in(lesson, **facts)
    while (state := selectors.current_state(lesson)).task.stagetask.stage != stage:
        current = Stage(state.task.stagetask.stage)
        services.approve(state=state, by=reviewer_of(current, lesson), comment="")
    return lesson
