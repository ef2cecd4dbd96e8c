"""Turns in the database: the next one opens in time, history stays, exemptions stop the clock."""

import datetime as dt

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from campus.kit import dates
from courses.assignments import selectors, services
from courses.assignments.errors import (
    AlreadyValid,
    EndsBeforeBegin,
    FileNotAccepted,
    NothingToHandIn,
    NothingToRevoke,
    ProofExpired,
    ProofInFuture,
    ReasonMissing,
    TurnClosed,
)
from courses.assignments.models import Exemption, Obligation, Period, ProofFile, Reminder
from courses.assignments.services.turns import enter
from courses.assignments.states import LATE, VALID, Status
from members.messages.models import Message
from tests.factories.accounts import UserFactory
from tests.factories.assignments import ObligationFactory, PeriodFactory
from tests.factories.enrolment import EnrolmentFactory
from tests.factories.learning import complete
from tests.factories.pathways import PNG
from tests.factories.people import EmploymentFactory

pytestmark = pytest.mark.django_db


def days(count):
    return dt.timedelta(days=count)


def later(count):
    """Move the clock by calendar days: the hour stays, also where summer time begins or ends."""
    return dates.moved_clock(timezone.localtime(dates.now()) + days(count))


def yearly(**facts):
    return ObligationFactory(**{"valid_months": 12, "window_days": 60, "grace_days": 14, **facts})


def fulfilled(obligation=None, on=None, **facts):
    period = PeriodFactory(obligation=obligation or yearly(), **facts)
    return enter(period, on=on or dates.today(), source="course")


def status(period, day=None):
    day = day or dates.today()
    row = selectors.latest_periods([period.employment_id], day).get(obligation=period.obligation)
    return selectors.cell_of(row, day).status


def test_window_opens_in_time_once_and_tells_the_person():
    first = fulfilled()
    assert services.open_windows(on=first.valid_until - days(61)) == []

    opened = services.open_windows(on=first.valid_until - days(60))
    again = services.open_windows(on=first.valid_until - days(60))

    assert [(one.number, one.due_on, one.previous_until) for one in opened] == [
        (2, first.valid_until, first.valid_until)
    ]
    assert opened[0].ends_on == first.valid_until + days(14)
    assert again == []
    assert Message.objects.filter(kind="assignments_renewal").count() == 1


def test_window_opens_for_nobody_who_has_left_and_for_no_ended_obligation():
    gone = fulfilled(employment__valid_until=dates.today() + days(9))
    over = fulfilled(yearly(ended_at=dates.now()))
    assert services.open_windows(on=gone.valid_until) == []
    assert services.open_windows(on=over.valid_until) == []


def test_closed_turn_is_never_written_again():
    first = fulfilled()
    services.open_windows(on=first.valid_until)
    first.refresh_from_db()
    first.fulfilled_on = dates.today() - days(300)

    with pytest.raises(TurnClosed):
        first.save()

    assert Period.objects.get(pk=first.pk).fulfilled_on == dates.today()


def test_whole_way_of_a_person_through_a_turn_and_the_next():
    first = fulfilled()
    end = first.valid_until
    with later((end - days(60) - dates.today()).days):
        services.open_windows()
    way = {
        dates.today(): Status.FULFILLED,
        end - days(61): Status.FULFILLED,
        end - days(60): Status.RENEW,
        end: Status.RENEW,
        end + days(1): Status.OVERDUE,
        end + days(15): Status.EXPIRED,
    }
    assert {day: status(first, day) for day in way} == way


def test_renewal_in_the_window_adds_the_days_left(django_capture_on_commit_callbacks):
    seat = EnrolmentFactory()
    obligation = yearly(municipality=seat.employment.municipality, course=seat.offer.course)
    end = dates.today() + days(20)
    first = fulfilled(obligation, on=end - days(345), employment=seat.employment)
    Period.objects.filter(pk=first.pk).update(valid_until=end, next_opens_on=end - days(60))
    with django_capture_on_commit_callbacks(execute=True):
        complete(seat)

    second = Period.objects.get(obligation=obligation, number=2)
    assert second.fulfilled_on == dates.today()
    assert second.valid_until == dates.add_months(end, 12)


