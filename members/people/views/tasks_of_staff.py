"""HR gives tasks on the platform to its own staff and takes them back."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from members.people import rules
from members.people.forms.staff import TaskForm
from members.people.models import Employment
from members.people.views.scope import StaffScope, job_or_404, staff_only
from members.roles import selectors as roles
from members.roles import services as role_services
from members.roles.catalogue import Role


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def give_task(request: HttpRequest, key: int) -> HttpResponse:
    """Make somebody a contact person, training officer or approver."""
    job, scope = _job_of_whole_scope(request, key)
    form = TaskForm(request.POST or None, departments=scope.departments)
    if form.is_valid():
        role_services.grant(
            user=_user_of(job),
            role=Role(form.cleaned_data["role"]),
            municipality=job.municipality,
            department=form.cleaned_data["department"],
            granted_by=request.user,  # type: ignore[arg-type]
        )
        messages.success(request, _("The task was given."))
        return redirect("people:detail", job.pk)
    status = 200 if request.method != "POST" else 400
    return render(request, "people/task.html", {"form": form, "job": job}, status=status)


@require_POST
@staff_only
def take_task(request: HttpRequest, key: int, grant: int) -> HttpResponse:
    """Take a task back that HR may give."""
    job, _scope = _job_of_whole_scope(request, key)
    held = get_object_or_404(
        roles.grants_in_force().filter(
            user=_user_of(job), municipality=job.municipality, role__in=rules.TASKS_FROM_HR
        ),
        pk=grant,
    )
    role_services.revoke(grant=held, revoked_by=request.user)  # type: ignore[arg-type]
    messages.success(request, _("The task was taken back."))
    return redirect("people:detail", job.pk)


def _job_of_whole_scope(request: HttpRequest, key: int) -> tuple[Employment, StaffScope]:
    """Return a job of a municipality that the user looks after as a whole."""
    job, scope = job_or_404(request, key)
    if not scope.is_whole:
        raise PermissionDenied
    return job, scope


def _user_of(job: Employment) -> Any:
    """Return the account; without one there is nobody to give a task to."""
    if job.person.user is None:
        raise Http404
    return job.person.user
