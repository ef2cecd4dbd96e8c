"""Joint assignments may let renewals begin with the test, where the single course allows it."""

import pytest
from django.urls import reverse

from courses.assignments.models import Obligation
from courses.assignments.test_first import lack_of, lacks_in
from courses.modules.services import freeze
from tests.factories.enrolment import OfferFactory
from tests.factories.modules import ChapterFactory, LessonFactory, ModuleFactory
from tests.factories.renewals import provable_module

pytestmark = pytest.mark.django_db
CREATE = reverse("course_bundles:create")


@pytest.fixture
def signed_in(client, hr):
    client.force_login(hr)
    return client


@pytest.fixture
def provable():
    return OfferFactory(module=provable_module()).course


@pytest.fixture
def course():
    """Return a course without any test."""
    module = ModuleFactory()
    LessonFactory(chapter=ChapterFactory(module=module))
    freeze(module=module)
    return OfferFactory(module=module).course


def page(response):
    return response.content.decode()


@pytest.fixture
def wishes(values, provable):
    """Choose a course that can, one that cannot, and a proof; repeated every year."""
    chosen = [provable.pk, *values["courses"]]
    return {**values, "courses": chosen, "valid_months": "12", "test_first": "on"}


def test_preview_says_of_each_course_whether_it_begins_with_the_test(
    signed_in, jobs, wishes, course
):
    text = page(signed_in.post(CREATE, wishes))
    assert text.count("Die Erneuerung darf mit dem Test beginnen.") == 1
    assert str(lack_of(course)) in text


def test_only_courses_that_allow_it_are_stored_so(signed_in, jobs, wishes, provable):
    stamp = signed_in.post(CREATE, wishes).context["stamp"]
    signed_in.post(CREATE, {**wishes, "step": "confirm", "stamp": stamp})
    found = {one.name: one.test_first for one in Obligation.objects.all()}
    assert found.pop(provable.title) is True
    assert list(found.values()) == [False, False]


def test_choice_is_a_part_of_what_was_looked_at(signed_in, jobs, wishes):
    stamp = signed_in.post(CREATE, wishes).context["stamp"]
    without = {**wishes, "test_first": "", "step": "confirm", "stamp": stamp}
    assert signed_in.post(CREATE, without).status_code == 409
    assert not Obligation.objects.exists()


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"valid_months": ""}, "Aufgefrischt wird nur"),
        ({"courses": []}, "Nur ein Kurs hat einen Test."),
    ],
)
def test_where_it_cannot_be_the_form_says_why(signed_in, jobs, wishes, changed, sentence):
    response = signed_in.post(CREATE, {**wishes, **changed})
    assert response.status_code == 400
    assert response.context["form"].errors["test_first"]
    assert sentence in page(response)


def test_no_course_that_allows_it_is_refused_with_the_reasons(signed_in, jobs, wishes, course):
    response = signed_in.post(CREATE, {**wishes, "courses": [course.pk]})
    assert response.status_code == 400
    assert response.context["form"].errors["test_first"] == [lack_of(course)]


def test_without_the_wish_nothing_is_said(signed_in, jobs, wishes):
    text = page(signed_in.post(CREATE, {**wishes, "test_first": ""}))
    assert "darf mit dem Test beginnen" not in text


def test_lacks_are_read_together(course, provable):
    found = lacks_in([course, provable])
    assert found[provable.pk] == ""
    assert found[course.pk] == lack_of(course) != ""
    assert lacks_in([]) == {}
