"""Deeds of the review."""

from courses.review.services.commenting import (
    comment,
    comment_as_guest,
    reopen,
    resolve,
)
from courses.review.services.deciding import approve, decide_all, reject, release, take
from courses.review.services.linking import note_visit, open_link, revoke_link
from courses.review.services.reminding import remind_overdue
from courses.review.services.submitting import submit, submit_module, waiting_drafts

__all__ = [
    "approve",
    "comment",
    "comment_as_guest",
    "decide_all",
    "note_visit",
    "open_link",
    "reject",
    "release",
    "remind_overdue",
    "reopen",
    "resolve",
    "revoke_link",
    "submit",
    "submit_module",
    "take",
    "waiting_drafts",
]
