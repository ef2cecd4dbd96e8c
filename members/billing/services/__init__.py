"""Deeds of billing."""

from members.billing.services.drafts import discard_draft, draft_for
from members.billing.services.issue import check_draft, issue, reverse_invoice
from members.billing.services.online import handle_event, receive_event, start_payment
from members.billing.services.payments import allocate, record_payment, reverse_payment
from members.billing.services.runs import draft_run, issue_run, open_run
from members.billing.services.settings import save_settings

__all__ = [
    "allocate",
    "check_draft",
    "discard_draft",
    "draft_for",
    "draft_run",
    "handle_event",
    "issue",
    "issue_run",
    "open_run",
    "receive_event",
    "record_payment",
    "reverse_invoice",
    "reverse_payment",
    "save_settings",
    "start_payment",
]
