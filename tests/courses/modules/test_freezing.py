"""When content is equal and when it is not; what a version takes over and what never changes."""

import datetime as dt
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.modules import freezing, selectors, services
from courses.modules.errors import Frozen, NothingToPublish
from courses.modules.freezing import ChapterCopy
from courses.modules.models import Chapter, Item, Lesson, ModuleVersion, Unit
from tests.factories.modules import (
    ChapterFactory,
    LessonFactory,
    ModuleFactory,
    QuizFactory,
    make_module,
    paragraph,
)

MOMENT = dt.datetime(2025, 3, 1, 9, tzinfo=dt.UTC)
FROZEN = "Eine veröffentlichte Version lässt sich nicht ändern."


def copies(*titles):
    return [ChapterCopy(title, ({"title": title, "minutes": 5},)) for title in titles]


@given(titles=st.lists(st.text(), max_size=4), other=st.lists(st.text(), max_size=4))
def test_digest_is_equal_exactly_for_equal_content(titles, other):
    same = freezing.digest(copies(*titles)) == freezing.digest(copies(*other))
    assert same is (titles == other)


def test_digest_ignores_order_of_names_but_not_of_lessons():
    one, two = {"title": "A", "minutes": 5}, {"minutes": 5, "title": "A"}
    other = {"title": "B", "minutes": 5}
    assert freezing.digest([ChapterCopy("K", (one,))]) == freezing.digest(
        [ChapterCopy("K", (two,))]
    )
    assert freezing.digest([ChapterCopy("K", (one, other))]) != freezing.digest(
        [ChapterCopy("K", (other, one))]
    )


@pytest.fixture
def module(db):
    """A module of two chapters with two lessons each, frozen once."""
    module = ModuleFactory()
    for chapter in (1, 2):
        row = ChapterFactory(module=module, title=f"Kapitel {chapter}", position=chapter)
        for place in (1, 2):
            LessonFactory(chapter=row, title=f"L{chapter}{place}", position=place)
    services.freeze(module=module)
    return module


def titles(module):
    """Return chapters and lessons as somebody who starts today gets them."""
    units = selectors.outline(selectors.current_version(module.course))
    return {unit.title: [item.title for item in unit.items] for unit in units}


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Anders"},
        {"minutes": 9},
        {"required": False},
        {"kind": "quiz"},
        {"pass_percent": 80},
        {"max_attempts": 2},
        {"position": 9},
        {"body": [paragraph("<p>Anders</p>")]},
        {"live": False},
        {"key": uuid.uuid4()},
    ],
)
def test_freeze_after_any_change_learners_see_makes_new_version(module, change):
    lesson = Lesson.objects.get(title="L11")
    for name, value in change.items():
        setattr(lesson, name, value)
    lesson.save()
    assert services.freeze(module=module).number == 2


@pytest.mark.parametrize(
    "change",
    [{"position": 1}, {"has_unpublished_changes": True}, {"locked": True}],
)
def test_freeze_after_change_learners_do_not_see_makes_no_version(module, change):
    Lesson.objects.filter(title="L11").update(**change)
    assert services.freeze(module=module).number == 1


def test_freeze_after_saved_draft_keeps_published_content(module):
    lesson = Lesson.objects.get(title="L11")
    lesson.title = "Nur Entwurf"
    lesson.save_revision()
    assert services.freeze(module=module).number == 1


def test_freeze_follows_order_of_lessons_and_chapters(module):
    Lesson.objects.filter(title="L11").update(position=3)
    Chapter.objects.filter(title="Kapitel 1").update(position=3)
    services.freeze(module=module)
    assert titles(module) == {"Kapitel 2": ["L21", "L22"], "Kapitel 1": ["L12", "L11"]}
    assert list(titles(module)) == ["Kapitel 2", "Kapitel 1"]


def test_freeze_lesson_moved_to_other_chapter_keeps_its_key(module):
    lesson = Lesson.objects.get(title="L11")
    Lesson.objects.filter(pk=lesson.pk).update(chapter=Chapter.objects.get(title="Kapitel 2"))
    version = services.freeze(module=module)
    assert selectors.item(version, lesson.key).unit.title == "Kapitel 2"


def test_freeze_leaves_out_chapter_without_published_lesson(module):
    Lesson.objects.filter(chapter__title="Kapitel 1").update(live=False)
    services.freeze(module=module)
    assert titles(module) == {"Kapitel 2": ["L21", "L22"]}


