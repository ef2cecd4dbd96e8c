"""The collection follows the drafts; questions are copied from it into tests."""

import json
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.admin.models import EditingSession

from campus.kit import dates
from courses.modules import collection, goals
from courses.modules.blocks import LessonBlock
from courses.modules.collected import CollectedQuestion, QuestionOrigin
from courses.modules.collection import Wanted
from courses.modules.errors import (
    BeingWritten,
    LessonLocked,
    NoLongerThere,
    NotATest,
    NothingChosen,
    QuestionsOfAnotherProvider,
)
from courses.modules.models import Lesson
from courses.modules.questions import collecting
from courses.modules.selectors import newest_version
from courses.modules.services import freeze, is_correction, publish_lesson
from courses.modules.studio.structure import duplicate_lesson, place_lesson, set_minutes
from tests.factories.accounts import UserFactory
from tests.factories.modules import (
    ChapterFactory,
    LessonFactory,
    ModuleFactory,
    QuizFactory,
    paragraph,
    question,
)
from tests.factories.questions import numeric, one_of_each, pool

pytestmark = pytest.mark.django_db


def tagged(prompt, tags="", level="", **more):
    """Return a question with notes of its author."""
    block = question(prompt=prompt, **more)
    return {**block, "value": {**block["value"], "tags": tags, "level": level}}


def entries(**filters):
    return collection.questions_in(Lesson.objects.filter(**filters))


def prompts(rows):
    return [row.prompt for row in rows]


def draft_of(lesson):
    return Lesson.objects.get(pk=lesson.pk).get_latest_revision_as_object()


@pytest.fixture
def source(db):
    """A test with two questions."""
    return QuizFactory(body=[tagged("Was ist eine Akte?", "Akten, Recht", "easy"), numeric()])


@pytest.fixture
def target(source):
    """Another test of the same provider."""
    module = ModuleFactory(provider=source.chapter.module.provider)
    return QuizFactory(chapter=ChapterFactory(module=module), title="Ziel", body=[question()])


@pytest.fixture
def author(db):
    return UserFactory()


def test_questions_of_a_new_lesson_are_collected(source):
    first, second = entries()

    assert (first.prompt, first.kind, first.level) == ("Was ist eine Akte?", "single", "easy")
    assert first.tag_list == ("Akten", "Recht")
    assert second.kind == "numeric"


def test_draft_counts_before_it_is_published(source):
    source.body = [tagged("Was ist ein Vorgang?")]
    source.save_revision()
    # What learners have is not touched by that.
    assert len(Lesson.objects.get(pk=source.pk).body) == 2
    assert prompts(entries()) == ["Was ist ein Vorgang?"]


def test_entry_of_a_question_stays_the_same_row(source):
    before = entries().first().pk
    block = source.body.raw_data[0]
    block["value"]["prompt"] = "Was ist eine E-Akte?"
    source.body = [paragraph(), block]
    source.save_revision()
    found = entries().get()

    assert (found.pk, found.prompt, found.place) == (before, "Was ist eine E-Akte?", 1)


def test_saving_what_asks_the_same_writes_nothing(source):
    lesson = Lesson.objects.get(pk=source.pk)
    with CaptureQueriesContext(connection) as asked:
        collection.note(lesson=lesson)
    written = [one["sql"] for one in asked if one["sql"].startswith(("INSERT", "DELETE", "UPDATE"))]
    assert written == []


def test_moving_and_timing_a_lesson_leaves_the_collection_alone(source, target):
    before = list(CollectedQuestion.objects.order_by("pk").values())
    place_lesson(lesson=source, chapter=target.chapter, place=0)
    set_minutes(lesson=source, minutes=9)

    assert list(CollectedQuestion.objects.order_by("pk").values()) == before
    assert prompts(entries(chapter__module=target.chapter.module))[0] == "Was ist eine Akte?"


def test_copy_of_a_lesson_has_entries_of_its_own(source, author):
    copy = duplicate_lesson(lesson=source, user=author)
    assert len(entries(pk=copy.pk)) == 2
    assert len(entries()) == 4


def test_deleted_lesson_leaves_nothing(source):
    source.delete()
    assert not CollectedQuestion.objects.exists()


def test_question_with_an_endless_id_is_left_out():
    QuizFactory(body=[{**question(), "id": "x" * 101}, question()])
    assert len(entries()) == 1


