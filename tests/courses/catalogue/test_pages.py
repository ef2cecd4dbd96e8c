"""The public pages: hostile addresses, pagination, what is hidden, and what it costs."""

from decimal import Decimal
from urllib.parse import quote

import pytest

from courses.catalogue import selectors, services
from courses.catalogue.query import CatalogueQuery
from courses.modules.services import freeze
from tests.factories.accounts import UserFactory
from tests.factories.catalogue import CompetenceFactory, CoursePageFactory, TopicFactory
from tests.factories.modules import ChapterFactory, LessonFactory, QuizFactory, make_module
from tests.factories.organisations import ProviderFactory

pytestmark = pytest.mark.django_db


def text(client, address):
    return client.get(address).content.decode()


def fill(count, provider=None, start=0):
    """Publish courses with topic, offer and minutes."""
    provider = provider or ProviderFactory()
    for number in range(start, start + count):
        course = CoursePageFactory(
            provider=provider, topics=[TopicFactory()], title=f"Kurs {number:02}"
        )
        course.offers.create(price=Decimal("1.00"))
    return provider


HOSTILE = [
    "q=" + quote("'; DROP TABLE catalogue_courseentry; --"),
    "q=" + quote("<script>alert(1)</script>"),
    "q=%25&q=%5C",
    "q=_",
    "q=%00%01%02",
    "q=%F0%9F%98%80",
    "q=%FF%FE",
    "q=%E2%80%AE",
    "q=" + "a" * 5000,
    "q=" + "+".join("abc" for _ in range(500)),
    "q=*&q=%28%29%5B%5D%7B%7D%3F",
    "q[]=a&q[0]=b",
    "page=0",
    "page=-1",
    "page=1e9",
    "page=%00",
    "page=NaN",
    "page=99999999999999999999",
    "page=%D9%A3",
    "thema=" + "x" * 3000,
    "thema=%00",
    "thema=&stufe=&format=&anbieter=&dauer=&kosten=",
    "&".join(f"thema=t{number}" for number in range(300)),
    "kosten=kostenfrei&kosten=kostenpflichtig",
    "dauer=ewig&format=brief",
    "&".join(f"a{number}=1" for number in range(3000)),
    "thema[]=a&__proto__[x]=1",
    "&&&===&",
    "%",
]


@pytest.mark.parametrize("address", HOSTILE)
def test_catalogue_answers_hostile_address_and_shows_no_markup_of_it(client, address):
    CoursePageFactory(title="Vergaberecht")
    answer = client.get(f"/katalog/?{address}")
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "<script>alert(1)" not in page
    assert "<h1" in page


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_catalogue_is_only_read(client, method):
    assert getattr(client, method)("/katalog/").status_code == 405


@pytest.mark.parametrize("search", ["gibtesnicht", "%", "'"])
def test_catalogue_keeps_search_words_in_field_and_chip(client, search):
    CoursePageFactory()
    answer = client.get("/katalog/", {"q": search})
    assert answer.context["result"].query.text == search
    assert len(answer.context["result"].chips) == 1
    assert 'name="q"' in answer.content.decode()


def test_catalogue_without_courses_says_so_and_without_hit_says_what_to_do(client):
    assert "Noch sind keine Kurse veröffentlicht" in text(client, "/katalog/")
    CoursePageFactory()
    assert "Dazu passt noch kein Kurs" in text(client, "/katalog/?q=gibtesnicht")


def test_catalogue_of_searches_is_not_offered_to_search_engines(client):
    CoursePageFactory()
    assert "noindex" not in text(client, "/katalog/")
    assert "noindex" in text(client, "/katalog/?q=kurs")


@pytest.mark.parametrize(
    ("total", "page", "shown"),
    [
        (0, 1, 0),
        (1, 1, 1),
        (12, 1, 12),
        (12, 2, 12),
        (13, 1, 12),
        (13, 2, 1),
        (13, 99, 1),
        (25, 3, 1),
    ],
)
def test_pages_hold_twelve_and_the_last_page_stands_for_all_behind_it(total, page, shown):
    fill(total)
    result = selectors.search(CatalogueQuery(page=page))
    assert (result.total, len(result.cards)) == (total, shown)


