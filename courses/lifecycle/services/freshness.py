"""Say until when a module holds, check it, remind of it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from campus.kit import dates
from courses.catalogue.services import touch_course
from courses.lifecycle import news, selectors
from courses.lifecycle.models import LegalSource, Upkeep

if TYPE_CHECKING:
    from courses.modules.models import Module
    from members.accounts.models import User

YEAR = dt.timedelta(days=365)


@dataclass(frozen=True, slots=True)
class SourceData:
    """A legal source as it was typed."""

    name: str
    clause: str = ""
    url: str = ""
    checked_on: dt.date | None = None


@transaction.atomic
def keep_up(
    *,
    module: "Module",
    owner: "User | None",
    checked_on: dt.date | None,
    review_by: dt.date | None,
    sources: Iterable[SourceData] = (),
) -> Upkeep:
    """Note who looks after a module, until when it holds, and on which law it rests."""
    facts = {"owner": owner, "checked_on": checked_on, "review_by": review_by}
    upkeep = Upkeep.objects.update_or_create(module=module, defaults=facts)[0]
    LegalSource.objects.filter(module=module).delete()
    for source in sources:
        row = LegalSource(module=module, **asdict(source))
        row.full_clean()
        row.save()
    touch_course(course_id=module.course_id)
    return upkeep


@transaction.atomic
def confirm_checked(*, module: "Module") -> Upkeep:
    """Note that all of a module was checked today; it is due again in a year."""
    today = dates.today()
    facts = {"checked_on": today, "review_by": today + YEAR}
    upkeep = Upkeep.objects.update_or_create(module=module, defaults=facts)[0]
    LegalSource.objects.filter(module=module).update(checked_on=today)
    touch_course(course_id=module.course_id)
    return upkeep


def remind_overdue() -> int:
    """Remind of each overdue module once; return how many there were."""
    late = list(selectors.overdue())
    for upkeep in late:
        news.tell_overdue(upkeep)
        upkeep.reminded_on = dates.today()
        upkeep.save(update_fields=["reminded_on"])
    return len(late)
