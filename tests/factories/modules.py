"""Factories of courses.modules."""

import uuid

import factory
from django.core.files.base import ContentFile

from courses.modules import services
from courses.modules.models import Chapter, Kind, Lesson, Media, Module, ModuleVersion
from tests.factories.catalogue import CoursePageFactory
from tests.factories.organisations import ProviderFactory

CAPTIONS = b"WEBVTT\n\n00:00.000 --> 00:02.000\nWas gesprochen wird.\n"


def paragraph(text="<p>Ein Absatz.</p>"):
    """Return a stored paragraph with an id."""
    return {"type": "paragraph", "value": text, "id": str(uuid.uuid4())}


def question(*, type="single", right=1, options=3, prompt="Was stimmt?"):
    """Return a stored question whose first `right` answers are right."""
    entries = [
        {
            "type": "item",
            "id": str(uuid.uuid4()),
            "value": {
                "text": f"Antwort {number + 1}",
                "correct": number < right,
                "feedback": f"Rückmeldung {number + 1}",
            },
        }
        for number in range(options)
    ]
    value = {"type": type, "prompt": prompt, "options": entries, "explanation": "Weil es so ist."}
    return {"type": "question", "value": value, "id": str(uuid.uuid4())}


class ModuleFactory(factory.Factory):
    """A module of a published course, without chapters."""

    class Meta:
        model = Module

    provider = factory.SubFactory(ProviderFactory)
    course = factory.SubFactory(CoursePageFactory, provider=factory.SelfAttribute("..provider"))

    @classmethod
    def _create(cls, model_class, *args, **facts):
        return services.ensure_module(**facts)


class ChapterFactory(factory.django.DjangoModelFactory):
    """A chapter of the working copy."""

    class Meta:
        model = Chapter

    module = factory.SubFactory(ModuleFactory)
    title = factory.Sequence(lambda number: f"Kapitel {number}")
    position = factory.Sequence(lambda number: number)


class LessonFactory(factory.django.DjangoModelFactory):
    """A published lesson with one paragraph; `live=False` for a draft."""

    class Meta:
        model = Lesson

    chapter = factory.SubFactory(ChapterFactory)
    title = factory.Sequence(lambda number: f"Lektion {number}")
    position = factory.Sequence(lambda number: number)
    body = factory.LazyFunction(lambda: [paragraph()])


class QuizFactory(LessonFactory):
    """A published self-test with two questions; `graded=True` for a test to be passed."""

    kind = Kind.QUIZ
    title = factory.Sequence(lambda number: f"Selbsttest {number}")
    body = factory.LazyFunction(lambda: [question(), question(type="multiple", right=2)])


class MediaFactory(factory.django.DjangoModelFactory):
    """A film with captions."""

    class Meta:
        model = Media

    provider = factory.SubFactory(ProviderFactory)
    title = factory.Sequence(lambda number: f"Film {number}")
    file = factory.LazyFunction(lambda: ContentFile(b"film", name="film.mp4"))
    captions = factory.LazyFunction(lambda: ContentFile(CAPTIONS, name="film.vtt"))
    transcript = "<p>Was gesprochen wird.</p>"
    seconds = 60


def make_module(*, provider=None, lessons=2, graded=True, **course):
    """Return a module with a frozen version: some lessons and, if `graded`, a test at the end."""
    facts = {"provider": provider} if provider else {}
    page = CoursePageFactory(**facts, **course)
    owner = provider or page.entry.provider
    chapter = ChapterFactory(module=services.ensure_module(course=page, provider=owner))
    LessonFactory.create_batch(lessons, chapter=chapter)
    if graded:
        QuizFactory(chapter=chapter, graded=True, title="Abschlusstest")
    services.freeze(module=chapter.module)
    return chapter.module


class ModuleVersionFactory(factory.Factory):
    """The frozen version of a new module; arguments are those of `make_module`."""

    class Meta:
        model = ModuleVersion

    @classmethod
    def _create(cls, model_class, *args, **wishes):
        return make_module(**wishes).versions.get()
