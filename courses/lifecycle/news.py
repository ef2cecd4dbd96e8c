"""Messages about modules that have to be checked."""

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from courses.lifecycle import selectors
from members.messages import kinds, services

if TYPE_CHECKING:
    from courses.lifecycle.models import Upkeep

OVERDUE = kinds.Kind("lifecycle_overdue", _("A module has to be checked"))


def register_kinds() -> None:
    """Make the kind known to members.messages; called once at start."""
    kinds.register(OVERDUE)


def tell_overdue(upkeep: "Upkeep") -> None:
    """Tell who looks after a module; without anybody, all who write for its provider."""
    module = upkeep.module
    people = [upkeep.owner] if upkeep.owner else selectors.people_of(module)
    for user in people:
        services.send(
            kind=OVERDUE.name,
            key=f"{module.pk}:{upkeep.review_by}:{user.pk}",
            recipient=user,
            context={
                "module": module.course.title,
                "day": upkeep.review_by,
                "link": reverse("lifecycle:edit", args=[module.pk]),
            },
        )
