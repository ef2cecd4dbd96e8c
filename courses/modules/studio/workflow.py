"""The review before publishing: authors submit, editors approve, and approval publishes."""

from django.contrib.contenttypes.models import ContentType
from wagtail.models import (
    GroupApprovalTask,
    Page,
    Workflow,
    WorkflowContentType,
    WorkflowPage,
    WorkflowTask,
)

from courses.modules.models import Lesson
from courses.modules.studio.groups import sync_editors

NAME = "Redaktion"
TASK_NAME = "Freigabe durch die Redaktion"


def ensure_workflow() -> Workflow:
    """Return the workflow for all pages and lessons; make it, with its one task, if missing."""
    workflow, _created = Workflow.objects.get_or_create(name=NAME)
    task, _created = GroupApprovalTask.objects.get_or_create(name=TASK_NAME)
    task.groups.set([sync_editors()])
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task, defaults={"sort_order": 0})
    root = Page.get_first_root_node()
    WorkflowPage.objects.update_or_create(page=root, defaults={"workflow": workflow})
    # A higher room may have set up a review of more stages.
    WorkflowContentType.objects.get_or_create(
        content_type=ContentType.objects.get_for_model(Lesson), defaults={"workflow": workflow}
    )
    return workflow
