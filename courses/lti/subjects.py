"""Under which number a tool knows a person: random, another one for each tool."""

from typing import TYPE_CHECKING

from courses.lti.models import Pseudonym

if TYPE_CHECKING:
    from courses.tools.models import Tool
    from members.accounts.models import User


def subject_of(user: "User", tool: "Tool") -> str:
    """Return the number of a person; it is made at the first launch."""
    row, _new = Pseudonym.objects.get_or_create(tool=tool, user=user)
    return str(row.sub)
