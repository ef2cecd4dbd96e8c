"""The order of a module: up, down, elsewhere, twice; drafts keep in step."""

import pytest

from courses.modules import services
from courses.modules.errors import OfAnotherProvider
from courses.modules.models import Chapter, Lesson
from courses.modules.studio import structure
from members.roles.catalogue import Role
from tests.factories.catalogue import CoursePageFactory
from tests.factories.modules import ChapterFactory, LessonFactory, QuizFactory
from tests.factories.organisations import ProviderFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def module(draft):
    """Chapters A with a1, a2, a3 and B with b1; all have drafts."""
    module = draft.chapter.module
    draft.delete()
    Chapter.objects.filter(module=module).delete()
    for name, titles in (("A", ("a1", "a2", "a3")), ("B", ("b1",))):
        chapter = ChapterFactory(module=module, title=name, position=ord(name))
        for number, title in enumerate(titles):
            # Numbers as people leave them: with gaps and twice the same.
            LessonFactory(chapter=chapter, title=title, position=number // 2 * 5).save_revision()
    return module


def second_module(module, provider=None):
    provider = provider or module.provider
    course = CoursePageFactory(provider=provider, title="Anderer Kurs")
    return services.ensure_module(course=course, provider=provider)


def titles(chapter):
    return chapter.lessons.order_by("position", "pk").values_list("title", flat=True)


def order(module):
    """Return the titles as they stand, e.g. "A: a1 a2 | B: b1"."""
    return " | ".join(
        f"{chapter.title}: {' '.join(titles(chapter))}".strip()
        for chapter in Chapter.objects.filter(module=module).order_by("position", "pk")
    )


def lesson(title):
    return Lesson.objects.select_related("chapter__module").get(title=title)


@pytest.mark.parametrize(
    ("title", "by", "wanted"),
    [
        ("a2", -1, "A: a2 a1 a3 | B: b1"),
        ("a2", 1, "A: a1 a3 a2 | B: b1"),
        ("a1", -1, "A: a1 a2 a3 | B: b1"),
        ("a3", 1, "A: a1 a2 | B: a3 b1"),
        ("b1", -1, "A: a1 a2 a3 b1 | B:"),
        ("b1", 1, "A: a1 a2 a3 | B: b1"),
    ],
)
def test_lesson_is_shifted_also_over_the_edge_of_its_chapter(module, title, by, wanted):
    structure.shift_lesson(lesson=lesson(title), by=by)
    assert order(module) == wanted


@pytest.mark.parametrize(
    ("title", "chapter", "place", "wanted"),
    [
        ("a1", "B", 0, "A: a2 a3 | B: a1 b1"),
        ("a1", "B", 99, "A: a2 a3 | B: b1 a1"),
        ("a3", "A", 0, "A: a3 a1 a2 | B: b1"),
        ("a1", "A", 1, "A: a2 a1 a3 | B: b1"),
    ],
)
def test_lesson_is_placed(module, title, chapter, place, wanted):
    there = Chapter.objects.get(module=module, title=chapter)
    structure.place_lesson(lesson=lesson(title), chapter=there, place=place)
    assert order(module) == wanted


def test_older_draft_does_not_put_the_lesson_back(module):
    there = Chapter.objects.get(module=module, title="B")
    structure.place_lesson(lesson=lesson("a1"), chapter=there, place=0)
    newest = lesson("a1").get_latest_revision_as_object()
    assert (newest.chapter, newest.position) == (there, 1)
    newest.get_latest_revision().publish()
    assert order(module) == "A: a2 a3 | B: a1 b1"


def test_learners_get_the_new_order_with_the_next_version(module):
    first = services.freeze(module=module)
    structure.shift_chapter(chapter=Chapter.objects.get(title="B"), by=-1)
    assert [unit.title for unit in first.units.all()] == ["A", "B"]
    second = services.freeze(module=module)
    assert [unit.title for unit in second.units.all()] == ["B", "A"]


def test_copy_is_a_draft_of_its_own_with_the_newest_content(module):
    row = lesson("a1")
    row.minutes = 33
    row.save_revision()
    copy = structure.duplicate_lesson(lesson=lesson("a1"), user=None)
    assert order(module) == "A: a1 a1 (Kopie) a2 a3 | B: b1"
    assert (copy.minutes, copy.live, copy.latest_revision.content["minutes"]) == (33, False, 33)
    assert copy.key != row.key
    assert [block.value.source for block in copy.body] == [block.value.source for block in row.body]


def test_copy_of_a_test_keeps_its_rules(module):
    quiz = QuizFactory(
        chapter=Chapter.objects.get(title="B"), graded=True, pass_percent=75, max_attempts=2
    )
    copy = structure.duplicate_lesson(lesson=quiz, user=None)
    facts = ("kind", "graded", "pass_percent", "max_attempts", "completion")
    assert [getattr(copy, name) for name in facts] == [getattr(quiz, name) for name in facts]


def test_very_long_title_still_fits_its_copy(module):
    row = lesson("b1")
    row.title = "x" * 160
    row.save_revision()
    assert structure.duplicate_lesson(lesson=row, user=None).title == "x" * 160


def test_chapter_is_copied_with_its_lessons_as_drafts(module):
    structure.duplicate_chapter(chapter=Chapter.objects.get(title="A"), user=None)
    assert order(module) == "A: a1 a2 a3 | A (Kopie): a1 a2 a3 | B: b1"
    assert Lesson.objects.filter(chapter__title="A (Kopie)", live=False).count() == 3


def test_chapter_moves_to_another_module_of_the_same_provider_only(module):
    other = second_module(module)
    structure.place_chapter(chapter=Chapter.objects.get(title="A"), module=other, place=9)
    assert (order(module), order(other)) == ("B: b1", "A: a1 a2 a3")
    foreign = second_module(module, ProviderFactory())
    with pytest.raises(OfAnotherProvider):
        structure.place_chapter(chapter=Chapter.objects.get(title="B"), module=foreign, place=0)
    with pytest.raises(OfAnotherProvider):
        structure.place_lesson(lesson=lesson("b1"), chapter=ChapterFactory(module=foreign), place=0)


@pytest.fixture
def address(client, enter, module):
    """Return the address of the address, opened by an author."""
    enter(Role.AUTHOR, provider=module.provider)
    return f"/admin/aufbau/{module.pk}/"


def test_buttons_do_it_and_say_so(client, address, module):
    a1, chapter = lesson("a1"), Chapter.objects.get(title="B")
    for deed, more, wanted in (
        (f"lesson-down:{a1.pk}", {}, "A: a2 a1 a3 | B: b1"),
        (f"lesson-up:{a1.pk}", {}, "A: a1 a2 a3 | B: b1"),
        (f"lesson-place:{a1.pk}", {f"chapter-{a1.pk}": chapter.pk}, "A: a2 a3 | B: b1 a1"),
        (f"chapter-up:{chapter.pk}", {}, "B: b1 a1 | A: a2 a3"),
        (f"chapter-place:{chapter.pk}", {"place": "1"}, "A: a2 a3 | B: b1 a1"),
        (f"lesson-copy:{a1.pk}", {}, "A: a2 a3 | B: b1 a1 a1 (Kopie)"),
        (f"lesson-minutes:{a1.pk}", {f"minutes-{a1.pk}": "42"}, None),
        (f"chapter-down:{Chapter.objects.get(title='A').pk}", {}, None),
        (f"chapter-copy:{chapter.pk}", {}, None),
    ):
        answer = client.post(address, {"deed": deed, **more}, follow=True)
        assert answer.status_code == 200
        assert "„" in str(next(iter(answer.context["messages"])))
        assert wanted is None or order(module) == wanted
    a1.refresh_from_db()
    assert (a1.minutes, a1.latest_revision.content["minutes"]) == (42, 42)


def test_script_gets_the_tree_and_the_sentence(client, address, module):
    answer = client.post(
        address,
        {"deed": f"lesson-down:{lesson('a1').pk}"},
        headers={"X-Requested-With": "XMLHttpRequest"},
    )
    text = answer.content.decode()
    assert "„a1“ steht jetzt an Stelle 2 in „A“." in text
    assert "<html" not in text


def test_chapter_goes_to_another_module_by_the_page(client, address, module):
    other = second_module(module)
    chapter = Chapter.objects.get(title="A")
    client.post(address, {"deed": f"chapter-place:{chapter.pk}", f"module-{chapter.pk}": other.pk})
    assert order(other) == "A: a1 a2 a3"
    b1, there = lesson("b1"), ChapterFactory(module=other, title="C", position=9)
    client.post(address, {"deed": f"lesson-place:{b1.pk}", f"chapter-{b1.pk}": there.pk})
    assert order(other) == "A: a1 a2 a3 | C: b1"


@pytest.mark.parametrize("deed", ["", "lesson-up:", "lesson-up:x", "unknown:1", "lesson-up:999999"])
def test_unknown_deed_is_answered_with_404(client, address, deed):
    assert client.post(address, {"deed": deed}).status_code == 404


def test_foreign_module_chapter_and_lesson_do_not_exist(client, address, module):
    foreign = second_module(module, ProviderFactory())
    chapter = ChapterFactory(module=foreign, title="Fremd")
    hidden = LessonFactory(chapter=chapter, title="fremd")
    assert client.get(f"/admin/aufbau/{foreign.pk}/").status_code == 404
    a1 = lesson("a1")
    for sent in (
        {"deed": f"lesson-up:{hidden.pk}"},
        {"deed": f"chapter-copy:{chapter.pk}"},
        {"deed": f"lesson-place:{a1.pk}", f"chapter-{a1.pk}": chapter.pk},
        {"deed": f"chapter-place:{a1.chapter_id}", f"module-{a1.chapter_id}": foreign.pk},
    ):
        assert client.post(address, sent).status_code == 404
    assert "Fremd" not in client.get(address).content.decode()
    assert order(module) == "A: a1 a2 a3 | B: b1"


def test_page_asks_the_database_as_often_for_60_lessons_as_for_4(
    client, address, module, django_assert_num_queries, django_assert_max_num_queries
):
    client.get(address)
    with django_assert_max_num_queries(30) as few:
        client.get(address)
    LessonFactory.create_batch(56, chapter=Chapter.objects.get(title="A"))
    with django_assert_num_queries(len(few)):
        client.get(address)


def test_move_among_60_lessons_writes_in_few_queries(module, django_assert_max_num_queries):
    chapter = Chapter.objects.get(title="A")
    LessonFactory.create_batch(57, chapter=chapter, position=50)
    with django_assert_max_num_queries(14):
        structure.place_lesson(lesson=lesson("a3"), chapter=chapter, place=0)
    assert order(module).startswith("A: a3 a1 a2 ")
