"""What waits for whom, how far a review is, what was said."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from wagtail.models import TaskState, WorkflowState

from campus.kit import dates
from courses.modules import selectors as modules
from courses.review import who
from courses.review.models import Comment, GuestLink, StageState
from courses.review.stages import LABELS, Stage

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from courses.modules.models import Lesson, Module


@dataclass(frozen=True, slots=True)
class Waiting:
    """A lesson that waits at a stage."""

    state: StageState
    lesson: "Lesson"
    stage: Stage

    @property
    def since(self) -> dt.datetime:
        """Return since when it waits here."""
        return self.state.started_at  # type: ignore[no-any-return]


@dataclass(frozen=True, slots=True)
class WaitingModule:
    """What of one module waits at one stage."""

    module: "Module"
    stage: Stage
    rows: tuple[Waiting, ...]

    @property
    def label(self) -> str:
        """Return the stage in words."""
        return str(LABELS[self.stage])

    @property
    def since(self) -> dt.date:
        """Return since when the first of them waits."""
        return timezone.localtime(min(row.since for row in self.rows)).date()

    @property
    def due(self) -> dt.date | None:
        """Return the first due day."""
        return min((row.state.due for row in self.rows if row.state.due), default=None)

    @property
    def is_overdue(self) -> bool:
        """Tell whether the day has passed."""
        return self.due is not None and self.due < dates.today()

    @property
    def taken_by(self) -> tuple[str, ...]:
        """Return who has taken some of it on."""
        people = {row.state.taken_by for row in self.rows if row.state.taken_by}
        return tuple(sorted(str(one.get_full_name() or one.get_username()) for one in people))


@dataclass(frozen=True, slots=True)
class Step:
    """A stage of one review as it is shown: done, current or to come."""

    label: str
    state: str
    row: StageState | None = None


def states_in_progress() -> "QuerySet[StageState]":
    """Return the stages at which something waits; the oldest first."""
    states: QuerySet[StageState] = StageState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS,
        workflow_state__status=WorkflowState.STATUS_IN_PROGRESS,
        task__stagetask__isnull=False,
    )
    related = ("task__stagetask", "workflow_state__requested_by", "taken_by")
    return states.select_related(*related).order_by("started_at", "pk")


def waiting_for(user: Any, *, everything: bool = False) -> list[Waiting]:
    """Return what the user may decide on; a constant number of queries.

    The office sees its own stage, unless `everything` is asked for.
    """
    stages = set(who.stages_of(user))
    if not everything and Stage.OFFICE in stages:
        stages = {Stage.OFFICE}
    states = states_in_progress().filter(task__stagetask__stage__in=stages)
    return [row for row in with_lessons(states) if _is_for(user, row)]


def with_lessons(states: Iterable[StageState]) -> list[Waiting]:
    """Return states of reviews with their lessons; one more query."""
    held = list(states)
    keys = [state.workflow_state.object_id for state in held]
    lessons = {str(row.pk): row for row in modules.all_lessons().filter(pk__in=keys).defer("body")}
    return [
        Waiting(state, lessons[key], Stage(state.task.stagetask.stage))
        for state, key in zip(held, keys, strict=True)
        if key in lessons
    ]


def _is_for(user: Any, row: Waiting) -> bool:
    provider = row.lesson.chapter.module.provider
    requested_by = row.state.workflow_state.requested_by_id
    return who.may_decide(user, row.stage, provider, requested_by=requested_by)


def grouped(rows: Iterable[Waiting]) -> list[WaitingModule]:
    """Return the rows by module and stage; what is due first stands first."""
    found: dict[tuple[int, Stage], list[Waiting]] = {}
    for row in rows:
        found.setdefault((row.lesson.chapter.module_id, row.stage), []).append(row)
    groups = [
        WaitingModule(entries[0].lesson.chapter.module, stage, tuple(entries))
        for (_module, stage), entries in found.items()
    ]
    return sorted(groups, key=lambda one: (one.due or dt.date.max, str(one.module), one.stage))


def count_for(user: Any) -> int:
    """Return how many modules wait for the user."""
    return len(grouped(waiting_for(user)))


def current_state(lesson: "Lesson") -> StageState | None:
    """Return the stage at which a lesson waits."""
    states = states_in_progress().filter(workflow_state__in=_reviews_of(lesson))
    found: StageState | None = states.first()
    return found


def _reviews_of(lesson: "Lesson") -> "QuerySet[WorkflowState]":
    states: QuerySet[WorkflowState] = WorkflowState.objects.for_instance(lesson)
    return states


def last_review(lesson: "Lesson") -> WorkflowState | None:
    """Return the newest review of a lesson by the stages."""
    states = _reviews_of(lesson).filter(workflow__workflow_tasks__task__stagetask__isnull=False)
    return states.order_by("-created_at", "-pk").first()


def sent_back(lesson: "Lesson") -> StageState | None:
    """Return the stage that has sent a lesson back, as long as nothing has been handed in since."""
    review = last_review(lesson)
    if review is None or review.status != WorkflowState.STATUS_NEEDS_CHANGES:
        return None
    states = StageState.objects.filter(workflow_state=review, status=TaskState.STATUS_REJECTED)
    states = states.select_related("task__stagetask", "finished_by").order_by("-pk")
    found: StageState | None = states.first()
    return found


def steps_of(lesson: "Lesson") -> list[Step]:
    """Return the stages of the newest review in order, each with what became of it."""
    review = last_review(lesson)
    if review is None:
        return []
    rows = StageState.objects.filter(workflow_state=review).exclude(
        status=TaskState.STATUS_CANCELLED
    )
    newest: dict[int, StageState] = {
        row.task_id: row
        for row in rows.select_related("finished_by", "taken_by").order_by("started_at", "pk")
    }
    tasks = review.workflow.workflow_tasks.select_related("task__stagetask").order_by("sort_order")
    return [
        _step(Stage(link.task.stagetask.stage), newest.get(link.task_id))
        for link in tasks
        if hasattr(link.task, "stagetask")
    ]


def _step(stage: Stage, row: StageState | None) -> Step:
    return Step(str(LABELS[stage]), row.status if row else "open", row)


def comments_on(lesson: "Lesson") -> "QuerySet[Comment]":
    """Return what was said about a lesson, the oldest first."""
    rows: QuerySet[Comment] = Comment.objects.filter(lesson=lesson)
    return rows.select_related("written_by", "resolved_by", "link")


def open_comments(lessons: Iterable["Lesson"]) -> dict[int, int]:
    """Return how many comments of each lesson wait to be dealt with; one query."""
    found: dict[int, int] = {}
    rows = Comment.objects.filter(lesson__in=list(lessons), resolved_at=None)
    for key in rows.values_list("lesson_id", flat=True):
        found[key] = found.get(key, 0) + 1
    return found


def links_to(lesson: "Lesson") -> "QuerySet[GuestLink]":
    """Return the links to revisions of a lesson, the newest first."""
    return GuestLink.objects.filter(lesson=lesson).select_related("created_by")


def link_with(key: Any) -> GuestLink | None:
    """Return a link by its key, with its lesson; None where there is none or it has ended."""
    related = ("lesson__chapter__module__course", "lesson__chapter__module__provider", "revision")
    link = GuestLink.objects.filter(key=key).select_related(*related).first()
    return link if link is not None and link.is_valid(dates.now()) else None


def reviews_of_module(module: "Module") -> list[Waiting]:
    """Return what of a module waits at any stage."""
    keys = modules.all_lessons().filter(chapter__module=module).values_list("pk", flat=True)
    wanted = [str(key) for key in keys]
    states = states_in_progress().filter(
        workflow_state__object_id__in=wanted,
        workflow_state__base_content_type__app_label="modules",
        workflow_state__base_content_type__model="lesson",
    )
    return with_lessons(states)
