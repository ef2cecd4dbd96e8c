"""What is known of a person, the jobs and who looked; and how the person is forgotten."""

from collections.abc import Iterator, Mapping
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campus.kit import dates
from campus.kit.personal_data import Eraser, Erasing, Holding, Subject, forget_with, hold
from members.people.models import (
    AccessLogEntry,
    Employment,
    FurtherPost,
    Invitation,
    LearnerAccount,
    Person,
)
from members.people.naming import NAMELESS


def person(subject: Subject) -> Iterator[Mapping[str, Any]]:
    """Yield the person with the random number under which learning is stored."""
    rows = Person.objects.filter(pk=subject.person_id)
    fields = ("first_name", "last_name", "email", "created_at")
    for row in rows.values(*fields):
        yield {**row, "learner_account": str(subject.account or "")}


def employments(subject: Subject) -> Iterator[Mapping[str, Any]]:
    """Yield the jobs, the first one first."""
    rows = Employment.objects.filter(person_id=subject.person_id).order_by("valid_from", "pk")
    related = rows.select_related("municipality", "department").prefetch_related(
        "former_places", "further_posts__department"
    )
    for job in related:
        yield {
            "municipality": job.municipality.name,
            "department": job.department.name if job.department else "",
            "position": job.position,
            "personnel_number": job.personnel_number,
            "valid_from": job.valid_from,
            "valid_until": job.valid_until,
            "former_departments": [
                {"department": one.department_name, "before": one.replaced_on}
                for one in job.former_places.all()
            ],
            "further_posts": [
                {
                    "department": one.department.name if one.department else one.department_name,
                    "position": one.position,
                    "valid_from": one.valid_from,
                    "valid_until": one.valid_until,
                }
                for one in job.further_posts.all()
            ],
        }


def looks(subject: Subject) -> Iterator[Mapping[str, Any]]:
    """Yield who has looked at the person's data, the oldest look first."""
    rows = AccessLogEntry.objects.filter(person_id=subject.person_id).order_by("pk")
    yield from rows.values("at", "viewer_name", "viewer_role", "what")


def forget(case: Erasing) -> int:
    """Cut the mapping to the opaque account and the sign-in; forget the name if nobody needs it.

    Whoever still works for a municipality stays in its list of staff, which is the employer's.
    """
    subject = case.subject
    gone: list[int] = [
        LearnerAccount.objects.filter(person_id=subject.person_id).delete()[0],
        Invitation.objects.filter(person_id=subject.person_id).delete()[0],
        AccessLogEntry.objects.filter(person_id=subject.person_id).delete()[0],
        EmailAddress.objects.filter(user_id=subject.user_id or 0).delete()[0],
        Authenticator.objects.filter(user_id=subject.user_id or 0).delete()[0],
    ]
    jobs = Employment.objects.filter(person_id=subject.person_id)
    changes: dict[str, Any] = {"user": None}
    if not jobs.not_over_on(dates.today()).exists():
        changes["email"] = None
        if not case.keep_name:
            changes["first_name"], changes["last_name"] = NAMELESS
            FurtherPost.objects.filter(employment__in=jobs).update(position="")
            jobs.update(position="", personnel_number="")
    changed: int = Person.objects.filter(pk=subject.person_id).update(**changes)
    return sum(gone) + changed


hold(
    Holding(
        "person",
        _("Person"),
        person,
        {
            "first_name": _("first name"),
            "last_name": _("last name"),
            "email": _("e-mail address"),
            "learner_account": _("Random number under which you learn"),
        },
        order=10,
    )
)
hold(
    Holding(
        "employments",
        _("employments"),
        employments,
        {
            "municipality": _("Municipality"),
            "department": _("Department"),
            "position": pgettext_lazy("job", "position"),
            "personnel_number": _("personnel number"),
            "valid_from": _("from"),
            "valid_until": _("until"),
        },
        order=30,
    )
)
hold(
    Holding(
        "looks",
        _("Who has looked"),
        looks,
        {"at": _("On"), "viewer_name": _("Who"), "viewer_role": _("role"), "what": _("What")},
        order=140,
    )
)
forget_with(Eraser("people", forget, order=70))
