"""Factories of courses.feedback."""

import factory

from courses.feedback import services
from courses.feedback.models import Question, Rating
from courses.feedback.places import place_of
from tests.factories.catalogue import CoursePageFactory
from tests.factories.learning import items_of
from tests.factories.people import PersonFactory


class RatingFactory(factory.django.DjangoModelFactory):
    """Four stars of somebody, without words."""

    class Meta:
        model = Rating

    course = factory.SubFactory(CoursePageFactory)
    person = factory.SubFactory(PersonFactory)
    stars = 4


def place_on(seat, number=0):
    """Return a step of somebody's seat, the first one by default."""
    return place_of(seat.person, seat.registration, items_of(seat)[number].key)


def note_on(seat, text="Merken: Frist von vier Wochen", seconds=None):
    """Let the learner write a note at the first step."""
    return services.add_note(place=place_on(seat), text=text, seconds=seconds)


def question_on(seat, text="Gilt das auch für Fotos?", kind=Question.Kind.QUESTION):
    """Let the learner ask the provider at the first step."""
    return services.ask(place=place_on(seat), kind=kind, text=text)
