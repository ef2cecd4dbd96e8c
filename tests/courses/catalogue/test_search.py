"""The search over published courses, and its page."""

from decimal import Decimal

import pytest

from courses.catalogue import selectors, services
from courses.catalogue.models import CourseEntry, CoursePage, ProviderIndexPage, ProviderPage
from courses.catalogue.query import CatalogueQuery
from tests.factories.catalogue import CoursePageFactory, TopicFactory
from tests.factories.organisations import ProviderFactory

pytestmark = pytest.mark.django_db


def titles(**wishes):
    return [card.title for card in selectors.search(CatalogueQuery(**wishes)).cards]


def add_offer(course, price):
    return course.offers.create(price=Decimal(price))


@pytest.mark.parametrize("text", ["recht", "RECHTE", "Vergabe", "vergaberecht", "Ausschreibungen"])
def test_search_finds_compounds_and_inflected_words(text):
    CoursePageFactory(title="Vergaberecht digital", description="<p>Eine Ausschreibung.</p>")
    CoursePageFactory(title="Barrierefreie Dokumente")
    assert titles(text=text) == ["Vergaberecht digital"]


def test_search_finds_topic_and_provider():
    topic = TopicFactory(name_de="Künstliche Intelligenz")
    provider = ProviderFactory(name="Hochschule Musterstadt")
    CoursePageFactory(title="Grundlagen", topics=[topic], provider=provider)
    assert titles(text="kuenstliche") == titles(text="Musterstadt") == ["Grundlagen"]


def test_search_puts_hits_in_title_first():
    CoursePageFactory(title="Aktenführung", promise="Auch Datenschutz kommt vor.")
    CoursePageFactory(title="Datenschutz")
    assert titles(text="datenschutz") == ["Datenschutz", "Aktenführung"]


def test_search_leaves_out_drafts_and_withdrawn_courses():
    CoursePageFactory(title="Entwurf", live=False)
    CoursePageFactory(title="Zurückgezogen").unpublish()
    assert titles() == []


def test_search_knows_changed_title_after_publishing():
    course = CoursePageFactory(title="Alt")
    course.title = "Neuland"
    services.publish_course(course=course)
    assert titles(text="neuland") == ["Neuland"]
    assert titles(text="alt") == []


def test_search_with_filters_joins_facets_and_adds_values():
    first, second = TopicFactory(slug="a"), TopicFactory(slug="b")
    CoursePageFactory(title="Eins", topics=[first], level="basic")
    CoursePageFactory(title="Zwei", topics=[second], level="basic")
    CoursePageFactory(title="Drei", topics=[second], level="advanced")
    assert titles(chosen={"thema": ("a", "b"), "stufe": ("basic",)}) == ["Eins", "Zwei"]


def test_search_by_cost_tells_free_paid_and_unbookable():
    add_offer(CoursePageFactory(title="Frei"), "0.00")
    add_offer(CoursePageFactory(title="Bezahlt"), "49.00")
    CoursePageFactory(title="Ohne Angebot")
    assert titles(chosen={"kosten": ("kostenfrei",)}) == ["Frei"]
    assert titles(chosen={"kosten": ("kostenpflichtig",)}) == ["Bezahlt"]


def test_search_many_courses_costs_as_many_queries_as_few(
    client, django_assert_max_num_queries, django_assert_num_queries
):
    provider, topic = ProviderFactory(), TopicFactory()
    add_offer(CoursePageFactory(provider=provider, topics=[topic]), "0.00")
    client.get("/katalog/")
    with django_assert_max_num_queries(14) as few:
        client.get("/katalog/")
    asked = len(few)
    for number in range(8):
        add_offer(
            CoursePageFactory(provider=provider, topics=[topic], title=f"Kurs {number}"), "1.00"
        )
    client.get("/katalog/")
    with django_assert_num_queries(asked):
        client.get("/katalog/")


def test_catalogue_page_shows_card_chip_and_count(client):
    topic = TopicFactory(slug="recht", name_de="Recht")
    add_offer(CoursePageFactory(title="Vergaberecht", topics=[topic]), "49.00")
    page = client.get("/katalog/?q=vergabe&thema=recht").content.decode()
    assert "Vergaberecht" in page
    assert "49,00 €" in page
    assert 'href="?thema=recht"' in page
    assert 'href="?q=vergabe"' in page


@pytest.mark.parametrize(
    "address", ["?q=gibtesnicht", "?q=%00", "?q=%25_%27", "?page=999", "?thema=x&stufe=%F0"]
)
def test_catalogue_page_answers_any_address(client, address):
    CoursePageFactory()
    assert client.get(f"/katalog/{address}").status_code == 200


def test_catalogue_page_without_hit_says_what_to_do(client):
    CoursePageFactory()
    assert "/katalog/" in client.get("/katalog/?q=zzz").content.decode()


def test_catalogue_pages_show_twelve_courses_each(client):
    provider = ProviderFactory()
    for number in range(13):
        CoursePageFactory(provider=provider, title=f"Kurs {number:02}")
    page = client.get("/katalog/?page=2").content.decode()
    assert "Kurs 12" in page
    assert "Kurs 00" not in page


def test_provider_pages_list_courses(client):
    provider = ProviderFactory(name="Hochschule Musterstadt", slug="musterstadt")
    CoursePageFactory(title="Grundlagen", provider=provider)
    assert "Hochschule Musterstadt" in client.get("/anbieter/").content.decode()
    assert "Grundlagen" in client.get("/anbieter/musterstadt/").content.decode()


def test_provider_index_costs_as_many_queries_for_many_as_for_one(
    client, django_assert_num_queries, django_assert_max_num_queries
):
    services.ensure_provider_pages(ProviderFactory())
    client.get("/anbieter/")
    with django_assert_max_num_queries(14) as few:
        client.get("/anbieter/")
    for _ in range(5):
        services.ensure_provider_pages(ProviderFactory())
    with django_assert_num_queries(len(few)):
        client.get("/anbieter/")


def test_page_types_stand_only_where_they_belong():
    assert CoursePage.allowed_parent_page_models() == [ProviderPage]
    assert ProviderPage.allowed_parent_page_models() == [ProviderIndexPage]
    assert CoursePage.allowed_subpage_models() == []


def test_publish_old_draft_keeps_minutes_of_version():
    course = CoursePageFactory()
    draft = course.save_revision()
    services.set_minutes(course_id=course.pk, minutes=90)
    draft.publish()
    course.refresh_from_db()
    assert course.minutes == 90


def test_ensure_provider_pages_twice_makes_one():
    provider = ProviderFactory()
    assert services.ensure_provider_pages(provider) == services.ensure_provider_pages(provider)


def test_reindex_writes_entries_anew():
    CoursePageFactory(title="Kurs")
    CourseEntry.objects.all().delete()
    assert services.reindex() == 1
    assert titles(text="kurs") == ["Kurs"]
