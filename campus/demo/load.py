"""Loads the demo cooperative into an empty platform."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from random import Random

from django.conf import settings
from django.core.management import call_command

from campus.demo import (
    assigning,
    conditions,
    duties,
    external,
    founding,
    homes,
    money,
    overseeing,
    parcels,
    paths,
    programs,
    reviews,
    signing_on,
    source,
)
from campus.demo.clock import OPENING, working_hour
from campus.demo.history import HOME, World, Year, first_month
from campus.demo.models import DemoLoad
from campus.kit import dates

Report = Callable[[str, int, int], None]
SEED = 20210127


@dataclass(frozen=True, slots=True)
class Scale:
    """How much of the demo is loaded: all of it, or a little for tests."""

    municipalities: int | None = None
    staff_share: float = 1.0


FULL = Scale()
SMALL = Scale(municipalities=2, staff_share=0.08)


def load(*, today: dt.date, scale: Scale, report: Report, seed: int = SEED) -> None:
    """Load everything; `report(phase, done, total)` hears how far it is."""
    row = DemoLoad.objects.create(today=today, seed=seed, started_at=dates.now())
    opening = working_hour(first_month(today), Random(seed), hour=OPENING)  # noqa: S311
    with dates.moved_clock(opening):
        world = _found(today, _scaled(scale), report)
    year = Year(world, today, seed)
    year.plan()
    year.run(lambda done, total: report("history", done, total))
    with dates.moved_clock(working_hour(today, Random(seed), hour=OPENING)):  # noqa: S311
        paths.add_paths(world.courses, today=today)
        parcels.add_parcels(world.providers)
        reviews.add_reviews(world.courses, world.providers, today=today)
        conditions.lower_a_price(world.courses, today=today)
        conditions.offer_to_a_group(world.courses)
        duties.add_cadastre(world.courses, world.places[HOME])
        assigning.add_groups(world.places[HOME])
        overseeing.add_oversight(world.places[HOME])
        homes.arrange(world.places[HOME], world.courses)
        homes.teach_own_staff(world.places[HOME])
    _deliver_to_nowhere()
    signing_on.show_connection(next(iter(world.places.values())))
    programs.connect_moodle(world.providers["dhbw"], seed)
    external.add_other_catalogue()
    DemoLoad.objects.filter(pk=row.pk).update(finished_at=dates.now())


def _deliver_to_nowhere() -> None:
    """Let the worker deliver what the year has written, without sending it anywhere.

    Nobody reads the demo's addresses, and a terminal full of old messages helps nobody.
    """
    backend = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    try:
        call_command("db_worker", "--backend", "jobs", "--queue-name", "*", "--batch", verbosity=0)
    finally:
        settings.EMAIL_BACKEND = backend


def _scaled(scale: Scale) -> list[source.MunicipalityData]:
    rows = source.municipalities()[: scale.municipalities]
    return [replace(row, staff=max(3, round(row.staff * scale.staff_share))) for row in rows]


def _found(
    today: dt.date, municipalities: Sequence[source.MunicipalityData], report: Report
) -> World:
    """Build what stands before the first member joins."""
    founding.prepare_site()
    founding.load_topics()
    providers = founding.found_providers()
    courses = {}
    total = len(list(source.module_folders()))
    for course in founding.load_courses(providers, today):
        courses[course.slug] = course
        report("courses", len(courses), total)
    founding.set_fees(range(first_month(today).year, today.year + 1))
    money.set_seller()
    money.agree_on_pay(providers.values())
    return World(courses=courses, data=municipalities, providers=providers)
