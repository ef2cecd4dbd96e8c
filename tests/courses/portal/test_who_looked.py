"""Every page that shows a learner by name to somebody leaves a trace that the learner can read."""

import pytest
from django.urls import reverse

from courses.enrolment.states import State
from courses.learning import services as learning
from courses.pathways.states import EvidenceState
from members.people.models import AccessLogEntry
from members.roles.catalogue import Role
from tests.factories.certificates import CertificateFactory
from tests.factories.enrolment import EnrolmentFactory, OfferFactory, member_employment
from tests.factories.pathways import EvidenceFactory
from tests.factories.people import EmploymentFactory
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db
PRIVACY = reverse("portal:privacy")


@pytest.fixture
def job():
    return member_employment()


def hr_of(job):
    return GrantFactory(role=Role.HR_MANAGER, municipality=job.municipality).user


def office_of(job):
    return GrantFactory(role=Role.OFFICE).user


def request_of(job):
    EnrolmentFactory(
        offer=OfferFactory(approval_needed=True), employment=job, state=State.REQUESTED
    )
    return reverse("approvals:list")


def review_of(job):
    EvidenceFactory(person=job.person, wanted=OfferFactory().course)
    return reverse("recognition:review")


def decision_on(job):
    evidence = EvidenceFactory(person=job.person, wanted=OfferFactory().course)
    return reverse("recognition:decide", args=[evidence.pk])


def file_of(job):
    evidence = EvidenceFactory(person=job.person, wanted=OfferFactory().course)
    return reverse("recognition:file", args=[evidence.pk])


def revocation_of(job):
    record = CertificateFactory(enrolment=EnrolmentFactory(employment=job))
    return reverse("certificates:revoke", args=[record.number])


def extra_time_of(job):
    learning.grant_extra_time(
        enrolment=EnrolmentFactory(employment=job), percent=25, minutes=0, by=office_of(job)
    )
    return reverse("extra_time:list")


LOOKS = [
    (hr_of, request_of, "Anfragen zur Freigabe", "Personal"),
    (office_of, review_of, "Nachweis früheren Lernens", "Geschäftsstelle"),
    (office_of, decision_on, "Nachweis früheren Lernens", "Geschäftsstelle"),
    (office_of, file_of, "Nachweis früheren Lernens", "Geschäftsstelle"),
    (office_of, revocation_of, "Nachweis, um ihn zu widerrufen", "Geschäftsstelle"),
]


@pytest.mark.parametrize(("viewer_of", "arrange", "what", "role"), LOOKS)
def test_look_is_told_to_who_was_seen(client, job, viewer_of, arrange, what, role):
    address, viewer = arrange(job), viewer_of(job)
    client.force_login(viewer)
    assert client.get(address).status_code == 200

    client.force_login(job.person.user)
    page = client.get(PRIVACY).content.decode()

    looks = page.split('aria-labelledby="h-looks"')[1]
    assert what in looks
    assert str(viewer) in looks
    assert role in looks


@pytest.mark.parametrize("arrange", [file_of])
def test_look_at_oneself_is_not_told(client, job, arrange):
    client.force_login(job.person.user)
    assert client.get(arrange(job)).status_code == 200
    assert not AccessLogEntry.objects.exists()


def test_look_at_many_requests_is_told_once_to_each(client, job):
    colleague = EmploymentFactory(municipality=job.municipality)
    for one in (job, job, colleague):
        request_of(one)
    client.force_login(hr_of(job))
    client.get(reverse("approvals:list"))
    for one in (job, colleague):
        assert one.person.access_log.count() == 1


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (EvidenceState.HANDED_IN, "Bis zur Entscheidung sehen der Anbieter"),
        (EvidenceState.ACCEPTED, "außer Ihnen sieht ihn niemand mehr"),
        (EvidenceState.REFUSED, "außer Ihnen sieht ihn niemand mehr"),
    ],
)
def test_privacy_page_shows_what_was_handed_in_and_who_sees_it(client, job, state, words):
    reason = "Passt nicht." if state is EvidenceState.REFUSED else ""
    evidence = EvidenceFactory(person=job.person, state=state, reason=reason)
    EvidenceFactory(person=member_employment().person, title="Fremder Nachweis")
    client.force_login(job.person.user)
    page = client.get(PRIVACY).content.decode()
    assert evidence.title in page
    assert words in page
    assert "Fremder Nachweis" not in page


def test_privacy_page_shows_more_time_in_tests_without_a_reason(client, job):
    client.force_login(job.person.user)
    assert "Mehr Zeit in Tests" not in client.get(PRIVACY).content.decode()
    extra_time_of(job)
    page = client.get(PRIVACY).content.decode()
    assert "Mehr Zeit in Tests: Der Anbieter des Kurses und die Geschäftsstelle" in page


def test_privacy_page_says_how_questions_reach_the_teachers(client, job):
    client.force_login(job.person.user)
    page = client.get(PRIVACY).content.decode()
    assert "aber ohne Ihren Namen" in page
    assert "Im Übrigen sehen Hochschulen und Vorstand" in page
