"""HR's list of staff and the page of one employee."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_safe

from campus.kit.errors import DomainError
from members.people import consequences, rules, selectors, services
from members.people.access_states import AccessState
from members.people.forms.staff import (
    STATE_WORDS,
    CorrectionForm,
    EndForm,
    StaffFilterForm,
    employment_values,
)
from members.people.models import Employment
from members.people.selectors import StaffFilter
from members.people.views.asking import Line, question
from members.people.views.posts import posts_shown
from members.people.views.scope import StaffScope, job_or_404, own_job_or_404, scope_of, staff_only
from members.roles.selectors import grants_in_force

PAGE_SIZE = 50
BADGES = {
    AccessState.ACTIVE: "success",
    AccessState.INVITED: "info",
    AccessState.NONE: "warning",
    AccessState.LEFT: "neutral",
}


def state_badge(job: Employment) -> dict[str, Any]:
    """Return the state of access as a badge shows it."""
    state = selectors.state_of(job)
    return {"state": state, "kind": BADGES[state], "words": STATE_WORDS[state]}


def wanted_of(request: HttpRequest, scope: StaffScope) -> tuple[StaffFilterForm, StaffFilter]:
    """Return the filter of the list as a form, and what it asks for."""
    form = StaffFilterForm(request.GET, departments=scope.departments)
    form.is_valid()
    wishes = form.cleaned_data
    wanted = StaffFilter(
        text=wishes.get("q", ""),
        department=wishes.get("amt"),
        state=AccessState(wishes["stand"]) if wishes.get("stand") else None,
    )
    return form, wanted


@require_safe
@staff_only
def staff_list(request: HttpRequest) -> HttpResponse:
    """Show the staff that the user looks after."""
    scope = scope_of(request)
    form, wanted = wanted_of(request, scope)
    jobs = selectors.filtered(scope.jobs, wanted)
    page = Paginator(jobs, PAGE_SIZE).get_page(request.GET.get("page"))
    jobs_shown = selectors.with_departments(page, scope.departments_told)
    rows: list[dict[str, Any]] = [{"job": job, "badge": state_badge(job)} for job in jobs_shown]
    context = {
        "scope": scope,
        "municipalities": rules.staff_municipalities(request.user),
        "form": form,
        "query": asked_for(request),
        "page": page,
        "rows": rows,
        "is_filtered": bool(wanted.text or wanted.department or wanted.state),
        "can_print": any(
            row["badge"]["state"] in (AccessState.NONE, AccessState.INVITED) for row in rows
        ),
    }
    return render(request, "people/staff_list.html", context)


def asked_for(request: HttpRequest) -> str:
    """Return the filter as the file's address carries it on."""
    kept = {name: value for name, value in request.GET.items() if value and name != "page"}
    return urlencode(kept)


@require_safe
@staff_only
def detail(request: HttpRequest, key: int) -> HttpResponse:
    """Show one employee; every look is noted for that person."""
    job, scope = job_or_404(request, key)
    services.log_access(
        viewer=request.user,  # type: ignore[arg-type]
        viewer_role=scope.role,
        people=[job.person],
        what="staff",
        municipality=job.municipality,
    )
    return render(request, "people/detail.html", _detail_context(job, scope))


def _detail_context(job: Employment, scope: StaffScope) -> dict[str, Any]:
    """Return what the page shows: nothing of learning."""
    badge = state_badge(job)
    user = job.person.user
    return {
        "job": job,
        "scope": scope,
        "badge": badge,
        "invitation": selectors.latest_invitation(job),
        "roles": grants_in_force().filter(user=user, municipality=job.municipality) if user else [],
        "can_invite": badge["state"] in (AccessState.NONE, AccessState.INVITED),
        "is_invited": badge["state"] is AccessState.INVITED,
        "can_renew": badge["state"] is AccessState.ACTIVE
        and services.may_renew_by_letter(job.person),
        "can_give_tasks": scope.is_whole and user is not None,
        "tasks_from_hr": [role.value for role in rules.TASKS_FROM_HR],
        "can_end": scope.is_whole and job.valid_until is None,
        "can_change": scope.looks_after(job),
        **posts_shown(job, scope),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def change(request: HttpRequest, key: int) -> HttpResponse:
    """Change the job, and correct name and address where that is this employer's to do."""
    job, scope = own_job_or_404(request, key)
    form = CorrectionForm(
        request.POST or None,
        initial=employment_values(job),
        departments=scope.departments,
        department_needed=not scope.is_whole,
        may_correct_name=scope.is_whole and not services.is_known_elsewhere(job),
        may_correct_address=job.person.user_id is None,
    )
    status = 200 if request.method != "POST" else 400
    if request.POST.get("step") == "change":
        return render(request, "people/change.html", {"form": form, "job": job})
    if form.is_valid():
        question = _question(request, job, form)
        if question is not None:
            return question
        try:
            _save_changes(job, form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
            status = error.status
        else:
            messages.success(request, _("The changes were saved."))
            return redirect("people:detail", job.pk)
    return render(request, "people/change.html", {"form": form, "job": job}, status=status)


def _question(request: HttpRequest, job: Employment, form: CorrectionForm) -> HttpResponse | None:
    """Ask before a change by which something begins or ends, unless that very thing was seen."""
    department, position = form.cleaned_data["department"], form.cleaned_data["position"]
    move = consequences.Move(job.pk, department.pk if department else None, position)
    if (move.department_id, position) == (job.department_id, job.position):
        return None
    lines = [
        Line(_("Department"), str(job.department or ""), str(department or "")),
        Line(pgettext("job", "Position"), job.position, position),
    ]
    return question(request, job, move, form=form, lines=lines)


@transaction.atomic
def _save_changes(job: Employment, values: dict[str, Any]) -> None:
    """Store both parts of the form or none."""
    if "first_name" in values:
        services.correct_person(
            employment=job,
            first_name=values["first_name"],
            last_name=values["last_name"],
            email=values.get("email"),
        )
    services.change_employment(
        employment=job,
        department=values["department"],
        position=values["position"],
        personnel_number=values["personnel_number"],
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def end(request: HttpRequest, key: int) -> HttpResponse:
    """End a job; only for who looks after the whole municipality."""
    job, scope = job_or_404(request, key)
    if not scope.is_whole:
        raise PermissionDenied
    form = EndForm(request.POST or None)
    status = 200 if request.method != "POST" else 400
    if form.is_valid():
        try:
            services.end_employment(
                employment=job,
                last_day=form.cleaned_data["last_day"],
                ended_by=request.user,  # type: ignore[arg-type]
            )
        except DomainError as error:
            form.add_error("last_day", str(error))
            status = error.status
        else:
            services.tell_leaver(employment=job)
            messages.success(request, _("The last day was saved."))
            return redirect("people:detail", job.pk)
    return render(request, "people/end.html", {"form": form, "job": job}, status=status)