def test_completion_that_fulfilled_the_last_turn_cannot_be_handed_in_again():
    seat = EnrolmentFactory()
    obligation = yearly(municipality=seat.employment.municipality, course=seat.offer.course)
    period = PeriodFactory(obligation=obligation, employment=seat.employment)
    complete(seat)
    services.fulfil(person_id=seat.person_id, course_id=seat.offer.course_id)
    period.refresh_from_db()
    with dates.moved_clock(dates.now() + days(340)):
        (second,) = services.open_windows()
        with pytest.raises(NothingToHandIn):
            services.hand_in(period=second, person=seat.person)


def test_exemption_moves_the_deadline_and_says_no_reason():
    period = PeriodFactory(due_on=dates.today() + days(20), opens_on=dates.today() - days(10))
    by = UserFactory()
    begin = dates.today() - days(3)

    services.exempt(employment=period.employment, begins_on=begin, ends_on=None, by=by)
    assert status(period) is Status.EXEMPT
    found = Exemption.objects.get()
    services.end_exemption(exemption=found, on=dates.today() + days(6), by=by)
    services.reckon_all()

    period.refresh_from_db()
    assert period.due_on == dates.today() + days(30)
    assert {field.name for field in Exemption._meta.get_fields()} == {
        "id",
        "employment",
        "begins_on",
        "ends_on",
        "created_by",
        "created_at",
    }


def test_exemption_taken_back_restores_the_deadline():
    period = PeriodFactory(due_on=dates.today() + days(20))
    by = UserFactory()
    found = services.exempt(
        employment=period.employment,
        begins_on=dates.today(),
        ends_on=dates.today() + days(4),
        by=by,
    )
    period.refresh_from_db()
    assert period.due_on == dates.today() + days(25)

    services.end_exemption(exemption=found, on=dates.today() - days(1), by=by)

    period.refresh_from_db()
    assert period.due_on == dates.today() + days(20)
    assert not Exemption.objects.exists()


def test_exemption_in_the_wrong_order_is_refused():
    with pytest.raises(EndsBeforeBegin):
        services.exempt(
            employment=EmploymentFactory(),
            begins_on=dates.today(),
            ends_on=dates.today() - days(1),
            by=UserFactory(),
        )


def test_renewal_of_somebody_exempt_begins_with_the_moved_deadline():
    first = fulfilled()
    end = first.valid_until
    by = UserFactory()
    services.exempt(
        employment=first.employment, begins_on=end - days(100), ends_on=end + days(200), by=by
    )
    (second,) = services.open_windows(on=end - days(60))
    # Sixty days of the window are left after the last day of the exemption.
    assert second.due_on == end + days(261)
    assert second.planned_due_on == end
    assert status(second, end + days(210)) is Status.OPEN


def test_revoked_proof_stays_on_record_and_a_new_turn_begins():
    first = fulfilled()
    with pytest.raises(ReasonMissing):
        services.revoke(period=first, reason=" ", by=UserFactory())

    following = services.revoke(period=first, reason="Falsche Person", by=UserFactory())

    first.refresh_from_db()
    assert (first.revoked_on, first.revoked_reason) == (dates.today(), "Falsche Person")
    assert first.fulfilled_on is not None
    assert (following.number, following.previous_until) == (2, None)
    assert following.due_on >= dates.today() + days(14)
    assert status(first) is Status.OPEN
    with pytest.raises(NothingToRevoke):
        services.revoke(period=first, reason="Noch einmal", by=UserFactory())


def test_revoking_what_the_open_turn_builds_on_takes_its_validity():
    first = fulfilled()
    services.open_windows(on=first.valid_until - days(30))

    following = services.revoke(period=first, reason="Gefälscht", by=UserFactory())

    assert (following.number, following.previous_until, following.ends_on) == (2, None, None)
    assert Period.objects.filter(obligation=first.obligation).count() == 2


def test_temporary_leave_counts_until_its_day():
    period = PeriodFactory(due_on=dates.today() - days(3))
    services.allow_for_now(
        period=period, until=dates.today() + days(5), reason="Kurs ist voll", by=UserFactory()
    )
    assert status(period) is Status.TEMPORARY
    assert status(period, dates.today() + days(6)) is Status.OVERDUE


