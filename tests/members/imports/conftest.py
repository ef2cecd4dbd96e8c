"""A town with HR, and the way of a list through the import."""

import datetime as dt

import pytest

from campus.kit import dates
from members.imports import services
from members.imports.planning import Options
from members.roles.catalogue import Role
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import DepartmentFactory, EmploymentFactory, PersonFactory
from tests.factories.roles import GrantFactory

HEAD = "Personalnummer;Vorname;Nachname;E-Mail;Amt;Funktion;Eintritt;Austritt"


@pytest.fixture
def town():
    return MunicipalityFactory(name="Stadt Musterstadt", slug="musterstadt")


@pytest.fixture
def user(town):
    return GrantFactory(role=Role.HR_MANAGER, municipality=town).user


@pytest.fixture
def bauhof(town):
    return DepartmentFactory(municipality=town, name="Bauhof")


@pytest.fixture
def erika(town, bauhof):
    """Return the job of somebody with a number and without an account."""
    person = PersonFactory(user=None, first_name="Erika", last_name="Groß", email="e@x.example")
    return EmploymentFactory(
        person=person, municipality=town, department=bauhof, personnel_number="0012"
    )


class Import:
    """Takes a list through the import as HR does."""

    def __init__(self, town, user):
        self.town, self.user = town, user

    def check(self, *lines, head=HEAD, **wishes):
        content = "\n".join([head, *lines]).encode()
        run = services.start_import(
            municipality=self.town, content=content, file_name="liste.csv", created_by=self.user
        )
        options = Options(
            first_day=wishes.pop("first_day", dates.today()),
            empty_erases=wishes.pop("empty_erases", False),
            adds_departments=wishes.pop("adds_departments", False),
        )
        wishes.setdefault("seen", range(30))
        return services.check_run(
            run=run, wishes=services.Wishes(run.sheet, run.meaning, options, **wishes)
        )

    def write(self, *lines, **wishes):
        run = self.check(*lines, **wishes)
        return self.confirm(run)

    def confirm(self, run):
        run = services.confirm_run(run=run, stamp=run.stamp, confirmed_by=self.user)
        services.write_run(reference=run.reference)
        run.refresh_from_db()
        return run

    def undo(self, run):
        services.request_undo(run=run)
        services.undo_run(reference=run.reference)
        run.refresh_from_db()
        return run


@pytest.fixture
def staff_list(town, user, bauhof):
    return Import(town, user)


@pytest.fixture
def hr(client, user):
    """Sign HR of the town in."""
    client.force_login(user)
    return user


def rows(run):
    return list(run.rows.all())


def actions(run):
    return [row.action for row in run.rows.all()]


def a_week_ago():
    return dates.today() - dt.timedelta(days=7)
