"""A unit is a course like any other for the own staff, and does not exist for anybody else."""

import pytest
from django.urls import reverse
from wagtail.documents import get_document_model

from campus.kit import dates
from courses.assignments import selectors as assignments
from courses.catalogue import selectors as catalogue
from courses.catalogue import services as catalogue_services
from courses.certificates import services as certificates
from courses.certificates.models import Certificate
from courses.enrolment import services as enrolment
from courses.enrolment.errors import NotBookable
from courses.modules import selectors as modules
from courses.modules.studio.services import setup_studio
from courses.portal.services import ensure_landing_page
from courses.units import services
from courses.units.errors import Ended, NotUsable
from courses.units.models import UnitPaper
from members.cooperative.models import Charge
from members.roles.catalogue import Role
from members.roles.services import grant
from tests.factories.accounts import UserFactory
from tests.factories.assignments import ObligationFactory, PeriodFactory
from tests.factories.enrolment import member_employment
from tests.factories.learning import complete
from tests.factories.organisations import ProviderFactory
from tests.factories.people import EmploymentFactory
from tests.factories.roles import GrantFactory
from tests.factories.units import QUESTION, make_paper, make_unit

pytestmark = pytest.mark.django_db
TITLE = "Brandschutz im Rathaus"


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def job():
    return member_employment()


@pytest.fixture
def unit(job):
    return make_unit(job.municipality)


