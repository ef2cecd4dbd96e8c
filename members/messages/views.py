"""The inbox: what the platform has told a person, also without e-mail."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from members.messages import selectors, services

PAGE_SIZE = 25


@require_safe
@login_required
def inbox(request: HttpRequest) -> HttpResponse:
    """List a person's messages, newest first."""
    user: Any = request.user
    page = Paginator(selectors.inbox_of(user), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"page": page, "unread": selectors.unread_count(user)}
    return render(request, "member_messages/inbox.html", context)


@require_safe
@login_required
def message(request: HttpRequest, key: int) -> HttpResponse:
    """Show one message; from then on it is read."""
    user: Any = request.user
    shown = get_object_or_404(selectors.inbox_of(user), pk=key)
    services.mark_read(message=shown)
    selectors.forget_unread_count(user)
    return render(request, "member_messages/message.html", {"message": shown})


@require_POST
@login_required
def read_all(request: HttpRequest) -> HttpResponse:
    """Note that the person has seen everything."""
    user: Any = request.user
    services.mark_all_read(recipient=user)
    selectors.forget_unread_count(user)
    return redirect("member_messages:inbox")