def test_pages_together_show_every_course_once():
    fill(14)
    titles = [
        card.title for page in (1, 2) for card in selectors.search(CatalogueQuery(page=page)).cards
    ]
    assert titles == [f"Kurs {number:02}" for number in range(14)]


def test_links_to_further_pages_keep_words_and_filters(client):
    topic = TopicFactory(slug="recht")
    provider = ProviderFactory()
    for number in range(13):
        CoursePageFactory(provider=provider, topics=[topic], title=f"Kurs {number:02}")
    page = text(client, "/katalog/?q=kurs&thema=recht")
    assert "q=kurs&amp;thema=recht&amp;page=2" in page


def test_counts_stand_beside_the_filters_in_words(client):
    topic = TopicFactory(slug="recht", name_de="Fachrecht")
    provider = ProviderFactory()
    for number in range(3):
        CoursePageFactory(provider=provider, topics=[topic], title=f"Kurs {number}")
    [facet] = [
        facet for facet in client.get("/katalog/").context["result"].facets if facet.name == "thema"
    ]
    assert [(choice.label, choice.count) for choice in facet.choices] == [("Fachrecht", 3)]
    page = text(client, "/katalog/?thema=recht")
    assert "3 Kurse" in page
    assert "1 Kurs<" in text(client, "/katalog/?q=kurs+1")


@pytest.mark.parametrize("address", ["/katalog/", "/katalog/?q=kurs", "/anbieter/hs/"])
def test_lists_cost_as_many_queries_for_fifteen_courses_as_for_three(
    client, address, django_assert_max_num_queries, django_assert_num_queries
):
    provider = fill(3, ProviderFactory(slug="hs"))
    client.get(address)
    with django_assert_max_num_queries(20) as few:
        client.get(address)
    asked = len(few)
    fill(12, provider, start=3)
    client.get(address)
    with django_assert_num_queries(asked):
        client.get(address)


def test_course_page_costs_as_many_queries_for_fifteen_lessons_as_for_three(
    client, django_assert_max_num_queries, django_assert_num_queries
):
    few_lessons, many_lessons = make_module(lessons=3), make_module(lessons=15)
    for module in (few_lessons, many_lessons):
        client.get(module.course.url)
    with django_assert_max_num_queries(30) as few:
        client.get(few_lessons.course.url)
    with django_assert_num_queries(len(few)):
        client.get(many_lessons.course.url)


@pytest.fixture
def hidden():
    """A course that was public and is no longer; its provider has no other."""
    provider = ProviderFactory(name="Hochschule Musterstadt", slug="hs")
    course = CoursePageFactory(title="Geheimkurs", provider=provider)
    course.offers.create(price=Decimal("0.00"))
    LessonFactory(chapter=ChapterFactory(module=course.module))
    freeze(module=course.module)
    address = course.url
    course.unpublish()
    return address


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/katalog/",
        "/katalog/?q=geheim",
        "/katalog/?anbieter=hs",
        "/katalog/?kosten=kostenfrei",
        "/anbieter/",
        "/anbieter/hs/",
        "/sitemap.xml",
        "/lernen/",
    ],
)
@pytest.mark.parametrize("signed_in", [False, True])
def test_withdrawn_course_is_hidden_everywhere(client, hidden, address, signed_in):
    if signed_in:
        client.force_login(UserFactory())
    page = client.get(address, follow=True).content.decode()
    assert "Geheimkurs" not in page
    assert hidden not in page


def test_withdrawn_course_has_no_page_and_no_place_in_counts(client, hidden):
    assert client.get(hidden).status_code == 404
    assert "0 Kurse" in text(client, "/anbieter/")
    assert "Dieser Anbieter hat noch keinen Kurs veröffentlicht." in text(client, "/anbieter/hs/")
    result = selectors.search(CatalogueQuery())
    assert (result.total, result.facets) == (0, [])
    assert list(selectors.bookable_courses()) == []


