"""Messages about seats: to those who decide, and to those who asked."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from courses.enrolment.alternatives import shown_of
from courses.enrolment.cancelling_words import in_words_later
from courses.enrolment.giving_back import giving_back
from courses.enrolment.models import Enrolment
from members.deputies import selectors as deputies
from members.messages import kinds, services
from members.roles import selectors as roles
from members.roles.catalogue import Role

if TYPE_CHECKING:
    from members.accounts.models import User
    from members.people.models import Employment


@dataclass(frozen=True, slots=True)
class News:
    """A kind of message of this room."""

    kind: str
    title: str | Promise


REQUESTED = News("enrolment_requested", _("Request for a course"))
CONFIRMED = News("enrolment_confirmed", _("Request approved"))
REJECTED = News("enrolment_rejected", _("Request not approved"))
WAITING = News("enrolment_waiting", _("On the waiting list"))
PROMOTED = News("enrolment_promoted", _("Seat from the waiting list"))
REMINDED = News("enrolment_reminded", _("Request still waits"))
WITHDRAWN = News("enrolment_withdrawn", _("Request withdrawn"))
GIVEN_BACK = News("enrolment_given_back", _("Approved seat given back"))


def register_kinds() -> None:
    """Make the kinds known to members.messages; called once at start."""
    kinds_of_room = (REQUESTED, CONFIRMED, REJECTED, WAITING, PROMOTED)
    for item in (*kinds_of_room, REMINDED, WITHDRAWN, GIVEN_BACK):
        kinds.register(kinds.Kind(item.kind, item.title))


def tell_learner(enrolment: Enrolment, news: News) -> None:
    """Tell the person who asked what has become of it."""
    person = enrolment.person
    services.send(
        kind=news.kind,
        key=str(enrolment.registration),
        recipient=person.user,
        email=person.email or "",
        context={
            **_context(enrolment),
            "alternatives": shown_of(enrolment.pk, person.user) if news is REJECTED else [],
            "cancelling": in_words_later(giving_back(enrolment)),
            "link": f"/lernen/kurs/{enrolment.registration}/",
        },
    )


def tell_approvers(enrolment: Enrolment, news: News = REQUESTED) -> None:
    """Tell everybody who may decide that a request waits, or what has become of it."""
    for user in approvers_of(enrolment):
        services.send(
            kind=news.kind,
            key=f"{enrolment.registration}:{user.pk}",
            recipient=user,
            context={**_context(enrolment), "link": reverse("approvals:list")},
        )


def remind(user: "User", waiting: Sequence[Enrolment], day: dt.date) -> None:
    """Tell somebody who decides all that waits, in one message a day at most."""
    rows = [
        {"person": row.person, "course": row.offer.course.title, "asked_at": row.requested_at}
        for row in waiting
    ]
    services.send(
        kind=REMINDED.kind,
        key=f"{user.pk}:{day}",
        recipient=user,
        context={"count": len(rows), "requests": rows, "link": reverse("approvals:list")},
    )


def approvers_of(enrolment: Enrolment) -> list["User"]:
    """Return who decides, and who stands in for them today; never the person who asks."""
    deciding = _deciding(enrolment)
    standing_in = deputies.deputies_of(deciding) if deciding else []
    known = {user.pk for user in deciding} | {enrolment.person.user_id}
    return deciding + [user for user in standing_in if user.pk not in known]


def _deciding(enrolment: Enrolment) -> list["User"]:
    """Return the approvers of the department, or human resources where there is none.

    Those of the town come first; where it has none, those of the department decide.
    """
    job = enrolment.employment
    if job is None:
        return []
    managers = roles.holders(Role.HR_MANAGER, municipality=job.municipality)
    return (
        _of_department(enrolment, job, Role.APPROVER)
        or list(managers.exclude(pk=enrolment.person.user_id or 0))
        or _of_department(enrolment, job, Role.DEPARTMENT_HR)
    )


def _of_department(enrolment: Enrolment, job: "Employment", role: Role) -> list["User"]:
    """Return who holds a role for the department, except the person who asks."""
    if job.department is None:
        return []
    holders = roles.holders(role, municipality=job.municipality)
    return [
        user
        for user in holders.exclude(pk=enrolment.person.user_id or 0)
        if roles.has_role(user, role, department=job.department)
    ]


def _context(enrolment: Enrolment) -> dict[str, Any]:
    return {
        "person": enrolment.person,
        "course": enrolment.offer.course.title,
        "reason": enrolment.reason,
    }
