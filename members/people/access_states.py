"""How far somebody has come on the way to signing in; pure."""

from enum import StrEnum


class AccessState(StrEnum):
    """The four states that HR sees."""

    ACTIVE = "active"
    INVITED = "invited"
    NONE = "none"
    LEFT = "left"


def access_state(*, has_left: bool, has_user: bool, is_invited: bool) -> AccessState:
    """Return the state; a job that has ended outweighs everything else."""
    if has_left:
        return AccessState.LEFT
    if has_user:
        return AccessState.ACTIVE
    return AccessState.INVITED if is_invited else AccessState.NONE
