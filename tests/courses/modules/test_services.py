"""Freezing: a version is made of what is published, and never changes."""

import pytest

from courses.modules import selectors, services
from courses.modules.errors import Frozen, NothingToPublish
from courses.modules.models import Item, ModuleVersion, Unit
from courses.modules.signals import version_frozen
from tests.factories.modules import ChapterFactory, LessonFactory, QuizFactory, make_module

pytestmark = pytest.mark.django_db


def test_freeze_published_lessons_copies_them_in_order():
    chapter = ChapterFactory(title="Einstieg")
    later = LessonFactory(chapter=chapter, position=2, title="Danach", minutes=7)
    first = LessonFactory(chapter=chapter, position=1, title="Zuerst", minutes=3)
    LessonFactory(chapter=chapter, position=3, title="Entwurf", live=False)
    version = services.freeze(module=chapter.module)
    [unit] = selectors.outline(version)
    assert unit.title == "Einstieg"
    assert [entry.title for entry in unit.items] == ["Zuerst", "Danach"]
    assert [entry.key for entry in unit.items] == [first.key, later.key]
    assert unit.minutes == 10


def test_freeze_keeps_ids_of_blocks():
    quiz = QuizFactory()
    version = services.freeze(module=quiz.chapter.module)
    frozen = selectors.item(version, quiz.key)
    assert list(frozen.body.raw_data) == list(quiz.body.raw_data)


def test_freeze_twice_without_change_returns_same_version():
    lesson = LessonFactory()
    first = services.freeze(module=lesson.chapter.module)
    assert services.freeze(module=lesson.chapter.module) == first


def test_freeze_after_change_leaves_old_version_alone():
    lesson = LessonFactory(title="Alt")
    old = services.freeze(module=lesson.chapter.module)
    lesson.title = "Neu"
    lesson.save()
    new = services.freeze(module=lesson.chapter.module)
    assert new.number == 2
    assert selectors.item(old, lesson.key).title == "Alt"
    assert selectors.current_version(lesson.chapter.module.course) == new


def test_freeze_without_published_lesson_is_refused():
    draft = LessonFactory(live=False)
    with pytest.raises(NothingToPublish):
        services.freeze(module=draft.chapter.module)


def test_freeze_notes_minutes_on_course():
    module = make_module(lessons=3, graded=False)
    module.course.refresh_from_db()
    assert module.course.minutes == 15


def test_freeze_announces_new_version_once(django_capture_on_commit_callbacks):
    heard = []

    def listen(sender, **news):
        heard.append(news["version_id"])

    version_frozen.connect(listen)
    lesson = LessonFactory()
    with django_capture_on_commit_callbacks(execute=True):
        version = services.freeze(module=lesson.chapter.module)
        services.freeze(module=lesson.chapter.module)
    version_frozen.disconnect(listen)
    assert heard == [version.pk]


def test_publish_lesson_freezes_module_after_commit(django_capture_on_commit_callbacks):
    draft = LessonFactory(live=False)
    with django_capture_on_commit_callbacks(execute=True):
        services.publish_lesson(lesson=draft)
    assert selectors.current_version(draft.chapter.module.course).number == 1


@pytest.mark.parametrize("model", [ModuleVersion, Unit, Item])
def test_change_frozen_row_is_refused(model):
    make_module(lessons=1, graded=False)
    row = model.objects.get()
    for deed in (row.save, row.delete, model.objects.all().delete):
        with pytest.raises(Frozen):
            deed()
    with pytest.raises(Frozen):
        model.objects.update(pk=1)
    assert model.objects.filter(pk=row.pk).exists()


def test_outline_costs_two_queries_then_none(django_assert_num_queries):
    version = make_module(lessons=5).versions.get()
    with django_assert_num_queries(2):
        selectors.outline(version)
    with django_assert_num_queries(0):
        selectors.outline(version)


def test_current_versions_many_courses_costs_one_query(django_assert_num_queries):
    modules = [make_module(lessons=1) for _ in range(3)]
    with django_assert_num_queries(1):
        found = selectors.current_versions([module.course_id for module in modules])
    assert {key: version.module_id for key, version in found.items()} == {
        module.course_id: module.pk for module in modules
    }
