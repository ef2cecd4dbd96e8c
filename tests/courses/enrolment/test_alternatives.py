"""What is proposed with a refusal: to whom it is open, and what the person sees of it."""

import datetime as dt
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from campus.kit import dates
from courses.enrolment import alternatives, selectors, services
from courses.enrolment.errors import NotProposable, NotYourDecision, TooManyAlternatives
from courses.enrolment.models import Enrolment, Offer
from courses.enrolment.states import State
from courses.portal.models import ChosenCourse, LandingPage
from members.messages.models import Message
from members.people.models import AccessLogEntry
from members.roles.catalogue import Role
from tests.factories.accounts import UserFactory
from tests.factories.enrolment import EnrolmentFactory, OfferFactory, member_employment
from tests.factories.organisations import MunicipalityFactory
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db
NO = "Kein Geld in diesem Jahr."


@pytest.fixture
def asked():
    """Return a request for a course that needs approval."""
    job = member_employment()
    offer = OfferFactory(approval_needed=True)
    return services.enrol(person=job.person, offer=offer, by=job.person.user)


@pytest.fixture
def approver(asked):
    return GrantFactory(role=Role.APPROVER, department=asked.employment.department).user


@pytest.fixture
def deciding(client, approver):
    client.force_login(approver)
    return client


def address(asked):
    return reverse("approvals:refuse", args=[asked.registration])


def hide(course, town):
    page, _new = LandingPage.objects.get_or_create(municipality=town)
    ChosenCourse.objects.create(page=page, course=course, place=ChosenCourse.Place.HIDDEN)


def courses(count):
    return [OfferFactory().course for _ in range(count)]


def make_closed(course):
    Offer.objects.filter(course=course).update(active=False)


def make_limited(course):
    Offer.objects.filter(course=course).update(is_limited=True)


def make_unpublished(course):
    course.unpublish()


def make_retired(course):
    type(course).objects.filter(pk=course.pk).update(retired_on=dates.today())


def make_foreign(course):
    type(course).objects.filter(pk=course.pk).update(only_for=MunicipalityFactory())


def make_dateless(course):
    Offer.objects.filter(course=course).update(per="session", price=10)


UNFIT = [make_closed, make_limited, make_unpublished, make_retired, make_foreign, make_dateless]


@pytest.mark.parametrize("spoil", UNFIT, ids=[one.__name__ for one in UNFIT])
def test_what_the_municipality_cannot_book_is_not_proposed(asked, approver, spoil):
    good, bad = courses(2)
    spoil(bad)
    assert list(alternatives.proposable(asked)) == [good]
    with pytest.raises(NotProposable):
        services.reject(enrolment=asked, by=approver, reason=NO, instead=[good, bad])
    asked.refresh_from_db()
    assert asked.state == State.REQUESTED
    assert not asked.alternatives.exists()


def test_what_the_municipality_hides_is_not_proposed(asked, approver):
    good, bad = courses(2)
    hide(bad, asked.employment.municipality)
    hide(good, MunicipalityFactory())
    assert list(alternatives.proposable(asked)) == [good]
    with pytest.raises(NotProposable):
        services.reject(enrolment=asked, by=approver, reason=NO, instead=[bad])


def test_own_unit_of_the_municipality_may_be_proposed(asked):
    (own,) = courses(1)
    type(own).objects.filter(pk=own.pk).update(only_for=asked.employment.municipality)
    assert [one.pk for one in alternatives.proposable(asked)] == [own.pk]


def test_course_that_was_asked_for_is_not_proposed(asked):
    assert asked.offer.course not in alternatives.proposable(asked)


def test_list_tells_nothing_of_the_person(asked):
    """The same courses, whatever the person has taken, asked for or completed."""
    found = courses(3)
    before = list(alternatives.proposable(asked))
    for course, state in zip(found, (State.CONFIRMED, State.REJECTED, State.FINISHED), strict=True):
        EnrolmentFactory(
            offer=course.offers.get(), person=asked.person, employment=asked.employment, state=state
        )
    assert list(alternatives.proposable(asked)) == before == sorted(found, key=lambda c: c.title)


def test_request_without_an_employer_has_nothing_to_propose(asked):
    courses(1)
    asked.employment = None
    assert not alternatives.proposable(asked).exists()


def test_at_most_three_are_proposed(asked, approver):
    with pytest.raises(TooManyAlternatives):
        services.reject(enrolment=asked, by=approver, reason=NO, instead=courses(4))
    assert services.reject(enrolment=asked, by=approver, reason=NO, instead=courses(3))
    assert asked.alternatives.count() == 3


def test_foreign_approver_proposes_nothing(asked):
    stranger = GrantFactory(role=Role.APPROVER).user
    with pytest.raises(NotYourDecision):
        services.reject(enrolment=asked, by=stranger, reason=NO, instead=courses(1))


def test_message_names_proposals_with_their_links_and_dates(asked, approver, settings):
    first, second = sorted(courses(2), key=lambda one: one.title)
    begins = timezone.localtime(dates.now()) + dt.timedelta(days=10)
    services.add_session(
        offer=first.offers.get(), starts_at=begins, ends_at=begins + dt.timedelta(hours=1)
    )
    services.reject(enrolment=asked, by=approver, reason=NO, instead=[first, second])
    body = Message.objects.get(kind="enrolment_rejected").body
    assert f"- {second.title}: {settings.KC_BASE_URL}{second.url}" in body
    assert f"- {first.title}, nächster Termin {begins:%d.%m.%Y}: " in body
    assert NO in body


