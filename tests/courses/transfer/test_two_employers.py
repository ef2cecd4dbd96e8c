"""One person, two municipalities: each employer sees its own, the person sees everything."""

import datetime as dt

import pytest
from django.urls import reverse

from campus.kit import dates
from courses.assignments import rules as assignments
from courses.assignments import selectors
from courses.assignments import services as obligations
from courses.enrolment.states import State
from courses.moves import services as moves
from members.people import rules as staff_rules
from members.people import services as staff
from members.roles.catalogue import Role
from members.roles.selectors import grants_in_force
from tests.factories.assignments import ObligationFactory, PeriodFactory
from tests.factories.enrolment import EnrolmentFactory
from tests.factories.people import EmploymentFactory
from tests.factories.roles import GrantFactory
from tests.factories.transfer import leave

pytestmark = pytest.mark.django_db


def text_of(answer):
    return answer.content.decode()


@pytest.fixture
def first():
    """Return the older job, with an obligation that is fulfilled."""
    job = EmploymentFactory(municipality__name="Stadt Altheim", position="Kämmerei")
    row = ObligationFactory(municipality=job.municipality, course=None, title="Kassensicherheit")
    PeriodFactory(obligation=row, employment=job, fulfilled_on=dates.today())
    return job


@pytest.fixture
def second(first):
    """Return the second job of the same person, with an obligation that is open."""
    job = EmploymentFactory(
        person=first.person, municipality__name="Kreis Neuland", position="Fahrdienst"
    )
    row = ObligationFactory(municipality=job.municipality, course=None, title="Fahrerschulung")
    PeriodFactory(obligation=row, employment=job)
    return job


def hr_of(job):
    return GrantFactory(role=Role.HR_MANAGER, municipality=job.municipality).user


def pages_about(job):
    """Return the pages on which HR reads about somebody."""
    turn = job.periods.get()
    return [
        "/personal/",
        "/personal/matrix/",
        "/personal/mitarbeitende/",
        f"/personal/mitarbeitende/{job.pk}/",
        f"/personal/pflichten/{turn.obligation_id}/",
        f"/personal/pflichten/{turn.obligation_id}/person/{job.pk}/",
    ]


@pytest.mark.parametrize("turned", [False, True])
def test_each_employer_reads_nothing_of_the_other(client, first, second, turned):
    mine, other = (second, first) if turned else (first, second)
    client.force_login(hr_of(mine))
    foreign = (other.municipality.name, other.position, other.periods.get().obligation.title)
    for page in pages_about(mine):
        answer = client.get(page)
        assert answer.status_code == 200, page
        assert not [word for word in foreign if word in text_of(answer)], page


@pytest.mark.parametrize("turned", [False, True])
def test_pages_of_the_other_job_do_not_exist_for_an_employer(client, first, second, turned):
    mine, other = (second, first) if turned else (first, second)
    client.force_login(hr_of(mine))
    own_turn, turn = mine.periods.get(), other.periods.get()
    for page in (
        f"/personal/mitarbeitende/{other.pk}/",
        f"/personal/mitarbeitende/{other.pk}/aendern/",
        f"/personal/mitarbeitende/{other.pk}/ende/",
        f"/personal/pflichten/{turn.obligation_id}/",
        f"/personal/pflichten/{turn.obligation_id}/person/{other.pk}/",
        # One's own obligation with the other job.
        f"/personal/pflichten/{own_turn.obligation_id}/person/{other.pk}/",
        f"/personal/matrix/?kommune={other.municipality.slug}",
    ):
        assert client.get(page).status_code == 404, page


def test_rules_filter_lists_alike(first, second):
    user = hr_of(first)
    assert list(staff_rules.manageable_jobs(user)) == [first]
    assert list(assignments.visible_staff(user, first.municipality)) == [first]
    [duty] = assignments.visible_obligations(user)
    assert duty.title == "Kassensicherheit"


def test_person_sees_what_both_ask_for(client, first, second):
    today = dates.today()
    cells = selectors.visible_rows_for(first.person, today)
    assert {cell.course_title for cell in cells} == {"Kassensicherheit", "Fahrerschulung"}
    client.force_login(first.person.user)
    text = text_of(client.get("/lernen/privat/"))
    assert "Kassensicherheit" in text and "Fahrerschulung" in text
    account = text_of(client.get("/konto/"))
    assert "Stadt Altheim" in account and "Kreis Neuland" in account


def test_obligation_of_one_employer_gives_the_other_job_nothing(first, second):
    row = ObligationFactory(municipality=second.municipality, course=None, title="Brandschutz")
    [begun] = obligations.extend(obligation=row)
    assert begun.employment == second
    assert moves.follow_all() == 0
    assert first.periods.count() == 1


def test_end_of_one_job_touches_only_this_job(first, second):
    user = first.person.user
    for job in (first, second):
        GrantFactory(user=user, role=Role.CONTACT_PERSON, municipality=job.municipality)
    yesterday = dates.today() - dt.timedelta(days=1)
    staff.end_employment(employment=first, last_day=yesterday, ended_by=None)
    moves.follow_all()
    second.refresh_from_db()
    assert second.valid_until is None
    assert [one.municipality for one in grants_in_force().filter(user=user)] == [
        second.municipality
    ]
    assert second.periods.get().archived_on is None
    [cell] = selectors.visible_rows_for(first.person, dates.today())
    assert cell.course_title == "Fahrerschulung"


def test_exemption_at_one_employer_does_not_stop_the_clock_of_the_other(first, second):
    first.exemptions.create(begins_on=dates.today())
    assert selectors.exempt_on([first.pk, second.pk], dates.today()) == {first.pk}


def test_former_employer_keeps_its_records_and_learns_nothing_new(client, first, second):
    leave(first)
    client.force_login(hr_of(first))
    page = f"/personal/mitarbeitende/{first.pk}/"
    text = text_of(client.get(page))
    assert "Kreis Neuland" not in text and "Fahrdienst" not in text
    assert first.person.last_name in text_of(client.get("/personal/mitarbeitende/?stand=left"))
    assert client.get(reverse("people:detail", args=[second.pk])).status_code == 404


def test_privacy_page_names_the_employer_of_each_obligation(client, first, second):
    client.force_login(first.person.user)
    text = text_of(client.get(reverse("portal:privacy")))
    assert "Arbeitgeber</th>" in text
    rows = text.split("<tbody>")[1].split("</tbody>")[0].split("<tr>")
    [fire] = [row for row in rows if "Kassensicherheit" in row]
    [cash] = [row for row in rows if "Fahrerschulung" in row]
    assert "Stadt Altheim" in fire and "Kreis Neuland" not in fire
    assert "Kreis Neuland" in cash and "Stadt Altheim" not in cash


def test_privacy_page_names_who_decides_on_a_request(client, first, second):
    seat = EnrolmentFactory(
        employment=second, offer__approval_needed=True, state=State.REQUESTED, confirmed_at=None
    )
    client.force_login(first.person.user)
    text = text_of(client.get(reverse("portal:privacy")))
    line = text.split(seat.offer.course.title)[1].split("</li>")[0]
    assert "Kreis Neuland" in line


def test_one_employer_is_not_named_again_and_again(client, first):
    client.force_login(first.person.user)
    assert "Arbeitgeber</th>" not in text_of(client.get(reverse("portal:privacy")))
