"""The page of the collection: what it shows to whom, and how questions are taken over from it."""

import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campus.kit import dates
from courses.modules.collected import CollectedQuestion
from courses.modules.models import Lesson
from courses.modules.studio.services import setup_studio
from members.roles.catalogue import Role
from members.roles.services import grant
from tests.courses.modules.forms import LESSONS, body_data, form_data
from tests.factories.accounts import UserFactory
from tests.factories.modules import (
    ChapterFactory,
    LessonFactory,
    ModuleFactory,
    QuizFactory,
    question,
)
from tests.factories.organisations import ProviderFactory
from tests.factories.questions import one_of_each

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/fragen/"


def test_address():
    assert reverse("studio_questions") == ADDRESS


def tagged(prompt, tags="", level=""):
    block = question(prompt=prompt)
    return {**block, "value": {**block["value"], "tags": tags, "level": level}}


def module_of(provider, title):
    return ModuleFactory(provider=provider, course__title=title)


@pytest.fixture
def provider():
    provider = ProviderFactory(slug="eigen", short_name="HS Eigen")
    setup_studio()
    return provider


@pytest.fixture
def source(provider):
    chapter = ChapterFactory(module=module_of(provider, "Akten führen"))
    body = [tagged("Was ist eine Akte?", "Akten", "hard"), question(prompt="Was gehört hinein?")]
    return QuizFactory(chapter=chapter, title="Wissenstest", body=body)


@pytest.fixture
def target(provider):
    chapter = ChapterFactory(module=module_of(provider, "Vorgänge bearbeiten"))
    return QuizFactory(chapter=chapter, title="Abschlusstest", graded=True, body=[question()])


@pytest.fixture
def author(client, enter, provider):
    enter(Role.AUTHOR, provider=provider)
    return client


def text_of(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def key_of(prompt):
    return CollectedQuestion.objects.get(prompt=prompt).pk


def send(client, lesson, *keys, query=""):
    data = {"frage": keys, "ziel": getattr(lesson, "pk", lesson)}
    return client.post(ADDRESS + query, data)


def test_author_sees_questions_with_what_is_known_of_them(author, source, target):
    page = author.get(ADDRESS)
    text = text_of(page)

    assert "3 Fragen" in text
    assert "Was ist eine Akte? Akten Akten führen › Wissenstest Eine Antwort ist richtig" in text
    assert "schwer" in text
    assert f"/admin/snippets/modules/lesson/edit/{source.pk}/#block-" in page.content.decode()
    assert "Abschlusstest (benoteter Test)" in text
    assert "Wissenstest (Selbsttest)" in text


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({"q": "akte"}, "2 Fragen"),
        ({"q": "hinein"}, "1 Frage"),
        ({"schlagwort": "Akten"}, "1 Frage"),
        ({"schwierigkeit": "hard"}, "1 Frage"),
        ({"schwierigkeit": "riesig"}, "3 Fragen"),
        ({"art": "single"}, "3 Fragen"),
        ({"art": "cloze"}, "Keine Frage gefunden."),
        ({"art": "erfunden", "modul": "x", "page": "y"}, "3 Fragen"),
        ({"modul": "9" * 30}, "3 Fragen"),
        ({"modul": "999999"}, "Keine Frage gefunden."),
        ({"page": "99"}, "3 Fragen"),
        ({"q": "Brückenbau"}, "Keine Frage gefunden."),
        ({"q": "\x00'%_"}, "Keine Frage gefunden."),
    ],
)
def test_filters(author, source, target, query, count):
    answer = author.get(ADDRESS, query)
    assert answer.status_code == 200
    assert count in text_of(answer)


def test_filter_by_module_and_keeping_it_while_paging(author, source, target):
    target.body = [question(prompt=f"Frage {number}?") for number in range(30)]
    target.save_revision()
    page = author.get(ADDRESS, {"modul": target.chapter.module_id, "q": "frage"})

    assert "30 Fragen" in text_of(page)
    assert "Seite 1 von 2" in text_of(page)
    following = f"?modul={target.chapter.module_id}&amp;q=frage&amp;page=2"
    assert following in page.content.decode()
    assert "Frage 29?" in text_of(author.get(ADDRESS + following.replace("&amp;", "&")))


def test_collection_without_questions_says_when_there_will_be_some(author):
    assert "Es gibt noch keine Frage." in text_of(author.get(ADDRESS))


def test_questions_without_a_test_can_be_read_only(author, provider):
    chapter = ChapterFactory(module=module_of(provider, "Lesen"))
    LessonFactory(chapter=chapter, body=[question(prompt="In der Lektion?")])
    text = text_of(author.get(ADDRESS))

    assert "In der Lektion?" in text
    assert "Es gibt noch keinen Test, in dem Sie schreiben dürfen." in text


