"""The course page on the real services: one button per state, looking inside, and what it costs."""

import pytest
from django.urls import reverse
from django.utils.html import escape
from wagtail.models import PageViewRestriction

from courses.catalogue import services as catalogue
from courses.enrolment import services as enrolment
from courses.learning import services as learning
from courses.learning.models import ItemProgress, Progress
from courses.modules.services import freeze
from courses.xapi.models import Statement
from members.roles.catalogue import Role
from tests.factories.accounts import UserFactory
from tests.factories.catalogue import CoursePageFactory
from tests.factories.enrolment import EnrolmentFactory, OfferFactory, member_employment
from tests.factories.learning import complete, items_of
from tests.factories.modules import ChapterFactory, LessonFactory, QuizFactory, make_module
from tests.factories.people import EmploymentFactory
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def job():
    return member_employment()


@pytest.fixture
def learner(client, job):
    client.force_login(job.person.user)
    return client


def text(client, address):
    return client.get(address).content.decode()


def enrol(job, offer):
    return enrolment.enrol(person=job.person, offer=offer, by=job.person.user)


def begin(seat):
    learning.open_item(enrolment=seat, key=items_of(seat)[0].key)


def hr_of(job):
    return GrantFactory(role=Role.HR_MANAGER, municipality=job.municipality).user


def enrolled(job):
    offer = OfferFactory()
    enrol(job, offer)
    return offer


def begun(job):
    offer = OfferFactory()
    begin(enrol(job, offer))
    return offer


def completed(job):
    offer = OfferFactory()
    complete(enrol(job, offer))
    return offer


def requested(job):
    offer = OfferFactory(approval_needed=True)
    enrol(job, offer)
    return offer


def approved(job):
    offer = OfferFactory(approval_needed=True)
    enrolment.approve(enrolment=enrol(job, offer), by=hr_of(job))
    return offer


def rejected(job):
    offer = OfferFactory(approval_needed=True)
    enrolment.reject(enrolment=enrol(job, offer), by=hr_of(job), reason="Kein Bedarf.")
    return offer


def withdrawn(job):
    offer = OfferFactory(approval_needed=True)
    enrolment.withdraw(enrolment=enrol(job, offer), by=job.person.user)
    return offer


def full(job):
    offer = OfferFactory(seats=1)
    EnrolmentFactory(offer=offer)
    return offer


def waiting(job):
    offer = full(job)
    enrol(member_employment(), offer)
    enrol(job, offer)
    return offer


def promoted(job):
    offer = OfferFactory(seats=1)
    taken = enrol(member_employment(), offer)
    enrol(job, offer)
    enrolment.cancel(enrolment=taken, by=None)
    return offer


def cancelled(job):
    offer = OfferFactory()
    enrolment.cancel(enrolment=enrol(job, offer), by=job.person.user)
    return offer


def closed(job):
    return enrolment.close_offer(offer=OfferFactory())


def closed_with_seat(job):
    return enrolment.close_offer(offer=begun(job))


def without_content(job):
    return OfferFactory(module=None, course=CoursePageFactory())


STATES = [
    (lambda job: OfferFactory(), "Jetzt einschreiben"),
    (lambda job: OfferFactory(approval_needed=True), "Freigabe anfragen"),
    (full, "Auf die Warteliste"),
    (enrolled, "Beginnen"),
    (begun, "Weiterlernen"),
    (completed, "Meine Nachweise ansehen"),
    (requested, "Anfrage zurückziehen"),
    (approved, "Beginnen"),
    (rejected, "Kein Bedarf."),
    (withdrawn, "Freigabe anfragen"),
    (waiting, "Sie haben Platz 2 auf der Warteliste"),
    (promoted, "Beginnen"),
    (cancelled, "Jetzt einschreiben"),
    (closed, "Dieser Kurs kann zurzeit nicht gebucht werden."),
    (closed_with_seat, "Weiterlernen"),
    (without_content, "die Inhalte sind noch nicht fertig"),
]


@pytest.mark.parametrize(("arrange", "shown"), STATES, ids=[shown for _, shown in STATES])
def test_course_page_shows_the_button_of_the_state(learner, job, arrange, shown):
    assert escape(shown) in text(learner, arrange(job).course.url)


def test_course_page_names_an_employer_who_is_no_member(client):
    client.force_login(EmploymentFactory().person.user)
    assert "zurzeit kein Mitglied" in text(client, OfferFactory().course.url)


@pytest.mark.parametrize("arrange", [requested, waiting])
def test_button_of_request_and_waiting_list_takes_it_back(learner, job, arrange):
    offer = arrange(job)
    address = reverse("enrolment:withdraw", args=[offer.pk])
    assert address in text(learner, offer.course.url)
    page = learner.post(address, follow=True).content.decode()
    assert address not in page


def test_button_is_that_of_the_visitor_though_the_page_is_drawn_once(client, job):
    offer = begun(job)
    assert "Anmelden und einschreiben" in text(client, offer.course.url)
    client.force_login(job.person.user)
    assert "Weiterlernen" in text(client, offer.course.url)
    client.force_login(member_employment().person.user)
    page = text(client, offer.course.url)
    assert "Jetzt einschreiben" in page
    assert "Weiterlernen" not in page
    assert "\x00" not in page