def test_provider_pages_stand_in_order_with_number_of_courses(client):
    for name, count in (("Zentrum", 2), ("Akademie", 1), ("Mitte", 0)):
        provider = ProviderFactory(name=name, city="Mannheim")
        services.ensure_provider_pages(provider)
        fill(count, provider)
    rows = selectors.provider_pages_with_counts()
    assert [(page.title, count) for page, _href, count in rows] == [
        ("Akademie", 1),
        ("Mitte", 0),
        ("Zentrum", 2),
    ]
    page = text(client, "/anbieter/")
    for words in ("1 Kurs<", "2 Kurse", "0 Kurse", "Mannheim"):
        assert words in page


def test_provider_page_shows_introduction_address_and_only_its_courses(client):
    provider = ProviderFactory(name="Akademie", slug="akademie", street="Weg 1", city="Speyer")
    fill(1, provider)
    CoursePageFactory(title="Fremder Kurs")
    page = services.ensure_provider_pages(provider)
    page.introduction = "<p>Wir lehren gern.</p>"
    page.save_revision().publish()
    shown = text(client, "/anbieter/akademie/")
    for words in ("Wir lehren gern.", "Weg 1", "Speyer", "Kurs 00", "1,00 € je Platz"):
        assert words in shown
    assert "Fremder Kurs" not in shown


def test_course_page_says_everything_before_enrolling(client):
    provider = ProviderFactory(name="Akademie", short_name="AKA", slug="aka")
    course = CoursePageFactory(
        provider=provider,
        title="Vergaberecht",
        goals="Sie kennen die Fristen.",
        audience="Vergabestellen",
        prerequisites="Grundkurs",
        accessibility="Alle Filme haben Untertitel.",
        description="<p>Worum es <b>genau</b> geht.</p>",
        topics=[TopicFactory(slug="recht", name_de="Fachrecht")],
        competences=[CompetenceFactory(code="4.1", name_de="Geräte schützen")],
    )
    chapter = ChapterFactory(module=course.module, title="Einstieg")
    LessonFactory(chapter=chapter, title="Erste Lektion", minutes=75)
    LessonFactory(chapter=chapter, title="Zugabe", required=False)
    LessonFactory(chapter=chapter, title="Nur Entwurf", live=False)
    QuizFactory(chapter=chapter, title="Abschlusstest", graded=True)
    QuizFactory(chapter=chapter, title="Zum Üben")
    freeze(module=course.module)
    course.offers.create(price=Decimal("1249.00"))
    page = text(client, "/anbieter/aka/vergaberecht/")
    for words in (
        "Akademie",
        "Sie kennen die Fristen.",
        "Vergabestellen",
        "Grundkurs",
        "Alle Filme haben Untertitel.",
        "<b>genau</b>",
        "Fachrecht",
        "DigComp 2.2 4.1: Geräte schützen",
        "Einstieg",
        "1 Std. 15 Min.",
        "freiwillig",
        "benoteter Test",
        "Selbsttest",
        "1.249,00 € je Platz",
        "CC-BY-SA-4.0",
        "Nachweis, der sich online prüfen lässt",
    ):
        assert words in page, words
    assert "Nur Entwurf" not in page


def test_course_page_before_first_version_says_that_contents_follow(client):
    course = CoursePageFactory()
    page = text(client, course.url)
    assert "Die Inhalte erscheinen hier, sobald sie fertig sind." in page
    assert "Derzeit nicht buchbar" in page


def test_course_page_escapes_what_authors_wrote(client):
    evil = '"><script>alert(1)</script>'
    course = CoursePageFactory(title="Kurs", promise=evil, goals=evil, audience=evil)
    assert "<script>alert(1)" not in text(client, course.url)
    assert "<script>alert(1)" not in text(client, "/katalog/")