def test_what_was_written_before_there_was_a_collection_is_entered_once(source):
    source.body = [tagged("Nur im Entwurf?")]
    source.save_revision()
    lesson = LessonFactory(body=[paragraph(), question(prompt="In der Lektion?")])
    CollectedQuestion.objects.all().delete()
    migration = import_module("courses.modules.migrations.0010_tags_and_collection_of_questions")
    migration.gather(apps, None)

    assert set(prompts(entries())) == {"Nur im Entwurf?", "In der Lektion?"}
    known = list(CollectedQuestion.objects.order_by("pk").values())
    collection.note(lesson=lesson)
    assert list(CollectedQuestion.objects.order_by("pk").values()) == known


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(), 2),
        (Wanted(words="akte"), 1),
        (Wanted(words="WAS akte"), 1),
        (Wanted(words="akte brücke"), 0),
        (Wanted(words="recht"), 1),
        (Wanted(words="Antwort 2"), 1),
        (Wanted(words="Eingangstest"), 2),
        (Wanted(tag="recht"), 1),
        (Wanted(tag="Rech"), 0),
        (Wanted(tag="%"), 0),
        (Wanted(kind="numeric"), 1),
        (Wanted(level="easy"), 1),
        (Wanted(level="hard"), 0),
        (Wanted(module=0), 0),
    ],
)
def test_search(source, wanted, found):
    Lesson.objects.filter(pk=source.pk).update(title="Eingangstest")
    assert len(collection.matching(entries(), wanted)) == found


def test_search_within_one_module(source, target):
    wanted = Wanted(module=target.chapter.module_id)
    assert prompts(collection.matching(entries(), wanted)) == ["Was stimmt?"]


def test_tags_are_listed_once_by_alphabet(source, target):
    target.body = [tagged("Noch eine?", "recht, Bau")]
    target.save_revision()
    assert [tag.casefold() for tag in collection.tags_in(entries())] == ["akten", "bau", "recht"]


def test_taken_questions_stand_at_the_end_of_the_draft_only(source, target, author):
    collection.take(rows=list(entries(pk=source.pk)), lesson=target, user=author)
    draft = draft_of(target)

    assert [block.value["prompt"] for block in draft.body] == [
        "Was stimmt?",
        "Was ist eine Akte?",
        "Was stimmt?",
    ]
    assert len(Lesson.objects.get(pk=target.pk).body) == 1
    assert draft.body[1].value["tags"] == "Akten, Recht"
    assert Lesson.objects.get(pk=target.pk).has_unpublished_changes
    assert draft.latest_revision.user == author
    publish_lesson(lesson=draft)


def test_newest_draft_is_what_is_copied_and_what_is_written_on(source, target, author):
    block = source.body.raw_data[0]
    block["value"]["prompt"] = "Neu gefasst?"
    source.body = [block]
    source.save_revision()
    target.body = [paragraph(), *target.body.raw_data]
    target.save_revision()
    collection.take(rows=list(entries(pk=source.pk)), lesson=target, user=author)

    assert [block.block_type for block in draft_of(target).body] == [
        *("paragraph", "question", "question")
    ]
    assert draft_of(target).body[2].value["prompt"] == "Neu gefasst?"


def test_origin_is_remembered_until_one_of_both_goes(source, target, author):
    collection.take(rows=list(entries(pk=source.pk)), lesson=target, user=author)
    taken = list(entries(pk=target.pk))[1]
    (origin,) = collection.origins_of([taken], Lesson.objects.all())

    assert (origin.lesson, origin.origin) == (target, source)
    assert origin.origin_block == source.body.raw_data[0]["id"]
    assert collection.standing_of([origin]) == {(source.pk, origin.origin_block): origin.digest}
    source.delete()
    assert not QuestionOrigin.objects.exists()


def test_origins_of_lessons_out_of_sight_are_not_told(source, target, author):
    collection.take(rows=list(entries(pk=source.pk)), lesson=target, user=author)
    rows = list(entries())

    assert len(collection.origins_of(rows, Lesson.objects.all())) == 2
    assert collection.origins_of(rows, Lesson.objects.filter(pk=target.pk)) == []
    assert collection.origins_of([], Lesson.objects.all()) == []


def test_the_same_question_twice_has_two_ids(source, target, author):
    rows = list(entries(pk=source.pk))
    for _time in range(2):
        collection.take(rows=rows, lesson=target, user=author)
    body = draft_of(target).body.raw_data

    assert len({block["id"] for block in body}) == len(body) == 5
    parts = [one["id"] for block in body for one in block["value"].get("options", [])]
    assert len(set(parts)) == len(parts)


