"""Whoever leaves is told in time what stays theirs and how they sign in from then on."""

import datetime as dt

from django.urls import reverse

from campus.kit import dates
from members.messages import services as messages
from members.people.models import Employment

KIND = "people_leaving"
# So long before the last day somebody is told, and so long after it at the latest.
BEFORE, AFTER = dt.timedelta(days=30), dt.timedelta(days=7)


def tell_leaver(*, employment: Employment) -> bool:
    """Tell somebody whose job ends what stays theirs; once for each last day.

    Who has no account has nothing to take along, and who has another job there does not leave.
    """
    person, last_day = employment.person, employment.valid_until
    others = Employment.objects.not_over_on(dates.today()).filter(
        person=person, municipality=employment.municipality
    )
    if last_day is None or person.user is None or others.exclude(pk=employment.pk).exists():
        return False
    messages.send(
        kind=KIND,
        key=f"{employment.pk}:{last_day}",
        recipient=person.user,
        email=person.email or "",
        context={
            "name": str(person),
            "employer": str(employment.municipality),
            "last_day": last_day,
            "username": person.user.username,
            "address": person.user.email or "",
            "addresses": reverse("account_email"),
            "account": reverse("people:account"),
        },
    )
    return True


def tell_leavers() -> int:
    """Tell everybody whose last day is near, however it was entered; runs daily."""
    today = dates.today()
    leaving = Employment.objects.filter(
        valid_until__gte=today - AFTER, valid_until__lte=today + BEFORE, person__user__isnull=False
    )
    rows = leaving.select_related("person__user", "municipality")
    return sum(tell_leaver(employment=one) for one in rows)
