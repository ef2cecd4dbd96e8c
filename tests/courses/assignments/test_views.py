"""HR's pages: what they say, whom they show, what bad input gets, number of queries."""

import csv
import datetime as dt
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campus.kit import dates
from courses.assignments.models import Obligation
from courses.enrolment.models import Offer
from members.people.models import AccessLogEntry
from members.roles.catalogue import Role
from tests.factories.assignments import ObligationFactory, PeriodFactory
from tests.factories.catalogue import CoursePageFactory
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import DepartmentFactory, EmploymentFactory
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db
MATRIX = reverse("oversight:matrix")
CSV = reverse("oversight:matrix_csv")
CREATE = reverse("assignments:create")


@pytest.fixture
def town():
    return MunicipalityFactory()


@pytest.fixture
def hr(client, town):
    """Sign in as human resources of the town."""
    client.force_login(GrantFactory(role=Role.HR_MANAGER, municipality=town).user)
    return client


def page(response):
    return response.content.decode()


def late(obligation, **facts):
    due = dates.today() - dt.timedelta(days=3)
    return PeriodFactory(obligation=obligation, due_on=due, **facts)


def queries(client, address):
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


def test_dashboard_counts_and_explains(hr, town):
    obligation = ObligationFactory(municipality=town)
    PeriodFactory(obligation=obligation, fulfilled_on=dates.today())
    late(obligation)

    text = page(hr.get(reverse("assignments:dashboard")))

    assert "1 von 2" in text
    assert "1 überfällig" in text
    assert "Sie sehen nur, ob ein Pflichtkurs erfüllt ist." in text


@pytest.mark.parametrize(
    "name", ["assignments:dashboard", "oversight:matrix", "assignments:create"]
)
def test_page_for_a_foreign_town_is_not_found(hr, name):
    foreign = MunicipalityFactory()
    assert hr.get(reverse(name), {"kommune": foreign.slug}).status_code == 404


def test_matrix_says_fulfilled_and_logs_the_look(hr, town):
    period = PeriodFactory(
        obligation=ObligationFactory(municipality=town), fulfilled_on=dates.today()
    )

    text = page(hr.get(MATRIX))

    assert "erfüllt" in text
    assert str(period.employment.person) in text
    entry = AccessLogEntry.objects.get(person=period.employment.person)
    assert (entry.what, entry.viewer_role) == ("matrix", "hr_manager")


def test_matrix_only_overdue_leaves_the_others_out_and_so_does_the_file(hr, town):
    obligation = ObligationFactory(municipality=town)
    punctual, tardy = PeriodFactory(obligation=obligation), late(obligation)

    for address in (MATRIX, CSV):
        text = page(hr.get(address, {"nur": "ueberfaellig"}))
        assert str(tardy.employment.person) in text
        assert str(punctual.employment.person) not in text


def test_matrix_forgets_who_has_left(hr, town):
    yesterday = dates.today() - dt.timedelta(days=1)
    gone = PeriodFactory(
        obligation=ObligationFactory(municipality=town), employment__valid_until=yesterday
    )

    assert str(gone.employment.person) not in page(hr.get(MATRIX))
    assert str(gone.employment.person) not in page(hr.get(CSV))


@pytest.mark.parametrize("key", ["0", "abc", "999999999999999999999"])
def test_matrix_of_an_unknown_department_is_not_found(hr, key):
    assert hr.get(MATRIX, {"amt": key}).status_code == 404


def test_department_hr_is_shown_the_own_department_only(client, town):
    own, other = DepartmentFactory.create_batch(2, municipality=town)
    obligation = ObligationFactory(municipality=town)
    mine, foreign = (
        late(obligation, employment=EmploymentFactory(municipality=town, department=one))
        for one in (own, other)
    )
    client.force_login(GrantFactory(role=Role.DEPARTMENT_HR, department=own).user)

    detail = reverse("assignments:detail", args=[obligation.pk])
    for address in (MATRIX, CSV, detail):
        text = page(client.get(address))
        assert str(mine.employment.person) in text
        assert str(foreign.employment.person) not in text
    assert "0 von 1" in page(client.get(detail))
    assert client.get(MATRIX, {"amt": other.pk}).status_code == 404
    assert client.get(CREATE).status_code == 403
    for name in ("remind", "widen", "end"):
        address = reverse(f"assignments:{name}", args=[obligation.pk])
        assert client.post(address).status_code == 404


@pytest.mark.parametrize("address", [MATRIX, CSV])
def test_matrix_costs_the_same_for_three_and_for_twelve_people(hr, town, address):
    obligations = ObligationFactory.create_batch(2, municipality=town)
    for obligation in obligations:
        PeriodFactory.create_batch(3, obligation=obligation)
    few = queries(hr, address)
    for obligation in [*obligations, ObligationFactory(municipality=town)]:
        PeriodFactory.create_batch(9, obligation=obligation)

    assert queries(hr, address) == few


