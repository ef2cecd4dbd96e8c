"""Who stands in for whom: shown in the copies of both, and gone with either."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campus.kit.personal_data import Eraser, Erasing, Holding, Subject, forget_with, hold
from members.deputies.models import Deputyship


def deputyships(subject: Subject) -> Iterator[dict[str, Any]]:
    """Yield the days, and whether the person stood in or was stood in for."""
    user = subject.user_id or 0
    rows = Deputyship.objects.filter(Q(principal_id=user) | Q(deputy_id=user)).order_by("pk")
    for row in rows:
        part = "deputy" if row.deputy_id == user else "principal"
        yield {"part": part, "first_day": row.first_day, "last_day": row.last_day}


def forget(case: Erasing) -> int:
    """Delete them."""
    user = case.subject.user_id or 0
    rows = Deputyship.objects.filter(Q(principal_id=user) | Q(deputy_id=user))
    number, _kinds = rows.delete()
    return number


hold(
    Holding(
        "deputyships",
        _("Standing in"),
        deputyships,
        {"part": _("Your part"), "first_day": _("First day"), "last_day": _("Last day")},
        order=28,
        words={"part": {"deputy": _("stood in"), "principal": _("was stood in for")}},
    )
)
forget_with(Eraser("deputies", forget, order=84))
