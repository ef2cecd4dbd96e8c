"""Whose import a request is about; other municipalities' do not exist."""

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from campus.kit.access import allowed
from members.imports import rules
from members.imports.models import ImportRun
from members.people.selectors import current_municipality

if TYPE_CHECKING:
    from members.organisations.models import Municipality

View = Callable[..., HttpResponse]


def whole_staff_only(view: View) -> View:
    """Let in who looks after the whole staff of a municipality."""

    return allowed(rules.may_enter)(view)


def looking_only(view: View) -> View:
    """Let in who looks after the whole staff, or stands in for somebody who does."""
    return allowed(rules.may_look)(view)


def seen_or_404(request: HttpRequest, reference: UUID) -> ImportRun:
    """Return an import that the user may look at, also for somebody else."""
    runs = rules.runs_to_look_at(request.user).defer("content")
    return get_object_or_404(runs, reference=reference)


def place_of(request: HttpRequest) -> "Municipality":
    """Return the municipality in the address, else the user's own or first."""
    places = rules.places(request.user)
    wanted = request.GET.get("kommune")
    if wanted:
        return get_object_or_404(places, slug=wanted)
    own = current_municipality(request.user)
    choice = list(places)
    if not choice:
        raise PermissionDenied
    return own if own in choice else choice[0]


def run_or_404(request: HttpRequest, reference: UUID) -> ImportRun:
    """Return an import that the user may see."""
    return get_object_or_404(rules.runs(request.user).defer("content"), reference=reference)
