"""Exemptions: the clock stands still, and nobody is told why."""

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from wagtail.log_actions import log

from courses.assignments.errors import EndsBeforeBegin
from courses.assignments.models import Exemption
from courses.assignments.services.turns import reckon_all

if TYPE_CHECKING:
    from members.accounts.models import User
    from members.people.models import Employment


@transaction.atomic
def exempt(
    *, employment: "Employment", begins_on: dt.date, ends_on: dt.date | None, by: "User"
) -> Exemption:
    """Stop somebody's clock from a day to a day, or until further notice.

    Raises EndsBeforeBegin.
    """
    if ends_on and ends_on < begins_on:
        raise EndsBeforeBegin
    found, is_new = Exemption.objects.get_or_create(
        employment=employment,
        begins_on=begins_on,
        ends_on=ends_on,
        defaults={"created_by": by},
    )
    if is_new:
        _after(found, "assignments.exempt", by)
    return found


@transaction.atomic
def end_exemption(*, exemption: Exemption, on: dt.date, by: "User") -> Exemption:
    """Set the last day of an exemption; a day before its first one takes it away."""
    locked = Exemption.objects.select_for_update(of=("self",)).get(pk=exemption.pk)
    if on < locked.begins_on:
        _log(locked, "assignments.exempt_end", by)
        locked.delete()
    else:
        locked.ends_on = on
        locked.save(update_fields=["ends_on"])
        _log(locked, "assignments.exempt_end", by)
    reckon_all(only=Q(employment=exemption.employment_id))
    return locked


def _after(exemption: Exemption, action: str, by: "User") -> None:
    _log(exemption, action, by)
    reckon_all(only=Q(employment=exemption.employment_id))


def _log(exemption: Exemption, action: str, by: "User") -> None:
    # The days are in the log, a reason is nowhere.
    data = {"from": str(exemption.begins_on), "until": str(exemption.ends_on or "")}
    log(instance=exemption.employment, action=action, user=by, data=data)
