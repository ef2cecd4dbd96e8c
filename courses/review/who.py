"""Who looks at a stage; one answer guards the deed, fills the lists and addresses the mails."""

from typing import TYPE_CHECKING, Any

from courses.review.stages import PLATFORM, ROLE_OF, Stage
from members.roles import selectors as roles
from members.roles.catalogue import Role
from members.roles.rules import is_editor

if TYPE_CHECKING:
    from members.accounts.models import User
    from members.organisations.models import Provider


def stages_of(user: Any) -> tuple[Stage, ...]:
    """Return the stages at which the user decides anywhere."""
    if is_editor(user):
        return tuple(Stage)
    return tuple(stage for stage in Stage if roles.has_any(user, *ROLE_OF[stage]))


def holds(user: Any, stage: Stage, provider: "Provider") -> bool:
    """Tell whether the user looks at this stage of the provider's modules."""
    if is_editor(user):
        return True
    at = None if stage in PLATFORM else provider
    return any(roles.has_role(user, role, provider=at) for role in ROLE_OF[stage])


def may_decide(user: Any, stage: Stage, provider: "Provider", *, requested_by: int | None) -> bool:
    """Tell whether the user decides: nobody on what they have handed in themselves.

    The office is the last instance and stands in where a provider has nobody else.
    """
    return holds(user, stage, provider) and (is_editor(user) or user.pk != requested_by)


def people_of(stage: Stage, provider: "Provider", *, without: int | None) -> "list[User]":
    """Return who is told that something waits; the office where a stage has nobody."""
    place = {} if stage in PLATFORM else {"provider": provider}
    found = _holders(ROLE_OF[stage], without, **place)
    return found or _holders((Role.EDITOR,), without)


def _holders(wanted: tuple[Role, ...], without: int | None, **place: Any) -> "list[User]":
    users = {user.pk: user for role in wanted for user in roles.holders(role, **place)}
    users.pop(without or 0, None)
    return [users[key] for key in sorted(users)]
