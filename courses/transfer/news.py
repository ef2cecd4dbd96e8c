"""Messages about proofs taken along: to the learner once the employer has decided."""

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from courses.transfer.models import Presentation
from members.messages import kinds, services
from members.roles.catalogue import Role
from members.roles.selectors import holders

if TYPE_CHECKING:
    from courses.assignments.models import Period

RECOGNISED = "course_transfer_recognised"
REFUSED = "course_transfer_refused"
WITHDRAWN = "course_transfer_withdrawn"
WITHDRAWN_HR = "course_transfer_withdrawn_hr"


def register_kinds() -> None:
    """Make the kinds known to members.messages; called once at start."""
    kinds.register(kinds.Kind(RECOGNISED, _("Proof recognised by your employer")))
    kinds.register(kinds.Kind(REFUSED, _("Proof not recognised by your employer")))
    kinds.register(kinds.Kind(WITHDRAWN, _("Recognition of your proof withdrawn")))
    kinds.register(kinds.Kind(WITHDRAWN_HR, _("Recognition of a proof withdrawn")))


def tell(presentation: Presentation, kind: str) -> None:
    """Tell the learner what the employer has decided, and why."""
    services.send(
        kind=kind,
        key=str(presentation.pk),
        recipient=presentation.person.user,
        email=presentation.person.email or "",
        context={
            "name": str(presentation.person),
            "title": presentation.title,
            "employer": str(presentation.municipality),
            "completed_on": presentation.completed_on,
            "valid_until": presentation.valid_until,
            "reason": presentation.reason,
            "link": reverse("course_transfer:own"),
        },
    )


def tell_of_withdrawal(presentation: Presentation, open_turn: "Period | None") -> None:
    """Tell the learner and human resources that a recognised proof counts no more.

    Why it was revoked is told to neither: the learner hears it from those who issued it.
    """
    facts = {
        "name": str(presentation.person),
        "title": presentation.title,
        "employer": str(presentation.municipality),
        "obligation": open_turn.obligation.name if open_turn else "",
        "due_on": open_turn.due_on if open_turn else None,
    }
    services.send(
        kind=WITHDRAWN,
        key=str(presentation.pk),
        recipient=presentation.person.user,
        email=presentation.person.email or "",
        context={**facts, "link": reverse("portal:start")},
    )
    query = {"kommune": presentation.municipality.slug}
    for user in holders(Role.HR_MANAGER, municipality=presentation.municipality):
        services.send(
            kind=WITHDRAWN_HR,
            key=f"{presentation.pk}:{user.pk}",
            recipient=user,
            context={**facts, "link": reverse("course_transfer:waiting", query=query)},
        )
