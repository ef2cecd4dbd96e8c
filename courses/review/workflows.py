"""The two ways of the review as Wagtail's workflows; safe to make again."""

from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import Workflow, WorkflowContentType, WorkflowTask

from courses.modules import services as modules
from courses.review.models import StageTask
from courses.review.stages import DAYS, FULL, SHORT, Stage, way_of

if TYPE_CHECKING:
    from courses.modules.models import Lesson

NAMES = {FULL: "Begutachtung", SHORT: "Begutachtung einer Berichtigung"}
TASKS = {
    Stage.PROVIDER: "Qualitätssicherung beim Anbieter",
    Stage.DIDACTICS: "Didaktik (Fachbeirat)",
    Stage.ACCESSIBILITY: "Barrierefreiheit",
    Stage.OFFICE: "Freigabe durch die Redaktion",
}


@transaction.atomic
def ensure_review() -> Workflow:
    """Make both workflows with their tasks, and let lessons pass the long one by default.

    What an administrator has changed in the tasks since (days, only comments) stays.
    """
    tasks = {stage: _task(stage) for stage in Stage}
    ways = {stages: _way(stages, tasks) for stages in (FULL, SHORT)}
    lesson = ContentType.objects.get_by_natural_key("modules", "lesson")
    WorkflowContentType.objects.update_or_create(
        content_type=lesson, defaults={"workflow": ways[FULL]}
    )
    return ways[FULL]


def _task(stage: Stage) -> StageTask:
    facts = {"name": TASKS[stage], "days": DAYS[stage]}
    found: StageTask = StageTask.objects.get_or_create(stage=stage.value, defaults=facts)[0]
    return found


def _way(stages: tuple[Stage, ...], tasks: dict[Stage, StageTask]) -> Workflow:
    workflow: Workflow = Workflow.objects.get_or_create(name=NAMES[stages])[0]
    for place, stage in enumerate(stages):
        WorkflowTask.objects.get_or_create(
            workflow=workflow, task=tasks[stage], defaults={"sort_order": place}
        )
    return workflow


def short_way(lesson: "Lesson") -> Workflow | None:
    """Return the short workflow for a correction of what learners have already."""
    is_correction = modules.is_correction(lesson)
    if way_of(is_live=lesson.live, is_correction=is_correction) != SHORT:
        return None
    found: Workflow | None = Workflow.objects.filter(name=NAMES[SHORT], active=True).first()
    return found
