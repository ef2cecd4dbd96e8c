"""The page on which authors assign the questions of a test to chapters."""

import pytest
from django.urls import reverse

from courses.modules.goals import proving
from courses.modules.models import Lesson
from courses.modules.selectors import newest_version
from courses.modules.services import publish_lesson
from courses.modules.studio.services import setup_studio
from members.roles.catalogue import Role
from tests.factories.modules import make_module, question
from tests.factories.renewals import provable_module

pytestmark = pytest.mark.django_db


@pytest.fixture
def module():
    module = provable_module()
    setup_studio()
    return module


@pytest.fixture
def author(client, enter, module):
    enter(Role.AUTHOR, provider=module.provider)
    return client


@pytest.fixture
def editor(client, enter, module):
    enter(Role.EDITOR)
    return client


def address(module):
    return reverse("studio_goals", args=[module.pk])


def quiz(module):
    return Lesson.objects.get(chapter__module=module, kind="quiz")


def fields(module, title):
    chapter = module.chapters.get(title=title)
    return {f"frage-{key}": str(chapter.pk) for key in quiz(module).goals}


def test_author_sees_questions_with_their_chapters(author, module):
    text = author.get(address(module)).content.decode()

    assert text.count('<select id="frage-') == 6
    assert text.count("selected") >= 6
    assert "Eine Auffrischung kann mit dem Test beginnen." in text


def test_author_assigns_and_it_waits_for_the_next_version(
    author, module, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        answer = author.post(address(module), fields(module, "Grundlagen"), follow=True)

    assert "Es gilt mit der nächsten veröffentlichten Version." in answer.content.decode()
    assert set(quiz(module).goals.values()) == {module.chapters.get(title="Grundlagen").pk}
    assert proving(newest_version(module)).is_possible


def test_editor_puts_it_in_force_at_once_without_a_new_edition(
    editor, module, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        answer = editor.post(address(module), fields(module, "Grundlagen"), follow=True)
    newest = newest_version(module)

    assert "es gilt für alle, die von jetzt an auffrischen" in answer.content.decode()
    assert (newest.number, newest.correction) == (1, 1)
    text = editor.get(address(module)).content.decode()
    assert "Nicht jeder Versuch fragt nach diesen Kapiteln: Passwörter, Meldewege." in text


@pytest.mark.parametrize("value", ["", "0", "abc", "99999999999999999999", "-1"])
def test_what_is_no_chapter_counts_as_nothing(author, module, value):
    sent = dict.fromkeys(fields(module, "Grundlagen"), value)
    assert author.post(address(module), sent).status_code == 302

    assert quiz(module).goals == {}


def test_chapter_of_another_module_counts_as_nothing(author, module):
    foreign = make_module(provider=module.provider).chapters.get()
    author.post(address(module), dict.fromkeys(fields(module, "Grundlagen"), foreign.pk))

    assert quiz(module).goals == {}


def test_foreign_module_does_not_exist(author):
    assert author.get(address(make_module())).status_code == 404


def test_questions_of_the_draft_can_be_assigned_before_it_is_published(author, module):
    draft = quiz(module)
    draft.body = [*draft.body.raw_data, question(prompt="Neue Frage?")]
    draft.save_revision()
    text = author.get(address(module)).content.decode()
    new = draft.body.raw_data[-1]["id"]

    assert "Neue Frage?" in text
    chapter = module.chapters.get(title="Meldewege")
    author.post(address(module), {**fields(module, "Grundlagen"), f"frage-{new}": chapter.pk})
    published = quiz(module).get_latest_revision_as_object()
    publish_lesson(lesson=published)

    assert quiz(module).goals[new] == chapter.pk


def test_module_without_a_test_says_so(editor):
    text = editor.get(address(make_module(graded=False))).content.decode()

    assert "Dieses Modul hat noch keinen benoteten Test." in text
    assert "Die veröffentlichte Version hat keinen benoteten Test, der zählt." in text
