"""What a test proves: rules by table, and what is frozen of it."""

import uuid

import pytest

from courses.modules.goals import (
    NO_TEST,
    NOTHING,
    SEVERAL,
    UNCOVERED,
    changed_since,
    proven_by,
    proving,
)
from courses.modules.papers import Paper
from courses.modules.questions import Group
from courses.modules.questions.choice import ChoiceQuestion, Option
from courses.modules.selectors import OutlineItem, OutlineUnit
from courses.modules.services import freeze
from courses.modules.studio.structure import duplicate_lesson, set_goals
from tests.factories.accounts import UserFactory
from tests.factories.modules import ChapterFactory, LessonFactory, make_module
from tests.factories.renewals import change_lesson, provable_module

TEST = uuid.UUID(int=99)


def step(number, *, kind="lesson", required=True, graded=False, rule="button"):
    return OutlineItem(
        uuid.UUID(int=number), f"Schritt {number}", kind, 5, required, graded, number, rule
    )


def the_test(**more):
    return step(99, kind="quiz", graded=True, rule="passed:60", **more)


def asked(*ids):
    answer = (Option("a", "A", True, ""),)
    return tuple(ChoiceQuestion(id=one, type="single", prompt="?", options=answer) for one in ids)


def paper(*groups, goals=()):
    flags = {"shuffle_questions": False, "shuffle_options": False, "solution_shown": True}
    return Paper(TEST, "Test", True, 60, 0, 0, **flags, groups=groups, goals=goals)


def unit(title, *items):
    return OutlineUnit(title, items)


def found(units, *groups, goals=()):
    return proven_by(units, {TEST: paper(*groups, goals=goals)})


TWO = [unit("Eins", step(1)), unit("Zwei", step(2), the_test())]


def test_question_belongs_to_the_chapter_in_which_the_test_stands():
    known = found([unit("Eins", step(1), the_test())], Group(asked("a", "b")))

    assert (known.is_possible, known.test) == (True, TEST)
    assert [(goal.place, goal.questions) for goal in known.goals] == [(1, {"a", "b"})]


def test_assigned_question_belongs_to_its_chapter_only():
    known = found(TWO, Group(asked("a", "b")), goals=(("a", 1),))

    assert known.is_possible
    assert [goal.questions for goal in known.goals] == [{"a"}, {"b"}]
    assert [goal.items for goal in known.goals] == [(uuid.UUID(int=1),), (uuid.UUID(int=2),)]


def test_chapter_without_questions_is_named():
    known = found(TWO, Group(asked("a", "b")))

    assert (known.lack, known.uncovered) == (UNCOVERED, ("Eins",))


@pytest.mark.parametrize(
    ("units", "lack"),
    [
        ([unit("Eins", step(1))], NO_TEST),
        ([unit("Eins", step(1), the_test(required=False))], NO_TEST),
        ([unit("Eins", step(1), step(2, kind="package", graded=True, rule="scored:80"))], NO_TEST),
        ([unit("Eins", step(1), the_test(), step(3, kind="quiz", graded=True))], SEVERAL),
        (
            [unit("Eins", the_test(), step(2, kind="package", graded=True, rule="scored:80"))],
            SEVERAL,
        ),
        ([unit("Eins", the_test())], NOTHING),
        ([unit("Eins", the_test(), step(1, required=False))], NOTHING),
        ([unit("Eins", the_test(), step(1, rule="confirmed:2026-10-01:3f1c"))], NOTHING),
    ],
)
def test_why_a_test_proves_nothing(units, lack):
    known = found(units, Group(asked("a")))

    assert (known.lack, known.is_possible) == (lack, False)


