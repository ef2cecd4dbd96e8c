"""A year of the cooperative, made by its own services with a moved clock."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from random import Random
from typing import TYPE_CHECKING, Any

from campus.demo import founding, money, revisions, voices
from campus.demo.clock import Calendar, working_hour
from campus.demo.learners import Learning, Plan
from campus.demo.source import MunicipalityData
from campus.kit import dates
from campus.reports import services as reports
from courses.assignments import selectors as assignment_reads
from courses.assignments import services as assignments
from courses.insight import services as insight
from members.cooperative import services as cooperative

if TYPE_CHECKING:
    from courses.catalogue.models import CoursePage
    from members.accounts.models import User
    from members.organisations.models import Municipality, Provider
    from members.people.models import Employment, Person

MONTHS = 12
# The named learner's courses, by address part.
DONE, RUNNING, DUE = (
    "ozg-und-efa-grundlagen",
    "barrierefreie-dokumente",
    "it-sicherheit-am-arbeitsplatz",
)
HOME = "viernheim"
YEARLY = "datenschutz-grundlagen"


@dataclass
class World:
    """What the year works on, filled while it runs."""

    courses: dict[str, "CoursePage"]
    providers: dict[str, "Provider"]
    data: Sequence[MunicipalityData]
    places: dict[str, "Municipality"] = field(default_factory=dict)
    staff: dict[str, list["Employment"]] = field(default_factory=dict)


def first_month(today: dt.date) -> dt.date:
    """Return the first day of the demo's year."""
    return dates.add_months(dates.month_start(today), -MONTHS)