def test_unfinished_question_has_a_name(author, target):
    target.body = [question(prompt="")]
    target.save_revision()
    assert "Noch ohne Fragetext" in text_of(author.get(ADDRESS))


def test_questions_of_other_providers_do_not_exist(author, target):
    chapter = ChapterFactory(module=ModuleFactory(course__title="Geheimes"))
    QuizFactory(
        chapter=chapter, title="Geheimtest", body=[tagged("Was ist geheim?", "Geheimhaltung")]
    )
    text = text_of(author.get(ADDRESS, {"q": "geheim"}))
    assert "Geheim" not in text
    assert "Keine Frage gefunden." in text

    answer = send(author, target, key_of("Was ist geheim?"))
    assert answer.status_code == 409
    assert "Eine der Fragen gibt es nicht mehr." in text_of(answer)
    assert Lesson.objects.get(pk=target.pk).latest_revision is None


def test_test_of_another_provider_is_no_place_to_go(author, source):
    foreign = QuizFactory(title="Fremder Test")
    answer = send(author, foreign, key_of("Was ist eine Akte?"))

    assert answer.status_code == 400
    assert "Wählen Sie den Test, in den die Fragen übernommen werden sollen." in text_of(answer)
    assert "Fremder Test" not in text_of(answer)


def test_whoever_works_for_two_providers_keeps_their_questions_apart(
    client, enter, provider, source
):
    other = ProviderFactory(slug="zweite")
    user = enter(Role.AUTHOR, provider=provider)
    grant(user=user, role=Role.AUTHOR, provider=other)
    setup_studio()
    chapter = ChapterFactory(module=module_of(other, "Andere Hochschule"))
    elsewhere = QuizFactory(chapter=chapter, title="Dort", body=[question(prompt="Dort?")])

    assert "3 Fragen" in text_of(client.get(ADDRESS))
    answer = send(client, elsewhere, key_of("Was ist eine Akte?"))
    assert answer.status_code == 400
    assert "Fragen bleiben bei ihrem Anbieter." in text_of(answer)


def test_reviewer_reads_and_takes_nothing_over(client, enter, provider, source, target):
    enter(Role.REVIEWER, provider=provider)
    page = client.get(ADDRESS)

    assert "Was ist eine Akte?" in text_of(page)
    assert f"/lesson/edit/{source.pk}/" not in page.content.decode()
    assert send(client, target, key_of("Was ist eine Akte?")).status_code in (302, 403)
    assert Lesson.objects.get(pk=target.pk).latest_revision is None


def test_who_has_no_part_in_teaching_is_turned_away(client):
    client.force_login(UserFactory())
    assert client.get(ADDRESS).status_code in (302, 403)


def test_chosen_questions_are_taken_over_and_told_of(author, source, target):
    keys = [key_of("Was ist eine Akte?"), key_of("Was gehört hinein?")]
    answer = send(author, target, *keys)
    assert answer.url == f"{LESSONS}edit/{target.pk}/"

    editor = text_of(author.get(answer.url))
    assert "2 Fragen stehen jetzt als Entwurf am Ende von „Abschlusstest“." in editor
    text = text_of(author.get(ADDRESS))
    assert "5 Fragen" in text
    assert "Übernommen aus Akten führen › Wissenstest." in text
    assert "Kopiert nach Vorgänge bearbeiten › Abschlusstest." in text
    assert "Dort wurde sie seitdem geändert." not in text
    send(author, target, *keys)
    assert text_of(author.get(ADDRESS)).count("Kopiert nach") == len(keys)


def test_author_is_told_when_the_original_has_changed(author, source, target):
    send(author, target, key_of("Was ist eine Akte?"))
    edit = f"{LESSONS}edit/{target.pk}/"
    news = "Die Originale dieser Fragen wurden seit der Übernahme geändert:"
    assert news not in text_of(author.get(edit))
    first, second = source.body.raw_data
    first["value"] |= {"tags": "Anderes"}
    source.body = [first, second]
    source.save_revision()
    assert news not in text_of(author.get(edit))
    first["value"] |= {"prompt": "Was ist eine E-Akte?"}
    source.body = [first, second]
    source.save_revision()

    assert news in text_of(author.get(edit))
    text = text_of(author.get(ADDRESS))
    assert "Übernommen aus Akten führen › Wissenstest. Dort wurde sie seitdem geändert." in text
    source.body = [second]
    source.save_revision()
    assert news not in text_of(author.get(edit))


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ([], "Wählen Sie mindestens eine Frage aus."),
        (["abc"], "Eine der Fragen gibt es nicht mehr."),
        (["9" * 40], "Eine der Fragen gibt es nicht mehr."),
        (["0"], "Eine der Fragen gibt es nicht mehr."),
    ],
)
def test_bad_choice_of_questions_is_answered_with_a_sentence(author, target, keys, said):
    answer = send(author, target, *keys)
    assert answer.status_code in (400, 409)
    assert said in text_of(answer)


