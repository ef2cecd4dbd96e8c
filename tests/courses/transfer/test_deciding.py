"""HR recognises with one click: its own days, checked by the platform, told to the person."""

import datetime as dt
import threading

import pytest
from django.db import connection, connections

from campus.kit import dates
from courses.assignments.errors import AlreadyValid, ProofExpired
from courses.assignments.models import Period
from courses.certificates import services as certificates
from courses.transfer import errors, rules, selectors, services
from courses.transfer.matching import Verdict
from courses.transfer.models import Presentation
from courses.transfer.notices import waiting
from members.messages.models import Message
from members.roles.catalogue import Role
from tests.factories.assignments import PeriodFactory
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import EmploymentFactory
from tests.factories.roles import GrantFactory
from tests.factories.transfer import asked_for, leave, newcomer, shown

pytestmark = pytest.mark.django_db


def days(number):
    return dt.timedelta(days=number)


def present(job, certificate):
    keys = [f"c{certificate.pk}"]
    return services.show(person=job.person, municipality=job.municipality, keys=keys)[0]


def newest():
    return Period.objects.order_by("pk").first()


@pytest.mark.parametrize(
    ("stated", "months", "until"),
    [
        # What stands on the proof is neither shortened nor lengthened by the rule.
        (500, 12, 500),
        (100, 24, 100),
        (100, None, 100),
        (None, None, None),
    ],
)
def test_recognised_proof_keeps_its_days(town, hr, stated, months, until):
    done = dates.today() - days(60)
    valid = dates.today() + days(stated) if stated else None
    job, certificate = newcomer(town, completed_on=done, valid_until=valid)
    turn = asked_for(job, certificate.enrolment.offer.course, valid_months=months)
    one = services.recognise(presentation=present(job, certificate), by=hr)
    turn.refresh_from_db()
    assert (turn.fulfilled_on, turn.source) == (done, Period.Source.TAKEN)
    assert turn.valid_until == (dates.today() + days(until) if until else None)
    assert turn.version_number == certificate.version_number
    assert (one.state, one.decided_by) == (Presentation.State.RECOGNISED, hr)


def test_without_an_end_of_its_own_the_rule_counts_from_the_day_of_completion(town, hr):
    done = dates.today() - days(60)
    job, certificate = newcomer(town, completed_on=done)
    turn = asked_for(job, certificate.enrolment.offer.course, valid_months=12)
    services.recognise(presentation=present(job, certificate), by=hr)
    turn.refresh_from_db()
    assert turn.valid_until == turn.obligation.rhythm.expiry.valid_until(done, None)
    assert turn.valid_until < dates.add_months(dates.today(), 12)


def test_proof_too_old_for_the_rule_is_refused_and_still_waits(town, hr):
    job, certificate = newcomer(town, completed_on=dates.today() - days(800))
    asked_for(job, certificate.enrolment.offer.course, valid_months=12)
    one = present(job, certificate)
    with pytest.raises(ProofExpired):
        services.recognise(presentation=one, by=hr)
    one.refresh_from_db()
    assert one.state == Presentation.State.SHOWN
    assert newest().fulfilled_on is None


def test_proof_older_than_the_one_before_answers_nothing(town, hr):
    job, certificate = newcomer(town, completed_on=dates.today() - days(60))
    before = asked_for(job, certificate.enrolment.offer.course)
    Period.objects.update(fulfilled_on=dates.today() - days(30), closed_at=dates.now())
    PeriodFactory(obligation=before.obligation, employment=job, number=2)
    with pytest.raises(AlreadyValid):
        services.recognise(presentation=present(job, certificate), by=hr)


def test_person_is_told_by_whom_and_with_which_days(town, hr):
    one = services.recognise(presentation=shown(town), by=hr)
    message = Message.objects.get(kind="course_transfer_recognised")
    assert message.recipient == one.person.user
    assert str(town) in message.body and one.title in message.subject


