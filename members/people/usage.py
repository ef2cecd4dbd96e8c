"""What rooms above say for what they need a department: without it, it would mean all staff."""

from typing import TYPE_CHECKING

from campus.kit.usage import Usage

if TYPE_CHECKING:
    from members.people.models import Department

departments: "Usage[Department]" = Usage()
