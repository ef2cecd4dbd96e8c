"""Wagtail's own mails about a workflow, left out where the review has mails of its own.

Wagtail connects its mails under fixed names; what is connected first under a name stays.
"""

from typing import Any

from wagtail.admin import mail
from wagtail.models import WorkflowState
from wagtail.signals import workflow_approved, workflow_rejected, workflow_submitted

from courses.review.models import StageTask


def is_ours(workflow_state: Any) -> bool:
    """Tell whether a workflow consists of stages of the review."""
    tasks = StageTask.objects.filter(workflow_tasks__workflow=workflow_state.workflow_id)
    return bool(tasks.exists())


class _Elsewhere:
    """Mix-in: says nothing about the review."""

    def can_handle(self, instance: Any, **kwargs: Any) -> bool:
        """Leave the review to its own mails."""
        handled: bool = super().can_handle(instance, **kwargs)  # type: ignore[misc]
        return handled and not is_ours(instance)


class Submitted(_Elsewhere, mail.WorkflowStateSubmissionEmailNotifier):
    """Mail to administrators."""


class Rejected(_Elsewhere, mail.WorkflowStateRejectionEmailNotifier):
    """Mail to whoever has asked."""


class Approved(_Elsewhere, mail.WorkflowStateApprovalEmailNotifier):
    """Mail to whoever has asked."""


NOTIFIERS = (
    (workflow_submitted, Submitted(), "submitted"),
    (workflow_rejected, Rejected(), "rejected"),
    (workflow_approved, Approved(), "approved"),
)


def stand_in() -> None:
    """Connect these mails before Wagtail connects its own."""
    for signal, notifier, name in NOTIFIERS:
        signal.connect(
            notifier,
            sender=WorkflowState,
            dispatch_uid=f"workflow_state_{name}_email_notification",
        )
