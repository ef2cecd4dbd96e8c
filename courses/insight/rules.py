"""Who reads how modules are learnt: those who write them, and the provider's analysts."""

from typing import TYPE_CHECKING

from courses.modules import selectors as modules
from members.roles import selectors as roles
from members.roles.catalogue import Role

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet

    from courses.modules.models import Lesson, Module
    from members.accounts.models import User

READERS = (Role.PROVIDER_OWNER, Role.AUTHOR, Role.ANALYST)


def may_read(user: "User | AnonymousUser") -> bool:
    """Tell whether the user reads figures about modules of any provider."""
    return roles.has_any(user, *READERS)


def editable(user: "User | AnonymousUser") -> "QuerySet[Lesson]":
    """Return the lessons in which the user may write."""
    own = roles.providers_with(user, Role.PROVIDER_OWNER, Role.AUTHOR)
    return modules.all_lessons().filter(chapter__module__provider__in=own)


def visible(user: "User | AnonymousUser") -> "QuerySet[Module]":
    """Return the modules of the user's providers, by title."""
    return modules.modules_of(roles.providers_with(user, *READERS))
