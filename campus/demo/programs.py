"""A university's own learning platform, whose statements the record store keeps beside ours."""

import datetime as dt
from random import Random
from typing import TYPE_CHECKING
from uuid import UUID

from campus.kit import dates
from campus.records.owners import PROVIDER
from courses.xapi import scopes, services, vocabulary

if TYPE_CHECKING:
    from members.organisations.models import Provider

NAME = "Moodle der DHBW"
ADDRESS = "https://moodle.dhbw.example/course/view.php?id="
COURSES = ("Wissenschaftlich schreiben", "Projektmanagement im Amt", "Statistik auffrischen")
VERBS = (vocabulary.EXPERIENCED, vocabulary.PROGRESSED, vocabulary.COMPLETED)
STATEMENTS = 36
APART = dt.timedelta(minutes=35)


def connect_moodle(provider: "Provider", seed: int) -> None:
    """Give the program credentials and let it report the last day, about accounts of its own."""
    client, _secret = services.create_client(
        name=NAME,
        scopes=[scopes.STATEMENTS_WRITE, scopes.STATEMENTS_READ_MINE],
        owner_kind=PROVIDER,
        owner_key=str(provider.pk),
        limits=services.Limits(rate=600),
    )
    authority, random, now = services.client_authority(client), Random(seed), dates.now()  # noqa: S311
    for number in range(STATEMENTS, 0, -1):
        course = random.randrange(len(COURSES))
        at = now - number * APART
        statement = vocabulary.build_statement(
            actor_name=UUID(int=random.getrandbits(128), version=4),
            verb=random.choice(VERBS),
            activity_id=f"{ADDRESS}{course + 1}",
            activity_type=vocabulary.COURSE,
            name={"de": COURSES[course]},
            registration=None,
            timestamp=at,
        )
        services.store([statement], authority=authority, at=at)
