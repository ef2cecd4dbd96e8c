"""Who leads a department."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from members.people.models import Department, Employment
from members.people.selectors import staff_of
from members.roles import selectors as roles
from members.roles.catalogue import Role
from members.second_person.standing_in import deputies_of

if TYPE_CHECKING:
    from members.accounts.models import User
    from members.roles.models import Grant


@dataclass(frozen=True, slots=True)
class Head:
    """Somebody who leads a department itself: since when, and in which job, if still in one."""

    grant: "Grant"
    job: Employment | None
    # Who stands in for them today.
    deputies: "tuple[User, ...]" = ()


def heads_of(department: Department) -> list[Head]:
    """Return who leads a department itself, by name, also who has left the municipality."""
    found = roles.grants_in_force().filter(role=Role.SUPERIOR, department=department)
    grants = list(found)
    jobs = staff_of(department.municipality).filter(
        person__user__in=[one.user_id for one in grants]
    )
    by_user = {job.person.user_id: job for job in jobs}
    standing_in = deputies_of([one.user for one in grants])
    return [
        Head(one, by_user.get(one.user_id), tuple(standing_in.get(one.user_id, ())))
        for one in grants
    ]
