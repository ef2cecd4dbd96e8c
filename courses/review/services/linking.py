"""Links with which somebody without account reads one revision and comments on it."""

import datetime as dt
from typing import TYPE_CHECKING

from django.db.models import F

from campus.kit import dates
from courses.review.models import GuestLink

if TYPE_CHECKING:
    from courses.modules.models import Lesson
    from members.accounts.models import User


def open_link(*, lesson: "Lesson", purpose: str, days: int, by: "User") -> GuestLink:
    """Make a link to the draft as it stands now; what is written later is not shown by it."""
    revision = lesson.get_latest_revision() or lesson.save_revision(user=by)
    now = dates.now()
    return GuestLink.objects.create(
        lesson=lesson,
        revision=revision,
        purpose=purpose.strip(),
        created_by=by,
        created_at=now,
        expires_at=now + dt.timedelta(days=days),
    )


def revoke_link(*, link: GuestLink) -> GuestLink:
    """Close a link at once; what was said by it stays."""
    if link.revoked_at is None:
        link.revoked_at = dates.now()
        link.save(update_fields=["revoked_at"])
    return link


def note_visit(*, link: GuestLink) -> None:
    """Count that a link was opened, so that its maker sees whether it was used."""
    GuestLink.objects.filter(pk=link.pk).update(opened=F("opened") + 1, last_opened_at=dates.now())
