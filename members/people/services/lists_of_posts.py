"""The further posts of somebody as a whole: set by a list of staff, kept and given back."""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django.db import transaction

from campus.kit import dates
from members.people.models import Employment, FurtherPost
from members.people.services.posts import DAY, add_post, end_post

if TYPE_CHECKING:
    from members.accounts.models import User
    from members.people.models import Department

Kept = dict[str, Any]


@transaction.atomic
def set_posts(
    *, employment: Employment, departments: Iterable["Department"], by: "User | None"
) -> list[int]:
    """Let somebody have further posts in exactly these departments from today on.

    Who calls announces the change. Posts that stay keep function and days. Returns the keys of
    the posts that were added.
    """
    today, wanted = dates.today(), {one.pk: one for one in departments}
    held = set()
    for post in _not_over(employment):
        if post.department_id in wanted:
            held.add(post.department_id)
        else:
            end_post(post=post, last_day=today - DAY, ended_by=by, quietly=True)
    first_day = max(today, employment.valid_from)
    details: dict[str, Any] = {
        "position": "",
        "valid_from": first_day,
        "added_by": by,
        "quietly": True,
    }
    added = [
        add_post(employment=employment, department=department, **details)
        for key, department in wanted.items()
        if key not in held
    ]
    return [post.pk for post in added]


def posts_kept(employment: Employment) -> list[Kept]:
    """Return what it takes to give the further posts of today back."""
    return [
        {
            "pk": post.pk,
            "department": post.department_id,
            "name": post.department_name,
            "position": post.position,
            "from": post.valid_from.isoformat(),
            "until": post.valid_until.isoformat() if post.valid_until else None,
        }
        for post in _not_over(employment)
    ]


@transaction.atomic
def restore_posts(*, employment: Employment, kept: Sequence[Kept], added: Collection[int]) -> None:
    """Give further posts back that have ended since, and remove what was added."""
    _not_over(employment).filter(pk__in=added).delete()
    running = set(_not_over(employment).values_list("pk", flat=True))
    for one in (one for one in kept if one["pk"] not in running):
        FurtherPost.objects.update_or_create(
            pk=one["pk"],
            defaults={
                "employment": employment,
                "department_id": one["department"],
                "department_name": one["name"],
                "position": one["position"],
                "valid_from": dt.date.fromisoformat(one["from"]),
                "valid_until": dt.date.fromisoformat(one["until"]) if one["until"] else None,
                "ended_by": None,
            },
        )


def _not_over(employment: Employment) -> Any:
    return FurtherPost.objects.not_over_on(dates.today()).filter(employment=employment)
