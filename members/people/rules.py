"""Who may see and change which staff; each rule also filters the lists."""

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from members.people.models import Department, Employment, FurtherPost, FurtherPostQuerySet
from members.people.places import in_departments
from members.people.selectors import departments_of
from members.roles import selectors as roles
from members.roles.catalogue import Role

if TYPE_CHECKING:
    from members.accounts.models import User
    from members.organisations.models import Municipality, Provider
    from members.roles.models import Grant

STAFF_ROLES = (Role.HR_MANAGER, Role.DEPARTMENT_HR)
# What HR gives to its own staff.
TASKS_FROM_HR = (
    Role.CONTACT_PERSON,
    Role.SUPERIOR,
    Role.DEPARTMENT_HR,
    Role.APPROVER,
    Role.STAFF_COUNCIL,
)
# What each role may give to others, and take from them.
GRANTABLE: dict[Role, tuple[Role, ...]] = {
    Role.ADMINISTRATOR: tuple(Role),
    Role.OFFICE: tuple(Role),
    Role.PROVIDER_OWNER: (
        Role.PROVIDER_OWNER,
        Role.AUTHOR,
        Role.REVIEWER,
        Role.TUTOR,
        Role.ANALYST,
    ),
}


def may_enter_staff(user: "User | AnonymousUser") -> bool:
    """Tell whether the user looks after staff anywhere."""
    return roles.has_any(user, *STAFF_ROLES)


def whole_municipalities(user: "User | AnonymousUser") -> "QuerySet[Municipality]":
    """Return the municipalities whose whole staff the user looks after."""
    return roles.municipalities_with(user, Role.HR_MANAGER)


def staff_municipalities(user: "User | AnonymousUser") -> "QuerySet[Municipality]":
    """Return the municipalities whose staff, or part of it, the user looks after."""
    return roles.municipalities_with(user, *STAFF_ROLES)


def may_manage_municipality(user: "User | AnonymousUser", municipality: "Municipality") -> bool:
    """Tell whether the user looks after all staff there."""
    return roles.has_role(user, Role.HR_MANAGER, municipality=municipality)


def manageable_jobs(user: "User | AnonymousUser") -> QuerySet[Employment]:
    """Return the jobs the user looks after: whole municipalities and single departments."""
    return Employment.objects.filter(
        Q(municipality__in=roles.municipalities_with(user, Role.HR_MANAGER))
        | in_departments(roles.granted_department_ids(user, Role.DEPARTMENT_HR))
    )


def may_manage_job(user: "User | AnonymousUser", job: Employment) -> bool:
    """Tell whether the user looks after this one job, be it for a further post only."""
    return manageable_jobs(user).filter(pk=job.pk).exists()


def may_change_job(user: "User | AnonymousUser", job: Employment) -> bool:
    """Tell whether the user looks after the main place, not for a further post only."""
    if roles.has_role(user, Role.HR_MANAGER, municipality=job.municipality):
        return True
    return job.department is not None and roles.has_role(
        user, Role.DEPARTMENT_HR, department=job.department
    )


def manageable_posts(user: "User | AnonymousUser", job: Employment) -> FurtherPostQuerySet:
    """Return the further posts of a job that the user sees and changes, those over as well."""
    posts = FurtherPost.objects.filter(employment=job).select_related("department")
    if roles.has_role(user, Role.HR_MANAGER, municipality=job.municipality):
        return posts
    return posts.filter(department__in=roles.granted_department_ids(user, Role.DEPARTMENT_HR))


def departments_told(
    user: "User | AnonymousUser", municipality: "Municipality"
) -> frozenset[int] | None:
    """Return whose names the user reads beside people: own departments; None stands for all.

    Where somebody works besides is no matter of who answers for one department.
    """
    if may_manage_municipality(user, municipality):
        return None
    return roles.granted_department_ids(user, Role.DEPARTMENT_HR)


def manageable_departments(
    user: "User | AnonymousUser", municipality: "Municipality"
) -> QuerySet[Department]:
    """Return the departments of a municipality into which the user may put staff."""
    departments = departments_of(municipality)
    if may_manage_municipality(user, municipality):
        return departments
    return departments.filter(pk__in=roles.granted_department_ids(user, Role.DEPARTMENT_HR))


def may_enter_access(user: "User | AnonymousUser") -> bool:
    """Tell whether the user may give roles to others anywhere."""
    return roles.has_any(user, *GRANTABLE)


def grantable_roles(user: "User | AnonymousUser") -> list[Role]:
    """Return the roles the user may give, in the catalogue's order."""
    held = [role for role in GRANTABLE if roles.has_any(user, role)]
    allowed = {role for own in held for role in GRANTABLE[own]}
    return [role for role in Role if role in allowed]


def grantable_providers(user: "User | AnonymousUser") -> "QuerySet[Provider] | None":
    """Return the providers for which the user may give roles; None stands for all."""
    if roles.has_any(user, Role.ADMINISTRATOR, Role.OFFICE):
        return None
    return roles.providers_with(user, Role.PROVIDER_OWNER)


def manageable_grants(user: "User | AnonymousUser") -> "QuerySet[Grant]":
    """Return the grants in force that the user may see and take back."""
    grants = roles.grants_in_force()
    providers = grantable_providers(user)
    if providers is None:
        return grants
    return grants.filter(role__in=grantable_roles(user), provider__in=providers)
