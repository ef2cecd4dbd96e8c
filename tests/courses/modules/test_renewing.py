"""The page on which an author sees what is new in an original, and takes it into a copy."""

import re

import pytest
from django.urls import reverse

from campus.kit import dates
from courses.modules.collected import CollectedQuestion, QuestionOrigin
from courses.modules.models import Lesson
from courses.modules.studio.services import setup_studio
from members.roles.catalogue import Role
from tests.courses.modules.forms import LESSONS
from tests.factories.accounts import UserFactory
from tests.factories.modules import ChapterFactory, ModuleFactory, QuizFactory, question
from tests.factories.organisations import ProviderFactory

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/fragen/"


def quiz(provider, course, **facts):
    module = ModuleFactory(provider=provider, course__title=course)
    return QuizFactory(chapter=ChapterFactory(module=module), **facts)


@pytest.fixture
def provider():
    provider = ProviderFactory(slug="eigen", short_name="HS Eigen")
    setup_studio()
    return provider


@pytest.fixture
def source(provider):
    first = question(prompt="Was ist eine Akte?")
    first["value"] |= {"tags": "Akten"}
    body = [first, question(prompt="Was gehört hinein?")]
    return quiz(provider, "Akten führen", title="Wissenstest", body=body)


@pytest.fixture
def target(provider):
    return quiz(provider, "Vorgänge bearbeiten", title="Abschlusstest", body=[question()])


@pytest.fixture
def author(client, enter, provider):
    enter(Role.AUTHOR, provider=provider)
    return client


def text_of(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


@pytest.fixture
def behind(author, source, target):
    """The origin of a taken question whose original has changed since."""
    key = CollectedQuestion.objects.get(prompt="Was ist eine Akte?").pk
    author.post(ADDRESS, {"frage": [key], "ziel": target.pk})
    first, second = source.body.raw_data
    first["value"]["options"][1]["value"]["text"] = "Ein Stapel Papier"
    first["value"] |= {"prompt": "Was ist eine E-Akte?", "tags": "Anders"}
    source.body = [first, second]
    source.save_revision()
    return QuestionOrigin.objects.get()


def news_of(origin):
    return reverse("studio_question_news", args=[origin.pk])


def copy_in(lesson):
    return Lesson.objects.get(pk=lesson.pk).get_latest_revision_as_object().body[1].value


def test_list_and_editor_lead_to_what_is_new(author, target, behind):
    for page in (ADDRESS, f"{LESSONS}edit/{target.pk}/"):
        assert f'href="{news_of(behind)}"' in author.get(page).content.decode()


def test_what_is_new_is_said_in_words(author, behind):
    text = text_of(author.get(news_of(behind)))

    assert "Auswählen – Frage geändert: Was ist eine jetzt: E- Akte?" in text
    assert "Antwort geändert: vorher: Antwort 2 jetzt: Ein Stapel Papier" in text
    assert "Anders" not in text
    assert text.count(" geändert:") == 2


def test_author_takes_the_new_words_over_as_a_draft(author, target, behind):
    before = copy_in(target)
    ids = [option.id for option in before["options"].bound_blocks]
    answer = author.post(news_of(behind), {"deed": "take"}, follow=True)
    value = copy_in(target)

    assert "Die Frage in „Abschlusstest“ hat jetzt als Entwurf den neuen Stand." in text_of(answer)
    assert "Die Originale dieser Fragen" not in text_of(answer)
    assert (value["prompt"], value["tags"]) == ("Was ist eine E-Akte?", "Akten")
    assert value["options"][1]["text"] == "Ein Stapel Papier"
    # Whoever chose an answer before has still chosen it.
    assert [option.id for option in value["options"].bound_blocks] == ids
    assert len(Lesson.objects.get(pk=target.pk).body) == 1
    assert "Beide Stände sind gleich." in text_of(author.get(news_of(behind)))


def test_author_leaves_the_copy_and_hears_no_more_of_it(author, source, target, behind):
    answer = author.post(news_of(behind), {"deed": "keep"}, follow=True)

    assert "Ihre Kopie bleibt, wie sie ist." in text_of(answer)
    assert copy_in(target)["prompt"] == "Was ist eine Akte?"
    assert "seitdem geändert" not in text_of(author.get(ADDRESS))
    first = source.body.raw_data[0]
    first["value"] |= {"prompt": "Und noch einmal anders?"}
    source.body = [first]
    source.save_revision()
    assert "Dort wurde sie seitdem geändert." in text_of(author.get(ADDRESS))


def test_locked_copy_keeps_its_words(author, target, behind):
    locked = {"locked": True, "locked_by": UserFactory(), "locked_at": dates.now()}
    Lesson.objects.filter(pk=target.pk).update(**locked)
    answer = author.post(news_of(behind), {"deed": "take"})

    assert answer.status_code == 409
    assert "„Abschlusstest“ ist zurzeit gesperrt" in text_of(answer)
    assert copy_in(target)["prompt"] == "Was ist eine Akte?"


@pytest.mark.parametrize("lost", ["source", "target"])
@pytest.mark.parametrize("deed", [None, "take"])
def test_question_that_has_gone_meanwhile_leads_back(author, source, target, behind, lost, deed):
    lesson = {"source": source, "target": target}[lost]
    lesson.body = [question(prompt="Etwas anderes?")]
    lesson.save_revision()
    send_to = news_of(behind)
    answer = author.post(send_to, {"deed": deed}) if deed else author.get(send_to)

    assert answer.url == ADDRESS
    assert "Eine der Fragen gibt es nicht mehr." in text_of(author.get(ADDRESS))


@pytest.mark.parametrize("deed", ["", "delete"])
def test_unknown_deed_is_no_page(author, target, behind, deed):
    assert author.post(news_of(behind), {"deed": deed}).status_code == 404
    assert copy_in(target)["prompt"] == "Was ist eine Akte?"


def test_news_of_another_provider_do_not_exist(client, enter, behind):
    enter(Role.AUTHOR, provider=ProviderFactory(slug="andere"))
    assert client.get(news_of(behind)).status_code == 404
    assert client.post(news_of(behind), {"deed": "take"}).status_code == 404


def test_original_that_went_to_another_provider_is_out_of_sight(author, source, target, behind):
    module = source.chapter.module
    module.provider = ProviderFactory(slug="neue")
    module.save()

    assert author.get(news_of(behind)).status_code == 404
    assert "Übernommen aus" not in text_of(author.get(ADDRESS))
