"""What is taught, as other rooms read it."""

import hashlib
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db import router
from django.db.models import (
    Count,
    Exists,
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
from wagtail.documents import get_document_model
from wagtail.models import Page, ReferenceIndex, WorkflowState

from campus.kit.prepared import PreparedObjects
from courses.modules import completion, questions
from courses.modules.accessibility.gate import raw_blocks
from courses.modules.accessibility.statement import Statement, in_words
from courses.modules.models import Chapter, Item, Kind, Lesson, Media, Module, ModuleVersion, Unit
from members.roles.rules import is_editor, providers_of_author, providers_of_reader

if TYPE_CHECKING:
    from courses.catalogue.models import CoursePage
    from members.organisations.models import Provider

LARGEST_KEY = 2**31 - 1


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
    rule: str = ""
    by_hand: bool = False
    package: uuid.UUID | None = None
    # The standard of its package, as `courses.packages.reading.shapes.Kind` names it.
    standard: str = ""
    tool_content: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class ShownAt:
    """An item of a published version that shows a file."""

    course_id: int
    item_key: uuid.UUID


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
    return _newest_first().filter(module__course_id=course.pk).first()


def newest_version(module: Module) -> ModuleVersion | None:
    """Return the version of a module that was frozen last."""
    return _newest_first().filter(module=module).first()


def _newest_first() -> QuerySet[ModuleVersion]:
    versions: QuerySet[ModuleVersion] = ModuleVersion.objects.order_by("-number", "-correction")
    return versions


def newer_edition(version: ModuleVersion) -> ModuleVersion | None:
    """Return the newest version of the module if it is of a later edition; one query."""
    newest = newest_version(version.module)
    return newest if newest is not None and newest.number > version.number else None


def editions_before(version: ModuleVersion) -> QuerySet[ModuleVersion]:
    """Return the versions that a correction replaces: earlier ones of the same edition."""
    versions: QuerySet[ModuleVersion] = ModuleVersion.objects.filter(
        module_id=version.module_id, number=version.number, correction__lt=version.correction
    )
    return versions


def version_with(key: int) -> ModuleVersion:
    """Return a version with its module; raises ModuleVersion.DoesNotExist."""
    version: ModuleVersion = ModuleVersion.objects.select_related("module").get(pk=key)
    return version


def current_versions(course_ids: Iterable[int]) -> dict[int, ModuleVersion]:
    """Return the newest version of each course that has one, by course id, in one query."""
    newest = _newest_first().filter(module=OuterRef("module")).values("pk")[:1]
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
    rows = Item.objects.filter(unit__version_id=version_id)
    own = ("unit_id", "rule", "pass_percent", "by_hand", "package_id", "package__kind")
    for unit_id, rule, passing, by_hand, package, standard, tool, *values in rows.values_list(
        *own, "tool_content_id", *names
    ):
        entry = replace(
            OutlineItem(*values),
            by_hand=by_hand,
            package=package,
            standard=standard or "",
            tool_content=tool,
        )
        facts = {"kind": entry.kind, "graded": entry.graded, "pass_percent": passing}
        code = rule or completion.code_of(facts)
        items.setdefault(unit_id, []).append(replace(entry, rule=code))
    units = Unit.objects.filter(version_id=version_id).values_list("pk", "title")
    return tuple(OutlineUnit(title, tuple(items.get(pk, ()))) for pk, title in units)


def first_lesson(version: ModuleVersion) -> tuple[str, uuid.UUID] | None:
    """Return chapter and key of the first lesson; a test is nothing to look into."""
    for unit in outline(version):
        for entry in unit.items:
            if entry.kind == Kind.LESSON:
                return unit.title, entry.key
    return None


def first_lesson_key(version: ModuleVersion) -> uuid.UUID | None:
    """Return the key alone."""
    found = first_lesson(version)
    return found[1] if found else None


def item(version: ModuleVersion, key: uuid.UUID | str) -> Item:
    """Return an item of the version with its content; raises Item.DoesNotExist."""
    return item_in(version.pk, key)


def item_in(version_id: int, key: uuid.UUID | str) -> Item:
    """Return the same by the key of the version."""
    found = _items_in.first(version_id, key if isinstance(key, uuid.UUID) else uuid.UUID(key))
    if found is None:
        raise Item.DoesNotExist
    return found


@PreparedObjects
def _items_in(version_id: int, key: uuid.UUID) -> QuerySet[Item]:
    return Item.objects.select_related("unit").filter(unit__version_id=version_id, key=key)


def tool_item(key: uuid.UUID) -> Item | None:
    """Return the newest frozen item of this key that is a content of a tool."""
    rows = Item.objects.filter(key=key, kind=Kind.TOOL).select_related("tool_content__tool")
    return rows.order_by("-unit__version_id").defer("body").first()


def document(key: int) -> Any:
    """Return an uploaded document, None where there is none."""
    return get_document_model().objects.filter(pk=min(key, LARGEST_KEY)).first()


def media_with(path: str) -> Media | None:
    """Return the film or recording to which an uploaded file belongs, also as its captions."""
    return Media.objects.filter(Q(file=path) | Q(captions=path) | Q(poster=path)).first()


def shown_at(row: Model) -> set[ShownAt]:
    """Return where published versions show a document, film or recording; two queries."""
    items = Item.objects.filter(pk__in=keys_showing(row, Item))
    found = items.values_list("unit__version__module__course_id", "key")
    return {ShownAt(course_id, key) for course_id, key in found}


def keys_showing(row: Model, model: type[Model]) -> list[int]:
    """Return the primary keys of the rows of a model that show a file."""
    kind = ContentType.objects.get_for_model(model)
    found = ReferenceIndex.get_references_to(row).filter(base_content_type=kind)
    return [int(key) for key in set(found.values_list("object_id", flat=True))]


def is_on_public_page(row: Model) -> bool:
    """Tell whether a published page for everybody links to a file."""
    kinds = {kind.pk for kind in ContentType.objects.get_for_models(Item, Lesson).values()}
    linking = ReferenceIndex.get_references_to(row).values_list("base_content_type", "object_id")
    keys = [int(key) for kind, key in linking if kind not in kinds and key.isdecimal()]
    return bool(keys) and Page.objects.live().public().filter(pk__in=keys).exists()


def recording_seconds(version: ModuleVersion, key: uuid.UUID) -> int:
    """Return the length of an item's first film or recording, 0 where there is none."""
    block = completion.recording_of(item(version, key).body)
    media = Media.objects.filter(pk=block["value"]).first() if block else None
    return int(media.seconds) if media else 0


def required_keys(version: ModuleVersion) -> list[uuid.UUID]:
    """Return the keys of the items that count for progress and certificate, in order."""
    return [entry.key for unit in outline(version) for entry in unit.items if entry.required]


def graded_items(version: ModuleVersion) -> list[Item]:
    """Return the graded tests of a version, without their content."""
    return list(Item.objects.filter(unit__version_id=version.pk, graded=True).defer("body"))


def asks_questions(version: ModuleVersion) -> bool:
    """Tell whether a version holds a question, in a test or in a lesson; one query."""
    items = Item.objects.filter(unit__version_id=version.pk)
    return any(questions.parse(item.body) for item in items.iterator())


def limited_modules() -> QuerySet[Module]:
    """Return the modules with a graded test, in any version, that limits time or attempts."""
    graded = Item.objects.filter(unit__version__module=OuterRef("pk"), kind="quiz", graded=True)
    limited = graded.filter(Q(time_limit__gt=0) | Q(max_attempts__gt=0))
    modules: QuerySet[Module] = Module.objects.filter(Exists(limited))
    return modules.select_related("course").order_by("course__title", "pk")


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


def modules_of_author(user: Any) -> QuerySet[Module]:
    """Return the modules that the user may read, with course and counts, by title."""
    modules: QuerySet[Module] = Module.objects.select_related("course", "provider")
    if not is_editor(user):
        modules = modules.filter(provider__in=providers_of_reader(user))
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


def modules_of(providers: "QuerySet[Provider]") -> QuerySet[Module]:
    """Return the modules of some providers that have been published, with course, by title."""
    published = ModuleVersion.objects.filter(module=OuterRef("pk"))
    modules: QuerySet[Module] = Module.objects.filter(Exists(published), provider__in=providers)
    return modules.select_related("course", "provider").order_by("course__title", "pk")


def editions_of(module: Module) -> list[ModuleVersion]:
    """Return the newest correction of each edition, the newest edition first; one query."""
    found: dict[int, ModuleVersion] = {}
    for version in _newest_first().filter(module=module):
        found.setdefault(version.number, version)
    return list(found.values())


def own_chapter(user: Any, key: str) -> Chapter | None:
    """Return the chapter if the user may write in it."""
    if not key.isdecimal():
        return None
    chapters = Chapter.objects.filter(pk=key)
    if not is_editor(user):
        chapters = chapters.filter(module__provider__in=providers_of_author(user))
    return chapters.first()


def chapters_of_author(user: Any, *, provider_id: int) -> QuerySet[Chapter]:
    """Return the chapters of one provider in which the user may write."""
    chapters = Chapter.objects.filter(module__provider_id=provider_id)
    if not is_editor(user):
        chapters = chapters.filter(module__provider__in=providers_of_author(user))
    return chapters.select_related("module__course").order_by("module__course__title", "position")


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


def lessons_with_drafts(module: Module) -> list[Lesson]:
    """Return the lessons of the working copy in order, with their newest drafts; one query."""
    lessons = Lesson.objects.filter(chapter__module=module).select_related("latest_revision")
    return list(lessons.order_by("chapter__position", "chapter_id", "position", "pk"))


def all_lessons() -> QuerySet[Lesson]:
    """Return the lessons of all working copies, with module and course."""
    lessons: QuerySet[Lesson] = Lesson.objects.select_related(
        "chapter__module__course", "chapter__module__provider"
    )
    return lessons


def all_modules() -> QuerySet[Module]:
    """Return all modules with course and provider."""
    modules: QuerySet[Module] = Module.objects.select_related("course", "provider")
    return modules


def versions_of(module: Module) -> QuerySet[ModuleVersion]:
    """Return the frozen versions of a module, the newest first."""
    return _newest_first().filter(module=module)


def stored_blocks(body: Any) -> list[Mapping[str, Any]]:
    """Return the blocks of a lesson's or item's body as they are stored."""
    return raw_blocks(body)


def mark_of(module: Module) -> str:
    """Return a mark of the chapters and terms as they are stored, to notice others' changes."""
    rows = Chapter.objects.filter(module=module.pk).order_by("position", "pk")
    terms = Module.objects.values_list(*module.terms.as_fields()).get(pk=module.pk)
    text = repr((list(rows.values_list("pk", "title")), terms))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def items_with_units(version: ModuleVersion) -> list[Item]:
    """Return the items of a version in order, with content, chapter and package; one query."""
    items = Item.objects.filter(unit__version=version).select_related("unit", "package")
    return list(items.order_by("unit__position", "position"))


def statement_on(version: ModuleVersion | None) -> Statement | None:
    """Return what a version says about its accessibility, if it does."""
    return in_words(version.accessibility) if version is not None else None