@pytest.mark.parametrize(
    ("groups", "is_possible"),
    [
        # All are asked.
        ([Group(asked("a", "b", "c"))], True),
        # Two of three: whichever is left out, one of either chapter may be missing.
        ([Group(asked("a", "b", "c"), draw=2)], False),
        # A pool for each chapter.
        ([Group(asked("a", "b"), draw=1), Group(asked("c"), draw=1)], True),
        ([Group(asked("a", "b"), draw=1), Group(asked("x", "c"), draw=1)], False),
    ],
)
def test_every_attempt_has_to_ask_about_every_chapter(groups, is_possible):
    units = [unit("Eins", step(1)), unit("Zwei", step(2)), unit("Ende", the_test())]
    known = found(units, *groups, goals=(("a", 1), ("b", 1), ("c", 2)))

    assert known.is_possible is is_possible


def test_two_of_three_ask_about_the_chapter_of_two():
    units = [unit("Eins", step(1)), unit("Ende", the_test())]
    groups = (Group(asked("a", "b", "c"), draw=2),)

    assert found(units, *groups, goals=(("a", 1), ("b", 1))).is_possible
    assert not found(units, *groups, goals=(("a", 1),)).is_possible


@pytest.mark.django_db
class TestFrozen:
    """What a version keeps of it."""

    def test_version_names_the_places_of_its_chapters(self):
        module = provable_module()
        known = proving(module.versions.get())

        assert known.is_possible
        assert [goal.title for goal in known.goals] == ["Grundlagen", "Passwörter", "Meldewege"]
        assert [len(goal.questions) for goal in known.goals] == [2, 2, 2]

    def test_order_of_chapters_is_followed(self):
        module = provable_module()
        module.chapters.filter(title="Meldewege").update(position=0)
        known = proving(freeze(module=module))

        assert [goal.title for goal in known.goals] == ["Meldewege", "Grundlagen", "Passwörter"]
        assert known.is_possible

    def test_assigning_is_a_correction(self):
        module = provable_module()
        quiz = module.chapters.get(title="Abschluss").lessons.get()
        other = module.chapters.get(title="Grundlagen").pk
        set_goals(lesson=quiz, goals=dict.fromkeys(quiz.goals, other))
        version = freeze(module=module, is_correction=True)

        assert (version.number, version.correction) == (1, 1)
        assert proving(version).uncovered == ("Passwörter", "Meldewege")
        assert freeze(module=module, is_correction=True) == version

    def test_content_without_assignments_keeps_its_digest(self):
        module = make_module()
        version = module.versions.get()

        assert "goals" not in str(version.content_hash)
        assert freeze(module=module) == version

    def test_chapter_that_has_gone_counts_for_nothing(self):
        module = provable_module()
        chapter = module.chapters.get(title="Meldewege")
        chapter.lessons.all().delete()
        version = freeze(module=module)

        assert [goal.title for goal in proving(version).goals] == ["Grundlagen", "Passwörter"]
        assert proving(version).is_possible

    def test_draft_and_copy_take_the_assignments_along(self):
        module = provable_module()
        quiz = module.chapters.get(title="Abschluss").lessons.get()
        quiz.save_revision()
        set_goals(lesson=quiz, goals={"a": 1})
        quiz.refresh_from_db()

        assert quiz.get_latest_revision_as_object().goals == {"a": 1}
        assert duplicate_lesson(lesson=quiz, user=UserFactory()).goals == {"a": 1}

    def test_changes_are_those_of_content(self):
        module = provable_module()
        first = module.versions.get()
        second = change_lesson(module, "Passwörter")
        lesson = LessonFactory(chapter=ChapterFactory(module=module, title="Neu", position=5))
        third = freeze(module=module)
        key = module.chapters.get(title="Passwörter").lessons.get().key

        assert changed_since(first, first) == frozenset()
        assert changed_since(first, second) == {key}
        assert changed_since(second, third) == {lesson.key}
        assert changed_since(first, third) == {key, lesson.key}

    def test_another_course_is_new_as_a_whole(self):
        mine, other = provable_module().versions.get(), make_module().versions.get()

        assert len(changed_since(other, mine)) == 4

    def test_new_title_alone_changes_nothing(self):
        module = provable_module()
        first = module.versions.get()
        module.chapters.get(title="Grundlagen").lessons.update(title="Anders")

        assert changed_since(first, freeze(module=module)) == frozenset()
