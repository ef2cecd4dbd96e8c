"""What people are told about their obligations."""

from typing import TYPE_CHECKING

from django.urls import reverse

from members.messages import services as messages

if TYPE_CHECKING:
    from courses.assignments.models import Period


def tell(period: "Period", *, kind: str, key: str, text: str = "") -> None:
    """Write to the person once for each key; who has not signed in yet is told by HR's letter."""
    person = period.employment.person
    messages.send(
        kind=kind,
        key=f"{key}:{person.pk}",
        recipient=person.user,
        email=person.email or "",
        context={
            "name": str(person),
            "course": period.obligation.name,
            "due_on": period.due_on,
            "legal_basis": period.obligation.legal_basis,
            "link": reverse("portal:start"),
            "text": text,
        },
    )
