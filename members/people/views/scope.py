"""Whose staff a request is about; foreign places do not exist."""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property

from members.people import rules
from members.people.models import Department, Employment, FurtherPostQuerySet
from members.people.selectors import current_municipality, with_access
from members.roles.catalogue import Role
from members.roles.labels import role_label

if TYPE_CHECKING:
    from members.organisations.models import Municipality

View = Callable[..., HttpResponse]


class StaffScope:
    """What the signed-in user may see of which municipality's staff."""

    def __init__(self, user: Any, municipality: "Municipality") -> None:
        self.user = user
        self.municipality = municipality

    @cached_property
    def is_whole(self) -> bool:
        """Tell whether the user looks after the whole municipality."""
        return rules.may_manage_municipality(self.user, self.municipality)

    @cached_property
    def departments(self) -> QuerySet[Department]:
        """Return the departments in which the user may place staff."""
        return rules.manageable_departments(self.user, self.municipality)

    @property
    def jobs(self) -> QuerySet[Employment]:
        """Return the jobs the user looks after there."""
        return rules.manageable_jobs(self.user).filter(municipality=self.municipality)

    @cached_property
    def departments_told(self) -> frozenset[int] | None:
        """Return the departments whose names stand beside people; None stands for all."""
        return rules.departments_told(self.user, self.municipality)

    def looks_after(self, job: Employment) -> bool:
        """Tell whether the user looks after the main place of somebody, not a further post only."""
        return rules.may_change_job(self.user, job)

    def posts_of(self, job: Employment) -> FurtherPostQuerySet:
        """Return the further posts of somebody that the user sees and changes."""
        return rules.manageable_posts(self.user, job)

    @property
    def role(self) -> str:
        """Return in which role the user looks at staff, for the access log."""
        return str(role_label(Role.HR_MANAGER if self.is_whole else Role.DEPARTMENT_HR))

    @property
    def suffix(self) -> str:
        """Return what keeps the municipality in addresses."""
        return f"?kommune={self.municipality.slug}"


def staff_only(view: View) -> View:
    """Let in who looks after staff anywhere; others are signed in or refused."""

    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not rules.may_enter_staff(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


def access_only(view: View) -> View:
    """Let in who may give roles to others."""

    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not rules.may_enter_access(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


def scope_of(request: HttpRequest) -> StaffScope:
    """Return the scope of the municipality in the address, else of the user's own or first."""
    places = rules.staff_municipalities(request.user)
    wanted = request.GET.get("kommune")
    if wanted:
        return StaffScope(request.user, get_object_or_404(places, slug=wanted))
    own = current_municipality(request.user)
    choice = list(places)
    return StaffScope(request.user, own if own in choice else choice[0])


def whole_scope_of(request: HttpRequest) -> StaffScope:
    """Return the scope, for deeds that need the whole municipality."""
    scope = scope_of(request)
    if not scope.is_whole:
        raise PermissionDenied
    return scope


def job_or_404(request: HttpRequest, key: int) -> tuple[Employment, StaffScope]:
    """Return one job the user looks after; everybody else's does not exist."""
    jobs = with_access(rules.manageable_jobs(request.user)).select_related(
        "person__user", "department", "municipality"
    )
    job = get_object_or_404(jobs, pk=key)
    return job, StaffScope(request.user, job.municipality)


def own_job_or_404(request: HttpRequest, key: int) -> tuple[Employment, StaffScope]:
    """Return a job whose main place the user looks after; a further post is not enough."""
    job, scope = job_or_404(request, key)
    if not scope.looks_after(job):
        raise PermissionDenied
    return job, scope
