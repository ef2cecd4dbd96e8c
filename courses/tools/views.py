"""Tools in the studio: list, registration, values to copy, connection, contents."""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin.auth import require_admin_access

from campus.kit.access import allowed
from campus.kit.errors import DomainError
from courses.tools import rates, rules, selectors, services
from courses.tools.checking import check
from courses.tools.forms import ContentForm, ToolForm
from courses.tools.models import Tool
from courses.tools.platform import facts_for, platform

if TYPE_CHECKING:
    from members.accounts.requests import SignedInRequest

View = Callable[..., HttpResponse]
CHECKS_A_MINUTE = 6


def inside(rule: Callable[[Any], bool]) -> Callable[[View], View]:
    """Let in for whom the rule holds, with Wagtail's admin around them."""

    def decorate(view: View) -> View:
        @wraps(view)
        def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            response: HttpResponse = require_admin_access(view)(request, *args, **kwargs)
            return response

        return never_cache(allowed(rule)(page))

    return decorate


authors_only = inside(rules.may_work)
owners_only = inside(rules.may_register)


def _seen(request: "SignedInRequest", key: UUID) -> Tool:
    tool = selectors.tool_of(request.user, key)
    if tool is None:
        raise Http404
    return tool


def _own(request: "SignedInRequest", key: UUID) -> Tool:
    tool = selectors.own_tool(request.user, key)
    if tool is None:
        raise Http404
    return tool


@require_safe
@authors_only
def show_tools(request: "SignedInRequest") -> HttpResponse:
    """List the tools of the user's providers."""
    context = {
        "tools": selectors.listed(request.user),
        "may_register": rules.may_register(request.user),
    }
    return render(request, "course_tools/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@owners_only
def add_tool(request: "SignedInRequest") -> HttpResponse:
    """Register a tool."""
    form = ToolForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        provider = values.pop("provider")
        tool = services.register(provider=provider, by=request.user, values=values)
        messages.success(request, _("“%(name)s” is registered.") % {"name": tool.name})
        return redirect("tools:tool", tool.pk)
    return _form(request, form, _("Register a learning tool"))


@require_http_methods(["GET", "HEAD", "POST"])
@owners_only
def change_tool(request: "SignedInRequest", key: UUID) -> HttpResponse:
    """Change a tool."""
    tool = _own(request, key)
    form = ToolForm(request.POST or None, user=request.user, tool=tool)
    if request.method == "POST" and form.is_valid():
        row = services.change(tool=tool, by=request.user, values=form.cleaned_data)
        messages.success(request, _("“%(name)s” is changed.") % {"name": row.name})
        return redirect("tools:tool", tool.pk)
    return _form(request, form, _("Change “%(name)s”") % {"name": tool.name}, tool)


def _form(request: HttpRequest, form: Any, heading: str, tool: Tool | None = None) -> HttpResponse:
    context = {"form": form, "page_heading": heading, "tool": tool}
    status = 400 if request.method == "POST" else 200
    return render(request, "course_tools/form.html", context, status=status)


@require_safe
@authors_only
def show_tool(request: "SignedInRequest", key: UUID) -> HttpResponse:
    """Show what has to be entered on both sides, and the contents."""
    return _shown(request, _seen(request, key))


@require_POST
@owners_only
def check_tool(request: "SignedInRequest", key: UUID) -> HttpResponse:
    """Try the connection and show what is wrong with it."""
    tool = _own(request, key)
    try:
        rates.count(f"check:{request.user.pk}", most=CHECKS_A_MINUTE)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("tools:tool", tool.pk)
    return _shown(request, tool, findings=check(tool, platform()))


def _shown(request: "SignedInRequest", tool: Tool, **more: Any) -> HttpResponse:
    context = {
        "tool": tool,
        "facts": facts_for(tool),
        "contents": selectors.contents_in(tool)[:200],
        "is_own": selectors.own_tool(request.user, tool.pk) is not None,
        **more,
    }
    return render(request, "course_tools/tool.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@authors_only
def add_content(request: "SignedInRequest", key: UUID) -> HttpResponse:
    """Enter a content by hand."""
    tool = _seen(request, key)
    form = ContentForm(request.POST or None, tool=tool)
    if request.method == "POST" and form.is_valid():
        try:
            content = services.add_content(tool=tool, by=request.user, values=form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("“%(title)s” can be used.") % {"title": content.title})
            return redirect("tools:tool", tool.pk)
    return _form(request, form, _("Enter a content by hand"), tool)


@require_POST
@owners_only
def close_tool(request: "SignedInRequest", key: UUID) -> HttpResponse:
    """Lead nobody there any more, or delete it where nothing leads there."""
    tool = _own(request, key)
    if "delete" not in request.POST:
        services.close(tool=tool, by=request.user)
        messages.success(request, _("Nobody is led to “%(name)s” any more.") % {"name": tool.name})
        return redirect("tools:tool", tool.pk)
    try:
        services.delete(tool=tool)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("tools:tool", tool.pk)
    messages.success(request, _("“%(name)s” was deleted.") % {"name": tool.name})
    return redirect("tools:tools")
