"""Reactions to news from the cooperative."""

from typing import Any

from django.dispatch import receiver

from courses.portal import services
from members.cooperative.signals import member_admitted


@receiver(member_admitted, dispatch_uid="portal.landing_page")
def open_landing_page(sender: object, municipality_id: int, **news: Any) -> None:
    """Give a new member its page."""
    services.ensure_landing_page(municipality_id=municipality_id)