class Year:
    """Plans and runs the year."""

    def __init__(self, world: World, today: dt.date, seed: int) -> None:
        self.world = world
        self.today = today
        self.rng = Random(seed)  # noqa: S311 - a repeatable demo, no secret
        self.calendar = Calendar(today)
        self.learning = Learning(self.calendar, self.rng)
        self.begin = first_month(today)

    def plan(self) -> None:
        """Plan when whom joins and what repeats every month."""
        for number, data in enumerate(self.world.data, start=1):
            # The first five found the cooperative, the others follow two a month.
            month = 0 if number <= 5 else (number - 4) // 2
            day = dates.add_months(self.begin, month) + dt.timedelta(days=1 + number)
            self._on(day, 9, partial(self._join, data, number + 1))
        for year in range(self.begin.year + 1, self.today.year + 1):
            self._on(dt.date(year, 1, 12), 9, partial(cooperative.charge_contributions, year))
        for month in range(MONTHS):
            end = dates.add_months(self.begin, month + 1)
            self._on(end, 9, partial(self._close_month, month))

    def run(self, progress: Callable[[int, int], None]) -> None:
        """Run the year, and count the running month."""
        self.calendar.run(progress)
        reports.roll_up(month=self.today)
        insight.close_months()

    def _on(self, day: dt.date, hour: int, deed: Callable[[], object]) -> None:
        self.calendar.at(working_hour(day, self.rng, hour=hour), deed)

    def _join(self, data: MunicipalityData, number: int) -> None:
        municipality = founding.admit(data, number)
        slugs = sorted(self.world.courses)
        chosen = self.rng.sample(slugs, k=min(4, len(slugs)))
        if DUE not in chosen:
            chosen = [DUE, *chosen[:3]]
        founding.open_tenant(municipality, data, [self.world.courses[slug] for slug in chosen])
        self.world.places[data.slug] = municipality
        self.world.staff[data.slug] = founding.hire(municipality, data, self.rng)
        for job in self.world.staff[data.slug]:
            self._plan_choice(job)
        if data.slug == HOME:
            people_with_password = founding.add_sign_ins(municipality, self.world.providers)
            founding.agree_on_sights(municipality, people_with_password[1])
            self._plan_home(*people_with_password)
            self._plan_request(self.world.staff[data.slug][0])

    def _plan_choice(self, job: "Employment") -> None:
        """Let about half of the staff choose a course for themselves at some time of the year."""
        if self.rng.random() > 0.45:
            return
        taken = (YEARLY, DUE, founding.WITH_APPROVAL)
        free = sorted(slug for slug in self.world.courses if slug not in taken)
        slug = self.rng.choice(free)
        start = dates.today() + dt.timedelta(days=self.rng.randrange(5, 340))
        share = self.rng.choice((0.0, 0.3, 0.6, 1.0, 1.0, 1.0, 1.0))
        self.learning.add(Plan(job.person, self.world.courses[slug], start, share))

    def _plan_request(self, job: "Employment") -> None:
        """Let one colleague ask for the course that needs approval, so that HR has to decide."""
        asked = self.today - dt.timedelta(days=3)
        course = self.world.courses[founding.WITH_APPROVAL]
        self.learning.add(Plan(job.person, course, asked, 0.0))

    def _close_month(self, month: int) -> None:
        """Count the month that has ended, let invoices be paid, and bill every quarter."""
        reports.roll_up(month=dates.add_months(self.begin, month))
        money.pay_invoices(self.rng, before=dates.today() - dt.timedelta(days=12))
        if month % 3 == 2:
            money.bill(until=dates.today() - dt.timedelta(days=1))
            money.settle(self.world.providers.values())

    def _plan_home(self, learner: "Person", personnel: "User") -> None:
        """Plan the obligations of the named learner's town, and the way of that learner."""
        self._on(dates.add_months(self.begin, 2), 10, partial(self._oblige_yearly, personnel))
        assigned = self.today - dt.timedelta(days=50)
        self._on(assigned, 10, partial(self._oblige_security, personnel))
        self._on(self.today - dt.timedelta(days=6), 10, partial(self._remind, personnel))
        months = (self.today - dt.timedelta(days=75), self.today - dt.timedelta(days=9))
        self.learning.add(Plan(learner, self.world.courses[DONE], months[0], 1.0, 0.95))
        running = self.world.courses[RUNNING]
        self.learning.add(Plan(learner, running, months[1], 0.4, 0.9))
        # The named learner has begun by then, and finds the offer to change over.
        corrected, renewed = self.today - dt.timedelta(days=5), self.today - dt.timedelta(days=3)
        self._on(corrected, 14, partial(revisions.correct_text, running))
        self._on(renewed, 14, partial(revisions.publish_new_edition, running))
        # With dice of its own: what people say must not change what they learn.
        dice = Random(self.today.toordinal())  # noqa: S311 - a repeatable demo, no secret
        moment = working_hour(self.today - dt.timedelta(days=1), dice, hour=11)
        self.calendar.at(moment, partial(self._speak, learner, dice))

    def _oblige_yearly(self, personnel: "User") -> None:
        self._oblige(
            personnel,
            YEARLY,
            names=(),
            due=dates.today() + dt.timedelta(days=90),
            reason="Artikel 39 DSGVO: Schulung aller Beschäftigten (Demo)",
            share=0.85,
            # Who renews may begin with the test: its only chapter is the one it asks about.
            valid_months=24,
            test_first=True,
        )

    def _oblige_security(self, personnel: "User") -> None:
        self._oblige(
            personnel,
            DUE,
            names=("Ordnungsamt", "Hauptamt"),
            due=self.today + dt.timedelta(days=10),
            reason="IT-Sicherheitsleitlinie der Stadt, Abschnitt 4 (Demo)",
            share=0.5,
        )

    def _oblige(
        self,
        personnel: "User",
        slug: str,
        *,
        names: Sequence[str],
        due: dt.date,
        reason: str,
        share: float,
        **terms: Any,
    ) -> None:
        """Make a course obligatory, and let a share of the people concerned take it in time."""
        municipality = self.world.places[HOME]
        obligation = assignments.assign(
            municipality=municipality,
            course=self.world.courses[slug],
            departments=list(municipality.departments.filter(name__in=names)),
            due_on=due,
            legal_basis=reason,
            by=personnel,
            **terms,
        )
        for period in obligation.periods.select_related("employment__person").order_by("pk"):
            person = period.employment.person
            # The named learner's obligations stay open for whoever tries the demo.
            in_time = person.user_id is None and self.rng.random() < share
            if in_time or person.user_id == personnel.pk:
                start = dates.today() + dt.timedelta(days=self.rng.randrange(1, 40))
                self.learning.add(Plan(person, self.world.courses[slug], start, 1.0, 0.9))

    def _remind(self, personnel: "User") -> None:
        for obligation in assignment_reads.running(self.world.places[HOME]):
            assignments.remind(obligation=obligation, by=personnel)

    def _speak(self, learner: "Person", dice: Random) -> None:
        """Let people rate what they have completed, and the named learner note and ask."""
        everybody = [job.person for jobs in self.world.staff.values() for job in jobs]
        courses = [self.world.courses[slug] for slug in sorted(self.world.courses)]
        voices.rate(courses, everybody, dice)
        voices.note_and_ask(learner, self.world.courses[DONE])