def test_refusal_needs_a_reason_which_the_person_reads(town, hr):
    one = shown(town)
    with pytest.raises(errors.ReasonMissing):
        services.refuse(presentation=one, reason="  ", by=hr)
    services.refuse(presentation=one, reason=" Bitte unsere Fassung. ", by=hr)
    assert "Bitte unsere Fassung." in Message.objects.get(kind="course_transfer_refused").body
    assert newest().fulfilled_on is None
    # It may be shown again, for example after a talk.
    [again] = selectors.offers_for(one.person, town)
    assert services.show(person=one.person, municipality=town, keys=[again.key])


@pytest.mark.parametrize("deed", ["recognise", "refuse"])
def test_decided_once_it_is_decided(town, hr, deed):
    one = services.recognise(presentation=shown(town), by=hr)
    more = {"reason": "x"} if deed == "refuse" else {}
    with pytest.raises(errors.AlreadyDecided):
        getattr(services, deed)(presentation=one, by=hr, **more)


def revoked(certificate, by):
    certificates.revoke(certificate=certificate, reason="Irrtum", by=by)


def replaced(certificate, by):
    certificates.replace(certificate=certificate, reason="Name", by=by)


def run_out(certificate, by):
    type(certificate).objects.update(valid_until=dates.today() - days(1))
    Presentation.objects.update(valid_until=dates.today() - days(1))


def changed(certificate, by):
    Presentation.objects.update(completed_on=dates.today() - days(5))


@pytest.mark.parametrize(
    ("deed", "found"),
    [
        (revoked, Verdict.REVOKED),
        (replaced, Verdict.REPLACED),
        (run_out, Verdict.EXPIRED),
        (changed, Verdict.REPLACED),
    ],
)
def test_platform_checks_and_says_why_it_does_not_count(town, hr, deed, found):
    one = shown(town)
    deed(one.certificate, hr)
    [waits] = rules.waiting_for(hr)
    assert selectors.checked(waits) is found
    with pytest.raises(errors.CountsNoMore):
        services.recognise(presentation=one, by=hr)
    assert newest().fulfilled_on is None


def test_certificate_of_somebody_else_is_never_taken(town, hr):
    one = shown(town)
    type(one.certificate).objects.update(person=EmploymentFactory().person)
    [waits] = rules.waiting_for(hr)
    assert selectors.checked(waits) is Verdict.REPLACED


def test_what_nobody_asks_for_waits(town, hr):
    job, certificate = newcomer(town)
    one = present(job, certificate)
    with pytest.raises(errors.NothingAsksForIt):
        services.recognise(presentation=one, by=hr)
    asked_for(job, certificate.enrolment.offer.course)
    assert services.recognise(presentation=one, by=hr).state == Presentation.State.RECOGNISED


def test_only_the_employer_it_was_shown_to_decides_and_only_as_long_as_it_is_one(town, hr):
    one = shown(town)
    stranger = GrantFactory(role=Role.HR_MANAGER, municipality=MunicipalityFactory()).user
    assert [found.pk for found in rules.waiting_for(hr)] == [one.pk]
    assert not rules.entrusted_to(stranger).exists()
    officer = GrantFactory(
        role=Role.DEPARTMENT_HR, department=one.person.employments.last().department
    ).user
    assert not rules.entrusted_to(officer).exists()
    [notice] = waiting(town)
    assert "1" in notice.text and town.slug in notice.href
    leave(one.person.employments.get(municipality=town))
    assert not rules.entrusted_to(hr).exists()
    assert waiting(town) == []


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_the_same_time_recognise_once(town, hr):
    one = shown(town)
    together, found = threading.Barrier(2), []

    def click():
        together.wait()
        try:
            services.recognise(presentation=one, by=hr)
            found.append("recognised")
        except errors.AlreadyDecided:
            found.append("decided")
        finally:
            connections.close_all()

    clicks = [threading.Thread(target=click) for _ in range(2)]
    for thread in clicks:
        thread.start()
    for thread in clicks:
        thread.join()
    assert sorted(found) == ["decided", "recognised"]
    assert Period.objects.filter(source="taken").count() == 1
    assert Message.objects.filter(kind="course_transfer_recognised").count() == 1
    assert connection.vendor == "postgresql"
