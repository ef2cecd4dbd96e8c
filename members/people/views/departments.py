"""HR arranges the departments of its municipality."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from campus.kit.errors import DomainError
from members.people import rules, selectors, services
from members.people.forms.staff import DepartmentForm
from members.people.heads import heads_of
from members.people.models import Department
from members.people.releasing import departments as moving
from members.people.views.scope import StaffScope, staff_only, whole_scope_of


@require_safe
@staff_only
def departments(request: HttpRequest) -> HttpResponse:
    """Show the tree of departments."""
    scope = whole_scope_of(request)
    context = {
        "scope": scope,
        "municipalities": rules.staff_municipalities(request.user),
        "rows": selectors.department_rows(scope.municipality),
    }
    return render(request, "people/departments.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def add(request: HttpRequest) -> HttpResponse:
    """Add a department."""
    scope = whole_scope_of(request)
    form = DepartmentForm(request.POST or None, departments=scope.departments)
    status = 200 if request.method != "POST" else 400
    if form.is_valid():
        try:
            services.add_department(municipality=scope.municipality, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
            status = error.status
        else:
            return _saved(request, scope)
    context = {"form": form, "scope": scope, "department": None}
    return render(request, "people/department.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def change(request: HttpRequest, key: int) -> HttpResponse:
    """Rename, move or remove a department."""
    department, scope = department_or_404(request, key)
    form = department_form(department, scope, request.POST or None)
    status = 200 if request.method != "POST" else 400
    if form.is_valid():
        try:
            if moving.needs_two(department, form.cleaned_data["parent"]):
                proposal = moving.propose(department, form.cleaned_data, request.user)  # type: ignore[arg-type]
                messages.success(
                    request, _("Proposed. As soon as a colleague releases it, it is done.")
                )
                return redirect("second_person:detail", proposal.reference)
            services.change_department(department=department, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
            status = error.status
        else:
            return _saved(request, scope)
    return department_page(request, department, scope, form=form, status=status)


def department_page(
    request: HttpRequest,
    department: Department,
    scope: StaffScope,
    *,
    form: DepartmentForm | None = None,
    status: int = 200,
    **typed: str,
) -> HttpResponse:
    """Show a department with its form, and who leads it; `typed` is what was refused of a head."""
    context = {
        "form": form or department_form(department, scope),
        "scope": scope,
        "department": department,
        "heads": heads_of(department),
        **typed,
    }
    return render(request, "people/department.html", context, status=status)


def department_form(department: Department, scope: StaffScope, data: Any = None) -> DepartmentForm:
    """Return the form of a department, with what it says now."""
    values = {
        "name": department.name,
        "parent": department.parent_id,
        "cost_centre": department.cost_centre,
    }
    others = scope.departments.exclude(pk=department.pk)
    return DepartmentForm(data, initial=values, departments=others)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def remove(request: HttpRequest, key: int) -> HttpResponse:
    """Remove a department to which nobody belongs, after a question."""
    department, scope = department_or_404(request, key)
    back = reverse("people:departments") + scope.suffix
    if request.method == "POST":
        try:
            services.remove_department(department=department)
        except DomainError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("The department was removed."))
        return redirect(back)
    context = {"department": department, "back": back}
    return render(request, "people/department_remove.html", context)


def department_or_404(request: HttpRequest, key: int) -> tuple[Department, StaffScope]:
    """Return a department of a municipality that the user looks after as a whole."""
    department = get_object_or_404(
        Department.objects.select_related("municipality").filter(
            municipality__in=rules.staff_municipalities(request.user)
        ),
        pk=key,
    )
    scope = StaffScope(request.user, department.municipality)
    if not scope.is_whole:
        raise PermissionDenied
    return department, scope


def _saved(request: HttpRequest, scope: StaffScope) -> HttpResponse:
    messages.success(request, _("The department was saved."))
    return redirect(reverse("people:departments") + scope.suffix)
