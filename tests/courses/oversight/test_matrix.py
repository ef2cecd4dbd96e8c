"""The matrix on the screen: what is shown of it, of which day, and what that costs."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campus.kit import dates
from courses.oversight.views import matrix
from members.people.models import AccessLogEntry
from members.roles.catalogue import Role
from tests.factories.assignments import ObligationFactory, PeriodFactory
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import DepartmentFactory, EmploymentFactory
from tests.factories.policies import PolicyFactory
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db
MATRIX = reverse("oversight:matrix")
CSV = reverse("oversight:matrix_csv")


def days(count):
    return dt.timedelta(days=count)


@pytest.fixture
def town():
    return MunicipalityFactory()


@pytest.fixture
def hr(client, town):
    """Sign in as human resources of the town."""
    client.force_login(GrantFactory(role=Role.HR_MANAGER, municipality=town).user)
    return client


def old(obligation):
    """Let an obligation have been there for a year."""
    made = dates.now() - days(365)
    type(obligation).objects.filter(pk=obligation.pk).update(created_at=made)
    return obligation


def text(response):
    return response.content.decode()


def duties(town, count):
    return [
        ObligationFactory(municipality=town, course=None, title=f"Pflicht <{number:02d}>")
        for number in range(count)
    ]


def test_forty_obligations_are_shown_eight_at_a_time_with_a_way_to_the_others(hr, town):
    duties(town, 40)
    EmploymentFactory(municipality=town)
    first, last = (text(hr.get(MATRIX, {"spalten": page})) for page in (1, 5))
    assert first.count('<th scope="col"') == 1 + matrix.COLUMNS_PER_PAGE
    assert "Pflichten 1 bis 8 von 40" in first
    assert "Weitere Pflichten" in first
    assert "Vorige Pflichten" not in first
    assert "Pflichten 33 bis 40 von 40" in last
    assert "Weitere Pflichten" not in last


def test_chosen_obligations_stand_side_by_side_and_in_the_file(hr, town):
    found = duties(town, 12)
    EmploymentFactory(municipality=town)
    chosen = {"pflicht": [one.pk for one in found[:10]]}
    page = text(hr.get(MATRIX, chosen))
    assert page.count('<th scope="col"') == 1 + 10
    assert "Pflichten 1 bis" not in page
    file = text(hr.get(CSV, chosen))
    assert "Pflicht <09>" in file
    assert "Pflicht <10>" not in file


def test_names_are_escaped_wherever_they_are_kept_drawn(hr, town):
    duties(town, 1)
    job = EmploymentFactory(municipality=town, department=DepartmentFactory(municipality=town))
    type(job.person).objects.filter(pk=job.person_id).update(last_name="<b>Meier")
    page = text(hr.get(MATRIX))
    assert "&lt;b&gt;Meier" in page
    assert "Pflicht &lt;00&gt;" in page
    assert "<b>Meier" not in page


@pytest.mark.parametrize("key", ["999999", "17"])
def test_obligation_of_others_is_not_found(hr, town, key):
    duties(town, 1)
    foreign = ObligationFactory()
    for chosen in (key, foreign.pk):
        assert hr.get(MATRIX, {"pflicht": chosen}).status_code == 404


def test_statuses_are_filtered_several_at_once_on_screen_and_in_the_file(hr, town):
    [duty] = duties(town, 1)
    today = dates.today()
    late = PeriodFactory(obligation=duty, due_on=today - days(1)).employment
    fine = PeriodFactory(obligation=duty, fulfilled_on=today).employment
    waits = PeriodFactory(obligation=duty, due_on=today + days(30)).employment
    query = {"status": ["overdue", "open"]}
    for address in (MATRIX, CSV):
        page = text(hr.get(address, query))
        assert str(late.person) in page
        assert str(waits.person) in page
        assert str(fine.person) not in page
    assert "Auf niemanden trifft das zu" in text(hr.get(MATRIX, {"status": "failed"}))


def test_matrix_of_a_day_shows_who_stood_how_and_the_file_says_the_same(hr, town):
    [duty] = map(old, duties(town, 1))
    today = dates.today()
    gone = EmploymentFactory(
        municipality=town, valid_from=today - days(300), valid_until=today - days(3)
    )
    facts = {"obligation": duty, "assigned_on": today - days(100), "due_on": today - days(20)}
    PeriodFactory(**facts, employment=gone, fulfilled_on=today - days(10))
    day = today - days(15)
    for address in (MATRIX, CSV):
        then = text(hr.get(address, {"stand": day.isoformat()}))
        assert str(gone.person) in then
        assert "überfällig" in then
        assert str(gone.person) not in text(hr.get(address))
    assert f"Stand: {day.day}." in text(hr.get(MATRIX, {"stand": day.isoformat()}))
    name = hr.get(CSV, {"stand": day.isoformat()})["Content-Disposition"]
    assert name.endswith(f'{day:%Y-%m-%d}.csv"')


def test_day_before_any_obligation_says_so(hr, town):
    duties(town, 1)
    page = text(hr.get(MATRIX, {"stand": "2001-01-01"}))
    assert "An diesem Tag lief keine Pflicht" in page


@pytest.mark.parametrize(
    ("typed", "words"), [("31.02.2025", "Diesen Tag gibt es"), ("2999-01-01", "in der Zukunft")]
)
def test_day_that_is_none_is_refused_in_words_and_today_is_shown(hr, town, typed, words):
    [duty] = duties(town, 1)
    person = str(PeriodFactory(obligation=duty).employment.person)
    response = hr.get(MATRIX, {"stand": typed})
    assert response.status_code == 400
    assert words in text(response)
    assert person in text(response)
    assert words in text(hr.get(CSV, {"stand": typed}, follow=True))


def test_agreement_that_hides_the_day_of_fulfilment_hides_the_days_before_today(hr, town):
    [duty] = map(old, duties(town, 1))
    PeriodFactory(obligation=duty, fulfilled_on=dates.today())
    PolicyFactory(municipality=town, hidden=["fulfilled_on"])
    response = hr.get(MATRIX, {"stand": str(dates.today() - days(1))})
    assert response.status_code == 403
    assert "Nach Ihrer Dienstvereinbarung" in text(response)
    assert "erfüllt" in text(response)


def test_first_screen_costs_as_much_for_many_people_and_obligations_as_for_few(hr, town):
    def cost():
        with CaptureQueriesContext(connection) as caught:
            assert hr.get(MATRIX).status_code == 200
        return len(caught)

    EmploymentFactory.create_batch(2, municipality=town)
    for duty in duties(town, 2):
        PeriodFactory.create_batch(2, obligation=duty)
    few = cost()
    for duty in duties(town, 10):
        PeriodFactory.create_batch(3, obligation=duty)
    assert cost() == few < 25


def test_look_is_noted_for_those_on_the_page_alone(hr, town, monkeypatch):
    monkeypatch.setattr(matrix, "PEOPLE_PER_PAGE", 2)
    duties(town, 1)
    jobs = EmploymentFactory.create_batch(3, municipality=town)
    hr.get(MATRIX)
    noted = AccessLogEntry.objects.values_list("person", flat=True)
    assert len(noted) == 2
    assert set(noted) < {job.person_id for job in jobs}
