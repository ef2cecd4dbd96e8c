"""The office writes drafts and publishes them; a published version is frozen."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db import transaction
from wagtail.log_actions import log

from campus.kit import dates
from campus.kit.after_commit import enqueue
from courses.cadastre import selectors
from courses.cadastre.errors import (
    ChangeMissing,
    NothingChanged,
    NothingToDiscard,
    NothingToPublish,
)
from courses.cadastre.models import Entry, Version
from courses.cadastre.tasks import tell_adopters

if TYPE_CHECKING:
    from members.accounts.models import User


@transaction.atomic
def write(
    *, entry: Entry | None, content: Mapping[str, Any], by: "User", change: str = ""
) -> Version:
    """Store a draft: of a new entry, or of the next version of one; there is one at a time."""
    if entry is None:
        entry = Entry.objects.create(created_by=by)
        log(instance=entry, action="cadastre.write", user=by, title=content["title"])
    else:
        Entry.objects.select_for_update().get(pk=entry.pk)
    draft = selectors.draft_of(entry)
    if draft is None:
        draft = Version(entry=entry, number=entry.versions.count() + 1)
    for name, value in content.items():
        setattr(draft, name, value)
    draft.change = change.strip()
    draft.save()
    return draft


@transaction.atomic
def discard(*, entry: Entry, by: "User") -> bool:
    """Throw the draft away, and the entry with it that was never published.

    Returns whether the entry stays; raises NothingToDiscard.
    """
    entry = Entry.objects.select_for_update().get(pk=entry.pk)
    draft = selectors.draft_of(entry)
    if draft is None:
        raise NothingToDiscard
    title = draft.title
    draft.delete()
    log(instance=entry, action="cadastre.discard", user=by, title=title)
    if entry.current_id is None:
        entry.delete()
        return False
    return True


@transaction.atomic
def publish(*, entry: Entry, by: "User") -> Version:
    """Publish the draft: it is frozen, and who has adopted the entry is told.

    Raises NothingToPublish, NothingChanged or ChangeMissing.
    """
    entry = Entry.objects.select_for_update().get(pk=entry.pk)
    draft = selectors.draft_of(entry)
    if draft is None:
        raise NothingToPublish
    if entry.current:
        if selectors.content_of(entry.current) == selectors.content_of(draft):
            raise NothingChanged
        if not draft.change:
            raise ChangeMissing
    draft.published_by, draft.published_at = by, dates.now()
    draft.save()
    entry.current = draft
    entry.save(update_fields=["current"])
    data = {"version": draft.number, "change": draft.change}
    log(instance=entry, action="cadastre.publish", user=by, data=data)
    enqueue(tell_adopters, version_id=draft.pk)
    return draft
