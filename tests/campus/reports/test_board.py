"""The board's page: true numbers, no small ones anywhere, constant queries."""

import datetime as dt
import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campus.kit import dates
from campus.reports import selectors, services
from campus.reports.models import MonthlyFigure
from campus.reports.tasks import roll_up_recent
from members.roles.catalogue import Role
from tests.factories.accounts import UserFactory
from tests.factories.billing import LEITWEG_ID, InvoiceFactory
from tests.factories.cooperative import MembershipFactory
from tests.factories.enrolment import EnrolmentFactory, OfferFactory
from tests.factories.learning import complete
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import EmploymentFactory
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db
BOARD = reverse("reports:board")
CELL = r'kc-num">([^<]*)</td>|kc-figure__value">([^<]*)<|chart__value[^>]*>([^<]*)'


@pytest.fixture
def board(client):
    client.force_login(GrantFactory(role=Role.BOARD).user)
    return client


def seats(count, *, town, offer):
    return [
        EnrolmentFactory(offer=offer, employment=EmploymentFactory(municipality=town))
        for _ in range(count)
    ]


def rolled_up():
    services.roll_up(month=dates.today())
    return selectors.board_report(dates.today()).learning


def cells(text):
    """Return the words of all table cells and figures of a page."""
    found = re.findall(CELL, text)
    return [part.strip() for match in found for part in match if part.strip()]


def test_roll_up_counts_the_month_and_may_run_twice():
    town, offer = MunicipalityFactory(), OfferFactory()
    taken = seats(3, town=town, offer=offer)
    complete(taken[0])

    for _ in range(2):
        assert services.roll_up(month=dates.today()) == 1
    assert roll_up_recent.func() == 1

    figure = MonthlyFigure.objects.get()
    assert (figure.enrolments, figure.completions) == (3, 1)
    assert (figure.municipality, figure.course) == (town, offer.course)


def test_report_shows_groups_that_are_large_enough():
    offer = OfferFactory()
    for _ in range(2):
        for seat in seats(5, town=MunicipalityFactory(), offer=offer):
            complete(seat)

    learning = rolled_up()

    assert [(row.enrolments, row.completions) for row in learning.by_municipality] == [(5, 5)] * 2
    assert [row.enrolments for row in learning.by_course] == [10]
    assert learning.by_month[-1][1].completions == 10
    assert (learning.enrolments, learning.completions) == (10, 10)


def test_report_does_not_take_one_busy_person_for_a_group():
    job = EmploymentFactory()
    for _ in range(6):
        EnrolmentFactory(offer=OfferFactory(), employment=job, person=job.person)
    seats(8, town=MunicipalityFactory(), offer=OfferFactory())

    learning = rolled_up()

    assert [row.enrolments for row in learning.by_municipality] == [None, None]
    assert learning.enrolments == 14


def test_page_never_shows_a_small_number_by_any_way(board):
    offers = [OfferFactory(), OfferFactory()]
    small = seats(3, town=MunicipalityFactory(), offer=offers[0])
    seats(7, town=MunicipalityFactory(), offer=offers[0])
    seats(9, town=MunicipalityFactory(), offer=offers[1])
    for seat in small[:2]:
        complete(seat)
    services.roll_up(month=dates.today())

    text = board.get(BOARD).content.decode()
    learning_part = text[text.index('id="h-learning"') : text.index('id="h-money"')]

    assert "Warum manche Zahlen nicht gezeigt werden" in text
    shown = [cell for cell in cells(learning_part) if cell.isdigit()]
    assert not {"1", "2", "3", "4"} & set(shown)
    # Only the smallest town is small; the next one is hidden with it, the largest is shown.
    learning = rolled_up()
    assert sorted((row.enrolments or 0) for row in learning.by_municipality) == [0, 0, 9]
    assert learning.completions is None
    assert all(group.completions in (None, 0) for _, group in learning.by_month)


def test_page_shows_members_shares_and_money(board):
    municipality = MembershipFactory(municipality__leitweg_id=LEITWEG_ID, shares=4).municipality
    invoice = InvoiceFactory(municipality=municipality, issued=True)

    text = board.get(BOARD).content.decode()

    report = selectors.board_report(dates.today())
    assert (report.members, report.shares, report.share_value) == (1, 4, Decimal("4000.00"))
    assert report.revenue == invoice.net
    assert report.revenue_by_month[-1] == (dates.month_start(dates.today()), invoice.net)
    assert (report.open_amount, report.open_count) == (invoice.gross, 1)
    for words in ("0,00\N{NO-BREAK SPACE}€ von 4.000,00", "1 Rechnung", "Geschäftsanteile"):
        assert words in text


def test_report_is_about_twelve_months():
    months = selectors.months_until(dt.date(2026, 2, 17))
    assert (months[0], months[-1], len(months)) == (dt.date(2025, 3, 1), dt.date(2026, 2, 1), 12)


def test_page_without_any_data_says_so(board):
    assert "In diesen Monaten wurde noch nichts gelernt." in board.get(BOARD).content.decode()


def test_page_costs_the_same_for_three_and_for_twelve_towns(board):
    def add(count):
        for _ in range(count):
            municipality = MembershipFactory().municipality
            seats(1, town=municipality, offer=OfferFactory())
        services.roll_up(month=dates.today())
        with CaptureQueriesContext(connection) as caught:
            assert board.get(BOARD).status_code == 200
        return len(caught)

    assert add(3) == add(9)


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.BOARD, 200),
        (Role.OFFICE, 200),
        (Role.HR_MANAGER, 403),
        (Role.PROVIDER_OWNER, 403),
        (Role.EDITOR, 403),
        (None, 403),
    ],
)
def test_page_is_for_board_and_office(client, role, status):
    client.force_login(GrantFactory(role=role).user if role else UserFactory())
    assert client.get(BOARD).status_code == status
