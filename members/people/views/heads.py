"""HR says on the page of a department who leads it."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from members.people import selectors
from members.people.models import Employment
from members.people.naming import named
from members.people.views.departments import department_or_404, department_page
from members.people.views.scope import staff_only
from members.roles import selectors as roles
from members.roles import services as role_services
from members.roles.catalogue import Role

if TYPE_CHECKING:
    from members.organisations.models import Municipality


@require_POST
@staff_only
def add_head(request: HttpRequest, key: int) -> HttpResponse:
    """Let somebody of the municipality lead a department; what cannot be is said in words."""
    department, scope = department_or_404(request, key)
    typed = " ".join(request.POST.get("who", "").split())
    found = _meant(typed, scope.municipality)
    if isinstance(found, str):
        return department_page(request, department, scope, status=400, who=typed, problem=found)
    role_services.grant(
        user=found.person.user,  # type: ignore[arg-type]
        role=Role.SUPERIOR,
        department=department,
        granted_by=request.user,  # type: ignore[arg-type]
    )
    said = _("%(name)s leads %(department)s now.")
    messages.success(request, said % {"name": found.person, "department": department})
    return redirect("people:department", department.pk)


@require_POST
@staff_only
def end_head(request: HttpRequest, key: int, grant: int) -> HttpResponse:
    """Let somebody no longer lead a department."""
    department, _scope = department_or_404(request, key)
    led = roles.grants_in_force().filter(role=Role.SUPERIOR, department=department)
    held = get_object_or_404(led, pk=grant)
    role_services.revoke(grant=held, revoked_by=request.user)  # type: ignore[arg-type]
    said = _("%(name)s no longer leads %(department)s.")
    messages.success(request, said % {"name": held.user, "department": department})
    return redirect("people:department", department.pk)


def _meant(typed: str, municipality: "Municipality") -> Employment | str:
    """Return whom HR means, or a sentence why nobody of them can lead."""
    if not typed:
        return _("Write who is to lead the department.")
    found = named(selectors.staff_of(municipality).select_related("person__user"), [typed])[0]
    if not isinstance(found, str) and (
        found.person.user is None or not found.person.user.is_active
    ):
        return _("%(name)s cannot sign in yet. Please invite this person first.") % {
            "name": found.person
        }
    return found
