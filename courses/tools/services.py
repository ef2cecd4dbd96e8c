"""Deeds around tools: register, change, decide, close; add contents."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import ProtectedError
from wagtail.log_actions import log

from campus.kit import dates
from courses.tools.addresses import checked
from courses.tools.errors import BadAddress, ToolClosed, ToolInUse
from courses.tools.keysets import read_key
from courses.tools.models import Content, State, Tool
from courses.tools.used_tokens import forget_old_tokens, use_up

if TYPE_CHECKING:
    from members.accounts.models import User
    from members.organisations.models import Provider

__all__ = [
    "add_content",
    "approve",
    "change",
    "close",
    "delete",
    "forget_old_tokens",
    "refuse",
    "register",
    "use_up",
]

FIELDS = (
    *("name", "login_url", "target_url", "redirect_urls", "choice_url", "keys_url"),
    *("public_key", "shown"),
)
OPTIONAL = ("choice_url", "keys_url")
REGISTERED, CHANGED = "course_tools.registered", "course_tools.changed"
APPROVED, REFUSED, CLOSED = (
    *("course_tools.approved", "course_tools.refused"),
    "course_tools.closed",
)


@transaction.atomic
def register(*, provider: "Provider", by: "User | None", values: Mapping[str, Any]) -> Tool:
    """Register a tool; learners are led there once the office has approved its sites.

    Raises BadAddress or BadKey.
    """
    tool = Tool(provider=provider, made_by=by)
    _fill(tool, values)
    tool.save()
    log(tool, REGISTERED, user=by, data={"sites": tool.origins})
    return tool


@transaction.atomic
def change(*, tool: Tool, by: "User", values: Mapping[str, Any]) -> Tool:
    """Change a tool; where it lies on a site that nobody has approved, it waits anew.

    Raises BadAddress or BadKey.
    """
    row = Tool.objects.select_for_update(of=("self",)).get(pk=tool.pk)
    _fill(row, values)
    if not (row.state == State.APPROVED and set(row.origins) <= set(row.approved_origins)):
        # What was decided, and why, was about another tool.
        row.state, row.reason, row.decided_by, row.decided_at = State.WAITING, "", None, None
    row.save()
    log(row, CHANGED, user=by, data={"sites": row.origins})
    return row


def _fill(tool: Tool, values: Mapping[str, Any]) -> None:
    for name in FIELDS:
        if name in values:
            setattr(tool, name, values[name])
    tool.login_url, tool.target_url = checked(tool.login_url), checked(tool.target_url)
    for name in OPTIONAL:
        if getattr(tool, name):
            setattr(tool, name, checked(getattr(tool, name)))
    tool.redirect_urls = [checked(one) for one in tool.redirect_urls]
    if not tool.redirect_urls:
        raise BadAddress(address="")
    if tool.public_key:
        read_key(tool.public_key)
    elif not tool.keys_url:
        raise BadAddress(address="")


@transaction.atomic
def approve(*, tool: Tool, by: "User | None", origins: Sequence[str]) -> Tool:
    """Let learners be led to the sites that were looked at; others that came since wait."""
    row = Tool.objects.select_for_update(of=("self",)).get(pk=tool.pk)
    row.approved_origins = sorted(set(origins) & set(row.origins))
    row.state = State.APPROVED if set(row.origins) <= set(row.approved_origins) else State.WAITING
    return _decided(row, by, APPROVED)


@transaction.atomic
def refuse(*, tool: Tool, by: "User", reason: str) -> Tool:
    """Lead nobody to a tool, and say why."""
    row = Tool.objects.select_for_update(of=("self",)).get(pk=tool.pk)
    row.state, row.approved_origins, row.reason = State.REFUSED, [], reason
    return _decided(row, by, REFUSED, reason)


@transaction.atomic
def close(*, tool: Tool, by: "User") -> Tool:
    """Lead nobody to a tool any more; what was reported stays."""
    row = Tool.objects.select_for_update(of=("self",)).get(pk=tool.pk)
    row.state, row.approved_origins = State.CLOSED, []
    return _decided(row, by, CLOSED)


def _decided(tool: Tool, by: "User | None", deed: str, reason: str = "") -> Tool:
    tool.decided_by, tool.decided_at, tool.reason = by, dates.now(), reason
    tool.save()
    log(tool, deed, user=by, data={"sites": tool.origins, "reason": reason})
    return tool


def delete(*, tool: Tool) -> None:
    """Delete a tool that nothing leads to. Raises ToolInUse."""
    try:
        with transaction.atomic():
            Content.objects.filter(tool=tool).delete()
            tool.delete()
    except ProtectedError as error:
        raise ToolInUse(name=tool.name) from error


@transaction.atomic
def add_content(*, tool: Tool, by: "User | None", values: Mapping[str, Any]) -> Content:
    """Keep something in a tool that lessons may lead to. Raises BadAddress or ToolClosed."""
    if not tool.is_usable:
        raise ToolClosed
    content = Content(tool=tool, made_by=by, **values)
    content.url = checked(content.url or tool.target_url)
    content.save()
    return content
