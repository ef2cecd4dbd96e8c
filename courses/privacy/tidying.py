"""Exports that are over."""

from campus.kit import dates
from courses.privacy.models import PATIENCE, Export


def forget_expired() -> int:
    """Delete the exports whose time is over, and those that were never finished."""
    now = dates.now()
    failed = Export.objects.filter(ready_at=None, requested_at__lt=now - 48 * PATIENCE)
    return Export.objects.filter(expires_at__lte=now).delete()[0] + failed.delete()[0]
