"""Start page, municipalities' pages, course page, privacy page: words and number of queries."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campus.kit import dates
from courses.enrolment.models import Session
from courses.enrolment.states import State
from courses.learning import services as learning
from courses.portal import services
from courses.portal.models import LandingPage
from members.people.services import log_access
from members.roles.catalogue import Role
from tests.factories.accounts import UserFactory
from tests.factories.assignments import ObligationFactory, PeriodFactory
from tests.factories.catalogue import CoursePageFactory
from tests.factories.enrolment import EnrolmentFactory, OfferFactory, member_employment
from tests.factories.learning import complete, items_of
from tests.factories.organisations import MunicipalityFactory
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db
START = reverse("portal:start")
PRIVACY = reverse("portal:privacy")
EDIT = reverse("portal:landing_edit")


@pytest.fixture
def job():
    return member_employment()


@pytest.fixture
def learner(client, job):
    client.force_login(job.person.user)
    return client


def page(response):
    return response.content.decode()


def seat_of(job, **facts):
    return EnrolmentFactory(employment=job, person=job.person, **facts)


def queries(client, address):
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


def chosen(municipality, *courses):
    services.edit_landing_page(
        municipality=municipality, greeting="Schön, dass Sie da sind.", courses=courses
    )


def test_start_greets_in_the_name_of_the_town_with_its_choice(learner, job):
    offer = OfferFactory()
    chosen(job.municipality, offer.course)

    text = page(learner.get(START))

    for words in (job.municipality.name, "Schön, dass Sie da sind.", offer.course.title):
        assert words in text
    assert f"Von {job.municipality.short_name} für Sie ausgewählt" in text


def test_start_shows_its_parts_in_their_order(learner, job):
    seat = seat_of(job)
    moment = dates.now() + dt.timedelta(days=2)
    Session.objects.create(
        offer=seat.offer, starts_at=moment, ends_at=moment + dt.timedelta(hours=1)
    )
    PeriodFactory(
        obligation=ObligationFactory(municipality=job.municipality, course=seat.offer.course),
        employment=job,
    )
    chosen(job.municipality, OfferFactory().course)

    text = page(learner.get(START))

    places = [text.index(f'id="h-{part}"') for part in ("continue", "due", "dates", "foryou")]
    assert places == sorted(places)


def test_start_continues_exactly_where_it_was(learner, job):
    seat = seat_of(job)
    item = items_of(seat)[1]
    learning.open_item(enrolment=seat, key=item.key)
    resume = reverse("learning:resume", args=[seat.registration])

    assert resume in page(learner.get(START))
    assert learner.get(resume).url == reverse("learning:item", args=[seat.registration, item.key])


@pytest.mark.parametrize(
    ("state", "words"),
    [(State.REQUESTED, "wartet auf Freigabe"), (State.WAITING, "auf der Warteliste")],
)
def test_start_shows_what_waits_and_how_to_take_it_back(learner, job, state, words):
    seat = seat_of(job, state=state, confirmed_at=None)

    text = page(learner.get(START))

    assert words in text
    assert reverse("enrolment:withdraw", args=[seat.offer_id]) in text


def test_start_offers_to_hand_in_an_earlier_completion(learner, job):
    seat = seat_of(job)
    complete(seat)
    period = PeriodFactory(
        obligation=ObligationFactory(municipality=job.municipality, course=seat.offer.course),
        employment=job,
    )

    assert "Meinen Abschluss vorlegen" in page(learner.get(START))

    learner.post(reverse("portal:hand_in", args=[period.pk]))
    period.refresh_from_db()
    assert period.fulfilled_on == dates.today()
    assert "Meinen Abschluss vorlegen" not in page(learner.get(START))


def test_hand_in_of_somebody_else_is_not_found_and_get_is_refused(learner):
    address = reverse("portal:hand_in", args=[PeriodFactory().pk])
    assert learner.post(address).status_code == 404
    assert learner.get(address).status_code == 405


def test_hand_in_without_completion_says_so(learner, job):
    period = PeriodFactory(
        obligation=ObligationFactory(municipality=job.municipality), employment=job
    )

    response = learner.post(reverse("portal:hand_in", args=[period.pk]), follow=True)

    assert "Sie haben diesen Kurs noch nicht abgeschlossen." in page(response)


def test_start_costs_the_same_for_three_and_for_twelve_courses(learner, job):
    def add(count):
        for _ in range(count):
            seat = seat_of(job)
            learning.open_item(enrolment=seat, key=items_of(seat)[0].key)
            PeriodFactory(
                obligation=ObligationFactory(
                    municipality=job.municipality, course=OfferFactory().course
                ),
                employment=job,
            )
            complete(seat_of(job))

    add(3)
    # Wagtail remembers the address of the site after the first page.
    learner.get(START)
    few = queries(learner, START)
    add(9)
    # New courses are read once into the memory of the process.
    learner.get(START)

    assert queries(learner, START) == few


@pytest.mark.parametrize(
    ("role", "home"),
    [
        (Role.OFFICE, "cooperative:dashboard"),
        (Role.BOARD, "reports:board"),
        (Role.HR_MANAGER, "assignments:dashboard"),
        (Role.AUTHOR, "wagtailadmin_home"),
        (Role.TUTOR, "questions:list"),
        (Role.CONTACT_PERSON, "billing:my_invoices"),
        (None, "catalogue:search"),
    ],
)
def test_start_leads_who_does_not_learn_to_the_own_workplace(client, role, home):
    client.force_login(GrantFactory(role=role).user if role else UserFactory())
    assert client.get(START).url == reverse(home)


def test_landing_page_is_public_and_shows_the_choice(client):
    town = MunicipalityFactory()
    offer = OfferFactory()
    chosen(town, offer.course)

    text = page(client.get(reverse("portal:landing", args=[town.slug])))

    assert town.name in text
    assert offer.course.title in text
    assert town.name in page(client.get(reverse("portal:municipalities")))


@pytest.mark.parametrize("slug", ["nirgendwo", "geschlossen"])
def test_landing_page_of_an_unknown_or_closed_town_is_not_found(client, slug):
    chosen(MunicipalityFactory(slug="geschlossen", active=False))
    assert client.get(reverse("portal:landing", args=[slug])).status_code == 404


def test_landing_page_costs_the_same_for_three_and_for_twelve_courses(client):
    town = MunicipalityFactory()
    address = reverse("portal:landing", args=[town.slug])
    chosen(town, *[OfferFactory().course for _ in range(3)])
    few = queries(client, address)
    chosen(town, *[OfferFactory().course for _ in range(12)])

    assert queries(client, address) == few


def test_landing_edit_changes_the_own_page_only(client):
    town, foreign = MunicipalityFactory.create_batch(2)
    client.force_login(GrantFactory(role=Role.HR_MANAGER, municipality=town).user)

    values = {"greeting": "Willkommen!"}
    response = client.post(EDIT, values, follow=True)

    assert "Ihre Startseite wurde geändert." in page(response)
    assert LandingPage.objects.get(municipality=town).greeting == "Willkommen!"
    assert client.post(f"{EDIT}?kommune={foreign.slug}", values).status_code == 404
    assert not LandingPage.objects.filter(municipality=foreign).exists()


def test_landing_edit_with_bad_input_keeps_it(client):
    client.force_login(GrantFactory(role=Role.HR_MANAGER).user)

    response = client.post(EDIT, {"greeting": "x" * 601})

    assert response.status_code == 400
    assert "x" * 601 in page(response)
    assert not LandingPage.objects.exclude(greeting="").exists()


def test_landing_edit_is_refused_to_learners(learner):
    assert learner.get(EDIT).status_code == 403


def test_course_page_lets_staff_enrol_in_one_click(learner):
    offer = OfferFactory()

    response = learner.get(offer.course.url)

    assert response.status_code == 200
    assert "Jetzt einschreiben" in page(response)
    response = learner.post(reverse("enrolment:enrol", args=[offer.pk]), follow=True)
    assert "Sie haben einen Platz." in page(response)
    assert "Beginnen" in page(learner.get(offer.course.url))


def test_course_page_shows_syllabus_provider_and_price_to_anybody(client):
    offer = OfferFactory()

    text = page(client.get(offer.course.url))

    assert "Anmelden und einschreiben" in text
    assert "Abschlusstest" in text
    assert offer.course.entry.provider.short_name in text
    assert "Für Mitglieder kostenfrei" in text


def test_course_page_without_offer_says_that_it_cannot_be_booked(learner):
    text = page(learner.get(CoursePageFactory().url))

    assert "Dieser Kurs kann zurzeit nicht gebucht werden." in text
    assert "€" not in text


def test_course_page_to_strangers_says_who_can_enrol(client):
    client.force_login(UserFactory())
    assert "nur Beschäftigte einer Mitgliedskommune" in page(client.get(OfferFactory().course.url))


def test_course_page_costs_the_same_for_any_number_of_lessons_and_dates(learner, job):
    offer = OfferFactory()
    seat_of(job, offer=offer)

    def add(count):
        moment = dates.now() + dt.timedelta(days=2)
        for _ in range(count):
            Session.objects.create(
                offer=offer, starts_at=moment, ends_at=moment + dt.timedelta(hours=1)
            )

    add(3)
    learner.get(offer.course.url)
    few = queries(learner, offer.course.url)
    add(9)

    assert queries(learner, offer.course.url) == few


def test_privacy_page_names_who_looked_in_words(learner, job):
    hr = GrantFactory(role=Role.HR_MANAGER, municipality=job.municipality).user
    for what in ("matrix", "Etwas anderes"):
        log_access(viewer=hr, viewer_role="hr_manager", people=[job.person], what=what)

    text = page(learner.get(PRIVACY))

    assert "Matrix der Pflichtkurse" in text
    assert "Etwas anderes" in text
    assert "hr_manager" not in text
    assert str(hr) in text


def test_privacy_page_tells_of_requests_that_somebody_decides(learner, job):
    seat = seat_of(job, offer=OfferFactory(approval_needed=True), state=State.REQUESTED)

    text = page(learner.get(PRIVACY))

    assert "Anfragen zur Freigabe" in text
    assert seat.offer.course.title in text


def test_privacy_page_without_obligations_says_so_and_costs_the_same_for_many_looks(learner, job):
    assert "Ihr Arbeitgeber sieht deshalb nichts von Ihrem Lernen." in page(learner.get(PRIVACY))

    def look(count):
        for _ in range(count):
            log_access(viewer=UserFactory(), viewer_role="", people=[job.person], what="matrix")

    look(3)
    few = queries(learner, PRIVACY)
    look(9)
    assert queries(learner, PRIVACY) == few


def test_privacy_page_of_somebody_without_a_person_is_not_found(client):
    client.force_login(UserFactory())
    assert client.get(PRIVACY).status_code == 404


def shows_learning(client):
    return f'<a href="{START}"' in page(client.get("/rueckmeldung/"))


def test_navigation_offers_learning_to_who_has_a_job_or_a_seat(learner):
    assert shows_learning(learner)


def test_navigation_offers_learning_to_who_keeps_a_seat_after_the_job(client, job):
    seat_of(job)
    job.valid_until = dates.today() - dt.timedelta(days=1)
    job.valid_from = job.valid_until - dt.timedelta(days=30)
    job.save()
    client.force_login(job.person.user)
    assert shows_learning(client)


@pytest.mark.parametrize("role", [Role.OFFICE, Role.BOARD])
def test_navigation_of_office_and_board_has_no_learning(client, role):
    user = GrantFactory(role=role).user
    client.force_login(user)
    assert not shows_learning(client)


def test_navigation_asks_once_who_learns(learner):
    with CaptureQueriesContext(connection) as caught:
        learner.get(START)
    asked = [one["sql"] for one in caught.captured_queries]
    members = [one for one in asked if '"municipality_id" IN (SELECT' in one]
    assert len(members) == 1
