"""Factories of courses.feedback."""

import factory

from courses.feedback.models import Rating
from tests.factories.catalogue import CoursePageFactory
from tests.factories.people import PersonFactory


class RatingFactory(factory.django.DjangoModelFactory):
    """Four stars of somebody, without words."""

    class Meta:
        model = Rating

    course = factory.SubFactory(CoursePageFactory)
    person = factory.SubFactory(PersonFactory)
    stars = 4
