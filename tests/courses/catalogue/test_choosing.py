"""Where somebody chooses among courses, equal titles can be told apart."""

import pytest
from django.utils.translation import override

from courses.catalogue.choosing import CourseChoice, CourseChoices
from courses.catalogue.models import CoursePage
from members.organisations.models import Municipality

TITLE = "Barrierefreie Aushänge"


@pytest.mark.parametrize("field", [CourseChoice, CourseChoices])
@pytest.mark.parametrize(
    ("own", "language", "name"),
    [
        (False, "de", TITLE),
        (False, "en", TITLE),
        (True, "de", f"{TITLE} (eigene Einheit)"),
        (True, "en", f"{TITLE} (own unit)"),
    ],
)
@pytest.mark.django_db
def test_own_unit_is_told_from_the_course_made_from_it(field, own, language, name):
    course = CoursePage(title=TITLE, only_for=Municipality(pk=7) if own else None)
    with override(language):
        assert field(queryset=CoursePage.objects.none()).label_from_instance(course) == name


@pytest.mark.django_db
def test_names_of_many_cost_no_query(django_assert_num_queries):
    courses = [CoursePage(title=TITLE, only_for_id=number % 2 or None) for number in range(20)]
    choice = CourseChoices(queryset=CoursePage.objects.none())
    with django_assert_num_queries(0):
        assert len({choice.label_from_instance(course) for course in courses}) == 2
