"""The search knows exactly what is published, whatever happens to a page."""

import pytest

from courses.catalogue import selectors, services
from courses.catalogue.models import CourseEntry, CoursePage
from courses.catalogue.query import CatalogueQuery
from tests.factories.catalogue import CompetenceFactory, CoursePageFactory, TopicFactory
from tests.factories.organisations import ProviderFactory

pytestmark = pytest.mark.django_db


def found(text):
    return [card.title for card in selectors.search(CatalogueQuery(text=text)).cards]


def test_publish_draft_makes_it_found():
    course = CoursePageFactory(title="Vergaberecht", live=False)
    assert found("vergabe") == []
    services.publish_course(course=course)
    assert found("vergabe") == ["Vergaberecht"]


def test_save_of_draft_changes_nothing_found():
    course = CoursePageFactory(title="Vergaberecht")
    course.title = "Baurecht"
    course.save_revision()
    assert (found("vergabe"), found("baurecht")) == (["Vergaberecht"], [])


def test_unpublish_and_publish_again_makes_one_entry():
    course = CoursePageFactory(title="Vergaberecht")
    course.unpublish()
    assert (found("vergabe"), CourseEntry.objects.count()) == ([], 0)
    services.publish_course(course=course)
    services.publish_course(course=course)
    assert (found("vergabe"), CourseEntry.objects.count()) == (["Vergaberecht"], 1)


def test_unpublish_provider_with_all_its_courses_hides_them():
    course = CoursePageFactory(title="Vergaberecht")
    page = selectors.provider_page_of(course)
    for below in CoursePage.objects.descendant_of(page):
        below.unpublish()
    page.unpublish()
    assert found("vergabe") == []


def test_delete_course_page_takes_its_entry_along():
    course = CoursePageFactory(title="Vergaberecht")
    course.module.delete()
    course.delete()
    assert not CourseEntry.objects.exists()


def test_move_to_other_provider_changes_facet_card_module_and_words():
    old, new = ProviderFactory(name="Alte Schule"), ProviderFactory(name="Neue Akademie")
    course = CoursePageFactory(title="Vergaberecht", provider=old)
    course.move(services.ensure_provider_pages(new), pos="last-child")
    [card] = selectors.search(CatalogueQuery(text="akademie")).cards
    assert card.provider_name == "Neue Akademie"
    assert card.url == f"/anbieter/{new.slug}/vergaberecht/"
    assert found("alte") == []
    chosen = CatalogueQuery(chosen={"anbieter": (new.slug,)})
    assert selectors.search(chosen).total == 1
    course.module.refresh_from_db()
    assert course.module.provider == new


def test_move_of_draft_makes_no_entry():
    course = CoursePageFactory(live=False)
    course.move(services.ensure_provider_pages(ProviderFactory()), pos="last-child")
    assert not CourseEntry.objects.exists()


@pytest.mark.parametrize(
    ("facts", "search"),
    [
        ({"promise": "Sie führen Akten elektronisch."}, "elektronisch"),
        ({"description": "<p>Die <b>Bekanntmachung</b></p>"}, "bekanntmachungen"),
        ({"goals": "Fristen kennen\nTermine halten"}, "Termin"),
        ({"audience": "Sachbearbeitung im Bauamt"}, "sachbearbeitung"),
    ],
)
def test_search_reads_every_text_of_the_course(facts, search):
    CoursePageFactory(title="Ein Kurs", **facts)
    assert found(search) == ["Ein Kurs"]


def test_search_does_not_read_markup():
    CoursePageFactory(description='<p class="geheimklasse"><b>Text</b></p>')
    assert found("geheimklasse") == found("strong") == []


def test_rename_of_topic_is_found_after_reindex():
    topic = TopicFactory(slug="recht", name_de="Altwort")
    CoursePageFactory(title="Ein Kurs", topics=[topic])
    services.put_topics([{"slug": "recht", "name_de": "Neuwort", "name_en": "Law"}])
    services.reindex()
    assert (found("neuwort"), found("altwort"), found("law")) == (["Ein Kurs"], [], ["Ein Kurs"])


def test_reindex_forgets_what_is_no_longer_public():
    course = CoursePageFactory()
    CoursePage.objects.filter(pk=course.pk).update(live=False)
    assert services.reindex() == 0


def test_index_of_course_outside_of_providers_makes_no_entry():
    course = CoursePageFactory()
    course.path = "0001zzzz"
    assert services.index_course(course=course) is None
    assert not CourseEntry.objects.exists()


def test_put_course_twice_keeps_one_page_and_brings_it_up_to_date():
    provider = ProviderFactory()
    first = services.put_course(provider=provider, slug="a", title="Alt", promise="Alt.")
    second = services.put_course(provider=provider, slug="a", title="Neu", promise="Neu.")
    assert first.pk == second.pk
    assert found("neu") == ["Neu"]
    assert CoursePage.objects.get().promise == "Neu."


def test_put_course_of_other_provider_with_same_slug_is_another_page():
    for _ in range(2):
        services.put_course(provider=ProviderFactory(), slug="a", title="Kurs", promise="P.")
    assert CoursePage.objects.count() == 2


def test_put_topics_and_competences_twice_makes_one_each_in_order():
    rows = [{"slug": slug, "name_de": slug, "name_en": slug} for slug in ("b", "a")]
    for _ in range(2):
        services.put_topics(rows)
        services.put_competences([{"code": 4.1, "name_de": "Schutz", "name_en": "Safety"}])
    assert [topic.slug for topic in type(TopicFactory.build()).objects.all()] == ["b", "a"]
    [competence] = selectors.competences_by_code([4.1])
    assert (competence.code, competence.name) == ("4.1", "Schutz")


def test_competences_of_another_framework_are_left_out():
    CompetenceFactory(code="4.1", framework="Anderer Rahmen")
    mine = CompetenceFactory(code="4.1", framework="DigComp 2.2")
    assert selectors.competences_by_code(["4.1"], framework="DigComp 2.2") == [mine]
    assert len(selectors.competences_by_code(["4.1"])) == 2


@pytest.mark.parametrize(
    ("goals", "listed"),
    [("", []), ("\n \n", []), (" Eins \r\n\r\nZwei", ["Eins", "Zwei"])],
)
def test_goal_list_is_one_entry_a_line(goals, listed):
    assert CoursePage(goals=goals).goal_list == listed