def test_freeze_back_to_earlier_content_makes_third_version(module):
    for title in ("Anders", "L11"):
        Lesson.objects.filter(position=1, chapter__title="Kapitel 1").update(title=title)
        services.freeze(module=module)
    assert list(module.versions.values_list("number", flat=True)) == [3, 2, 1]
    assert module.versions.get(number=1).content_hash == module.versions.get(number=3).content_hash


def test_freeze_withdrawing_last_lesson_keeps_last_version_for_new_learners(module):
    Lesson.objects.update(live=False)
    with pytest.raises(NothingToPublish) as refused:
        services.freeze(module=module)
    assert str(refused.value).startswith("Veröffentlichen Sie mindestens eine Lektion")
    assert services.freeze_if_possible(module_id=module.pk) is None
    assert titles(module)["Kapitel 1"] == ["L11", "L12"]


@pytest.mark.django_db
def test_freeze_at_a_moment_dates_version():
    lesson = LessonFactory()
    assert services.freeze(module=lesson.chapter.module, at=MOMENT).created_at == MOMENT


@pytest.mark.django_db
def test_freeze_many_lessons_reads_them_in_a_constant_number_of_queries(
    django_assert_num_queries,
):
    few, many = ChapterFactory(), ChapterFactory()
    LessonFactory.create_batch(3, chapter=few)
    LessonFactory.create_batch(15, chapter=many)
    for chapter in (few, many):
        with django_assert_num_queries(2):
            freezing.live_chapters(chapter.module)


@pytest.mark.django_db
def test_publish_lesson_twice_makes_one_version(django_capture_on_commit_callbacks):
    draft = LessonFactory(live=False)
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            services.publish_lesson(lesson=draft)
    assert draft.chapter.module.versions.count() == 1


@pytest.mark.django_db
def test_unpublish_lesson_makes_version_without_it(django_capture_on_commit_callbacks):
    stays = LessonFactory(title="Bleibt")
    goes = LessonFactory(title="Geht", chapter=stays.chapter)
    services.freeze(module=stays.chapter.module)
    with django_capture_on_commit_callbacks(execute=True):
        goes.unpublish()
    assert list(titles(stays.chapter.module).values()) == [["Bleibt"]]


@pytest.mark.django_db
@pytest.mark.parametrize("model", [ModuleVersion, Unit, Item])
def test_change_frozen_rows_in_any_way_is_refused_with_sentence(model):
    make_module(lessons=2)
    rows = model.objects.all()
    row = rows.first()
    for deed in (
        row.save,
        lambda: row.save(update_fields=["id"]),
        row.delete,
        rows.delete,
        lambda: rows.update(pk=5),
        lambda: rows.filter(pk=row.pk).update(pk=5),
        lambda: model.objects.bulk_update([row], ["id"]),
    ):
        with pytest.raises(Frozen) as refused:
            deed()
        assert FROZEN in str(refused.value)
    assert model.objects.filter(pk=row.pk).exists()


@pytest.mark.django_db
def test_delete_working_lesson_and_chapter_leaves_versions_alone():
    module = make_module(lessons=1)
    before = list(Item.objects.values())
    Chapter.objects.all().delete()
    assert not Lesson.objects.exists()
    assert list(Item.objects.values()) == before
    assert selectors.current_version(module.course).number == 1


@pytest.mark.django_db
def test_required_and_graded_items_are_those_of_their_version():
    module = make_module(lessons=1)
    first = selectors.current_version(module.course)
    QuizFactory(chapter=module.chapters.get(), required=False, graded=True, position=99)
    second = services.freeze(module=module)
    assert len(selectors.required_keys(first)) == len(selectors.required_keys(second)) == 2
    assert len(selectors.graded_items(first)) == 1
    assert len(selectors.graded_items(second)) == 2


@pytest.mark.django_db
def test_item_of_other_version_does_not_exist():
    version = make_module(lessons=1).versions.get()
    other = make_module(lessons=1).versions.get()
    key = selectors.outline(other)[0].items[0].key
    with pytest.raises(Item.DoesNotExist):
        selectors.item(version, key)


@pytest.mark.django_db
def test_current_version_of_course_without_published_lesson_is_none():
    module = ModuleFactory()
    assert selectors.current_version(module.course) is None
    assert selectors.current_versions([module.course_id]) == {}