def text_of(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def seat_in(unit, job):
    offer = unit.course.offers.get()
    return enrolment.enrol(person=job.person, offer=offer, by=job.person.user)


LISTS = {
    "catalogue": "/katalog/",
    "search": "/katalog/?q=brandschutz",
    "providers": "/anbieter/",
    "sitemap": "/sitemap.xml",
    "home": "/",
    "start page": "/lernen/",
    "landing page": "/kommunen/{slug}/",
}
OWN = {"catalogue", "search", "start page", "landing page"}


@pytest.mark.parametrize("name", list(LISTS))
@pytest.mark.parametrize("who", ["own staff", "nobody signed in", "staff of another town"])
def test_unit_stands_in_the_lists_of_the_own_staff_only(client, job, unit, name, who):
    ensure_landing_page(municipality_id=job.municipality_id)
    people = {"own staff": job, "staff of another town": member_employment()}
    if who in people:
        client.force_login(people[who].person.user)
    response = client.get(LISTS[name].format(slug=job.municipality.slug))
    shown = who == "own staff" and name in OWN
    assert (TITLE in response.content.decode()) is shown


@pytest.mark.parametrize(
    ("who", "status"),
    [("own staff", 200), ("HR", 200), ("nobody", 404), ("others", 404), ("author", 404)],
)
def test_page_of_a_unit_exists_for_the_own_staff_only(client, job, unit, who, status):
    users = {
        "own staff": lambda: job.person.user,
        "HR": lambda: GrantFactory(municipality=job.municipality).user,
        "others": lambda: member_employment().person.user,
        "author": lambda: GrantFactory(role=Role.AUTHOR).user,
    }
    if who in users:
        client.force_login(users[who]())
    assert client.get(unit.course.url).status_code == status


def test_unit_is_on_no_shelf_in_no_index_and_in_no_list_for_all(unit):
    catalogue_services.reindex()
    key = unit.course_id
    assert key not in catalogue.shelf_now().by_course
    for rows in (
        catalogue.published_courses(),
        catalogue.bookable_courses(),
        catalogue.public_courses(),
    ):
        assert key not in rows.values_list("pk", flat=True)
    assert not catalogue.index_is_missing()
    assert key in catalogue.bookable_courses(unit.municipality).values_list("pk", flat=True)


def test_own_provider_page_is_not_public(client, unit):
    provider = modules.current_version(unit.course).module.provider
    assert (provider.kind, provider.municipality) == ("municipality", unit.municipality)
    assert client.get(f"/anbieter/{provider.slug}/").status_code == 404


def test_staff_of_others_cannot_take_it_even_by_its_number(unit):
    stranger = member_employment()
    with pytest.raises(NotBookable):
        seat_in(unit, stranger)


@pytest.mark.parametrize("method", ["get", "post"])
def test_its_number_tells_others_nothing(client, job, unit, method):
    address = reverse("enrolment:enrol", args=[unit.course.offers.get().pk])
    client.force_login(member_employment().person.user)
    assert getattr(client, method)(address).status_code == 404
    client.force_login(job.person.user)
    assert getattr(client, method)(address).status_code == 302


def test_second_job_is_enough_and_pays(unit, job):
    person = member_employment().person
    EmploymentFactory(person=person, municipality=job.municipality)
    seat = enrolment.enrol(person=person, offer=unit.course.offers.get(), by=None)
    assert seat.employment.municipality == job.municipality


def test_unit_costs_nothing_is_learnt_and_earns_no_certificate(client, job, unit):
    seat = seat_in(unit, job)
    client.force_login(job.person.user)
    assert "bis zum Nachweis" not in text_of(
        client, reverse("learning:course", args=[seat.registration])
    )
    complete(seat)
    assert certificates.issue(registration=seat.registration) == []
    assert not Certificate.objects.exists()
    assert not Charge.objects.exists()


def test_unit_can_be_made_obligatory_and_fulfils(
    client, job, unit, django_capture_on_commit_callbacks
):
    hr = GrantFactory(municipality=job.municipality).user
    client.force_login(hr)
    assert TITLE in text_of(client, reverse("assignments:create"))
    obligation = ObligationFactory(municipality=job.municipality, course=unit.course)
    PeriodFactory(obligation=obligation, employment=job)
    client.force_login(job.person.user)
    assert unit.course.url in text_of(client, reverse("portal:start"))

    with django_capture_on_commit_callbacks(execute=True):
        complete(seat_in(unit, job))

    assert assignments.open_for(job.person, dates.today()) == []


def test_change_makes_a_new_edition_and_who_learns_keeps_the_old_one(job, unit):
    seat = seat_in(unit, job)
    make_unit(job.municipality, unit=unit, text="Neu.", title="Brandschutz neu")
    unit.refresh_from_db()
    assert modules.current_version(unit.course).number == 2
    assert seat.version.number == 1
    assert unit.course.title == "Brandschutz neu"
    assert unit.course.only_for == job.municipality


def test_same_again_makes_no_new_edition(job, unit):
    make_unit(job.municipality, unit=unit)
    assert modules.current_version(unit.course).number == 1
    assert unit.course.offers.count() == 1


def test_two_units_of_one_title_are_two_courses(job, unit):
    assert make_unit(job.municipality).course_id != unit.course_id


@pytest.mark.wagtail_tasks
def test_document_lies_in_the_towns_collection_and_opens_with_a_seat_only(client, job):
    unit = make_unit(job.municipality, paper=make_paper(job.municipality), confirm=True)
    document = get_document_model().objects.get()
    item = modules.current_version(unit.course).units.get().items.get()
    assert item.rule.startswith("confirmed:")
    client.force_login(member_employment().person.user)
    assert client.get(document.url).status_code in (403, 404)
    client.force_login(job.person.user)
    seat_in(unit, job)
    assert client.get(document.url).status_code == 200


def test_what_the_house_rules_refuse_is_said_in_words_and_nothing_is_kept(job):
    with pytest.raises(NotUsable) as refused:
        make_unit(job.municipality, questions=[{**QUESTION, "wrong": ["Die Leitstelle"]}])
    assert "Zwei Antworten haben denselben Text" in str(refused.value)


def test_ended_unit_is_closed_and_stays_with_whoever_has_begun(client, job, unit):
    seat = seat_in(unit, job)
    hr = unit.created_by
    services.end(unit=unit, by=hr)
    client.force_login(job.person.user)
    text_of(client, reverse("learning:course", args=[seat.registration]))
    assert unit.course_id not in catalogue.own_courses([job.municipality.pk]).values_list(
        "pk", flat=True
    )
    for deed in (
        lambda: services.end(unit=unit, by=hr),
        lambda: make_unit(job.municipality, unit=unit),
    ):
        with pytest.raises(Ended):
            deed()


def test_forgotten_documents_are_thrown_away(job):
    paper = make_paper(job.municipality)
    UnitPaper.objects.update(uploaded_at=dates.now() - services.making.KEPT * 2)
    unit = make_unit(job.municipality, paper=make_paper(job.municipality))
    assert list(UnitPaper.objects.all()) == [unit.paper]
    assert not paper.file.storage.exists(paper.file.name)


def test_draft_of_a_page_never_changes_whose_course_it_is(unit):
    page = unit.course
    page.only_for = None
    revision = page.save_revision()
    page.refresh_from_db()
    assert revision.as_object().only_for == unit.municipality


ADMIN = {
    "wagtailadmin_pages:edit": "page",
    "wagtailadmin_explore": "parent",
    "wagtailadmin_choose_page_child": "parent",
    "wagtailsnippets_modules_lesson:edit": "lesson",
}


@pytest.mark.parametrize("name", ADMIN)
def test_authors_of_universities_do_not_meet_units_in_the_admin(client, unit, name):
    setup_studio()
    user = UserFactory()
    grant(user=user, role=Role.AUTHOR, provider=ProviderFactory())
    client.force_login(user)
    chapter = modules.all_modules().get(course=unit.course).chapters.get()
    keys = {
        "page": unit.course_id,
        "parent": unit.course.get_parent().pk,
        "lesson": chapter.lessons.get().pk,
    }

    answer = client.get(reverse(name, args=[keys[ADMIN[name]]]))

    assert answer.status_code != 200 or TITLE not in answer.content.decode()