def test_question_may_be_copied_within_its_own_test(source, author):
    collection.take(rows=list(entries(pk=source.pk)), lesson=source, user=author)
    assert len(draft_of(source).body) == 4


def test_pool_at_the_end_of_a_test_takes_the_questions_in(source, target, author):
    target.body = [pool(1), question()]
    target.save_revision()
    collection.take(rows=list(entries(pk=source.pk)), lesson=target, user=author)
    assert [block.block_type for block in draft_of(target).body][0] == "pool"


def refused(error, **values):
    with pytest.raises(error) as caught:
        collection.take(**values)
    assert not QuestionOrigin.objects.exists()
    return str(caught.value)


def test_nothing_chosen_and_no_test_are_refused(source, target, author):
    rows = list(entries(pk=source.pk))
    lesson = LessonFactory(chapter=target.chapter, title="Lesestoff")

    assert refused(NothingChosen, rows=[], lesson=target, user=author)
    assert "„Lesestoff“ ist kein Test." in refused(NotATest, rows=rows, lesson=lesson, user=author)


def test_questions_do_not_go_to_another_provider(source, author):
    foreign = QuizFactory(title="Fremder Test")
    said = refused(
        QuestionsOfAnotherProvider, rows=list(entries(pk=source.pk)), lesson=foreign, user=author
    )
    assert "Fragen bleiben bei ihrem Anbieter." in said


def test_locked_test_stays_as_it_is_but_for_who_locked_it(source, target, author):
    Lesson.objects.filter(pk=target.pk).update(locked=True, locked_by=author, locked_at=dates.now())
    rows = list(entries(pk=source.pk))

    said = refused(LessonLocked, rows=rows, lesson=target, user=UserFactory())
    assert "„Ziel“ ist zurzeit gesperrt" in said
    assert len(collection.take(rows=rows, lesson=target, user=author).body) == 3


def session(lesson, user, *, is_editing=True, ago=0):
    seen = dates.now() - dates.now().resolution - ago * collection.SILENT
    EditingSession.objects.create(
        user=user, content_object=lesson, last_seen_at=seen, is_editing=is_editing
    )


def test_test_in_which_somebody_is_writing_stays_as_it_is(source, target, author):
    session(target, UserFactory(first_name="Ada", last_name="Beispiel"))
    said = refused(BeingWritten, rows=list(entries(pk=source.pk)), lesson=target, user=author)
    assert "schreibt gerade in „Ziel“" in said


def test_who_only_looks_or_has_gone_hinders_nobody(source, target, author):
    session(target, author)
    session(target, UserFactory(), is_editing=False)
    session(target, UserFactory(), ago=2)
    session(source, UserFactory())
    draft = collection.take(rows=list(entries(pk=source.pk)), lesson=target, user=author)
    assert len(draft.body) == 3


def test_question_that_was_deleted_meanwhile_is_refused(source, target, author):
    rows = list(entries(pk=source.pk))
    source.body = source.body.raw_data[1:]
    source.save_revision()
    said = refused(NoLongerThere, rows=rows, lesson=target, user=author)
    assert "Eine der Fragen gibt es nicht mehr." in said
    assert len(draft_of(target).body) == 1


@pytest.mark.parametrize("block", [*one_of_each(), question()], ids=lambda block: block["type"])
def test_saving_without_a_change_is_no_news_to_who_took_a_question_over(block):
    """The editor fills in what an import may leave out."""
    value = LessonBlock().normalize(LessonBlock().to_python([block]))
    edited = LessonBlock().clean(value).get_prep_value()[0]

    assert set(edited["value"]) > set(block["value"])
    assert collecting.digest_of(json.loads(json.dumps(edited, default=str))) == (
        collecting.digest_of(block)
    )


def test_tags_are_a_correction_and_nothing_to_be_learnt_anew(source):
    publish_lesson(lesson=source)
    old = freeze(module=source.chapter.module)
    block = source.body.raw_data[0]
    block["value"] |= {"tags": "Neu", "level": "hard"}
    source.body = [block, source.body.raw_data[1]]
    source.change = "correction"

    assert is_correction(source)
    publish_lesson(lesson=source)
    freeze(module=source.chapter.module)
    newest = newest_version(source.chapter.module)
    assert newest.pk != old.pk
    assert goals.changed_since(old, newest) == frozenset()
    block["value"]["prompt"] = "Etwas anderes?"
    source.body = [block, source.body.raw_data[1]]
    publish_lesson(lesson=source)
    freeze(module=source.chapter.module)
    assert goals.changed_since(old, newest_version(source.chapter.module)) == {source.key}
