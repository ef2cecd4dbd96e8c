"""News of the public site for the office, and of allauth about addresses."""

from typing import Any

from allauth.account.signals import email_changed, email_confirmed
from django.dispatch import receiver

from campus.pages.signals import feedback_received
from members.messages import services as messages
from members.people import services
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


@receiver(email_changed, dispatch_uid="people.follow_changed_address")
def follow_changed_address(sender: Any, user: Any, **news: Any) -> None:
    """Keep the person's address in step with the account's."""
    services.follow_address(user=user)


@receiver(email_confirmed, dispatch_uid="people.follow_confirmed_address")
def follow_confirmed_address(sender: Any, email_address: Any, **news: Any) -> None:
    """Give an address to somebody who had none, once it is proven."""
    services.follow_address(user=email_address.user)
