"""Reads of tools and their contents."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Count, QuerySet

from courses.tools import rules
from courses.tools.models import Content, Shown, State, Tool
from members.roles.catalogue import Role
from members.roles.selectors import providers_with

if TYPE_CHECKING:
    from members.organisations.models import Provider


def listed(user: Any) -> QuerySet[Tool]:
    """Return the tools that the user sees, with the number of their contents."""
    return rules.visible(user).annotate(content_count=Count("contents")).order_by("name", "pk")


def tool_of(user: Any, key: UUID) -> Tool | None:
    """Return a tool that the user may see."""
    return rules.visible(user).filter(pk=key).first()


def own_tool(user: Any, key: UUID) -> Tool | None:
    """Return a tool that the user may change."""
    return rules.own(user).filter(pk=key).first()


def content_of(user: Any, key: UUID) -> Content | None:
    """Return a content that the user may see."""
    return rules.contents(user).filter(pk=key).first()


def contents_in(tool: Tool) -> QuerySet[Content]:
    """Return the contents of a tool, newest first."""
    return Content.objects.filter(tool=tool).order_by("-made_at", "pk")


def content_with(key: UUID) -> Content:
    """Return a content with its tool. Raises Content.DoesNotExist."""
    return Content.objects.select_related("tool__provider").get(pk=key)


def tool_with_client(client_id: str) -> Tool | None:
    """Return the tool to which a client ID was given."""
    return Tool.objects.select_related("provider").filter(client_id=client_id).first()


def providers_for(user: Any) -> "QuerySet[Provider]":
    """Return the providers for which the user registers tools."""
    return providers_with(user, Role.PROVIDER_OWNER)


def to_decide() -> QuerySet[Tool]:
    """Return all tools, those that wait for the office first."""
    rows = Tool.objects.select_related("provider", "decided_by")
    return rows.order_by("-state", "name", "pk")


def waiting() -> QuerySet[Tool]:
    """Return the tools that wait for the office."""
    return Tool.objects.filter(state=State.WAITING)


def taught_by(user: Any) -> QuerySet[Content]:
    """Return what the user may choose for a lesson."""
    return rules.contents(user).order_by("tool__name", "title", "pk")


def label_of(content: Content) -> str:
    """Return how a content is named where one is chosen."""
    return f"{content.tool.name}: {content.title}"


def opens_in_frame(tool: Tool) -> bool:
    """Tell whether it opens inside the page of a lesson."""
    return bool(tool.shown == Shown.FRAME)


def may_be_taught(content: Content) -> bool:
    """Tell whether learners can be led to it."""
    return content.tool.is_usable


def provider_id_of(content: Content) -> int:
    """Return whose it is."""
    return int(content.tool.provider_id)
