"""What tests of courses.audits need: a town with a year of obligations, and packages of it."""

import datetime as dt
import io
import json
import zipfile

from campus.kit import dates
from courses.audits import services
from courses.audits.questions import Question
from members.roles.catalogue import Role
from tests.factories.assignments import ObligationFactory, PeriodFactory
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import EmploymentFactory
from tests.factories.roles import GrantFactory


def ago(days):
    return dates.today() - dt.timedelta(days=days)


class Town:
    """A town with human resources, an obligation and three people who stand differently."""

    def __init__(self):
        self.place = MunicipalityFactory()
        self.hr = GrantFactory(role=Role.HR_MANAGER, municipality=self.place).user
        self.duty = self.obligation(title="Erste Hilfe")
        self.done, self.late, self.unasked = (self.job() for _ in range(3))
        self.turn = self.asked(self.done, fulfilled_on=ago(90), valid_until=ago(-275))
        self.asked(self.late)

    def job(self, **facts):
        return EmploymentFactory(municipality=self.place, valid_from=ago(1000), **facts)

    def obligation(self, **facts):
        facts = {"course": None, **facts}
        found = ObligationFactory(municipality=self.place, due_on=ago(60), **facts)
        type(found).objects.filter(pk=found.pk).update(
            created_at=dates.now() - dt.timedelta(days=200)
        )
        return found

    def asked(self, job, **facts):
        days = {"assigned_on": ago(100), "opens_on": ago(100), "due_on": ago(60)}
        return PeriodFactory(
            obligation=facts.pop("obligation", self.duty), employment=job, **{**days, **facts}
        )

    def asks(self, day=None, **facts):
        """Ask for a package without making it."""
        question = Question(day or dates.today(), **facts)
        return services.request_package(municipality=self.place, question=question, by=self.hr)[0]

    def package(self, day=None, **facts):
        """Return a package that is ready."""
        package = self.asks(day, **facts)
        services.make_package(reference=package.reference)
        package.refresh_from_db()
        return package


def files_in(package):
    """Return the files of a package by name."""
    with zipfile.ZipFile(io.BytesIO(bytes(package.content))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def lines_in(package):
    """Return the lines for programs, by the number of the job."""
    read = json.loads(files_in(package)["nachweis.json"])
    return {line["employment"]: line for line in read["lines"]}