def test_percentage_beside_the_button_leads_to_its_reasons(learner, job):
    page = text(learner, begun(job).course.url)
    assert "Sie haben 0 Prozent geschafft." in page
    seat = job.person.enrolments.get()
    assert f'<a href="/lernen/kurs/{seat.registration}/warum/">Warum 0 %?</a>' in page
    assert "/warum/" not in text(learner, enrolled(job).course.url)
    assert "/warum/" not in text(learner, completed(job).course.url)


def test_course_page_says_before_enrolling_what_each_document_asks_for(client):
    page = text(client, OfferFactory().course.url)
    assert "Teilnahmebestätigung ab 50 Prozent der Pflichtschritte" in page
    assert "Leistungsnachweis bei mehr als 50 Prozent der Punkte in den benoteten Tests" in page
    assert "gültig: unbefristet" in page
    assert "Leistungsnachweis" not in text(
        client, OfferFactory(module=make_module(graded=False)).course.url
    )


def test_course_page_follows_every_change_at_once(client):
    module = make_module(graded=False)
    address = module.course.url
    assert "Lektion neu" not in text(client, address)
    LessonFactory(chapter=module.chapters.get(), title="Lektion neu")
    freeze(module=module)
    assert "Lektion neu" in text(client, address)
    enrolment.open_offer(course=module.course, price=0)
    assert "Für Mitglieder kostenfrei" in text(client, address)
    module.course.goals = "Etwas Neues können"
    catalogue.publish_course(course=module.course)
    assert "Etwas Neues können" in text(client, address)
    module.course.unpublish()
    assert client.get(address).status_code == 404


def test_learner_sees_the_contents_of_the_version_enrolled_in(learner, job):
    module = make_module(graded=False)
    offer = OfferFactory(module=module)
    enrol(job, offer)
    LessonFactory(chapter=module.chapters.get(), title="Lektion neu")
    freeze(module=module)
    assert "Lektion neu" not in text(learner, offer.course.url)
    learner.logout()
    assert "Lektion neu" in text(learner, offer.course.url)


def test_page_for_some_visitors_only_is_left_to_wagtail(client):
    offer = OfferFactory()
    PageViewRestriction.objects.create(page=offer.course, restriction_type="login")
    assert client.get(offer.course.url).status_code == 302


@pytest.mark.parametrize("address", ["/anbieter/x/y/", "/anbieter/x/y/einblick/"])
def test_unknown_address_is_not_found(client, address):
    assert client.get(address).status_code == 404


def test_course_page_is_only_read(client):
    assert client.post(OfferFactory().course.url).status_code == 405


def inside(offer):
    return f"{offer.course.url}einblick/"


def look_by(offer, who):
    offer.course.look_inside = who
    catalogue.publish_course(course=offer.course)


def test_look_inside_shows_first_lesson_and_records_nothing(learner, job):
    offer = OfferFactory()
    page = text(learner, offer.course.url)
    assert inside(offer) in page
    page = text(learner, inside(offer))
    assert "Ein Absatz." in page
    assert "Jetzt einschreiben" in page
    counts = [model.objects.count() for model in (Progress, ItemProgress, Statement)]
    assert counts == [0, 0, 0]


@pytest.mark.parametrize(
    ("who", "visitor", "member"),
    [("staff", 302, 200), ("everybody", 200, 200), ("nobody", 404, 404)],
)
def test_look_inside_is_open_to_whom_the_author_lets(client, who, visitor, member):
    offer = OfferFactory()
    look_by(offer, who)
    assert client.get(inside(offer)).status_code == visitor
    client.force_login(UserFactory())
    assert client.get(inside(offer)).status_code == member


def test_look_inside_leads_visitors_back_after_signing_in(client):
    offer = OfferFactory()
    assert client.get(inside(offer)).url.endswith(f"?next={inside(offer)}")


def test_look_inside_passes_over_tests(client):
    offer = OfferFactory()
    chapter = ChapterFactory()
    QuizFactory(chapter=chapter, title="Einstufungstest", position=0)
    LessonFactory(chapter=chapter, title="Erste Lektion", position=1)
    freeze(module=chapter.module)
    offer = OfferFactory(module=chapter.module)
    look_by(offer, "everybody")
    assert "<h1>Erste Lektion" in text(client, inside(offer))


def test_look_inside_of_a_course_of_tests_only_is_not_offered(learner):
    chapter = ChapterFactory()
    QuizFactory(chapter=chapter)
    freeze(module=chapter.module)
    offer = OfferFactory(module=chapter.module)
    assert "einblick" not in text(learner, offer.course.url)
    assert learner.get(inside(offer)).status_code == 404


def test_look_inside_of_a_restricted_page_is_not_found(learner):
    offer = OfferFactory()
    PageViewRestriction.objects.create(page=offer.course, restriction_type="login")
    assert learner.get(inside(offer)).status_code == 404


@pytest.mark.parametrize(
    ("arrange", "most"), [(None, 3), (enrolled, 12), (lambda job: OfferFactory(), 13)]
)
def test_course_page_costs_few_queries(client, job, arrange, most, django_assert_max_num_queries):
    offer = (arrange or enrolled)(job)
    if arrange:
        client.force_login(job.person.user)
    text(client, offer.course.url)
    with django_assert_max_num_queries(most):
        text(client, offer.course.url)
