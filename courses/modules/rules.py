"""Who may write and who may publish; the same rule guards one object and filters the lists."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet

from courses.modules.selectors import is_editor, providers_of_author
from members.roles.catalogue import Role
from members.roles.selectors import has_any, holders

# Publishing, locking and unlocking are the editors' part of the review.
AUTHOR_DEEDS = frozenset({"view", "add", "change", "delete", "choose"})
AUTHOR_ROLES = (Role.AUTHOR, Role.PROVIDER_OWNER)


def may(user: Any, deed: str) -> bool:
    """Tell whether the user may do this to something of some provider."""
    if not user.is_active or user.is_anonymous:
        return False
    return is_editor(user) or (deed in AUTHOR_DEEDS and has_any(user, *AUTHOR_ROLES))


def may_teach(user: Any) -> bool:
    """Tell whether the user works in the studio."""
    return may(user, "view")


def visible(rows: QuerySet, user: Any, *, provider: str) -> QuerySet:
    """Return the rows that the user may see; `provider` leads from a row to its provider."""
    if not may(user, "view"):
        return rows.none()
    if is_editor(user):
        return rows
    return rows.filter(**{f"{provider}__in": providers_of_author(user)})


def people_who_may(deeds: set[str], *, provider: Any = None) -> QuerySet:
    """Return the users who may do one of these, for one provider if one is named."""
    who = Q(is_superuser=True) | Q(pk__in=holders(Role.EDITOR).values("pk"))
    if deeds & AUTHOR_DEEDS:
        for role in AUTHOR_ROLES:
            who |= Q(pk__in=holders(role, provider=provider).values("pk"))
    return get_user_model().objects.filter(who, is_active=True)
