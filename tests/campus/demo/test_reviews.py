"""What of the review the demo shows: something at every stage, comments, an end, something late."""

import datetime as dt

import pytest

from campus.demo import reviews
from campus.demo.signins import SIGN_INS
from campus.kit import dates
from courses.catalogue.services import ensure_provider_pages
from courses.lifecycle import selectors as lifecycle
from courses.modules import services as modules
from courses.review import selectors
from courses.review.models import Comment, GuestLink
from courses.review.stages import Stage
from courses.review.workflows import ensure_review
from members.roles.services import grant
from tests.factories.accounts import UserFactory
from tests.factories.catalogue import CoursePageFactory
from tests.factories.modules import ChapterFactory, LessonFactory
from tests.factories.organisations import ProviderFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def courses():
    """The demo's people and a course of each name, with one lesson."""
    ensure_review()
    providers = {slug: ProviderFactory(slug=slug) for slug in ("speyer", "dhbw")}
    for entry in SIGN_INS:
        if entry.role and (entry.provider in providers or not entry.municipality):
            place = {"provider": providers[entry.provider]} if entry.provider else {}
            grant(user=UserFactory(email=entry.email), role=entry.role, **place)
    owners = {slug: author.split("@")[1].split(".")[0] for slug, author, _at in reviews.WAITING}
    owners |= {reviews.SENT_BACK: "speyer", "it-sicherheit-am-arbeitsplatz": "dhbw"}
    found = {}
    for slug, owner in owners.items():
        provider = providers[owner]
        ensure_provider_pages(provider)
        found[slug] = CoursePageFactory(provider=provider, slug=slug)
        module = modules.ensure_module(course=found[slug], provider=provider)
        lesson = LessonFactory(chapter=ChapterFactory(module=module))
        modules.publish_lesson(lesson=lesson)
    reviews.add_reviews(found, providers, today=dates.today())
    return found


def test_demo_has_something_at_every_stage_and_one_of_it_is_late(courses):
    rows = selectors.with_lessons(selectors.states_in_progress())
    assert {row.stage for row in rows} == set(Stage)
    assert [row.stage for row in rows if row.state.is_overdue] == [Stage.PROVIDER]
    assert Comment.objects.filter(resolved_at=None).count() == 2
    assert GuestLink.objects.get().comments.count() == 1
    back = courses[reviews.SENT_BACK].module.chapters.get().lessons.get()
    assert "Merkliste" in selectors.sent_back(back).comment


def test_demo_has_an_overdue_module_and_a_course_that_has_ended(courses):
    late = lifecycle.upkeep_of_course(courses["datenschutz-grundlagen"].pk)
    assert late.is_overdue
    assert late.review_by == dates.today() - dt.timedelta(days=20)
    assert len(lifecycle.sources_of(courses["datenschutz-grundlagen"].pk)) == 2
    successor = courses["ki-grundlagen-verwaltung"]
    ended = lifecycle.pointing_to(successor)
    assert ended.course.title == reviews.OLD_TITLE
    assert ended.is_carried_out