def test_proof_from_elsewhere_is_entered_with_its_document():
    obligation = yearly(course=None, title="Erste Hilfe", valid_months=24)
    period = PeriodFactory(obligation=obligation)
    on = dates.today() - days(30)

    services.record_proof(period=period, on=on, until=None, content=PNG, by=UserFactory())

    period.refresh_from_db()
    assert (period.fulfilled_on, period.valid_until) == (on, dates.add_months(on, 24))
    assert period.source == "recorded"
    assert ProofFile.objects.get(period=period).name == "Erste-Hilfe.png"
    assert selectors.history_of(obligation, period.employment)[0].proof_file.name


@pytest.mark.parametrize(
    ("refusal", "facts"),
    [
        (ProofInFuture, {"on": 1}),
        (ProofExpired, {"on": -400}),
        (ProofExpired, {"on": -30, "until": -1}),
        (FileNotAccepted, {"on": 0, "content": b"MZ\x90"}),
        (FileNotAccepted, {"on": 0, "content": b"%PDF-1.4 broken"}),
    ],
)
def test_proof_that_proves_nothing_is_refused(refusal, facts):
    period = PeriodFactory(obligation=yearly())
    until = facts.get("until")
    with pytest.raises(refusal):
        services.record_proof(
            period=period,
            on=dates.today() + days(facts["on"]),
            until=until and dates.today() + days(until),
            content=facts.get("content", b""),
            by=UserFactory(),
        )
    assert not Period.objects.filter(fulfilled_on__isnull=False).exists()


def test_proof_beside_a_valid_one_is_refused():
    with pytest.raises(AlreadyValid):
        services.record_proof(
            period=fulfilled(), on=dates.today(), until=None, content=b"", by=UserFactory()
        )


@pytest.mark.parametrize(("before", "count"), [(14, 1), (3, 1), (-1, 1), (10, 0), (0, 0)])
def test_reminders_follow_the_deadline_and_go_out_once(before, count):
    period = PeriodFactory(
        due_on=dates.today() + days(before), assigned_on=dates.today() - days(40)
    )
    assert services.remind_by_window() == count
    assert services.remind_by_window() == 0
    assert Reminder.objects.filter(period=period).count() == count


def test_reminders_spare_who_is_exempt_and_who_was_asked_today():
    exempt = PeriodFactory(due_on=dates.today() + days(3), assigned_on=dates.today() - days(9))
    Exemption.objects.create(employment=exempt.employment, begins_on=dates.today())
    PeriodFactory(due_on=dates.today() + days(3))
    assert services.remind_by_window() == 0


FACTS = st.fixed_dictionaries(
    {},
    optional={
        "opens_on": st.integers(-40, 20),
        "ends_on": st.integers(-40, 40),
        "previous_until": st.integers(-40, 40),
        "temporary_until": st.integers(-40, 40),
        "fulfilled_on": st.integers(-40, 40),
        "valid_until": st.integers(-40, 40),
        "revoked_on": st.integers(-40, 0),
    },
)


@settings(
    max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(facts=FACTS, due=st.integers(-40, 40), paused=st.booleans())
def test_database_and_state_machine_agree(facts, due, paused):
    today = dates.today()
    found = {name: today + days(count) for name, count in facts.items()}
    if "fulfilled_on" not in found:
        found.pop("valid_until", None)
    if "revoked_on" in found:
        found["revoked_reason"] = "so"
    Obligation.objects.update(ended_at=dates.now())
    period = PeriodFactory(due_on=today + days(due), **found)
    if paused:
        Exemption.objects.create(employment=period.employment, begins_on=today - days(1))
    state = status(period)
    rows = Period.objects.running()
    counted = selectors.counts(
        [period.obligation], type(period.employment).objects.filter(pk=period.employment_id), today
    )[period.obligation_id]

    # A grace that ends before the deadline cannot be set.
    if found.get("ends_on", period.due_on) >= period.due_on:
        assert rows.late_on(today).exists() is (state in LATE)
    in_future = period.fulfilled_on is not None and period.fulfilled_on > today
    if not in_future:
        assert bool(counted["fulfilled"]) is (state in VALID or state is Status.TEMPORARY)
