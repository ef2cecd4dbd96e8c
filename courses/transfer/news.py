"""Messages about proofs taken along: to the learner once the employer has decided."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from courses.transfer.models import Presentation
from members.messages import kinds, services

RECOGNISED = "course_transfer_recognised"
REFUSED = "course_transfer_refused"


def register_kinds() -> None:
    """Make the kinds known to members.messages; called once at start."""
    kinds.register(kinds.Kind(RECOGNISED, _("Proof recognised by your employer")))
    kinds.register(kinds.Kind(REFUSED, _("Proof not recognised by your employer")))


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
