"""What rooms above say for what they need a group; a group that is needed is not removed."""

from typing import TYPE_CHECKING

from campus.kit.usage import Usage

if TYPE_CHECKING:
    from members.groups.models import StaffGroup

groups: "Usage[StaffGroup]" = Usage()
