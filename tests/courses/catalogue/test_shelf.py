"""The shelf shows what is published, and reads anew only what changed."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.management import call_command

from campus.kit.dates import moved_clock
from courses.catalogue import selectors, services, shelf
from courses.catalogue.models import Audience, CourseEntry, Posting, Word
from courses.catalogue.query import CatalogueQuery
from courses.enrolment import services as enrolment
from tests.factories.catalogue import CoursePageFactory, TopicFactory

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)


def shown(**chosen):
    result = selectors.search(CatalogueQuery(chosen=chosen))
    return [card.title for card in result.cards]


def count_of(facet, value):
    for one in selectors.search(CatalogueQuery()).facets:
        if one.name == facet:
            return {choice.value: choice.count for choice in one.choices}.get(value, 0)
    return 0


def test_unchanged_shelf_costs_one_query(django_assert_num_queries):
    CoursePageFactory.create_batch(3)
    shelf.current()
    with django_assert_num_queries(1):
        shelf.current()


@pytest.mark.parametrize("held", [2, 9])
def test_change_of_one_course_reads_one_course_anew(held, django_assert_num_queries):
    courses = CoursePageFactory.create_batch(held)
    before = shelf.current().by_course
    services.publish_course(course=courses[0])
    with django_assert_num_queries(10):
        after = shelf.current().by_course
    kept = [pk for pk in after if after[pk] is before[pk]]
    assert len(kept) == held - 1
    assert courses[0].pk not in kept


def test_offer_and_dates_change_price_cost_and_start():
    course = CoursePageFactory(format="live")
    assert shown(kosten=("kostenfrei",)) == []
    offer = enrolment.open_offer(course=course, price=Decimal("0"))
    assert shown(kosten=("kostenfrei",)) == [course.title]
    with moved_clock(NOW):
        start = NOW + dt.timedelta(days=20)
        enrolment.add_session(offer=offer, starts_at=start, ends_at=start + dt.timedelta(hours=1))
        assert shown(termin=("bald",)) == [course.title]
    with moved_clock(NOW - dt.timedelta(days=20)):
        assert shown(termin=("spaeter",)) == [course.title]
    with moved_clock(start + dt.timedelta(hours=2)):
        assert count_of("termin", "bald") == 0
    enrolment.close_offer(offer=offer)
    assert shown(kosten=("kostenfrei",)) == []


def test_course_without_date_can_be_begun_at_any_time_unless_it_is_live():
    CoursePageFactory(title="Selbst")
    CoursePageFactory(title="Live", format="live")
    assert shown(termin=("jederzeit",)) == ["Selbst"]


def test_audience_is_a_filter_and_none_means_all_staff():
    services.put_audiences([{"slug": "bau", "name_de": "Bauverwaltung", "name_en": "Building"}])
    CoursePageFactory(title="Fürs Bauamt", audiences=list(Audience.objects.all()))
    CoursePageFactory(title="Für alle")
    assert shown(rolle=("bau",)) == ["Fürs Bauamt"]
    assert shown(rolle=("alle",)) == ["Für alle"]
    assert selectors.search(CatalogueQuery(text="Bauverwaltung")).total == 1
    assert [one.slug for one in selectors.audiences_by_slug(["bau", "x"])] == ["bau"]


def test_minutes_of_a_new_version_change_duration():
    course = CoursePageFactory()
    shelf.current()
    services.set_minutes(course_id=course.pk, minutes=45)
    assert shown(dauer=("kurz",)) == [course.title]


def test_renamed_topic_is_shown_at_once():
    topic = TopicFactory(slug="recht", name_de="Alt")
    CoursePageFactory(topics=[topic])
    shelf.current()
    services.put_topics([{"slug": "recht", "name_de": "Neu", "name_en": "New"}])
    [facet] = [one for one in selectors.search(CatalogueQuery()).facets if one.name == "thema"]
    assert [choice.label for choice in facet.choices] == ["Neu"]


def test_what_was_changed_past_the_services_is_shown_after_a_while():
    course = CoursePageFactory(title="Alt")
    shelf.current()
    type(course).objects.filter(pk=course.pk).update(promise="Neu.")
    with moved_clock(shelf.current().read_at + shelf.OLDEST):
        assert shelf.current().by_course[course.pk].promise == "Neu."


def test_courses_are_sorted_by_title_without_search_words():
    for title in ("Übung", "Zebra", "Akte"):
        CoursePageFactory(title=title)
    assert shown() == ["Akte", "Übung", "Zebra"]


def test_unpublished_course_takes_only_its_own_words_along():
    first = CoursePageFactory(title="Vergaberecht", promise="Alle lernen.")
    CoursePageFactory(title="Baurecht", promise="Alle lernen.")
    first.unpublish()
    texts = set(Word.objects.values_list("text", flat=True))
    assert "vergaberecht" not in texts
    assert {"baurecht", "lernen"} <= texts
    assert not Word.objects.filter(postings=None).exists()


def test_edited_course_keeps_the_postings_that_stay_the_same():
    course = CoursePageFactory(title="Vergaberecht", promise="Alle lernen.")
    before = dict(Posting.objects.values_list("word__text", "pk"))
    course.title = "Baurecht"
    course.goals = "Lernen"
    services.publish_course(course=course)
    after = dict(Posting.objects.values_list("word__text", "pk"))
    assert {text for text in after if after[text] == before.get(text)} == before.keys() - {
        "vergaberecht"
    }
    assert Posting.objects.get(word__text="lernen").weight == Posting.Weight.GOAL


def test_command_indexes_what_an_update_of_the_software_left_without_words():
    CoursePageFactory(title="Vergaberecht")
    Word.objects.all().delete()
    assert selectors.index_is_missing()
    call_command("reindex_catalogue", if_missing=True, verbosity=0)
    assert selectors.search(CatalogueQuery(text="vergabe")).total == 1
    assert not selectors.index_is_missing()


def test_command_leaves_a_whole_index_alone(capsys):
    CoursePageFactory()
    mark = CourseEntry.objects.get().mark
    call_command("reindex_catalogue", if_missing=True)
    assert CourseEntry.objects.get().mark == mark
    call_command("reindex_catalogue")
    assert CourseEntry.objects.get().mark != mark
    assert "1 courses can be found." in capsys.readouterr().out


def test_touching_a_course_that_is_not_published_does_nothing():
    services.touch_course(course_id=CoursePageFactory(live=False).pk)
    assert shelf.current().cards == ()
