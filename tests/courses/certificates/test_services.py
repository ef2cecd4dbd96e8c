"""Issue each kind once, revoke once, correct by hand only, share only by the holder's wish."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from campus.kit import dates
from courses.certificates import services
from courses.certificates.errors import AlreadyRevoked, NotValid
from courses.certificates.models import Certificate
from courses.certificates.tasks import issue_missing
from courses.learning import services as learning
from courses.learning.signals import course_completed, milestone_reached
from courses.modules import services as modules
from courses.modules.terms import Terms
from tests.factories.accounts import UserFactory
from tests.factories.certificates import CertificateFactory
from tests.factories.enrolment import EnrolmentFactory
from tests.factories.learning import complete, items_of, pass_test
from tests.factories.modules import make_module

pytestmark = pytest.mark.django_db
PARTICIPATION, ACHIEVEMENT = Certificate.Kind.PARTICIPATION, Certificate.Kind.ACHIEVEMENT


@pytest.fixture
def seat():
    """Return a completed seat without documents: its news was lost."""
    enrolment = EnrolmentFactory()
    complete(enrolment)
    return enrolment


def kinds():
    return sorted(Certificate.objects.values_list("kind", flat=True))


def seat_with(terms, **content):
    """Return a seat on a version with these terms."""
    module = make_module(**content)
    modules.set_terms(module=module, terms=terms)
    return EnrolmentFactory(version=modules.freeze(module=module))


def finish(enrolment, *places):
    for place in places:
        learning.finish_lesson(enrolment=enrolment, key=items_of(enrolment)[place].key)


def test_completing_a_course_issues_both_kinds(django_capture_on_commit_callbacks):
    enrolment = EnrolmentFactory()

    with django_capture_on_commit_callbacks(execute=True):
        complete(enrolment)

    assert kinds() == [ACHIEVEMENT, PARTICIPATION]
    for certificate in Certificate.objects.all():
        assert certificate.person == enrolment.person
        assert certificate.completed_on == dates.today()


def test_half_of_the_steps_give_the_confirmation_and_nothing_else(
    django_capture_on_commit_callbacks,
):
    enrolment = seat_with(Terms(), lessons=3, graded=True)

    with django_capture_on_commit_callbacks(execute=True):
        finish(enrolment, 0)
    assert kinds() == []

    with django_capture_on_commit_callbacks(execute=True):
        finish(enrolment, 1)
    assert kinds() == [PARTICIPATION]


def test_points_alone_give_both_kinds(django_capture_on_commit_callbacks):
    enrolment = seat_with(Terms(participation_percent=100), lessons=3, graded=True)

    with django_capture_on_commit_callbacks(execute=True):
        pass_test(enrolment, items_of(enrolment)[-1])

    assert kinds() == [ACHIEVEMENT, PARTICIPATION]
    record = Certificate.objects.get(kind=ACHIEVEMENT)
    assert (record.score_percent, record.threshold_percent) == (100, 50)
    assert Certificate.objects.get(kind=PARTICIPATION).score_scaled is None


def test_a_course_without_graded_tests_gives_no_record_of_achievement():
    enrolment = seat_with(Terms(), lessons=2, graded=False)
    complete(enrolment)
    services.issue(registration=enrolment.registration)
    assert kinds() == [PARTICIPATION]


def test_issue_copies_all_it_states(seat):
    provider = seat.version.module.provider
    provider.signatory_name, provider.signatory_position = "Dr. Ada Muster", "Dekanin"
    provider.save()
    services.issue(registration=seat.registration)
    seat.person.last_name = "Neuername"
    seat.person.save()

    for certificate in Certificate.objects.all():
        assert "Neuername" not in certificate.holder_name
        assert certificate.course_title == seat.offer.course.title
        assert certificate.version_number == seat.version.number
        assert len(certificate.contents) == 1
        assert certificate.signatory == "Dr. Ada Muster, Dekanin"


def test_documents_outlive_the_seat(seat):
    services.issue(registration=seat.registration)
    seat.progress.delete()
    seat.attempts.all().delete()
    type(seat).objects.filter(pk=seat.pk).delete()

    assert Certificate.objects.filter(enrolment=None).count() == 2


def test_validity_is_counted_from_the_day_of_issue():
    enrolment = seat_with(Terms(valid_months=24))
    complete(enrolment)

    with dates.moved_clock(dt.datetime(2027, 1, 31, 10, tzinfo=dt.UTC)):
        issued = services.issue(registration=enrolment.registration)

    assert {one.valid_until for one in issued} == {dt.date(2029, 1, 31)}


@pytest.mark.parametrize("signal", [course_completed, milestone_reached])
def test_issue_twice_by_a_double_signal_makes_each_once(seat, signal):
    for _ in range(2):
        signal.send(
            sender=None,
            registration=seat.registration,
            person_id=seat.person_id,
            course_id=seat.offer.course_id,
        )

    assert kinds() == [ACHIEVEMENT, PARTICIPATION]


def test_issue_before_anything_was_learnt_issues_nothing():
    assert services.issue(registration=EnrolmentFactory().registration) == []


def test_issue_missing_finds_what_a_crash_left_out_and_never_what_was_revoked(seat):
    EnrolmentFactory()
    assert issue_missing.func() == 2
    for certificate in Certificate.objects.all():
        services.revoke(certificate=certificate, reason="Irrtum", by=UserFactory())

    assert issue_missing.func() == 0
    assert services.issue(registration=seat.registration) == []


def test_issue_missing_adds_the_record_that_an_older_seat_has_earned(seat):
    CertificateFactory(enrolment=seat)
    assert issue_missing.func() == 1
    assert kinds() == [ACHIEVEMENT, PARTICIPATION]


def test_revoke_twice_is_refused():
    certificate = CertificateFactory()
    by = UserFactory()
    services.revoke(certificate=certificate, reason="Irrtum", by=by)

    with pytest.raises(AlreadyRevoked):
        services.revoke(certificate=certificate, reason="Irrtum", by=by)


def test_replace_issues_with_todays_name_and_the_old_end(seat):
    services.issue(registration=seat.registration)
    old = Certificate.objects.get(kind=ACHIEVEMENT)
    old.valid_until = dt.date(2030, 5, 1)
    old.save()
    seat.person.last_name = "Richtiggeschrieben"
    seat.person.save()

    new = services.replace(certificate=old, reason="Name falsch", by=UserFactory())

    old.refresh_from_db()
    assert (old.revoked_reason, old.successor) == ("Name falsch", new)
    assert new.holder_name.endswith("Richtiggeschrieben")
    assert (new.kind, new.valid_until, new.score_percent) == (ACHIEVEMENT, old.valid_until, 100)
    assert new.number != old.number
    assert services.issue(registration=seat.registration) == []


def test_replace_without_a_seat_keeps_what_was_learnt():
    old = CertificateFactory(enrolment=None, person=EnrolmentFactory().person)

    new = services.replace(certificate=old, reason="Name falsch", by=UserFactory())

    assert (new.course_title, new.contents) == (old.course_title, old.contents)
    assert new.achievement_key == old.achievement_key
    assert new.holder_name == str(old.person)


def test_a_seat_has_at_most_one_valid_document_of_a_kind():
    certificate = CertificateFactory()
    CertificateFactory(enrolment=certificate.enrolment, achieved=True)

    with pytest.raises(IntegrityError), transaction.atomic():
        CertificateFactory(enrolment=certificate.enrolment)


def test_share_makes_one_address_that_can_be_taken_back():
    certificate = CertificateFactory()
    code = services.share(certificate=certificate).share_code

    assert services.share(certificate=certificate).share_code == code
    assert services.stop_sharing(certificate=certificate).share_code == ""
    assert services.share(certificate=certificate).share_code not in ("", code)


def test_share_of_what_is_not_valid_is_refused_and_revoking_ends_it():
    shared = services.share(certificate=CertificateFactory())
    revoked = services.revoke(certificate=shared, reason="Irrtum", by=UserFactory())

    assert revoked.share_code == ""
    with pytest.raises(NotValid):
        services.share(certificate=revoked)