def test_message_without_proposals_is_as_before(asked, approver):
    services.reject(enrolment=asked, by=approver, reason=NO)
    assert Message.objects.get(kind="enrolment_rejected").body.endswith(f"{NO}\n")


def test_course_page_of_the_refused_course_shows_links_to_the_person_only(asked, approver, client):
    (other,) = courses(1)
    services.reject(enrolment=asked, by=approver, reason=NO, instead=[other])
    page = asked.offer.course.url
    client.force_login(asked.person.user)
    text = client.get(page).content.decode()
    assert "Stattdessen vorgeschlagen:" in text
    assert f'href="{other.url}"' in text
    client.force_login(UserFactory())
    assert "Stattdessen vorgeschlagen:" not in client.get(page).content.decode()


@pytest.mark.parametrize("spoil", [*UNFIT, None], ids=lambda one: getattr(one, "__name__", "hide"))
def test_what_cannot_be_found_any_more_is_shown_no_longer(asked, approver, spoil):
    kept, gone = courses(2)
    services.reject(enrolment=asked, by=approver, reason=NO, instead=[kept, gone])
    if spoil:
        spoil(gone)
    else:
        hide(gone, asked.employment.municipality)
    shown = selectors.proposed_instead(asked.pk, asked.person.user)
    assert [one.title for one in shown] == [kept.title]


def test_page_asks_for_the_reason_and_lists_courses(deciding, asked):
    (other,) = courses(1)
    text = deciding.get(address(asked)).content.decode()
    assert "Anfrage ablehnen" in text
    assert str(asked.person) in text
    assert other.title in text
    assert AccessLogEntry.objects.filter(what="requests").exists()
    assert address(asked) in deciding.get(reverse("approvals:list")).content.decode()


def test_page_rejects_and_proposes(deciding, asked):
    other, _more = courses(2)
    answer = deciding.post(address(asked), {"reason": NO, "instead": [other.pk]}, follow=True)
    assert "Die Anfrage ist abgelehnt" in answer.content.decode()
    row = Enrolment.objects.get(pk=asked.pk)
    assert (row.state, row.reason) == (State.REJECTED, NO)
    assert list(row.alternatives.all()) == [other]
    assert deciding.get(address(asked)).status_code == 404


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"reason": ""}, "reason"),
        ({"reason": "   "}, "reason"),
        ({"reason": "x" * 241}, "reason"),
        ({"reason": NO, "instead": ["0"]}, "instead"),
        ({"reason": NO, "instead": ["abc"]}, "instead"),
    ],
)
def test_bad_input_is_answered_and_kept(deciding, asked, values, field):
    answer = deciding.post(address(asked), values)
    assert answer.status_code == 400
    assert answer.context["form"].errors.keys() == {field}
    assert values["reason"] in answer.content.decode()
    assert Enrolment.objects.get(pk=asked.pk).state == State.REQUESTED


def test_four_are_refused_and_hidden_ones_are_no_choice(deciding, asked):
    found = courses(4)
    answer = deciding.post(address(asked), {"reason": NO, "instead": [one.pk for one in found]})
    assert answer.status_code == 400
    assert "höchstens 3 andere Kurse" in answer.content.decode()
    hide(found[0], asked.employment.municipality)
    answer = deciding.post(address(asked), {"reason": NO, "instead": [found[0].pk]})
    assert answer.status_code == 400
    assert found[0].title not in answer.content.decode()


def test_search_brings_back_what_was_typed_and_decides_nothing(deciding, asked):
    courses(25)
    looking = {"reason": NO, "instead-word": "kurs", "instead-find": "1"}
    answer = deciding.post(address(asked), looking)
    assert answer.status_code == 200
    assert NO in answer.content.decode()
    assert Enrolment.objects.get(pk=asked.pk).state == State.REQUESTED


@pytest.mark.parametrize("role", [Role.APPROVER, Role.HR_MANAGER, None])
def test_others_do_not_find_the_request(client, asked, role):
    client.force_login(GrantFactory(role=role).user if role else UserFactory())
    assert client.get(address(asked)).status_code in {403, 404}
    assert client.post(address(asked), {"reason": NO}).status_code in {403, 404}


def test_unknown_request_is_not_found(deciding):
    assert deciding.get(reverse("approvals:refuse", args=[uuid.uuid4()])).status_code == 404


def test_person_cannot_refuse_the_own_request(client, asked):
    GrantFactory(
        role=Role.HR_MANAGER, municipality=asked.employment.municipality, user=asked.person.user
    )
    client.force_login(asked.person.user)
    assert client.get(address(asked)).status_code == 404


def test_page_costs_the_same_for_many_courses(deciding, asked):
    courses(3)
    deciding.get(address(asked))
    with CaptureQueriesContext(connection) as few:
        deciding.get(address(asked))
    courses(9)
    with CaptureQueriesContext(connection) as many:
        deciding.get(address(asked))
    assert len(many) == len(few)
