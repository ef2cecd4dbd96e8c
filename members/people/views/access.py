"""Who holds which role where: for the office, and for providers about their own authors."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from campus.kit.errors import DomainError
from members.people import rules, services
from members.people.forms.access import GrantRoleForm
from members.people.views.scope import access_only
from members.roles import services as roles
from members.roles.catalogue import Role
from members.roles.labels import role_label

PAGE_SIZE = 50


@require_safe
@access_only
def access(request: HttpRequest) -> HttpResponse:
    """List the roles that the user may give and take."""
    grants = rules.manageable_grants(request.user)
    wanted = request.GET.get("rolle", "")
    offered = rules.grantable_roles(request.user)
    if wanted in offered:
        grants = grants.filter(role=wanted)
    context = {
        "page": Paginator(grants, PAGE_SIZE).get_page(request.GET.get("page")),
        "roles": [(role.value, role_label(role), role.value == wanted) for role in offered],
    }
    return render(request, "people/access.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@access_only
def grant(request: HttpRequest) -> HttpResponse:
    """Give a role, or invite somebody to receive it."""
    form = GrantRoleForm(request.POST or None, user=request.user)
    status = 200 if request.method != "POST" else 400
    if form.is_valid():
        try:
            _grant_or_invite(request, form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
            status = error.status
        else:
            return redirect("people:access")
    return render(request, "people/grant.html", {"form": form}, status=status)


def _grant_or_invite(request: HttpRequest, values: dict[str, Any]) -> None:
    """Do what the form says and tell which of the two it was."""
    user: Any = request.user
    given = services.invite_for_role(
        first_name=values["first_name"],
        last_name=values["last_name"],
        email=values["email"],
        role=Role(values["role"]),
        place=values["place"],
        invited_by=user,
    )
    if isinstance(given, services.IssuedInvitation):
        text = _("The invitation is on its way to %(email)s.") % {"email": values["email"]}
    else:
        text = _("%(name)s now has this role.") % {"name": given.user}
    messages.success(request, text)


@require_http_methods(["GET", "HEAD", "POST"])
@access_only
def revoke(request: HttpRequest, key: int) -> HttpResponse:
    """Take a role back, after a question."""
    held = get_object_or_404(rules.manageable_grants(request.user), pk=key)
    if request.method != "POST":
        return render(request, "people/revoke.html", {"grant": held})
    try:
        roles.revoke(grant=held, revoked_by=request.user)  # type: ignore[arg-type]
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The role was taken back."))
    return redirect("people:access")
