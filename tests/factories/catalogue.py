"""Factories of courses.catalogue."""

import factory

from courses.catalogue import services
from courses.catalogue.models import Competence, CoursePage, Topic
from tests.factories.organisations import ProviderFactory


class TopicFactory(factory.django.DjangoModelFactory):
    """A subject area."""

    class Meta:
        model = Topic

    slug = factory.Sequence(lambda number: f"thema-{number}")
    name_de = factory.Sequence(lambda number: f"Thema {number}")
    name_en = factory.Sequence(lambda number: f"Topic {number}")


class CompetenceFactory(factory.django.DjangoModelFactory):
    """A competence of DigComp 2.2."""

    class Meta:
        model = Competence

    code = factory.Sequence(lambda number: f"9.{number}")
    name_de = factory.Sequence(lambda number: f"Kompetenz {number}")
    name_en = factory.Sequence(lambda number: f"Competence {number}")


class CoursePageFactory(factory.Factory):
    """A published course below its provider's page; `live=False` for a draft."""

    class Meta:
        model = CoursePage

    provider = factory.SubFactory(ProviderFactory)
    title = factory.Sequence(lambda number: f"Kurs Beispiel {number}")
    promise = "Sie können danach sicher mit dem Thema umgehen."

    @classmethod
    def _create(cls, model_class, *args, **facts):
        return services.add_course(**facts)
