"""Do without a step, or think better of it."""

from typing import TYPE_CHECKING

from courses.first_steps.models import NotNeeded
from courses.first_steps.steps import Step

if TYPE_CHECKING:
    from members.accounts.models import User
    from members.organisations.models import Municipality


def do_without(*, municipality: "Municipality", step: Step, by: "User") -> None:
    """Note that a step is not needed; the second time nothing changes."""
    NotNeeded.objects.get_or_create(
        municipality=municipality, step=str(step), defaults={"said_by": by}
    )


def need_again(*, municipality: "Municipality", step: Step) -> None:
    """Let a step be needed after all."""
    NotNeeded.objects.filter(municipality=municipality, step=str(step)).delete()
