"""HR defines groups of staff and sees at once whom they mean."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from campus.kit.errors import DomainError
from members.groups import rules, selectors, services, usage
from members.groups.errors import KeptByDirectory
from members.groups.forms import GroupForm, values_of
from members.groups.models import StaffGroup
from members.groups.words import by_name, conditions_of
from members.people import rules as people_rules
from members.people import selectors as people

if TYPE_CHECKING:
    from members.accounts.requests import SignedInRequest
    from members.organisations.models import Municipality
    from members.people.models import Employment

PAGE_SIZE = 50
# Beside which field a refusal is shown.
FIELDS = {"group_name_taken": "name"}


def _place_of(request: "SignedInRequest", *, define: bool = False) -> "Municipality":
    """Return the municipality in the address, else the user's own or first; 403 or 404."""
    choice = (rules.places_to_define if define else rules.places)(request.user)
    wanted = request.GET.get("kommune")
    if not choice.exists():
        raise PermissionDenied
    if wanted:
        return get_object_or_404(choice, slug=wanted)
    own = people.current_municipality(request.user)
    found = list(choice)
    return own if own in found else found[0]


def _group_of(request: "SignedInRequest", key: int, *, define: bool = False) -> StaffGroup:
    """Return a group that the user may see or change; every other one does not exist."""
    places = (rules.places_to_define if define else rules.places)(request.user)
    rows = StaffGroup.objects.filter(municipality__in=places, is_kept=False).select_related(
        "municipality"
    )
    return get_object_or_404(rows.prefetch_related("departments", "people"), pk=key)


@require_safe
@login_required
def listed(request: "SignedInRequest") -> HttpResponse:
    """Show the groups with how many belong to them today."""
    municipality = _place_of(request)
    may_define = rules.may_define(request.user, municipality)
    rows = selectors.rows_for(municipality, rules.visible_staff(request.user, municipality))
    context = {
        "municipality": municipality,
        "municipalities": rules.places(request.user),
        "may_define": may_define,
        # A training officer sees the groups of which somebody is in the own department.
        "rows": [
            (row, conditions_of(row.group), by_name(row.group))
            for row in rows
            if may_define or row.count
        ],
    }
    return render(request, "staff_groups/list.html", context)


@require_safe
@login_required
def detail(request: "SignedInRequest", key: int) -> HttpResponse:
    """Show the rule of a group and who belongs to it today."""
    group = _group_of(request, key)
    municipality = group.municipality
    may_define = rules.may_define(request.user, municipality)
    [rule] = selectors.rules_of([group], municipality)
    members = selectors.members_by(rule, rules.visible_staff(request.user, municipality))
    page = Paginator(members, PAGE_SIZE).get_page(request.GET.get("page"))
    people.with_departments(page, people_rules.departments_told(request.user, municipality))
    if not may_define and not page.paginator.count:
        raise Http404
    context = {
        "group": group,
        "municipality": municipality,
        "may_define": may_define,
        "conditions": conditions_of(group),
        "by_name": by_name(group),
        "page": page,
        "uses": usage.groups.of(group) if may_define else [],
    }
    return render(request, "staff_groups/detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def add(request: "SignedInRequest") -> HttpResponse:
    """Define a group: fill in, see who matches, save."""
    municipality = _place_of(request, define=True)
    return _fill_in(request, municipality, None)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def change(request: "SignedInRequest", key: int) -> HttpResponse:
    """Change a group: see who would come and who would go, save."""
    group = _group_of(request, key, define=True)
    if group.is_kept_by_directory:
        messages.error(request, str(KeptByDirectory(name=group.name)))
        return redirect("staff_groups:detail", group.pk)
    return _fill_in(request, group.municipality, group)


def _fill_in(
    request: "SignedInRequest", municipality: "Municipality", group: StaffGroup | None
) -> HttpResponse:
    is_post = request.method == "POST"
    initial = values_of(group) if group and not is_post else None
    form = GroupForm(request.POST if is_post else None, municipality=municipality, initial=initial)
    matches = None
    if is_post and form.is_valid():
        try:
            if request.POST.get("step") == "save":
                return _saved(request, form, group)
            matches = _matches(form, group, request.POST.get("page"))
        except DomainError as error:
            form.add_error(FIELDS.get(error.code), str(error))
    context = {"form": form, "group": group, "municipality": municipality, "matches": matches}
    status = 400 if form.errors else 200
    return render(request, "staff_groups/form.html", context, status=status)


def _saved(request: "SignedInRequest", form: GroupForm, group: StaffGroup | None) -> HttpResponse:
    values = form.cleaned_data
    if group is None:
        group = services.define(municipality=form.municipality, by=request.user, **values)
    else:
        services.change(group=group, by=request.user, **values)
    messages.success(request, _("The group was saved."))
    return redirect("staff_groups:detail", group.pk)


@dataclass(frozen=True, slots=True)
class Matches:
    """Whom a rule means before it is saved, and what would be different."""

    page: Page
    coming: int
    going: "list[Employment]"


def _matches(form: GroupForm, group: StaffGroup | None, wanted: str | None) -> Matches:
    staff = people.staff_of(form.municipality)
    jobs = selectors.facts_of(staff)
    now = selectors.keys_for([form.rule], jobs)
    before: set[int] = set()
    if group is not None:
        before = selectors.keys_for(selectors.rules_of([group], form.municipality), jobs)
    page = Paginator(staff.filter(pk__in=now), PAGE_SIZE).get_page(wanted)
    going = list(staff.filter(pk__in=before - now)[:PAGE_SIZE])
    people.with_departments(page)
    return Matches(page, len(now - before) if group else 0, going)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def remove(request: "SignedInRequest", key: int) -> HttpResponse:
    """Remove a group that nothing needs, after a question."""
    group = _group_of(request, key, define=True)
    if group.is_kept_by_directory:
        messages.error(request, str(KeptByDirectory(name=group.name)))
        return redirect("staff_groups:detail", group.pk)
    back: Any = reverse("staff_groups:list") + f"?kommune={group.municipality.slug}"
    if request.method == "POST":
        try:
            services.remove(group=group, by=request.user)
        except DomainError as error:
            messages.error(request, str(error))
            return redirect("staff_groups:detail", group.pk)
        messages.success(request, _("The group was removed."))
        return redirect(back)
    return render(request, "staff_groups/remove.html", {"group": group})
