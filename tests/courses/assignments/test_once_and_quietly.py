"""What is done twice is done once, and messages and pages keep reasons for themselves."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campus.kit import dates
from courses.assignments import services
from courses.assignments.errors import (
    AlreadyValid,
    DueInThePast,
    FileNotAccepted,
    NothingToRevoke,
    ReasonMissing,
)
from courses.assignments.models import HistoryImport, Obligation, Period, ProofFile
from courses.pathways.files import LARGEST
from members.messages.models import Message
from members.roles.catalogue import Role
from tests.factories.accounts import UserFactory
from tests.factories.assignments import ObligationFactory, PeriodFactory
from tests.factories.pathways import PNG
from tests.factories.people import EmploymentFactory
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db
HEAD = "Personalnummer;Pflicht;Absolviert am"


@pytest.fixture
def period():
    duty = ObligationFactory(course=None, title="Erste Hilfe", valid_months=12, window_days=60)
    job = EmploymentFactory(municipality=duty.municipality, personnel_number="4711")
    return PeriodFactory(obligation=duty, employment=job)


def record(period, content=b""):
    today, by = dates.today(), UserFactory()
    return services.record_proof(period=period, on=today, until=None, content=content, by=by)


def listed(period, *rows):
    content = "\n".join([HEAD, *rows]).encode()
    town = period.obligation.municipality
    return services.upload(municipality=town, content=content, by=UserFactory())


def test_exemption_entered_twice_is_one_and_moves_the_deadline_once(period):
    last = dates.today() + dt.timedelta(days=4)
    facts = {"employment": period.employment, "begins_on": dates.today(), "ends_on": last}

    first = services.exempt(by=UserFactory(), **facts)
    again = services.exempt(by=UserFactory(), **facts)

    period.refresh_from_db()
    assert first == again
    assert (period.due_on - period.planned_due_on).days == 5


def test_proof_entered_twice_is_refused_and_stays_the_first(period):
    record(period, PNG)

    with pytest.raises(AlreadyValid):
        record(period, PNG)

    assert ProofFile.objects.count() == 1


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"\x89PNG\r\n\x1a\n", id="picture-without-content"),
        pytest.param(b"<svg onload='x'/>", id="drawing"),
        pytest.param(b"PK\x03\x04", id="archive"),
        pytest.param(PNG + b"0" * LARGEST, id="too-large"),
    ],
)
def test_document_of_the_wrong_content_is_refused_and_nothing_is_entered(period, content):
    with pytest.raises(FileNotAccepted):
        record(period, content)

    period.refresh_from_db()
    assert period.fulfilled_on is None
    assert not ProofFile.objects.exists()


def test_proof_revoked_twice_tells_once_and_the_message_holds_no_reason(period):
    proven = record(period)
    services.revoke(period=proven, reason="Gefälschter Stempel", by=UserFactory())

    with pytest.raises(NothingToRevoke):
        services.revoke(period=proven, reason="Gefälschter Stempel", by=UserFactory())

    assert "Gefälschter Stempel" not in Message.objects.get(kind="assignments_assigned").body
    assert Period.objects.count() == 2


@pytest.mark.parametrize("reason", ["", " \n\t"])
def test_leave_for_now_without_a_reason_is_refused(period, reason):
    with pytest.raises(ReasonMissing):
        services.allow_for_now(period=period, until=dates.today(), reason=reason, by=UserFactory())

    period.refresh_from_db()
    assert period.temporary_until is None


def test_leave_until_yesterday_is_refused(period):
    yesterday = dates.today() - dt.timedelta(days=1)
    with pytest.raises(DueInThePast):
        services.allow_for_now(period=period, until=yesterday, reason="Kurs voll", by=UserFactory())

    period.refresh_from_db()
    assert period.temporary_until is None


def test_revoked_proof_in_a_list_does_not_count_again(period):
    services.revoke(period=record(period), reason="Falsch", by=UserFactory())

    found = listed(period, f"4711;Erste Hilfe;{dates.today():%d.%m.%Y}")

    assert services.confirm(found=found, by=UserFactory()) == 0
    assert Period.objects.latest("number").fulfilled_on is None


def test_foreign_person_in_a_list_is_unknown_and_nothing_is_written(period):
    foreign = EmploymentFactory(personnel_number="815")

    found = listed(period, f"{foreign.person.email};Erste Hilfe;01.02.2025")

    (planned,) = services.preview(found)
    assert (str(planned.fate), planned.person) == ("faulty", None)
    assert services.confirm(found=found, by=UserFactory()) == 0


def test_foreign_obligation_in_a_list_is_unknown(period):
    ObligationFactory(course=None, title="Kettensäge")

    (planned,) = services.preview(listed(period, "4711;Kettensäge;01.02.2025"))

    assert planned.fault == "Keine laufende Pflicht heißt „Kettensäge“."


def test_confirmed_list_keeps_no_content(period):
    found = listed(period, "4711;Erste Hilfe;01.02.2025")

    services.confirm(found=found, by=UserFactory())

    assert bytes(HistoryImport.objects.get().content) == b""


def test_obligation_ended_twice_keeps_its_first_end(period):
    duty = period.obligation
    services.end(obligation=duty, by=UserFactory())
    first = Obligation.objects.get().ended_at

    services.end(obligation=duty, by=UserFactory())

    assert Obligation.objects.get().ended_at == first


@pytest.fixture
def hr(client, period):
    town = period.obligation.municipality
    client.force_login(GrantFactory(role=Role.HR_MANAGER, municipality=town).user)
    return client


@pytest.mark.parametrize(
    ("deed", "values", "kept"),
    [
        ("allow", {"until": "31.02.2027", "reason": "Kurs ausgebucht"}, "Kurs ausgebucht"),
        ("allow", {"until": "2030-01-02", "reason": ""}, "2030-01-02"),
        ("record", {"on": "2999-01-01", "until": "2999-02-02"}, "2999-02-02"),
        ("revoke", {"reason": "Gibt es nicht"}, "Gibt es nicht"),
    ],
    ids=["no-day", "no-reason", "future", "no-proof"],
)
def test_refused_form_of_a_person_keeps_what_was_typed(hr, period, deed, values, kept):
    keys = [period.obligation_id, period.employment_id]

    answer = hr.post(reverse(f"assignments:{deed}", args=keys), values)

    assert answer.status_code == 400
    assert kept in answer.content.decode()


def test_preview_of_a_list_costs_the_same_for_three_and_for_twelve_unknown_people(hr, period):
    def queries(count):
        rows = [f"9{number};Erste Hilfe;01.02.2025" for number in range(count)]
        address = reverse("assignments:history", args=[listed(period, *rows).pk])
        with CaptureQueriesContext(connection) as caught:
            assert hr.get(address).status_code == 200
        return len(caught)

    queries(1)
    assert queries(3) == queries(12)


def test_reason_for_leave_stays_out_of_the_page_of_the_person(hr, period):
    services.allow_for_now(
        period=period, until=dates.today(), reason="Reha in Bad Aibling", by=UserFactory()
    )

    text = hr.get(
        reverse("assignments:person", args=[period.obligation_id, period.employment_id])
    ).content.decode()

    assert "Bad Aibling" not in text
