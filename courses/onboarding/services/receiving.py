"""Take newcomers into the plans that mean them; obligations follow by the plans' groups."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction
from wagtail.log_actions import log

from campus.kit import dates
from courses.onboarding import selectors
from courses.onboarding.models import Entry, Version
from members.groups import services as staff_groups

if TYPE_CHECKING:
    from members.groups.matching import JobFacts
    from members.organisations.models import Municipality


@transaction.atomic
def receive(municipality: "Municipality", jobs: "Sequence[JobFacts]") -> None:
    """Take whoever is new into every running plan; each plan meets everybody once, for good."""
    for version, keys in selectors.coming_in(municipality, jobs):
        enter(version, keys)
        log(instance=version.plan, action="course_onboarding.receive", data={"count": len(keys)})


def enter(version: Version, jobs: Sequence[int], *, left_out: Sequence[int] = ()) -> None:
    """Note whom a version has met, and let those who get it belong to its group."""
    today, states = dates.today(), Entry.State
    for keys, state in ((jobs, states.MEMBER), (left_out, states.LEFT_OUT)):
        Entry.objects.bulk_create(
            [
                Entry(
                    plan_id=version.plan_id,
                    version=version,
                    employment_id=key,
                    state=state,
                    entered_on=today,
                )
                for key in keys
            ],
            update_conflicts=True,
            unique_fields=["plan", "employment"],
            update_fields=["version", "state", "entered_on"],
        )
    staff_groups.put_in(group=version.members, jobs=jobs)
