"""Who registers tools, who uses them in lessons, and who approves their sites."""

from typing import Any

from django.db.models import QuerySet

from courses.tools.models import Content, Tool
from members.roles import rules as studio
from members.roles.catalogue import Role
from members.roles.selectors import has_any, has_role, providers_with


def may_work(user: Any) -> bool:
    """Tell whether the user sees tools at all."""
    return studio.may_teach(user)


def may_register(user: Any) -> bool:
    """Tell whether the user registers tools: whoever answers for a provider."""
    return has_any(user, Role.PROVIDER_OWNER)


def may_approve(user: Any) -> bool:
    """Tell whether the user decides to which sites learners are led."""
    return has_role(user, Role.OFFICE)


def visible(user: Any) -> QuerySet[Tool]:
    """Return the tools that the user may see and use in lessons."""
    rows: QuerySet[Tool] = studio.visible(Tool.objects.all(), user, provider="provider")
    return rows.select_related("provider")


def own(user: Any) -> QuerySet[Tool]:
    """Return the tools that the user may change."""
    providers = providers_with(user, Role.PROVIDER_OWNER)
    return Tool.objects.filter(provider__in=providers).select_related("provider")


def contents(user: Any) -> QuerySet[Content]:
    """Return the contents that the user may see and use in lessons."""
    rows: QuerySet[Content] = studio.visible(Content.objects.all(), user, provider="tool__provider")
    return rows.select_related("tool__provider")
