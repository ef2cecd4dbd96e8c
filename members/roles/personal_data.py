"""The roles somebody holds or has held."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from campus.kit.personal_data import Holding, Subject, hold
from members.roles.models import Grant


def roles(subject: Subject) -> Iterator[dict[str, Any]]:
    """Yield the roles, the oldest first."""
    rows = Grant.objects.filter(user_id=subject.user_id or 0)
    for one in rows.select_related("municipality", "department", "provider").order_by("pk"):
        place = one.department or one.municipality or one.provider
        yield {
            "role": one.role,
            "place": str(place) if place else "",
            "granted_at": one.granted_at,
            "revoked_at": one.revoked_at,
        }


hold(
    Holding(
        "roles",
        _("Roles"),
        roles,
        {
            "role": _("role"),
            "place": _("Place"),
            "granted_at": _("From"),
            "revoked_at": _("Until"),
        },
        order=40,
        words={"role": dict(Grant.Name.choices)},
    )
)
