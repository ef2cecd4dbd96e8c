"""Who may write and who may publish; the same rule guards one object and filters the lists."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Model, Q, QuerySet
from wagtail.permissions import policy_registry

from courses.modules.models import Lesson
from courses.modules.references import files_in
from courses.modules.selectors import keys_showing
from members.roles.catalogue import Role
from members.roles.rules import (
    may,
    may_teach,
    roles_for,
    visible,
)
from members.roles.selectors import holders

__all__ = [
    "may",
    "may_teach",
    "may_write_with",
    "people_who_may",
    "shows",
    "visible",
]

# Any of these lets an author see a file.
SEEN_BY_AUTHORS = ("view", "choose", "change")


def may_write_with(user: Any, row: Model) -> bool:
    """Tell whether the user may choose a file in the studio, or writes a lesson that shows it."""
    if not may(user, "view"):
        return False
    return _among(user, type(row), [row.pk]) or _among(user, Lesson, keys_showing(row, Lesson))


def shows(body: Any, row: Model) -> bool:
    """Tell whether a body shows a film, recording or document."""
    return row in files_in(body)


def _among(user: Any, model: type[Model], keys: list[int]) -> bool:
    if not keys:
        return False
    policy = policy_registry.get_by_type(model)
    seen = policy.instances_user_has_any_permission_for(user, SEEN_BY_AUTHORS)
    return bool(seen.filter(pk__in=keys).exists())


def people_who_may(deeds: set[str], *, provider: Any = None) -> QuerySet:
    """Return the users who may do one of these, for one provider if one is named."""
    who = Q(is_superuser=True) | Q(pk__in=holders(Role.EDITOR).values("pk"))
    for role in {role for deed in deeds for role in roles_for(deed)}:
        who |= Q(pk__in=holders(role, provider=provider).values("pk"))
    return get_user_model().objects.filter(who, is_active=True)
