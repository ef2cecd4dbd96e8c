"""React to Wagtail's workflow, so that its own buttons and ours lead to the same messages."""

from typing import Any

from django.dispatch import receiver
from wagtail.models import WorkflowState
from wagtail.signals import task_approved, task_submitted, workflow_approved, workflow_rejected

from courses.review import news
from courses.review.mails import is_ours
from courses.review.models import StageState
from courses.review.stages import LABELS, Stage


@receiver(task_submitted, sender=StageState)
def stage_begun(sender: Any, instance: StageState, **facts: Any) -> None:
    """Tell the people of the stage; the due day is set right after this signal."""
    task = instance.task.specific
    instance.due = instance.due or task.due_day()
    news.tell_reviewers(instance, instance.workflow_state.content_object)


@receiver(task_approved, sender=StageState)
def stage_passed(sender: Any, instance: StageState, **facts: Any) -> None:
    """Tell whoever has handed in how far it is; the end of all stages has a message of its own."""
    state = WorkflowState.objects.get(pk=instance.workflow_state_id)
    if state.status != WorkflowState.STATUS_IN_PROGRESS:
        return
    news.tell_requester(
        news.PASSED,
        str(instance.pk),
        state.content_object,
        state.requested_by,
        stage=str(LABELS[Stage(instance.task.specific.stage)]),
        comment=instance.comment,
    )


@receiver(workflow_rejected, sender=WorkflowState)
def sent_back(sender: Any, instance: WorkflowState, **facts: Any) -> None:
    """Tell whoever has handed in why it came back."""
    if is_ours(instance):
        state = instance.current_task_state
        stage = str(LABELS[Stage(state.task.specific.stage)])
        facts = {"stage": stage, "reason": state.comment}
        lesson = instance.content_object
        news.tell_requester(news.BACK, str(state.pk), lesson, instance.requested_by, **facts)


@receiver(workflow_approved, sender=WorkflowState)
def released(sender: Any, instance: WorkflowState, **facts: Any) -> None:
    """Tell whoever has handed in that it is published."""
    if is_ours(instance):
        comment = instance.current_task_state.comment
        lesson = instance.content_object
        news.tell_requester(
            news.PUBLISHED, str(instance.pk), lesson, instance.requested_by, comment=comment
        )
