"""The outline is drawn once for everybody, and leads each to their own seat."""

import pytest
from django.test.utils import override_settings
from django.utils import translation

from courses.learning import services
from courses.learning.access import course_on
from courses.learning.outlines import outline_of
from tests.factories.enrolment import EnrolmentFactory
from tests.factories.learning import items_of

pytestmark = pytest.mark.django_db


def html_of(seat, number=0):
    course = course_on(seat)
    return "".join(steps for _, steps in outline_of(course, course.steps[number]))


def test_two_people_get_the_same_outline_with_their_own_addresses():
    one = EnrolmentFactory()
    two = EnrolmentFactory(offer=one.offer)
    first, second = html_of(one), html_of(two)

    assert str(one.registration) in first
    assert str(one.registration) not in second
    assert first.replace(str(one.registration), str(two.registration)) == second


def test_outline_marks_the_current_step_and_follows_the_state():
    seat = EnrolmentFactory()
    assert html_of(seat).count('aria-current="step"') == 1
    assert "erledigt" not in html_of(seat)

    services.finish_lesson(enrolment=seat, key=items_of(seat)[0].key)

    assert "<strong>erledigt</strong>" in html_of(seat, 1)


@override_settings(LANGUAGES=[("de", "Deutsch"), ("en", "English")])
def test_outline_is_drawn_in_the_language_of_the_page():
    seat = EnrolmentFactory()
    german = html_of(seat)
    with translation.override("en"):
        assert html_of(seat) != german
    assert html_of(seat) == german
