"""News of the public site that the office must hear of."""

from typing import Any

from django.dispatch import receiver

from campus.pages.signals import feedback_received
from members.messages import services as messages
from members.roles.catalogue import Role
from members.roles.selectors import holders

KIND = "people_feedback"


@receiver(feedback_received, dispatch_uid="people.tell_office")
def tell_office(sender: Any, feedback_id: int, **news: Any) -> None:
    """Tell everybody in the office what a visitor has written."""
    feedback = sender.objects.filter(pk=feedback_id).first()
    if feedback is None:
        return
    for user in holders(Role.OFFICE):
        messages.send(
            kind=KIND,
            key=f"{feedback_id}:{user.pk}",
            recipient=user,
            context={"feedback": feedback},
        )
