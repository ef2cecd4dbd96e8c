"""Who may write and who may publish; the same rule guards one object and filters the lists."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet

from members.roles.catalogue import Role
from members.roles.rules import AUTHOR_DEEDS, AUTHOR_ROLES, may, may_teach, visible
from members.roles.selectors import holders

__all__ = ["AUTHOR_DEEDS", "AUTHOR_ROLES", "may", "may_teach", "people_who_may", "visible"]


def people_who_may(deeds: set[str], *, provider: Any = None) -> QuerySet:
    """Return the users who may do one of these, for one provider if one is named."""
    who = Q(is_superuser=True) | Q(pk__in=holders(Role.EDITOR).values("pk"))
    if deeds & AUTHOR_DEEDS:
        for role in AUTHOR_ROLES:
            who |= Q(pk__in=holders(role, provider=provider).values("pk"))
    return get_user_model().objects.filter(who, is_active=True)
