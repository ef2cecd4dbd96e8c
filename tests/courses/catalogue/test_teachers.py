"""Who teaches: named on the course page by their own leave only, in the authors' order."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from campus.kit import dates
from courses.catalogue import services
from courses.catalogue.models import CourseTeacher
from courses.catalogue.models.teachers import named
from tests.factories.catalogue import CoursePageFactory
from tests.factories.enrolment import OfferFactory

DAY = dt.date(2026, 3, 1)


@pytest.mark.parametrize(
    ("agreed_on", "is_named"),
    [(None, False), (dt.date(2026, 3, 2), False), (DAY, True), (dt.date(2020, 1, 1), True)],
)
def test_teacher_is_named_from_the_day_of_the_own_agreement(agreed_on, is_named):
    assert bool(named([CourseTeacher(name="Kim Beispiel", agreed_on=agreed_on)], DAY)) is is_named


def page_with(*rows):
    course = CoursePageFactory(teachers=services.teachers(rows))
    OfferFactory(module__course=course, module__provider=course.get_parent().specific.provider)
    return course


def row(name, *, agreed=True, **more):
    return {"name": name, "agreed_on": dates.today() if agreed else None, **more}


@pytest.mark.django_db
def test_course_page_names_who_has_agreed_in_the_given_order(client):
    course = page_with(
        row("Zoe Beispiel", position="Professur für Vergaberecht"),
        row("Ben Muster", agreed=False),
        row("Anna Beispiel"),
    )
    text = client.get(course.url).content.decode()
    assert "Gelehrt von" in text
    assert text.index("Zoe Beispiel") < text.index("Anna Beispiel")
    assert "Professur für Vergaberecht" in text
    assert "Ben Muster" not in text


@pytest.mark.django_db
def test_course_page_without_named_teachers_has_no_empty_heading(client):
    assert "Gelehrt von" not in client.get(page_with(row("Ben", agreed=False)).url).content.decode()


@pytest.mark.django_db
def test_name_is_gone_as_soon_as_the_page_is_published_without_it(client):
    course = page_with(row("Zoe Beispiel"))
    assert "Zoe Beispiel" in client.get(course.url).content.decode()
    course.teachers = []
    services.publish_course(course=course)
    assert "Zoe Beispiel" not in client.get(course.url).content.decode()
    assert not CourseTeacher.objects.exists()


@pytest.mark.parametrize(
    "fault", [{"name": ""}, {"name": "x" * 121}, {"position": "x" * 161}, {"agreed_on": "gestern"}]
)
def test_faulty_teacher_is_refused(fault):
    with pytest.raises(ValidationError):
        services.teachers([{"name": "Zoe Beispiel", **fault}])
