"""Further posts beside the main place of an employment: add, change, end, make the main one."""

import datetime as dt
from typing import TYPE_CHECKING, NotRequired, TypedDict, Unpack

from django.db import transaction
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from campus.kit import dates
from campus.kit.after_commit import announce
from members.people.errors import (
    AlreadyThere,
    DepartmentNotThere,
    EndsBeforeItBegins,
    PostNotBegun,
    PostOutsideEmployment,
)
from members.people.models import Employment, FurtherPost
from members.people.services.places import keep_places
from members.people.signals import jobs_changed

if TYPE_CHECKING:
    from members.accounts.models import User
    from members.people.models import Department

DAY = dt.timedelta(days=1)


class PostDetails(TypedDict):
    """A further post as human resources enter it."""

    department: "Department"
    position: str
    valid_from: dt.date
    valid_until: NotRequired[dt.date | None]


@transaction.atomic
def add_post(
    *,
    employment: Employment,
    added_by: "User | None",
    quietly: bool = False,
    **details: Unpack[PostDetails],
) -> FurtherPost:
    """Let somebody work in a further department, too.

    Quietly: whoever changes many jobs says so for all of them together.
    """
    post = FurtherPost(
        employment=_locked(employment),
        department_name=details["department"].name,
        added_by=added_by,
        **details,
    )
    _check(post)
    post.save()
    _announce(post, quietly)
    return post


@transaction.atomic
def change_post(
    *,
    post: FurtherPost,
    department: "Department",
    position: str,
    valid_until: dt.date | None,
    changed_by: "User | None",
    quietly: bool = False,
) -> FurtherPost:
    """Change a further post that is not over; another department closes it and begins a new one."""
    employment, today = _locked(post.employment), dates.today()
    if department.pk != post.department_id and post.valid_from < today:
        _close(post, today - DAY, changed_by)
        return add_post(
            employment=employment,
            department=department,
            position=position,
            valid_from=today,
            valid_until=valid_until,
            added_by=changed_by,
            quietly=quietly,
        )
    post.department, post.department_name = department, department.name
    post.position = position
    if post.valid_until != valid_until:
        post.valid_until, post.ended_by = valid_until, changed_by if valid_until else None
    _check(post)
    post.save()
    _announce(post, quietly)
    return post


@transaction.atomic
def end_post(
    *, post: FurtherPost, last_day: dt.date, ended_by: "User | None", quietly: bool = False
) -> None:
    """End a further post with a day; what has not begun by then has never been."""
    _locked(post.employment)
    if last_day >= post.valid_from:
        _close(post, last_day, ended_by)
    elif post.valid_from >= dates.today():
        post.delete()
    else:
        raise _ends_before_it_begins(post)
    _announce(post, quietly)


@transaction.atomic
def make_main(*, post: FurtherPost, by: "User | None") -> Employment:
    """Let a further post and the main place change places, from today on.

    Department and cost centre of the employment are the post's then. Nothing else follows:
    whoever is obliged by one of both places still is.
    """
    employment, today = _locked(post.employment), dates.today()
    if post.valid_from > today:
        first_day = date_format(post.valid_from, "SHORT_DATE_FORMAT")
        raise PostNotBegun(first_day=first_day)
    former, former_position = employment.department, employment.position
    end_post(post=post, last_day=today - DAY, ended_by=by, quietly=True)
    keep_places([employment])
    employment.department, employment.position = post.department, post.position
    employment.save(update_fields=["department", "position"])
    if former is not None:
        add_post(
            employment=employment,
            department=former,
            position=former_position,
            valid_from=max(today, employment.valid_from),
            added_by=by,
            quietly=True,
        )
    announce(jobs_changed, Employment, employment_ids=[employment.pk], settled_at=None)
    return employment


def end_posts_in(*, employment: Employment, department: "Department | None") -> list[int]:
    """End the further posts in a department that has become the main one; return their keys."""
    today = dates.today()
    posts = FurtherPost.objects.not_over_on(today).filter(
        employment=employment, department=department
    )
    found = list(posts) if department else []
    for post in found:
        end_post(post=post, last_day=today - DAY, ended_by=None, quietly=True)
    return [post.pk for post in found]


def _locked(employment: Employment) -> Employment:
    """Return the employment as it is now; two changes at the same time wait for each other."""
    rows = Employment.objects.select_related("person", "department", "municipality")
    return rows.select_for_update(of=("self",)).get(pk=employment.pk)


def _close(post: FurtherPost, last_day: dt.date, by: "User | None") -> None:
    post.valid_until, post.ended_by = last_day, by
    post.save(update_fields=["valid_until", "ended_by"])


def _announce(post: FurtherPost, quietly: bool) -> None:
    if not quietly:
        announce(jobs_changed, Employment, employment_ids=[post.employment_id], settled_at=None)


def _check(post: FurtherPost) -> None:
    """Refuse a foreign department, days that cannot be, and the same department twice."""
    job = post.employment
    if post.department is None or post.department.municipality_id != job.municipality_id:
        raise DepartmentNotThere
    if post.valid_until is not None and post.valid_until < post.valid_from:
        raise _ends_before_it_begins(post)
    ends_later = job.valid_until is not None and post.valid_from > job.valid_until
    if post.valid_from < job.valid_from or ends_later:
        raise PostOutsideEmployment(time=_time_of(job))
    if post.department_id == job.department_id or _overlapping(post).exists():
        raise AlreadyThere(name=str(job.person), department=post.department.name)


def _overlapping(post: FurtherPost) -> "QuerySet[FurtherPost]":
    """Return the posts of the same job in the same department at the same time."""
    others = FurtherPost.objects.not_over_on(post.valid_from).filter(
        employment=post.employment, department=post.department
    )
    if post.valid_until is not None:
        others = others.filter(valid_from__lte=post.valid_until)
    return others.exclude(pk=post.pk)


def _ends_before_it_begins(post: FurtherPost) -> EndsBeforeItBegins:
    first_day = date_format(post.valid_from, "SHORT_DATE_FORMAT")
    return EndsBeforeItBegins(first_day=first_day)


def _time_of(job: Employment) -> str:
    first = date_format(job.valid_from, "SHORT_DATE_FORMAT")
    if job.valid_until is None:
        return _("from %(day)s") % {"day": first}
    return f"{first} – {date_format(job.valid_until, 'SHORT_DATE_FORMAT')}"