@pytest.mark.parametrize("lesson", ["", "abc", "9" * 40, "0", "-1"])
def test_bad_choice_of_a_test_keeps_what_was_chosen(author, source, target, lesson):
    key = key_of("Was ist eine Akte?")
    answer = send(author, lesson, key, query="?schlagwort=Akten&q=akte")
    page = answer.content.decode()

    assert answer.status_code == 400
    assert "Wählen Sie den Test" in page
    assert f'value="{key}" checked' in page
    assert "1 Frage" in text_of(answer)
    assert 'action="/admin/fragen/?schlagwort=Akten&amp;q=akte"' in page


def test_locked_test_says_so_and_keeps_the_choice(author, source, target):
    locked = {"locked": True, "locked_by": UserFactory(), "locked_at": dates.now()}
    Lesson.objects.filter(pk=target.pk).update(**locked)
    answer = send(author, target, key_of("Was ist eine Akte?"))

    assert answer.status_code == 409
    assert "„Abschlusstest“ ist zurzeit gesperrt oder wird geprüft." in text_of(answer)
    assert f'<option value="{target.pk}" selected>' in answer.content.decode()


def test_editor_of_a_test_leads_here_and_names_the_tags_in_use(author, source, target):
    page = author.get(f"{LESSONS}edit/{target.pk}/")
    assert f"{ADDRESS}?ziel={target.pk}" in page.content.decode()
    assert "Schlagwörter, die es bei Ihrem Anbieter schon gibt: Akten" in text_of(page)
    chosen = author.get(ADDRESS, {"ziel": target.pk}).content.decode()
    assert f'<option value="{target.pk}" selected>' in chosen


def test_editor_of_a_lesson_says_nothing_of_the_collection(author, source):
    lesson = LessonFactory(chapter=source.chapter)
    assert f"{ADDRESS}?ziel=" not in author.get(f"{LESSONS}edit/{lesson.pk}/").content.decode()


def test_menu_leads_to_the_collection(author):
    assert f'"{ADDRESS}"' in author.get("/admin/").content.decode()


def test_page_asks_the_database_as_often_for_many_questions_as_for_few(author, source, target):
    send(author, target, key_of("Was ist eine Akte?"))
    author.get(ADDRESS)
    with CaptureQueriesContext(connection) as few:
        author.get(ADDRESS)
    for number in range(3):
        chapter = ChapterFactory(module=module_of(source.chapter.module.provider, f"M {number}"))
        lesson = QuizFactory(chapter=chapter, body=[*one_of_each(), tagged(f"{number}?", "Neu")])
        send(author, target, CollectedQuestion.objects.get(prompt=f"{number}?").pk)
        assert lesson.collected.count() == 6
    with CaptureQueriesContext(connection) as many:
        text = text_of(author.get(ADDRESS))
    assert "25 Fragen" in text
    assert text.count("Übernommen aus") == 4
    assert len(many) == len(few)
    assert not [one for one in many if '"modules_lesson"."body"' in one["sql"]]


def saved(author, lesson, body, **changes):
    data = form_data(lesson, kind="quiz") | body_data(body) | changes
    return author.post(f"{LESSONS}edit/{lesson.pk}/", data)


def test_author_notes_tags_and_difficulty_in_the_editor(author, target):
    body = [tagged("Was gilt?", "Fristen,  fristen , Recht am Bau", "medium")]
    assert saved(author, target, body).status_code == 302

    draft = Lesson.objects.get(pk=target.pk).get_latest_revision_as_object()
    assert draft.body[0].value["tags"] == "Fristen, Recht am Bau"
    assert draft.body[0].value["level"] == "medium"
    found = CollectedQuestion.objects.get(lesson=target)
    assert (found.tag_list, found.level) == (("Fristen", "Recht am Bau"), "medium")


@pytest.mark.parametrize(
    ("tags", "said"),
    [
        ("a, b, c, d, e, f, g", "Höchstens 6 Schlagwörter, damit sie noch etwas sagen."),
        ("x" * 41, "Ein Schlagwort hat höchstens 40 Zeichen."),
    ],
)
def test_too_many_and_too_long_tags_are_refused_in_the_editor(author, target, tags, said):
    answer = saved(author, target, [tagged("Was gilt?", tags)])
    assert answer.status_code == 200
    assert json.dumps(said)[1:-1] in answer.content.decode()
    assert Lesson.objects.get(pk=target.pk).latest_revision is None


def test_learners_see_no_notes_in_the_preview(author, target):
    target.body = [tagged("Was gilt?", "Nurfürautoren", "hard")]
    target.save_revision()
    page = author.get(f"{LESSONS}preview/{target.pk}/")
    assert page.status_code == 200
    assert "Nurfürautoren" not in page.content.decode()
