"""Who looks at obligations in the demo: somebody who leads a department, and a kept view."""

from typing import TYPE_CHECKING

from courses.assignments.states import LATE
from courses.oversight import services
from courses.oversight.wishes import Wish
from members.people import selectors as people
from members.roles import selectors as roles
from members.roles import services as role_services
from members.roles.catalogue import Role

if TYPE_CHECKING:
    from members.organisations.models import Municipality

VIEW = "Überfällig im ganzen Haus"


def add_oversight(town: "Municipality") -> None:
    """Let human resources lead the largest department, too, and share a view of the matrix."""
    personnel = roles.holders(Role.HR_MANAGER, municipality=town).first()
    rows = people.department_rows(town)
    if personnel is None or not rows:
        return
    largest = max(rows, key=lambda row: (row.staff, -row.department.pk))
    role_services.grant(
        user=personnel, role=Role.SUPERIOR, municipality=town, department=largest.department
    )
    services.save_view(
        municipality=town, name=VIEW, wish=Wish(statuses=LATE), is_shared=True, owner=personnel
    )
