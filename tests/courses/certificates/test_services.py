"""Issue once, revoke once, replace by hand only."""

import pytest
from django.db import IntegrityError, transaction

from campus.kit import dates
from courses.certificates import services
from courses.certificates.errors import AlreadyRevoked, NotCompleted
from courses.certificates.models import Certificate
from courses.certificates.tasks import issue_missing
from courses.learning.signals import course_completed
from tests.factories.accounts import UserFactory
from tests.factories.certificates import CertificateFactory
from tests.factories.enrolment import EnrolmentFactory
from tests.factories.learning import complete

pytestmark = pytest.mark.django_db


@pytest.fixture
def seat():
    """Return a completed seat without a certificate: its news was lost."""
    enrolment = EnrolmentFactory()
    complete(enrolment)
    return enrolment


def test_completing_a_course_issues_the_certificate(django_capture_on_commit_callbacks):
    enrolment = EnrolmentFactory()

    with django_capture_on_commit_callbacks(execute=True):
        complete(enrolment)

    certificate = Certificate.objects.get()
    assert certificate.person == enrolment.person
    assert certificate.completed_on == dates.today()


def test_issue_copies_all_it_states(seat):
    certificate = services.issue(registration=seat.registration)
    seat.person.last_name = "Neuername"
    seat.person.save()

    certificate.refresh_from_db()
    assert "Neuername" not in certificate.holder_name
    assert certificate.course_title == seat.offer.course.title
    assert certificate.version_number == seat.version.number
    assert len(certificate.contents) == 1


def test_issue_twice_by_a_double_signal_makes_one(seat):
    for _ in range(2):
        course_completed.send(
            sender=None,
            registration=seat.registration,
            person_id=seat.person_id,
            course_id=seat.offer.course_id,
        )

    assert Certificate.objects.count() == 1


def test_issue_before_completion_is_refused():
    with pytest.raises(NotCompleted):
        services.issue(registration=EnrolmentFactory().registration)


def test_issue_missing_finds_what_a_crash_left_out_and_never_what_was_revoked(seat):
    assert issue_missing.func() == 1
    services.revoke(certificate=Certificate.objects.get(), reason="Irrtum", by=UserFactory())

    assert issue_missing.func() == 0
    assert services.issue(registration=seat.registration).revoked_at is not None
    assert Certificate.objects.count() == 1


def test_revoke_twice_is_refused():
    certificate = CertificateFactory()
    by = UserFactory()
    services.revoke(certificate=certificate, reason="Irrtum", by=by)

    with pytest.raises(AlreadyRevoked):
        services.revoke(certificate=certificate, reason="Irrtum", by=by)


def test_replace_revokes_and_issues_with_todays_name(seat):
    old = services.issue(registration=seat.registration)
    seat.person.last_name = "Richtiggeschrieben"
    seat.person.save()

    new = services.replace(certificate=old, reason="Name falsch", by=UserFactory())

    old.refresh_from_db()
    assert old.revoked_reason == "Name falsch"
    assert new.holder_name.endswith("Richtiggeschrieben")
    assert new.number != old.number
    assert services.issue(registration=seat.registration) == new


def test_a_seat_has_at_most_one_valid_certificate():
    certificate = CertificateFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        CertificateFactory(enrolment=certificate.enrolment)
