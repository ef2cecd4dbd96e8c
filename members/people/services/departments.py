"""The tree of a municipality's departments."""

from typing import TYPE_CHECKING

from django.db import transaction

from campus.kit import dates
from members.people import usage
from members.people.errors import (
    DepartmentInItself,
    DepartmentInUse,
    DepartmentNamed,
    DepartmentNameTaken,
    DepartmentNotThere,
)
from members.people.models import Department
from members.people.selectors import department_tree_ids, departments_of
from members.people.services.places import keep_places

if TYPE_CHECKING:
    from members.organisations.models import Municipality


@transaction.atomic
def add_department(
    *,
    municipality: "Municipality",
    name: str,
    parent: Department | None = None,
    cost_centre: str = "",
    position: int = 0,
) -> Department:
    """Add a department, below another one if given."""
    department = Department(municipality=municipality, position=position)
    return _save(department, name=name, parent=parent, cost_centre=cost_centre)


@transaction.atomic
def change_department(
    *, department: Department, name: str, parent: Department | None, cost_centre: str
) -> Department:
    """Rename or move a department; it never ends up below itself."""
    if parent is not None and parent.pk in department_tree_ids(department):
        raise DepartmentInItself
    if name != department.name:
        keep_places(department.employments.select_related("department"))
    return _save(department, name=name, parent=parent, cost_centre=cost_centre)


@transaction.atomic
def remove_department(*, department: Department) -> None:
    """Remove a department that nobody and nothing belongs to."""
    posts = department.further_posts.not_over_on(dates.today())
    if department.children.exists() or department.employments.exists() or posts.exists():
        raise DepartmentInUse(name=department.name)
    uses = usage.departments.of(department)
    if uses:
        raise DepartmentNamed(name=department.name, uses=", ".join(use.text for use in uses))
    department.delete()


def _save(
    department: Department, *, name: str, parent: Department | None, cost_centre: str
) -> Department:
    """Check name and superior department, then write."""
    if parent is not None and parent.municipality_id != department.municipality_id:
        raise DepartmentNotThere
    same_name = departments_of(department.municipality).filter(name__iexact=name)
    if same_name.exclude(pk=department.pk).exists():
        raise DepartmentNameTaken(name=name)
    department.name = name
    department.parent = parent
    department.cost_centre = cost_centre
    department.save()
    # Posts that are over keep the name that the department had then.
    department.further_posts.not_over_on(dates.today()).update(department_name=name)
    return department
