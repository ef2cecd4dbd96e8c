"""The stages of the review in their order, and which way a change takes; pure but for its words."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from members.roles.catalogue import Role


class Stage(StrEnum):
    """Who looks at a change, one after the other."""

    PROVIDER = "provider"
    DIDACTICS = "didactics"
    ACCESSIBILITY = "accessibility"
    OFFICE = "office"


LABELS: dict[Stage, Promise] = {
    Stage.PROVIDER: _("Quality check at the provider"),
    Stage.DIDACTICS: _("Didactics (advisory board)"),
    Stage.ACCESSIBILITY: _("Accessibility"),
    Stage.OFFICE: _("Release by the editorial office"),
}
QUESTIONS: dict[Stage, Promise] = {
    Stage.PROVIDER: _("Is it right, complete and up to date?"),
    Stage.DIDACTICS: _("Do goals, lessons and tests fit together, and does it serve the work?"),
    Stage.ACCESSIBILITY: _("Can everybody use it, beyond what the machine has checked?"),
    Stage.OFFICE: _("Is everything settled? With your release it is published."),
}
# A change passes all stages; a correction of what learners have already only the first and last.
FULL = tuple(Stage)
SHORT = (Stage.PROVIDER, Stage.OFFICE)
# Working time that a stage may take, in days.
DAYS: dict[Stage, int] = {
    Stage.PROVIDER: 7,
    Stage.DIDACTICS: 14,
    Stage.ACCESSIBILITY: 10,
    Stage.OFFICE: 5,
}
# The office stands in where nobody else is left to decide.
ROLE_OF: dict[Stage, tuple[Role, ...]] = {
    Stage.PROVIDER: (Role.REVIEWER, Role.PROVIDER_OWNER),
    Stage.DIDACTICS: (Role.DIDACTICS,),
    Stage.ACCESSIBILITY: (Role.ACCESSIBILITY,),
    Stage.OFFICE: (Role.EDITOR,),
}
# Stages whose people look at every provider's modules.
PLATFORM = (Stage.DIDACTICS, Stage.ACCESSIBILITY, Stage.OFFICE)


def way_of(*, is_live: bool, is_correction: bool) -> tuple[Stage, ...]:
    """Return the stages a change has to pass."""
    return SHORT if is_live and is_correction else FULL
