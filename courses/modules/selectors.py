"""What is taught, as other rooms read it."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.db import router
from django.db.models import (
    Count,
    Max,
    Model,
    OuterRef,
    Prefetch,
    ProtectedError,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.deletion import Collector
from wagtail.models import WorkflowState

from courses.modules.models import Chapter, Item, Lesson, Module, ModuleVersion, Unit
from members.roles.catalogue import Role
from members.roles.selectors import has_role, providers_with

if TYPE_CHECKING:
    from courses.catalogue.models import CoursePage


@dataclass(frozen=True, slots=True)
class OutlineItem:
    """An item of the syllabus, without its content."""

    key: uuid.UUID
    title: str
    kind: str
    minutes: int
    required: bool
    graded: bool
    position: int


@dataclass(frozen=True, slots=True)
class OutlineUnit:
    """A chapter of the syllabus with its items in order."""

    title: str
    items: tuple[OutlineItem, ...]

    @property
    def minutes(self) -> int:
        """Return how long the chapter takes."""
        return sum(item.minutes for item in self.items)


def current_version(course: "CoursePage") -> ModuleVersion | None:
    """Return the version that somebody who starts today gets; None before the first publishing."""
    return ModuleVersion.objects.filter(module__course_id=course.pk).order_by("-number").first()


def current_versions(course_ids: Iterable[int]) -> dict[int, ModuleVersion]:
    """Return the newest version of each course that has one, by course id, in one query."""
    newest = (
        ModuleVersion.objects.filter(module=OuterRef("module")).order_by("-number").values("pk")[:1]
    )
    versions = ModuleVersion.objects.filter(
        module__course_id__in=list(course_ids), pk=Subquery(newest)
    ).select_related("module")
    return {version.module.course_id: version for version in versions}


def outline(version: ModuleVersion) -> list[OutlineUnit]:
    """Return the syllabus of a version; two queries at first, then none."""
    return list(_outline(version.pk, version.content_hash))


@lru_cache(maxsize=256)
def _outline(version_id: int, content_hash: str) -> tuple[OutlineUnit, ...]:
    """Read the syllabus; a version never changes, so that the answer never grows stale."""
    items: dict[int, list[OutlineItem]] = {}
    names = ("key", "title", "kind", "minutes", "required", "graded", "position")
    rows = Item.objects.filter(unit__version_id=version_id).values_list("unit_id", *names)
    for unit_id, *values in rows:
        items.setdefault(unit_id, []).append(OutlineItem(*values))
    units = Unit.objects.filter(version_id=version_id).values_list("pk", "title")
    return tuple(OutlineUnit(title, tuple(items.get(pk, ()))) for pk, title in units)


def item(version: ModuleVersion, key: uuid.UUID | str) -> Item:
    """Return an item of the version with its content; raises Item.DoesNotExist."""
    return Item.objects.select_related("unit").get(unit__version_id=version.pk, key=key)


def required_keys(version: ModuleVersion) -> list[uuid.UUID]:
    """Return the keys of the items that count for progress and certificate, in order."""
    return [entry.key for unit in outline(version) for entry in unit.items if entry.required]


def graded_items(version: ModuleVersion) -> list[Item]:
    """Return the graded tests of a version, without their content."""
    return list(Item.objects.filter(unit__version_id=version.pk, graded=True).defer("body"))


def module_ids_of(lesson: Lesson) -> set[int]:
    """Return the module in which a lesson stands, and those whose versions have held it."""
    versions = Item.objects.filter(key=lesson.key).values_list("unit__version__module", flat=True)
    return {lesson.chapter.module_id, *versions}


def is_empty(module: Module) -> bool:
    """Tell whether nothing has been written or published in a module."""
    lessons = Lesson.objects.filter(chapter__module=module)
    return not lessons.exists() and not ModuleVersion.objects.filter(module=module).exists()


def protectors_of(row: Model) -> set[Model]:
    """Return the rows that keep another from being deleted."""
    collector = Collector(using=router.db_for_write(type(row)))
    try:
        collector.collect([row])
    except ProtectedError as error:
        return error.protected_objects
    return set()


def is_editor(user: Any) -> bool:
    """Tell whether the user reviews and publishes for all providers."""
    return bool(user.is_superuser or has_role(user, Role.EDITOR))


def providers_of_author(user: Any) -> "QuerySet[Any]":
    """Return the providers for which the user may write."""
    return providers_with(user, Role.AUTHOR, Role.PROVIDER_OWNER)


def modules_of_author(user: Any) -> QuerySet[Module]:
    """Return the modules that the user may edit, with course and counts, by title."""
    modules: QuerySet[Module] = Module.objects.select_related("course", "provider")
    if not is_editor(user):
        modules = modules.filter(provider__in=providers_of_author(user))
    counted: QuerySet[Module] = modules.annotate(
        chapter_count=Count("chapters", distinct=True),
        lesson_count=Count("chapters__lessons", distinct=True),
        draft_count=Count(
            "chapters__lessons",
            filter=Q(chapters__lessons__has_unpublished_changes=True)
            | Q(chapters__lessons__live=False),
            distinct=True,
        ),
        newest_number=Max("versions__number"),
    ).order_by("course__title", "pk")
    return counted


def own_chapter(user: Any, key: str) -> Chapter | None:
    """Return the chapter if the user may write in it."""
    if not key.isdecimal():
        return None
    chapters = Chapter.objects.filter(pk=key)
    if not is_editor(user):
        chapters = chapters.filter(module__provider__in=providers_of_author(user))
    return chapters.first()


def next_position(chapter: Chapter) -> int:
    """Return the position behind the chapter's last lesson."""
    last = Lesson.objects.filter(chapter=chapter).aggregate(last=Max("position"))["last"]
    return (last or 0) + 1


def with_reviews(lessons: QuerySet[Lesson]) -> QuerySet[Lesson]:
    """Return the lessons with their open reviews, where Wagtail looks for them; one query."""
    reviews = WorkflowState.objects.active().select_related("current_task_state__task")
    open_reviews = Prefetch("reviews", queryset=reviews, to_attr="_current_workflow_states")
    return lessons.prefetch_related(open_reviews)


def chapters_with_lessons(module: Module) -> list[Chapter]:
    """Return the working copy's chapters in order, lessons prefetched without their content."""
    lessons = Lesson.objects.defer("body").order_by("position", "pk")
    return list(
        Chapter.objects.filter(module=module)
        .order_by("position", "pk")
        .prefetch_related(Prefetch("lessons", queryset=lessons))
    )
