"""Messages about earlier learning: to the learner once it has been decided."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from courses.pathways.models import Evidence
from members.messages import kinds, services

ACCEPTED = "pathways_accepted"
REFUSED = "pathways_refused"


def register_kinds() -> None:
    """Make the kinds known to members.messages; called once at start."""
    kinds.register(kinds.Kind(ACCEPTED, _("Earlier learning recognised")))
    kinds.register(kinds.Kind(REFUSED, _("Earlier learning not recognised")))


def tell(evidence: Evidence, kind: str) -> None:
    """Tell the learner what has been decided, and why."""
    services.send(
        kind=kind,
        key=str(evidence.pk),
        recipient=evidence.person.user,
        email=evidence.person.email or "",
        context={
            "person": evidence.person,
            "title": evidence.title,
            "course": evidence.course.title if evidence.course else "",
            "reason": evidence.reason,
            "valid_until": evidence.valid_until,
            "link": reverse("recognition:own"),
        },
    )
