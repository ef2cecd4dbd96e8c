"""Say something about a lesson, and deal with what was said."""

from typing import TYPE_CHECKING, Any

from django.db import transaction

from campus.kit import dates
from courses.modules import selectors as modules
from courses.review import news
from courses.review.comparing.leaves import leaves
from courses.review.models import Comment, GuestLink

if TYPE_CHECKING:
    from courses.modules.models import Lesson
    from members.accounts.models import User

LONGEST_QUOTE = 160


@transaction.atomic
def comment(*, lesson: "Lesson", block: str, text: str, by: "User") -> Comment:
    """Comment on a block of the newest draft, or on the lesson where no block is named.

    The very same words sent twice are one comment.
    """
    found, is_new = Comment.objects.get_or_create(
        lesson=lesson,
        written_by=by,
        text=text.strip(),
        resolved_at=None,
        **_place(lesson.get_latest_revision_as_object(), block),
    )
    if is_new:
        news.tell_authors(found, news.authors_of(lesson, without=by.pk))
    return found


@transaction.atomic
def comment_as_guest(*, link: GuestLink, block: str, text: str, name: str) -> Comment:
    """Comment on the revision of a link under one's own name."""
    found, is_new = Comment.objects.get_or_create(
        lesson=link.lesson,
        link=link,
        name=name.strip(),
        text=text.strip(),
        resolved_at=None,
        **_place(link.revision.as_object(), block),
    )
    if is_new:
        maker = [link.created_by] if link.created_by and link.created_by.is_active else []
        people = {user.pk: user for user in (*news.authors_of(link.lesson, without=None), *maker)}
        news.tell_authors(found, people.values())
    return found


def resolve(*, comment: Comment, by: "User") -> Comment:
    """Note that a comment has been dealt with."""
    if comment.is_open:
        comment.resolved_at, comment.resolved_by = dates.now(), by
        comment.save(update_fields=["resolved_at", "resolved_by"])
    return comment


def reopen(*, comment: Comment) -> Comment:
    """Take that back."""
    comment.resolved_at = comment.resolved_by = None
    comment.save(update_fields=["resolved_at", "resolved_by"])
    return comment


def _place(draft: "Lesson", key: str) -> dict[str, Any]:
    """Return block and quote; a block that is not in the draft means: the whole lesson."""
    for block in modules.stored_blocks(draft.body):
        if key and str(block.get("id")) == key:
            said = " ".join(leaf.text for leaf in leaves(block["type"], block["value"]))
            return {"block": key, "quote": " ".join(said.split())[:LONGEST_QUOTE]}
    return {"block": "", "quote": ""}