@pytest.mark.parametrize("name", ["dashboard", "detail"])
def test_overview_costs_the_same_for_three_and_for_twelve_people(hr, town, name):
    obligation = ObligationFactory(municipality=town)
    address = reverse(f"assignments:{name}", args=[obligation.pk] if name == "detail" else [])
    PeriodFactory.create_batch(3, obligation=obligation)
    few = queries(hr, address)
    PeriodFactory.create_batch(9, obligation=obligation)
    PeriodFactory(obligation=ObligationFactory(municipality=town))

    assert queries(hr, address) == few


def test_file_defuses_formulas(hr, town):
    PeriodFactory(
        obligation=ObligationFactory(municipality=town),
        employment__person__first_name="=HYPERLINK(1)",
    )

    lines = list(csv.reader(io.StringIO(page(hr.get(CSV))), delimiter=";"))

    assert lines[1][0].startswith("'=HYPERLINK")


def create_values(town, **changes):
    course = CoursePageFactory()
    Offer.objects.create(course=course)
    values = {
        "course": course.pk,
        "due_on": (dates.today() + dt.timedelta(days=9)).isoformat(),
        "legal_basis": "Dienstanweisung 7",
    }
    return {**values, **changes}


def test_create_makes_a_course_obligatory(hr, town):
    EmploymentFactory(municipality=town)

    response = hr.post(CREATE, {**create_values(town), "step": "confirm"}, follow=True)

    assert "Die Pflicht gilt, und die Mitarbeitenden sind benachrichtigt." in page(response)
    assert Obligation.objects.get().municipality == town


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"due_on": "2001-01-01"}, "Der Termin ist vorbei."),
        ({"due_on": "gestern"}, "Bitte ein gültiges Datum eingeben."),
        ({"course": "0"}, "Bitte eine gültige Auswahl treffen."),
        ({"legal_basis": ""}, "Bitte füllen Sie dieses Feld aus."),
        ({"departments": ["0"]}, "Bitte eine gültige Auswahl treffen."),
    ],
)
def test_create_with_bad_input_says_why_and_keeps_the_rest(hr, town, changes, sentence):
    EmploymentFactory(municipality=town)

    response = hr.post(CREATE, create_values(town, **changes))

    assert response.status_code == 400
    assert sentence in page(response)
    assert "legal_basis" in changes or "Dienstanweisung 7" in page(response)
    assert not Obligation.objects.exists()


def test_create_without_staff_says_so(hr, town):
    response = hr.post(CREATE, create_values(town))

    assert response.status_code == 400
    assert "In den gewählten Ämtern arbeitet niemand." in page(response)


def test_remind_with_one_click_and_not_again_today(hr, town):
    period = PeriodFactory(obligation=ObligationFactory(municipality=town))
    address = reverse("assignments:remind", args=[period.obligation_id])

    detail = reverse("assignments:detail", args=[period.obligation_id])
    assert "1 Person erinnern" in page(hr.get(detail))
    told = page(hr.post(address, follow=True))
    assert "1 Person wurde erinnert." in told
    assert "1 Person erinnern" not in told
    assert "Morgen können Sie wieder erinnern." in told
    PeriodFactory(obligation=period.obligation)
    assert "1 Person erinnern" in page(hr.get(detail))
    hr.post(address)
    assert "wurden heute schon erinnert" in page(hr.post(address, follow=True))
    assert hr.get(address).status_code == 405


def test_widen_without_a_department_is_refused(hr, town):
    obligation = ObligationFactory(municipality=town)
    address = reverse("assignments:widen", args=[obligation.pk])

    response = hr.post(address, {})

    assert response.status_code == 400
    assert "Wählen Sie mindestens ein Amt." in page(response)


def test_widen_tells_how_many_more(hr, town):
    obligation = ObligationFactory(municipality=town)
    first, second = DepartmentFactory.create_batch(2, municipality=town)
    obligation.departments.add(first)
    EmploymentFactory(municipality=town, department=second)

    response = hr.post(
        reverse("assignments:widen", args=[obligation.pk]),
        {"departments": [second.pk]},
        follow=True,
    )

    assert "1 weitere Person muss den Kurs jetzt machen." in page(response)


def test_end_asks_first_and_hides_the_obligation(hr, town):
    obligation = ObligationFactory(municipality=town)
    address = reverse("assignments:end", args=[obligation.pk])

    assert "Diese Pflicht beenden?" in page(hr.get(address))
    assert "Die Pflicht ist beendet." in page(hr.post(address, follow=True))
    assert hr.get(reverse("assignments:detail", args=[obligation.pk])).status_code == 404
