"""What follows here from news of other rooms."""

from typing import TYPE_CHECKING, Any

from django.dispatch import receiver

from members.deputies import services
from members.roles.signals import grants_changed

if TYPE_CHECKING:
    from members.accounts.models import User


@receiver(grants_changed)
def grants_followed(sender: Any, user: "User", **news: Any) -> None:
    """Whoever gets further tasks keeps no deputy that others could no longer name."""
    services.end_named_beyond(principal=user)
